using Npgsql;
using NpgsqlTypes;

namespace Aso.Load.Floor;

/// <summary>A stage that hears the one before: applies what waits in one transaction, each frame once, and acknowledges it then.</summary>
internal abstract class ListeningStage(FrameQueue frames) : IFloorStage
{
    private readonly Columns<Guid> _frameIds = new Columns<Guid>().With(NpgsqlDbType.Uuid, id => id);

    public StageSums Sums { get; } = new();

    public async Task WorkAsync(CancellationToken cancel)
    {
        while (true)
        {
            var waiting = await frames.NextAsync(cancel);
            _frameIds.Set([.. waiting.Select(frame => frame.Id)]);
            var applied = await ApplyAsync(waiting, cancel);
            await frames.AcknowledgeAsync(cancel);
            Sums.Add(applied);
        }
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Applies them and commits.</summary>
    /// <returns>The claims of those that were new.</returns>
    protected abstract Task<FloorClaim[]> ApplyAsync(IReadOnlyList<FloorFrame> waiting, CancellationToken cancel);

    /// <summary>Adds the statements that begin a transaction and note the frames, with those that were new as the first result.</summary>
    protected RoundTrip Begin(RoundTrip read) => read
        .Then("BEGIN")
        .Insert("inbox", _frameIds, "ON CONFLICT DO NOTHING RETURNING frame_id");

    /// <summary>Reads the first result of <see cref="Begin"/>.</summary>
    /// <returns>The claims of the frames that are new.</returns>
    protected static async Task<FloorClaim[]> NewClaimsAsync(NpgsqlDataReader reader, IReadOnlyList<FloorFrame> waiting, CancellationToken cancel)
    {
        var isNew = new HashSet<Guid>();
        while (await reader.ReadAsync(cancel))
        {
            isNew.Add(reader.GetGuid(0));
        }

        return [.. waiting.Where(frame => isNew.Contains(frame.Id)).SelectMany(frame => frame.Claims)];
    }
}
