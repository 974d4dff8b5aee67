using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Aso.Funding.Store;

/// <summary>Inserts many rows of one table into the open transaction: on PostgreSQL in one statement, on SQLite with one that is prepared once.</summary>
/// <remarks>For what every claim leaves; tracked row by row it costs several times as much.</remarks>
internal sealed class NewRows<TRow>(string table, params IReadOnlyList<NewColumn<TRow>> columns)
{
    private readonly string _into = $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.Name))})";
    private readonly string _parameters = string.Join(", ", Enumerable.Range(0, columns.Count).Select(Name));

    public async Task InsertAsync(FundingDb db, IReadOnlyList<TRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        foreach (var index in Enumerable.Range(0, columns.Count))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = Name(index);
            command.Parameters.Add(parameter);
        }

        await (db.Database.IsNpgsql() ? InsertTogetherAsync(command, rows, cancel) : InsertEachAsync(command, rows, cancel));
    }

    private async Task InsertTogetherAsync(DbCommand command, IReadOnlyList<TRow> rows, CancellationToken cancel)
    {
        command.CommandText = $"{_into} SELECT * FROM unnest({_parameters})";
        foreach (var index in Enumerable.Range(0, columns.Count))
        {
            command.Parameters[index].Value = columns[index].Of(rows);
        }

        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task InsertEachAsync(DbCommand command, IReadOnlyList<TRow> rows, CancellationToken cancel)
    {
        command.CommandText = $"{_into} VALUES ({_parameters})";
        foreach (var row in rows)
        {
            foreach (var index in Enumerable.Range(0, columns.Count))
            {
                command.Parameters[index].Value = columns[index].Of(row) ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"@p{index}");
}

/// <summary>One column of <see cref="NewRows{TRow}"/>, as the database types it: numbers, ids, dates, texts, bytes.</summary>
internal abstract class NewColumn<TRow>(string name)
{
    public string Name => name;

    public abstract object? Of(TRow row);

    /// <summary>An array of the column's own type.</summary>
    public abstract Array Of(IReadOnlyList<TRow> rows);
}

internal sealed class NewColumn<TRow, TValue>(string name, Func<TRow, TValue> value) : NewColumn<TRow>(name)
{
    public override object? Of(TRow row) => value(row);

    public override Array Of(IReadOnlyList<TRow> rows)
    {
        var values = new TValue[rows.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = value(rows[index]);
        }

        return values;
    }
}
