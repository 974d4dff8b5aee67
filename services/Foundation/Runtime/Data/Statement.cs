using System.Collections;
using System.Globalization;
using System.Text;

namespace Aso.Foundation.Data;

/// <summary>A statement and the values of its parameters, in the words of one of the databases.</summary>
internal sealed record Statement(string Sql, IReadOnlyList<object?> Values)
{
    private const string In = "IN ";

    /// <param name="text">Behind <c>IN</c> stands an array: PostgreSQL takes it as one parameter, SQLite as one for each value.</param>
    /// <param name="before">What the text continues.</param>
    /// <exception cref="ArgumentException">An array stands elsewhere.</exception>
    public static Statement Of(FormattableString text, bool isPostgres, string before = "")
    {
        var sql = new StringBuilder(before);
        var values = new List<object?>();
        var (format, at) = (text.Format, 0);
        for (var index = 0; index < text.ArgumentCount; index++)
        {
            var hole = string.Create(CultureInfo.InvariantCulture, $"{{{index}}}");
            var next = format.IndexOf(hole, at, StringComparison.Ordinal);
            sql.Append(format, at, next - at);
            at = next + hole.Length;
            if (text.GetArgument(index) is Array and not byte[] and var array)
            {
                AppendArray(sql, values, array, isPostgres);
            }
            else
            {
                AppendValue(sql, values, text.GetArgument(index), isPostgres);
            }
        }

        return new(sql.Append(format, at, format.Length - at).ToString(), values);
    }

    public static string ParameterName(int index) => string.Create(CultureInfo.InvariantCulture, $"@p{index}");

    private static void AppendArray(StringBuilder sql, List<object?> values, Array array, bool isPostgres)
    {
        if (sql.Length < In.Length || sql.ToString(sql.Length - In.Length, In.Length) != In)
        {
            throw new ArgumentException("An array stands behind IN alone.", nameof(array));
        }

        if (isPostgres)
        {
            sql.Length -= In.Length;
            sql.Append("= ANY(");
            AppendValue(sql, values, array, isPostgres);
            sql.Append(')');
            return;
        }

        sql.Append('(');
        foreach (var (position, value) in ((IEnumerable)array).Cast<object?>().Index())
        {
            sql.Append(position > 0 ? ", " : "");
            AppendValue(sql, values, value, isPostgres);
        }

        sql.Append(')');
    }

    private static void AppendValue(StringBuilder sql, List<object?> values, object? value, bool isPostgres)
    {
        sql.Append(isPostgres ? string.Create(CultureInfo.InvariantCulture, $"${values.Count + 1}") : ParameterName(values.Count));
        values.Add(value);
    }
}
