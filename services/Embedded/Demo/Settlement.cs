using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Aso.Embedded.Demo;

/// <summary>Waits until everything that follows from what was done at one employer has been carried through every service.</summary>
/// <remarks>
/// Each service tells how many messages it has sent and how many of each sender it has applied. The platform is settled
/// when nobody has anything left to apply, in two equal readings in a row: the first reading alone is no proof,
/// because its four answers are not of the same instant.
/// </remarks>
public sealed class Settlement(PlatformConnection platform, Guid employerId)
{
    /// <summary>Where messages run: sender, receiver.</summary>
    private static readonly (string Sender, string Receiver)[] Edges =
    [
        ("enrollment", "claims"), ("enrollment", "funding"), ("enrollment", "stop-loss"),
        ("claims", "funding"), ("claims", "stop-loss"),
        ("funding", "stop-loss"), ("stop-loss", "funding"),
    ];

    private static readonly string[] Services = ["enrollment", "claims", "funding", "stop-loss"];

    private static readonly TimeSpan WithoutProgressMax = TimeSpan.FromSeconds(60);

    /// <exception cref="TimeoutException">Nothing moved for a minute, though something is still to be applied.</exception>
    public async Task SettleAsync(CancellationToken cancel)
    {
        Reading? last = null;
        var sinceProgress = Stopwatch.StartNew();
        for (var round = 0; ; round++)
        {
            var reading = await ReadAsync(cancel);
            var unchanged = last is not null && reading.Text == last.Text;
            if (unchanged && reading.Lagging is null)
            {
                return;
            }

            if (!unchanged)
            {
                sinceProgress.Restart();
            }
            else if (sinceProgress.Elapsed > WithoutProgressMax)
            {
                throw new TimeoutException($"The platform stands still: {reading.Lagging}.");
            }

            last = reading;
            if (reading.Lagging is not null)
            {
                await Task.Delay(Math.Min(round, 25), cancel);
            }
        }
    }

    private async Task<Reading> ReadAsync(CancellationToken cancel)
    {
        var answers = await Task.WhenAll(Services.Select(service => ReadAsync(service, cancel)));
        var progress = Services.Zip(answers).ToDictionary(pair => pair.First, pair => pair.Second);
        string? lagging = null;
        foreach (var (sender, receiver) in Edges)
        {
            var sent = Number(progress[sender]?["emitted"]);
            var applied = Number(progress[receiver]?["applied"]?[sender]);
            if (applied < sent)
            {
                lagging = $"{receiver} has applied {applied} of the {sent} messages of {sender}";
            }
        }

        return new(string.Join('\n', answers.Select(answer => answer?.ToJsonString())), lagging);
    }

    /// <summary>Null where the service has not heard of the employer yet.</summary>
    private async Task<JsonNode?> ReadAsync(string service, CancellationToken cancel)
    {
        try
        {
            return await platform.GetAsync($"v1/employers/{employerId}/progress/{service}", cancel);
        }
        catch (PlatformRefusalException refusal) when (refusal.Status == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static long Number(JsonNode? node) => node?.GetValue<long>() ?? 0;

    private sealed record Reading(string Text, string? Lagging);
}
