using Npgsql;
using NpgsqlTypes;

namespace Aso.Load.Floor;

/// <summary>Decides claims in one transaction of two round trips: lock their families and read what those have used; write everything and commit.</summary>
internal sealed class ClaimsStore : IAsyncDisposable
{
    /// <summary>As long as a stored decision of three lines with its trace.</summary>
    private static readonly string Detail = new('x', 900);

    private readonly FrameOutbox _outbox;
    private readonly Columns<FamilyKey> _locks = new Columns<FamilyKey>().With(NpgsqlDbType.Bigint, family => family.LockNumber);
    private readonly Columns<FamilyKey> _asked = new Columns<FamilyKey>().With(NpgsqlDbType.Uuid, family => family.EmployerId).With(NpgsqlDbType.Integer, family => family.Number);
    private readonly Columns<WaitingClaim> _claims = ClaimColumns();
    private readonly Columns<(Guid ClaimId, short Number, SubmittedLine Line)> _lines = LineColumns();
    private readonly Columns<(FamilyKey Family, int Person, MemberUse Use)> _used = UseColumns();
    private readonly RoundTrip _read;
    private readonly RoundTrip _write;

    private ClaimsStore(NpgsqlConnection connection, FrameOutbox outbox)
    {
        _outbox = outbox;
        _read = new RoundTrip(connection)
            .Then("BEGIN")
            .Lock(_locks)
            .Then(
                """
                SELECT employer_id, family, member, deductible, out_of_pocket, benefits
                FROM accumulator JOIN unnest($1, $2) AS asked(employer_id, family) USING (employer_id, family)
                """,
                _asked.Parameters);
        _write = new RoundTrip(connection)
            .Insert("claim", _claims)
            .Insert("claim_line", _lines)
            .Insert(
                "accumulator",
                _used,
                "ON CONFLICT (employer_id, family, member) DO UPDATE SET deductible = excluded.deductible, out_of_pocket = excluded.out_of_pocket, benefits = excluded.benefits");
        outbox.AddTo(_write);
        _write.Then("COMMIT");
    }

    /// <param name="connection">Used by this store alone.</param>
    public static async Task<ClaimsStore> OpenAsync(NpgsqlConnection connection, FrameOutbox outbox, CancellationToken cancel)
    {
        var store = new ClaimsStore(connection, outbox);
        await store._read.PrepareAsync(cancel);
        await store._write.PrepareAsync(cancel);
        await outbox.SendLeftAsync(connection, cancel);
        return store;
    }

    /// <summary>Returns when all are committed and on their way to the ledger.</summary>
    public async Task DecideAsync(IReadOnlyList<WaitingClaim> batch, CancellationToken cancel)
    {
        var families = await ReadAsync(batch, cancel);
        foreach (var claim in batch)
        {
            claim.Price = FloorPrices.Decide(claim.Submitted, families[FamilyKey.Of(claim)]);
            claim.Decided = new(Guid.CreateVersion7(), claim.EmployerId, claim.Submitted.Member, claim.Price.Paid);
        }

        _claims.Set(batch);
        _lines.Set([.. batch.SelectMany(claim => claim.Submitted.Lines.Select((line, index) => (claim.Decided.ClaimId, (short)(index + 1), line)))]);
        _used.Set([.. families.SelectMany(family => family.Value.Changed.Select(person => (family.Key, person, family.Value.Members[person])))]);
        _outbox.Keep([.. batch.Select(claim => claim.Decided)]);
        await _write.RunAsync(cancel);
        _outbox.Send();
    }

    public async ValueTask DisposeAsync()
    {
        await _read.DisposeAsync();
        await _write.DisposeAsync();
    }

    private async Task<Dictionary<FamilyKey, FamilyUse>> ReadAsync(IReadOnlyList<WaitingClaim> batch, CancellationToken cancel)
    {
        // In the order of their numbers: two that lock the same families cannot wait for each other in a circle.
        FamilyKey[] keys = [.. batch.Select(FamilyKey.Of).Distinct().OrderBy(family => family.LockNumber)];
        var families = keys.ToDictionary(family => family, _ => new FamilyUse());
        _locks.Set(keys);
        _asked.Set(keys);
        await using var reader = await _read.ReadAsync(cancel);
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            families[new(reader.GetGuid(0), reader.GetInt32(1))].Members[reader.GetInt32(2) % 2] =
                new() { Deductible = reader.GetInt64(3), OutOfPocket = reader.GetInt64(4), Benefits = reader.GetInt64(5) };
        }

        return families;
    }

    private static Columns<WaitingClaim> ClaimColumns() => new Columns<WaitingClaim>()
        .With(NpgsqlDbType.Uuid, claim => claim.Decided.ClaimId)
        .With(NpgsqlDbType.Uuid, claim => claim.EmployerId)
        .With(NpgsqlDbType.Text, claim => claim.Submitted.ClaimNumber)
        .With(NpgsqlDbType.Integer, claim => claim.Submitted.Member)
        .With(NpgsqlDbType.Text, claim => claim.Submitted.ProviderNpi)
        .With(NpgsqlDbType.TimestampTz, claim => claim.ReceivedAt)
        .With(NpgsqlDbType.Bigint, claim => claim.Price.Billed)
        .With(NpgsqlDbType.Bigint, claim => claim.Price.Allowed)
        .With(NpgsqlDbType.Bigint, claim => claim.Price.Paid)
        .With(NpgsqlDbType.Bigint, claim => claim.Price.MemberOwes)
        .With(NpgsqlDbType.Text, _ => Detail);

    private static Columns<(Guid ClaimId, short Number, SubmittedLine Line)> LineColumns() => new Columns<(Guid ClaimId, short Number, SubmittedLine Line)>()
        .With(NpgsqlDbType.Uuid, row => row.ClaimId)
        .With(NpgsqlDbType.Smallint, row => row.Number)
        .With(NpgsqlDbType.Text, row => row.Line.Procedure)
        .With(NpgsqlDbType.Date, row => row.Line.ServiceDate)
        .With(NpgsqlDbType.Bigint, row => row.Line.Billed.Cents);

    private static Columns<(FamilyKey Family, int Person, MemberUse Use)> UseColumns() => new Columns<(FamilyKey Family, int Person, MemberUse Use)>()
        .With(NpgsqlDbType.Uuid, row => row.Family.EmployerId)
        .With(NpgsqlDbType.Integer, row => row.Family.Number)
        .With(NpgsqlDbType.Integer, row => row.Family.Number * 2 + row.Person)
        .With(NpgsqlDbType.Bigint, row => row.Use.Deductible)
        .With(NpgsqlDbType.Bigint, row => row.Use.OutOfPocket)
        .With(NpgsqlDbType.Bigint, row => row.Use.Benefits);

    /// <summary>A family of an employer.</summary>
    private readonly record struct FamilyKey(Guid EmployerId, int Number)
    {
        public long LockNumber => RoundTrip.LockNumber(EmployerId, Number);

        public static FamilyKey Of(WaitingClaim claim) => new(claim.EmployerId, claim.Submitted.Member / 2);
    }
}
