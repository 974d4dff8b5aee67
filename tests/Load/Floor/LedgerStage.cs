using Npgsql;
using NpgsqlTypes;

namespace Aso.Load.Floor;

/// <summary>Posts each claim to its employer's book: payable, then released at once; two journal entries in the hash chain.</summary>
internal sealed class LedgerStage : ListeningStage
{
    private const short Released = 2;

    private readonly FrameOutbox _outbox;
    private readonly Columns<Guid> _locks = new Columns<Guid>().With(NpgsqlDbType.Bigint, employer => RoundTrip.LockNumber(employer));
    private readonly Columns<Guid> _employers = new Columns<Guid>().With(NpgsqlDbType.Uuid, employer => employer);
    private readonly Columns<JournalEntry> _journal = JournalColumns();
    private readonly Columns<FloorClaim> _payables = PayableColumns();
    private readonly Columns<FloorBook> _books = BookColumns();
    private readonly RoundTrip _read;
    private readonly RoundTrip _write;

    private LedgerStage(NpgsqlConnection connection, FrameQueue frames, FrameOutbox outbox)
        : base(frames)
    {
        _outbox = outbox;
        _read = Begin(new RoundTrip(connection))
            .Lock(_locks)
            .Then("SELECT employer_id, sequence, hash, cash, payable, expense FROM book WHERE employer_id = ANY ($1)", _employers.Parameters);
        _write = new RoundTrip(connection)
            .Insert("journal", _journal)
            .Insert("payable", _payables)
            .Insert(
                "book",
                _books,
                "ON CONFLICT (employer_id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash, cash = excluded.cash, payable = excluded.payable, expense = excluded.expense");
        outbox.AddTo(_write);
        _write.Then("COMMIT");
    }

    public static async Task<LedgerStage> OpenAsync(NpgsqlDataSource database, FloorBroker broker, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        var stage = new LedgerStage(connection, await broker.ListenAsync(StageNames.Ledger, cancel), await broker.OutboxAsync(StageNames.Ledger, cancel));
        await stage._read.PrepareAsync(cancel);
        await stage._write.PrepareAsync(cancel);
        await stage._outbox.SendLeftAsync(connection, cancel);
        return stage;
    }

    public override async ValueTask DisposeAsync()
    {
        await _read.DisposeAsync();
        await _write.DisposeAsync();
    }

    protected override async Task<FloorClaim[]> ApplyAsync(IReadOnlyList<FloorFrame> waiting, CancellationToken cancel)
    {
        var (claims, books) = await ReadAsync(waiting, cancel);
        var journal = new List<JournalEntry>(claims.Length * 2);
        foreach (var claim in claims)
        {
            books[claim.EmployerId].Post(claim, journal);
        }

        _journal.Set(journal);
        _payables.Set(claims);
        _books.Set([.. books.Values]);
        _outbox.Keep(claims);
        await _write.RunAsync(cancel);
        _outbox.Send();
        return claims;
    }

    private async Task<(FloorClaim[] Claims, Dictionary<Guid, FloorBook> Books)> ReadAsync(IReadOnlyList<FloorFrame> waiting, CancellationToken cancel)
    {
        Guid[] employers = [.. waiting.SelectMany(frame => frame.Claims).Select(claim => claim.EmployerId).Distinct().OrderBy(employer => RoundTrip.LockNumber(employer))];
        _locks.Set(employers);
        _employers.Set(employers);
        await using var reader = await _read.ReadAsync(cancel);
        var claims = await NewClaimsAsync(reader, waiting, cancel);
        await reader.NextResultAsync(cancel);
        await reader.NextResultAsync(cancel);
        var books = employers.ToDictionary(employer => employer, employer => new FloorBook(employer));
        while (await reader.ReadAsync(cancel))
        {
            books[reader.GetGuid(0)] = new(reader.GetGuid(0))
            {
                Sequence = reader.GetInt64(1), Hash = reader.GetFieldValue<byte[]>(2), Cash = reader.GetInt64(3), Payable = reader.GetInt64(4), Expense = reader.GetInt64(5),
            };
        }

        return (claims, books);
    }

    private static Columns<JournalEntry> JournalColumns() => new Columns<JournalEntry>()
        .With(NpgsqlDbType.Uuid, entry => entry.EmployerId)
        .With(NpgsqlDbType.Bigint, entry => entry.Sequence)
        .With(NpgsqlDbType.Smallint, entry => (short)entry.Kind)
        .With(NpgsqlDbType.Uuid, entry => entry.ClaimId)
        .With(NpgsqlDbType.Bigint, entry => entry.Amount)
        .With(NpgsqlDbType.Bytea, entry => entry.Hash);

    private static Columns<FloorClaim> PayableColumns() => new Columns<FloorClaim>()
        .With(NpgsqlDbType.Uuid, claim => claim.EmployerId)
        .With(NpgsqlDbType.Uuid, claim => claim.ClaimId)
        .With(NpgsqlDbType.Bigint, claim => claim.PaidCents)
        .With(NpgsqlDbType.Smallint, _ => Released);

    private static Columns<FloorBook> BookColumns() => new Columns<FloorBook>()
        .With(NpgsqlDbType.Uuid, book => book.EmployerId)
        .With(NpgsqlDbType.Bigint, book => book.Sequence)
        .With(NpgsqlDbType.Bytea, book => book.Hash)
        .With(NpgsqlDbType.Bigint, book => book.Cash)
        .With(NpgsqlDbType.Bigint, book => book.Payable)
        .With(NpgsqlDbType.Bigint, book => book.Expense);
}
