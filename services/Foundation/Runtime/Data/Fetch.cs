using System.Data.Common;
using Aso.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Aso.Foundation;

/// <summary>Locks and reads from several tables with one round trip: what precedes every decision.</summary>
/// <remarks>
/// Statements run in the order in which they were asked for, inside the write transaction, each seeing what was committed before
/// it began: what follows a lock is read under it. On SQLite, in this process, they run one after the other and the transaction
/// itself is the lock.
/// </remarks>
public sealed class Fetch
{
    private readonly ServiceDb _db;
    private readonly List<Asked> _asked = [];

    internal Fetch(ServiceDb db) => _db = db;

    /// <summary>Holds <paramref name="what"/> of the keys, taken in their order, against every other replica until the commit.</summary>
    /// <param name="shared">Beside others who share it; against those who hold it alone.</param>
    public void Lock(string what, IEnumerable<Guid> keys, bool shared = false)
    {
        ArgumentNullException.ThrowIfNull(what);
        if (!_db.IsPostgres)
        {
            return;
        }

        long[] numbers = [.. keys.Order().Distinct().Select(key => ServiceDb.LockNumber(what, key))];
        var sql = shared ? "SELECT pg_advisory_xact_lock_shared(number) FROM unnest($1) AS number" : "SELECT pg_advisory_xact_lock(number) FROM unnest($1) AS number";
        _asked.Add(new(new(sql, [numbers]), _ => { }));
    }

    /// <summary>Asks for rows of a table, which are not tracked.</summary>
    /// <param name="where">What stands behind <c>WHERE</c>; its values become parameters, and <c>IN</c> takes an array.</param>
    /// <returns>Empty until <see cref="RunAsync"/> has filled it.</returns>
    public List<TRow> Rows<TRow>(FormattableString where)
        where TRow : class
    {
        var (shape, rows) = (RowShape<TRow>.Of(_db), new List<TRow>());
        Add(Statement.Of(where, _db.IsPostgres, shape.Select), reader => rows.Add(shape.Read(reader)));
        return rows;
    }

    /// <summary>As <see cref="Rows"/>, of rows that the caller may change: a row that the context has already stays the one it is.</summary>
    public List<TRow> Tracked<TRow>(FormattableString where)
        where TRow : class
    {
        var (shape, rows) = (RowShape<TRow>.Of(_db), new List<TRow>());
        Add(Statement.Of(where, _db.IsPostgres, shape.Select), reader => rows.Add(shape.Read(reader)), () => shape.Track(_db, rows));
        return rows;
    }

    /// <summary>Asks for what a statement selects; <paramref name="row"/> stands at each row in turn.</summary>
    public void Read(FormattableString sql, Action<DbDataReader> row) => Add(Statement.Of(sql, _db.IsPostgres), row);

    /// <summary>Carries all of it out; begins the transaction where none is under way.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await _db.BeginAsync(cancel);
        await (_db.IsPostgres ? RunTogetherAsync(cancel) : RunEachAsync(cancel));
        _asked.ForEach(asked => asked.Done?.Invoke());
        _asked.Clear();
    }

    private void Add(Statement statement, Action<DbDataReader> row, Action? done = null) => _asked.Add(new(statement, row, done));

    private async Task RunTogetherAsync(CancellationToken cancel)
    {
        await using var batch = _db.Database.GetDbConnection().CreateBatch();
        batch.Transaction = _db.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var asked in _asked)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = asked.Statement.Sql;
            foreach (var value in asked.Statement.Values)
            {
                var parameter = command.CreateParameter();
                parameter.Value = value ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancel);
        foreach (var asked in _asked)
        {
            await ReadAsync(reader, asked, cancel);
            await reader.NextResultAsync(cancel);
        }
    }

    private async Task RunEachAsync(CancellationToken cancel)
    {
        foreach (var asked in _asked)
        {
            await using var command = _db.Command(asked.Statement.Sql);
            for (var index = 0; index < asked.Statement.Values.Count; index++)
            {
                command.Add(Statement.ParameterName(index), asked.Statement.Values[index] ?? DBNull.Value);
            }

            await using var reader = await command.ExecuteReaderAsync(cancel);
            await ReadAsync(reader, asked, cancel);
        }
    }

    private static async Task ReadAsync(DbDataReader reader, Asked asked, CancellationToken cancel)
    {
        while (await reader.ReadAsync(cancel))
        {
            asked.Row(reader);
        }
    }

    private sealed record Asked(Statement Statement, Action<DbDataReader> Row, Action? Done = null);
}
