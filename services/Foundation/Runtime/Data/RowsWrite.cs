using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Aso.Foundation.Data;

/// <summary>One column of rows that are written together.</summary>
/// <param name="Values">One for each row, in the database's own types; typed as an array of them.</param>
public readonly record struct ColumnOf(string Name, Array Values)
{
    /// <param name="value">Of a row; null where it has none.</param>
    public static ColumnOf From<TRow, TValue>(string name, IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(value);
        var values = new TValue[rows.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = value(rows[index]);
        }

        return new(name, values);
    }
}

/// <summary>Writes many rows at once. On PostgreSQL a column is one parameter, so that the text is the same however many rows there are.</summary>
public static class RowsWrite
{
    private const int SqliteRowsPerStatementMax = 500;

    /// <param name="columns">Equally long; without rows nothing is written.</param>
    /// <param name="conflict">What happens to rows that are there: empty, or <c>ON CONFLICT …</c>.</param>
    public static async Task InsertRowsAsync(this ServiceDb db, string table, IReadOnlyList<ColumnOf> columns, string conflict, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(columns);
        var rows = columns[0].Values.Length;
        if (rows == 0)
        {
            return;
        }

        var head = $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.Name))}) ";
        if (db.IsPostgres)
        {
            await using var command = db.Command(
                $"{head}SELECT * FROM unnest({string.Join(", ", Enumerable.Range(1, columns.Count).Select(number => $"${number}"))}) {conflict}",
                [.. columns.Select(column => column.Values)]);
            await command.ExecuteNonQueryAsync(cancel);
            return;
        }

        for (var from = 0; from < rows; from += SqliteRowsPerStatementMax)
        {
            await using var command = db.Command(head);
            ListRows(command, columns, from, Math.Min(rows, from + SqliteRowsPerStatementMax));
            command.CommandText += conflict;
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static void ListRows(DbCommand command, IReadOnlyList<ColumnOf> columns, int from, int to)
    {
        var sql = new StringBuilder(command.CommandText).Append("VALUES ");
        for (var row = from; row < to; row++)
        {
            sql.Append(row == from ? "(" : ",(");
            for (var column = 0; column < columns.Count; column++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"@p{row}_{column}");
                sql.Append(column == 0 ? "" : ",").Append(name);
                Add(command, name, Stored(columns[column].Values.GetValue(row)));
            }

            sql.Append(')');
        }

        command.CommandText = sql.Append(' ').ToString();
    }

    /// <summary>As the provider's own mapping stores it: a Guid is upper-case text in SQLite.</summary>
    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToString("D").ToUpperInvariant(),
        _ => value,
    };

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
