using Aso.Foundation.Messaging;

namespace Aso.Foundation.Data;

/// <summary>What the contexts of one service's database share in this process.</summary>
public sealed class DatabaseOf(string service, string connectionString, bool isPostgres, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _oneWriter = new(1, 1);

    public string Service => service;

    public string ConnectionString => connectionString;

    public bool IsPostgres => isPostgres;

    internal TimeProvider Clock => clock;

    /// <summary>Raised when messages were committed to the outbox.</summary>
    internal Signal OutboxSignal { get; } = new();

    /// <summary>SQLite has one writer at a time: waiting in line here is fair and costs nothing, spinning on a busy file does.</summary>
    internal async ValueTask<IDisposable?> EnterWriteAsync(CancellationToken cancel)
    {
        if (isPostgres)
        {
            return null;
        }

        await _oneWriter.WaitAsync(cancel);
        return new Turn(_oneWriter);
    }

    public void Dispose()
    {
        _oneWriter.Dispose();
        OutboxSignal.Dispose();
    }

    private sealed class Turn(SemaphoreSlim line) : IDisposable
    {
        private SemaphoreSlim? _line = line;

        public void Dispose() => Interlocked.Exchange(ref _line, null)?.Release();
    }
}

/// <summary><see cref="DatabaseOf"/> of one context type, for injection.</summary>
public sealed class DatabaseOf<TDb>(DatabaseOf home)
    where TDb : ServiceDb
{
    public DatabaseOf Home => home;
}
