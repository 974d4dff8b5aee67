using Aso.Foundation.Messaging;
using Microsoft.Extensions.Time.Testing;

namespace Aso.Foundation.Tests;

/// <summary>How far apart batches of messages leave.</summary>
public sealed class RelayPaceTests
{
    private static readonly RelayPace<ServiceDb> Pace = new(TimeSpan.FromMilliseconds(25));

    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(3);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_batch_right_after_another_leaves_when_its_time_has_come()
    {
        var began = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        var kept = Pace.KeepAsync(began, Quick, _clock, CancellationToken.None);

        _clock.Advance(TimeSpan.FromMilliseconds(14));
        Assert.False(kept.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await kept;
    }

    [Theory]
    [InlineData(6, 25)]
    [InlineData(10, 40)]
    [InlineData(400, 75)]
    public async Task A_batch_that_took_long_is_followed_by_a_longer_wait_up_to_a_bound(int took, int apart)
    {
        var kept = Pace.KeepAsync(_clock.GetTimestamp(), TimeSpan.FromMilliseconds(took), _clock, CancellationToken.None);

        _clock.Advance(TimeSpan.FromMilliseconds(apart - 1));
        Assert.False(kept.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await kept;
    }

    [Fact]
    public void A_batch_after_a_pause_leaves_at_once()
    {
        var began = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(25));

        Assert.True(Pace.KeepAsync(began, Quick, _clock, CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_service_that_stops_does_not_wait_for_the_pace()
    {
        using var stopping = new CancellationTokenSource();
        var kept = Pace.KeepAsync(_clock.GetTimestamp(), Quick, _clock, stopping.Token);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => kept);
    }
}
