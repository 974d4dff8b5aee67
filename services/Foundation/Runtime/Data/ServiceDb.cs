using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Aso.Contracts;
using Aso.Foundation.Data;
using Aso.Foundation.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Aso.Foundation;

/// <summary>A service's own database: its tables, its outbox and its inbox, committed together or not at all.</summary>
/// <remarks>
/// A slice loads, decides, then calls <see cref="CommitAsync"/> once. It calls <see cref="LockAsync"/> before it loads where
/// others could decide on the same facts at the same time.
/// </remarks>
public abstract class ServiceDb(DbContextOptions options) : DbContext(options)
{
    private readonly List<Outgoing> _outgoing = [];
    private readonly List<Action> _afterCommit = [];
    private IDisposable? _gate;
    private bool _joined;

    // Whether this transaction leaves messages in the outbox.
    private bool _tells;

    // Asking a context that was never used for its transaction would wake it up, in a scope that is about to end.
    private bool _begun;
    private bool _disposed;

    /// <summary>The service whose data this is: the source of its messages.</summary>
    internal DatabaseOf Home { get; private set; } = null!;

    internal bool IsPostgres => Database.IsNpgsql();

    /// <summary>Maps the service's own tables.</summary>
    protected abstract void MapService(ModelBuilder model);

    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        FoundationModel.Map(modelBuilder);
        MapService(modelBuilder);
    }

    protected sealed override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        FoundationModel.Conventions(configurationBuilder);

    /// <summary>Makes a context ready for a scope; it may have served others before.</summary>
    internal void BelongsTo(DatabaseOf home)
    {
        Home = home;
        (_joined, _tells, _begun, _disposed) = (false, false, false, false);
        _outgoing.Clear();
        _afterCommit.Clear();

        // A transaction in which a statement failed is given up: there is nothing to go back to.
        Database.AutoSavepointsEnabled = false;
    }

    /// <summary>Queues a message about an employer; it leaves only if <see cref="CommitAsync"/> commits, in the order of these calls.</summary>
    public void Enqueue<T>(Guid employerId, T message)
        where T : class
    {
        var kind = MessageCatalog.Of(typeof(T));
        _outgoing.Add(new(employerId, kind.Name, JsonSerializer.SerializeToUtf8Bytes(message, MessageCatalog.JsonOf(kind)), Activity.Current?.Id, DueAt: null));
    }

    /// <summary>As <see cref="Enqueue"/>, to leave at <paramref name="dueAt"/> (UTC) or soon after.</summary>
    public void EnqueueAt<T>(Guid employerId, T message, DateTime dueAt)
        where T : class
    {
        var kind = MessageCatalog.Of(typeof(T));
        _outgoing.Add(new(employerId, kind.Name, JsonSerializer.SerializeToUtf8Bytes(message, MessageCatalog.JsonOf(kind)), Activity.Current?.Id, dueAt));
    }

    /// <summary>Runs once the transaction has committed, never if it does not: for what may be lost, such as waking those who watch. Must not throw or wait.</summary>
    public void AfterCommit(Action told) => _afterCommit.Add(told);

    internal void EnqueueDue(ScheduledMessageRow due) =>
        _outgoing.Add(new(due.EmployerId, due.Kind, due.Body, due.Traceparent, DueAt: null));

    /// <summary>Changes are looked for once; rows that come by the hundred are written together, the others by the framework.</summary>
    public sealed override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (!IsPostgres)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        var entries = ChangeTracker.Entries().ToList();
        await BulkRows.WriteAsync(this, entries, cancellationToken);
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    /// <summary>Commits the tracked rows and the queued messages in one transaction; within the inbox or an idempotent write, joins theirs.</summary>
    public async Task CommitAsync(CancellationToken cancel)
    {
        await BeginAsync(cancel);
        await SaveChangesAsync(cancel);
        _tells |= _outgoing.Exists(message => message.DueAt is null);
        await OutboxWrite.WriteAsync(this, _outgoing, cancel);
        _outgoing.Clear();
        if (!_joined)
        {
            await EndAsync(commit: true, cancel);
            Tell();
        }
    }

    /// <summary>Holds <paramref name="what"/> of <paramref name="key"/> against every other replica until the commit; begins the transaction.</summary>
    /// <remarks>Take several in the order of their keys. On SQLite the write transaction is itself the lock.</remarks>
    public async Task LockAsync(string what, Guid key, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(what);
        await BeginAsync(cancel);
        if (IsPostgres)
        {
            await using var command = Command("SELECT pg_advisory_xact_lock($1)", LockNumber(what, key));
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>As <see cref="LockAsync"/>, of several keys in one statement and in their order.</summary>
    /// <param name="shared">Beside others who share it; against those who hold it alone.</param>
    public async Task LockAllAsync(string what, IEnumerable<Guid> keys, bool shared, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(what);
        await BeginAsync(cancel);
        if (IsPostgres)
        {
            long[] numbers = [.. keys.Order().Distinct().Select(key => LockNumber(what, key))];
            await using var command = Command(
                shared ? "SELECT pg_advisory_xact_lock_shared(number) FROM unnest($1) AS number" : "SELECT pg_advisory_xact_lock(number) FROM unnest($1) AS number",
                numbers);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>The business date that the employer has reached in this service; null before its plan is open.</summary>
    public async Task<DateOnly?> BusinessDateAsync(Guid employerId, CancellationToken cancel) =>
        (await FindAsync<BusinessDateRow>([employerId], cancel))?.Date;

    /// <summary>Records a new business date; kept by <see cref="CommitAsync"/>.</summary>
    public async Task MoveBusinessDateAsync(Guid employerId, DateOnly to, CancellationToken cancel)
    {
        if (await FindAsync<BusinessDateRow>([employerId], cancel) is { } row)
        {
            row.Date = to;
        }
        else
        {
            Add(new BusinessDateRow { EmployerId = employerId, Date = to });
        }
    }

    /// <summary>Begins a write transaction that the next <see cref="CommitAsync"/> ends, unless <see cref="BeginOuterAsync"/> did.</summary>
    internal async Task BeginAsync(CancellationToken cancel)
    {
        if (Database.CurrentTransaction is not null)
        {
            return;
        }

        _gate = await Home.EnterWriteAsync(cancel);
        _begun = true;
        await Database.BeginTransactionAsync(cancel);
    }

    /// <summary>Begins a transaction that spans several calls of <see cref="CommitAsync"/> and is ended by <see cref="CommitOuterAsync"/>.</summary>
    internal async Task BeginOuterAsync(CancellationToken cancel)
    {
        await BeginAsync(cancel);
        _joined = true;
    }

    internal async Task CommitOuterAsync(CancellationToken cancel)
    {
        await CommitAsync(cancel);
        _joined = false;
        await EndAsync(commit: true, cancel);
        Tell();
    }

    internal async Task AbandonAsync()
    {
        (_joined, _tells) = (false, false);
        _outgoing.Clear();
        _afterCommit.Clear();
        ChangeTracker.Clear();
        await EndAsync(commit: false, CancellationToken.None);
    }

    /// <param name="values">Of the parameters <c>$1</c>, <c>$2</c>, …: on PostgreSQL alone.</param>
    internal DbCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = Database.CurrentTransaction?.GetDbTransaction();
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    // The container knows the context under two types and disposes of it twice.
    public override async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            await EndAsync(commit: false, CancellationToken.None);
            await base.DisposeAsync();
            GC.SuppressFinalize(this);
        }
    }

    public override void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            if (_begun)
            {
                Database.CurrentTransaction?.Dispose();
            }

            _gate?.Dispose();
            _gate = null;
            base.Dispose();
            GC.SuppressFinalize(this);
        }
    }

    /// <summary>Wakes the relay where there is something to send.</summary>
    private void Tell()
    {
        if (_tells)
        {
            _tells = false;
            Home.OutboxSignal.Raise();
        }
    }

    private async Task EndAsync(bool commit, CancellationToken cancel)
    {
        try
        {
            if (_begun && Database.CurrentTransaction is { } transaction)
            {
                await using (transaction)
                {
                    if (commit)
                    {
                        await transaction.CommitAsync(cancel);
                    }
                }
            }
        }
        finally
        {
            _gate?.Dispose();
            _gate = null;
        }

        if (commit)
        {
            _afterCommit.ForEach(told => told());
        }

        _afterCommit.Clear();
    }

    private static long LockNumber(string what, Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes);
        var low = BitConverter.ToInt64(bytes);
        var high = BitConverter.ToInt64(bytes[8..]);
        var name = 0L;
        foreach (var letter in what)
        {
            name = unchecked(name * 31 + letter);
        }

        return unchecked(low ^ long.RotateLeft(high, 23) ^ (name * 0x5851F42D4C957F2D));
    }
}

/// <summary>A message between <see cref="ServiceDb.Enqueue"/> and the outbox.</summary>
internal readonly record struct Outgoing(Guid EmployerId, string Kind, byte[] Body, string? Traceparent, DateTime? DueAt);
