using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

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

/// <summary>Rows of one table that are written together.</summary>
/// <param name="Columns">Equally long.</param>
/// <param name="Conflict">What happens to rows that are there: empty, or <c>ON CONFLICT …</c>.</param>
internal sealed record RowsOf(string Table, IReadOnlyList<ColumnOf> Columns, string Conflict);

/// <summary>Writes the rows of several tables, in the order given. On PostgreSQL that is one round trip, and a column is one parameter, so that the text is the same however many rows there are.</summary>
internal static class RowsWrite
{
    public static async Task WriteAsync(ServiceDb db, IReadOnlyList<RowsOf> tables, CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await using var batch = db.Database.GetDbConnection().CreateBatch();
            batch.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            foreach (var rows in tables)
            {
                batch.BatchCommands.Add(ToInsert(batch, rows));
            }

            await batch.ExecuteNonQueryAsync(cancel);
            return;
        }

        foreach (var rows in tables)
        {
            await WriteEachAsync(db, rows, cancel);
        }
    }

    private static DbBatchCommand ToInsert(DbBatch batch, RowsOf rows)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = $"{HeadOf(rows)} SELECT * FROM unnest({string.Join(", ", Enumerable.Range(1, rows.Columns.Count).Select(number => $"${number}"))}) {rows.Conflict}";
        foreach (var column in rows.Columns)
        {
            var parameter = command.CreateParameter();
            parameter.Value = column.Values;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>SQLite is in this process: one statement, compiled once, that runs for each row costs less than a text of all of them.</summary>
    private static async Task WriteEachAsync(ServiceDb db, RowsOf rows, CancellationToken cancel)
    {
        var columns = rows.Columns;
        await using var command = db.Command($"{HeadOf(rows)} VALUES ({string.Join(", ", Enumerable.Range(0, columns.Count).Select(ParameterName))}) {rows.Conflict}");
        for (var column = 0; column < columns.Count; column++)
        {
            command.Add(ParameterName(column), value: null);
        }

        for (var row = 0; row < columns[0].Values.Length; row++)
        {
            for (var column = 0; column < columns.Count; column++)
            {
                command.Parameters[column].Value = columns[column].Values.GetValue(row) ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static string HeadOf(RowsOf rows) => $"INSERT INTO {rows.Table} ({string.Join(", ", rows.Columns.Select(column => column.Name))})";

    private static string ParameterName(int column) => string.Create(CultureInfo.InvariantCulture, $"@p{column}");
}
