using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Aso.Foundation.Data;

/// <summary>One column of rows that are written together.</summary>
/// <param name="Values">One for each row, in the database's own types; typed as an array of them.</param>
internal readonly record struct ColumnOf(string Name, Array Values)
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
internal sealed record RowsOf(string Table, IReadOnlyList<ColumnOf> Columns, string Conflict = "")
{
    /// <summary>What becomes of the columns, which it selects from <c>given</c>, where they are not written as they are.</summary>
    public MadeOf? Made { get; init; }
}

/// <param name="Columns">Of the table, in the order in which <paramref name="Query"/> selects them.</param>
internal sealed record MadeOf(string Columns, string Query);

/// <summary>Writes the rows of several tables, in the order given. On PostgreSQL that is one round trip, the commit included where asked for, and a column is one parameter, so that the text is the same however many rows there are.</summary>
internal static class RowsWrite
{
    /// <param name="commit">Ends the transaction with the same round trip, on PostgreSQL alone.</param>
    public static async Task WriteAsync(ServiceDb db, IReadOnlyList<RowsOf> tables, bool commit, CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await WriteTogetherAsync(db, tables, commit, cancel);
            return;
        }

        foreach (var rows in tables)
        {
            await WriteEachAsync(db, rows, cancel);
        }
    }

    private static async Task WriteTogetherAsync(ServiceDb db, IReadOnlyList<RowsOf> tables, bool commit, CancellationToken cancel)
    {
        await using var batch = db.Database.GetDbConnection().CreateBatch();
        batch.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var rows in tables)
        {
            batch.BatchCommands.Add(ToInsert(batch, rows));
        }

        if (commit)
        {
            var end = batch.CreateBatchCommand();
            end.CommandText = "COMMIT";
            batch.BatchCommands.Add(end);
        }

        await batch.ExecuteNonQueryAsync(cancel);
    }

    private static DbBatchCommand ToInsert(DbBatch batch, RowsOf rows)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = TextOf(rows, $"SELECT * FROM unnest({Join(rows, (_, number) => string.Create(CultureInfo.InvariantCulture, $"${number + 1}"))})");
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
        await using var command = db.Command(TextOf(rows, $"VALUES ({Join(rows, (_, number) => Statement.ParameterName(number))})"));
        for (var column = 0; column < columns.Count; column++)
        {
            command.Add(Statement.ParameterName(column), value: null);
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

    private static string TextOf(RowsOf rows, string values)
    {
        var names = Join(rows, (column, _) => column.Name);
        return rows.Made is { } made
            ? $"WITH given ({names}) AS ({values}) INSERT INTO {rows.Table} ({made.Columns}) {made.Query} {rows.Conflict}"
            : $"INSERT INTO {rows.Table} ({names}) {values} {rows.Conflict}";
    }

    private static string Join(RowsOf rows, Func<ColumnOf, int, string> text) => string.Join(", ", rows.Columns.Select(text));
}
