using System.Collections.Concurrent;
using Aso.Contracts;

namespace Aso.Platform.Tests.Outages;

/// <summary>Connections break in the middle of what goes over them: also between a commit and its answer.</summary>
[Collection("breakable")]
public sealed class BrokenConnectionTests(BreakablePlatform platform) : DisturbedWork(platform)
{
    private readonly BreakablePlatform _platform = platform;

    [Fact]
    public Task Every_connection_to_a_database_breaks_again_and_again_and_no_cent_is_lost_or_doubled()
    {
        string[] services = [.. ServiceNames.All, "gateway"];
        return BreakInTurnAsync([.. services.Select(_platform.DatabaseOf)]);
    }

    [Fact]
    public Task Every_connection_to_the_broker_and_to_Redis_breaks_again_and_again_and_no_cent_is_lost_or_doubled() =>
        BreakInTurnAsync([_platform.Broker, _platform.Redis]);

    /// <summary>Twenty times in all, each of them about as often.</summary>
    private Task BreakInTurnAsync(BreakableLink[] links)
    {
        var turns = new ConcurrentQueue<BreakableLink>(Enumerable.Range(0, 20).Select(turn => links[turn % links.Length]));
        return Books_are_equal_to_those_of_an_undisturbed_run(
            async () =>
            {
                if (turns.TryDequeue(out var link))
                {
                    await link.BreakAsync();
                }
            },
            [.. Enumerable.Range(1, 20).Select(turn => turn * 17)]);
    }
}

[CollectionDefinition("breakable")]
public sealed class OnBreakable : ICollectionFixture<BreakablePlatform>;
