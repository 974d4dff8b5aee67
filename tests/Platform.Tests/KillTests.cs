using System.Collections.Concurrent;

namespace Aso.Platform.Tests;

/// <summary>The one process dies at any moment, as by kill -9, and is started again on its data.</summary>
public sealed class EmbeddedKillTests(EmbeddedProcess platform) : DisturbedWork(platform), IClassFixture<EmbeddedProcess>
{
    [Fact]
    public Task The_one_process_is_killed_again_and_again_and_no_cent_is_lost_or_doubled() =>
        Books_are_equal_to_those_of_an_undisturbed_run(() => Platform.KillAsync("embedded"), [.. Enumerable.Range(1, 11).Select(death => death * 30)]);

    [Fact]
    public Task The_one_process_is_ended_in_good_order_and_started_again_and_no_cent_is_lost_or_doubled() =>
        Books_are_equal_to_those_of_an_undisturbed_run(() => Platform.EndAsync("embedded"), [100, 250]);
}

/// <summary>Each process dies, or is replaced as an update does, while the others go on.</summary>
[Collection("separate")]
public sealed class SeparateKillTests(SeparateProcesses platform) : DisturbedWork(platform)
{
    [Theory]
    [InlineData("enrollment")]
    [InlineData("claims")]
    [InlineData("funding")]
    [InlineData("stop-loss")]
    [InlineData("gateway")]
    public Task A_service_is_killed_again_and_again_and_no_cent_is_lost_or_doubled(string service) =>
        Books_are_equal_to_those_of_an_undisturbed_run(() => Platform.KillAsync(service), [40, 150, 300]);

    [Fact]
    public Task Every_service_is_ended_in_good_order_and_started_again_and_no_cent_is_lost_or_doubled()
    {
        var services = new ConcurrentQueue<string>(["enrollment", "claims", "funding", "stop-loss", "gateway"]);
        return Books_are_equal_to_those_of_an_undisturbed_run(
            () => services.TryDequeue(out var service) ? Platform.EndAsync(service) : Task.CompletedTask, [40, 100, 160, 220, 280]);
    }
}
