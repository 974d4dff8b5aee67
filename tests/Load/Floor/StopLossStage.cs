using Npgsql;
using NpgsqlTypes;

namespace Aso.Load.Floor;

/// <summary>Books each payment and adds it to what is eligible of its member.</summary>
internal sealed class StopLossStage : ListeningStage
{
    private readonly Columns<FloorClaim> _payments = new Columns<FloorClaim>()
        .With(NpgsqlDbType.Uuid, claim => claim.EmployerId)
        .With(NpgsqlDbType.Uuid, claim => claim.ClaimId)
        .With(NpgsqlDbType.Integer, claim => claim.Member)
        .With(NpgsqlDbType.Bigint, claim => claim.PaidCents);

    private readonly Columns<(Guid EmployerId, int Member, long Amount)> _eligible = new Columns<(Guid EmployerId, int Member, long Amount)>()
        .With(NpgsqlDbType.Uuid, sum => sum.EmployerId)
        .With(NpgsqlDbType.Integer, sum => sum.Member)
        .With(NpgsqlDbType.Bigint, sum => sum.Amount);

    private readonly RoundTrip _read;
    private readonly RoundTrip _write;

    private StopLossStage(NpgsqlConnection connection, FrameQueue frames)
        : base(frames)
    {
        _read = Begin(new RoundTrip(connection));
        _write = new RoundTrip(connection)
            .Insert("payment", _payments)
            .Insert("eligible", _eligible, "ON CONFLICT (employer_id, member) DO UPDATE SET amount = eligible.amount + excluded.amount")
            .Then("COMMIT");
    }

    public static async Task<StopLossStage> OpenAsync(NpgsqlDataSource database, FloorBroker broker, CancellationToken cancel)
    {
        var stage = new StopLossStage(await database.OpenConnectionAsync(cancel), await broker.ListenAsync(StageNames.StopLoss, cancel));
        await stage._read.PrepareAsync(cancel);
        await stage._write.PrepareAsync(cancel);
        return stage;
    }

    public override async ValueTask DisposeAsync()
    {
        await _read.DisposeAsync();
        await _write.DisposeAsync();
    }

    protected override async Task<FloorClaim[]> ApplyAsync(IReadOnlyList<FloorFrame> waiting, CancellationToken cancel)
    {
        FloorClaim[] claims;
        await using (var reader = await _read.ReadAsync(cancel))
        {
            claims = await NewClaimsAsync(reader, waiting, cancel);
        }

        _payments.Set(claims);

        // In the order of the keys: two that add to the same members cannot wait for each other in a circle.
        _eligible.Set([.. claims.GroupBy(claim => (claim.EmployerId, claim.Member)).OrderBy(member => member.Key)
            .Select(member => (member.Key.EmployerId, member.Key.Member, member.Sum(claim => claim.PaidCents)))]);
        await _write.RunAsync(cancel);
        return claims;
    }
}
