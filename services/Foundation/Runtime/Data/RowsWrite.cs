using System.Data.Common;
using System.Globalization;

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

        await using var single = db.Command($"{head}VALUES ({string.Join(", ", Enumerable.Range(0, columns.Count).Select(ParameterName))}) {conflict}");
        await InsertEachAsync(single, columns, rows, cancel);
    }

    /// <summary>SQLite is in this process: one statement, compiled once, that runs for each row costs less than a text of all of them.</summary>
    private static async Task InsertEachAsync(DbCommand command, IReadOnlyList<ColumnOf> columns, int rows, CancellationToken cancel)
    {
        var parameters = new DbParameter[columns.Count];
        for (var column = 0; column < parameters.Length; column++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = ParameterName(column);
            command.Parameters.Add(parameter);
            parameters[column] = parameter;
        }

        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < parameters.Length; column++)
            {
                parameters[column].Value = Stored(columns[column].Values.GetValue(row));
            }

            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static string ParameterName(int column) => string.Create(CultureInfo.InvariantCulture, $"@p{column}");

    /// <summary>As the provider's own mapping stores it: a Guid is upper-case text in SQLite.</summary>
    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToString("D").ToUpperInvariant(),
        _ => value,
    };
}
