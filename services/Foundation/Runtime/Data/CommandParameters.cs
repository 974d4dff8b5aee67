using System.Data.Common;

namespace Aso.Foundation.Data;

internal static class CommandParameters
{
    /// <summary>Adds a named parameter, which both databases' drivers store as the model does: a Guid is uuid in PostgreSQL, upper-case text in SQLite.</summary>
    public static void Add(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
