using System.Text.Json;
using Aso.Portal.Api;

namespace Aso.Portal.Pages.Home;

/// <summary>How the page hears of new costs.</summary>
public enum Hearing
{
    Connecting,
    Live,
    Reconnecting,

    /// <summary>The platform will not let this person hear: nothing is tried any more.</summary>
    Refused,
}

/// <summary>An employer's costs, kept current by the platform's stream of events for as long as the page is open.</summary>
internal sealed class LiveCosts(PlatformApi api, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)];

    private readonly CancellationTokenSource _closing = new();
    private Task _listening = Task.CompletedTask;

    /// <summary>Null until the first report is here.</summary>
    public CostReport? Costs { get; private set; }

    public Hearing Hearing { get; private set; }

    /// <summary>Why nothing is heard any more; none while there is hope.</summary>
    public Trouble Trouble { get; private set; }

    /// <summary>After every change of <see cref="Costs"/> or <see cref="Hearing"/>; not on the page's own thread.</summary>
    public event Func<Task>? Changed;

    public void Listen(Guid employer) => _listening = ListenAsync(employer, _closing.Token);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _listening;
        _closing.Dispose();
    }

    private async Task ListenAsync(Guid employer, CancellationToken closing)
    {
        var failures = 0;
        while (!closing.IsCancellationRequested)
        {
            try
            {
                await foreach (var heard in CostStream.ReadAsync(api, employer, closing))
                {
                    failures = 0;
                    if (!await ApplyAsync(heard))
                    {
                        break;
                    }
                }
            }
            catch (OperationCanceledException) when (closing.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException or OperationCanceledException)
            {
                Trouble = CostStream.TroubleOf(failure);
                if (Trouble != Trouble.None)
                {
                    await BecomeAsync(Hearing.Refused);
                    return;
                }
            }

            await BecomeAsync(Hearing.Reconnecting);
            await PauseAsync(Waits[Math.Min(failures++, Waits.Length - 1)], closing);
        }
    }

    /// <summary>False when only a new stream, which begins with the whole report, can tell the costs.</summary>
    private async Task<bool> ApplyAsync(CostEvent heard)
    {
        if (heard is CostEvent.Change change)
        {
            if (Costs is null || change.Costs.StartsAnotherYearThan(Costs))
            {
                return false;
            }

            Costs = Costs.With(change.Costs);
        }
        else if (heard is CostEvent.Report report)
        {
            Costs = report.Costs;
        }

        Hearing = Hearing.Live;
        await TellAsync();
        return true;
    }

    private async Task BecomeAsync(Hearing hearing)
    {
        if (Hearing != hearing)
        {
            Hearing = hearing;
            await TellAsync();
        }
    }

    private Task TellAsync() => Changed?.Invoke() ?? Task.CompletedTask;

    private async Task PauseAsync(TimeSpan wait, CancellationToken closing) =>
        await Task.Delay(wait, clock, closing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
