using System.Data;
using System.Data.Common;
using Aso.Foundation.Data;
using Aso.Foundation.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Aso.Foundation;

/// <summary>A service's own database: its tables, its outbox and its inbox, committed together or not at all.</summary>
/// <remarks>
/// A slice loads, decides, then calls <see cref="CommitAsync"/> once. It calls <see cref="LockAsync"/> before it loads where
/// others could decide on the same facts at the same time.
/// </remarks>
public abstract partial class ServiceDb(DbContextOptions options) : DbContext(options)
{
    private readonly List<RowsOf> _rows = [];
    private IDisposable? _gate;
    private bool _joined;

    // Whether it has ended with the rows that it wrote last.
    private bool _committed;

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
        (_joined, _tells, _committed, _begun, _disposed) = (false, false, false, false, false);
        _outgoing.Clear();
        _rows.Clear();
        ForgetUnwatched();
        _afterCommit.Clear();

        // A transaction in which a statement failed is given up: there is nothing to go back to.
        Database.AutoSavepointsEnabled = false;
    }

    /// <summary>Queues rows that <see cref="CommitAsync"/> writes after the tracked ones, those of all tables together.</summary>
    internal void Write(RowsOf rows) => _rows.Add(rows);

    /// <summary>Begins to ask for several things that are then read, and locked, with one round trip.</summary>
    public Fetch Fetch() => new(this);

    /// <summary>Saves what is tracked and queued, messages apart: within the transaction that is under way, or in one of its own.</summary>
    public sealed override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var alone = Database.CurrentTransaction is null;
        await BeginAsync(cancellationToken);
        var saved = await SaveTrackedAsync(acceptAllChangesOnSuccess, cancellationToken);
        await WriteQueuedAsync(commit: alone, cancellationToken);
        if (alone)
        {
            await EndAsync(commit: true, cancellationToken);
        }

        return saved;
    }

    /// <summary>Changes are looked for once; rows that are written in bulk are queued, the framework writes the others.</summary>
    private async Task<int> SaveTrackedAsync(bool acceptAllChangesOnSuccess, CancellationToken cancel)
    {
        QueueUnwatched();
        _rows.AddRange(BulkRows.TakePuts(ChangeTracker.Entries()));
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    // The driver forgives a connection that breaks while an answer's rest is thrown away, and the framework opens another:
    // neither says that the transaction, and every lock that decisions rest on, is gone.
    private void DemandTransaction()
    {
        if (Database.CurrentTransaction is null || Database.GetDbConnection().State != ConnectionState.Open)
        {
            throw new NpgsqlException("The connection broke within the transaction.", new IOException());
        }
    }

    /// <param name="commit">Ends the transaction with the rows, where the database can with one round trip.</param>
    private async Task WriteQueuedAsync(bool commit, CancellationToken cancel)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        try
        {
            await RowsWrite.WriteAsync(this, _rows, commit, cancel);
            _committed = commit && IsPostgres;
            _rows.Clear();
        }
        catch (DbException failure)
        {
            throw new DbUpdateException("Rows could not be written together.", failure);
        }
    }

    /// <summary>Commits the tracked rows and the queued messages in one transaction; within the inbox or an idempotent write, joins theirs.</summary>
    public async Task CommitAsync(CancellationToken cancel)
    {
        await BeginAsync(cancel);
        List<Outgoing> messages = [.. _outgoing];
        _outgoing.Clear();
        _tells |= messages.Exists(message => message.DueAt is null);
        OutboxWrite.Schedule(this, messages);
        await SaveTrackedAsync(acceptAllChangesOnSuccess: true, cancel);

        // Behind the marks of what was applied: each message says how far those are.
        OutboxWrite.Queue(this, messages);
        await WriteQueuedAsync(commit: !_joined, cancel);
        if (!_joined)
        {
            await EndAsync(commit: true, cancel);
            Tell();
        }
    }

    /// <summary>The business dates that employers have reached in this service, to be read along with others.</summary>
    public IQueryable<BusinessDateRow> BusinessDates => Set<BusinessDateRow>().AsNoTracking();

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
        if (_begun)
        {
            DemandTransaction();
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

    internal Task CommitOuterAsync(CancellationToken cancel)
    {
        _joined = false;
        return CommitAsync(cancel);
    }

    internal async Task AbandonAsync()
    {
        (_joined, _tells) = (false, false);
        _outgoing.Clear();
        _rows.Clear();
        ForgetUnwatched();
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

    private async Task EndAsync(bool commit, CancellationToken cancel)
    {
        try
        {
            await using var transaction = _begun ? Database.CurrentTransaction : null;
            if (commit && !_committed)
            {
                DemandTransaction();
                await Database.CommitTransactionAsync(cancel);
            }
        }
        finally
        {
            (_begun, _committed) = (false, false);
            _gate?.Dispose();
            _gate = null;
        }

        if (commit)
        {
            _afterCommit.ForEach(told => told());
        }

        _afterCommit.Clear();
    }
}
