using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Aso.Verifier.Reading;

/// <summary>A read-only transaction over one database. Rows are streamed: one open <see cref="Read"/> at a time.</summary>
internal sealed class Snapshot(DbConnection connection, DbTransaction transaction, bool isPostgres, CancellationToken cancel) : IDisposable
{
    /// <summary>Fixes the instant: both databases take it at the first statement that reads a table.</summary>
    internal void Begin()
    {
        if (isPostgres)
        {
            using var command = Command("SET TRANSACTION READ ONLY", []);
            command.ExecuteNonQuery();
        }

        using var first = Command("SELECT COUNT(*) FROM outbox_stream", []);
        first.ExecuteScalar();
    }

    /// <param name="sql">Text of this program, with parameters named <c>@…</c>.</param>
    public IEnumerable<Row> Read(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var row = new Row(reader);
        while (reader.Read())
        {
            cancel.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    /// <summary>The number in the only row, or zero where there is none.</summary>
    public long Number(string sql, params (string Name, object Value)[] parameters) =>
        Read(sql, parameters).Select(row => row.IsNull(0) ? 0 : row.Number(0)).FirstOrDefault();

    public void Dispose()
    {
        transaction.Dispose();
        connection.Dispose();
    }

    [SuppressMessage("Security", "CA2100", Justification = "Every text is a constant of this program; values are parameters.")]
    private DbCommand Command(string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;

            // SQLite files hold ids as upper-case text.
            parameter.Value = value is Guid id && !isPostgres ? id.ToString("D").ToUpperInvariant() : value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
