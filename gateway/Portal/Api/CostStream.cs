using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Aso.Portal.Api;

/// <summary>One thing heard on the stream of costs: the whole report, or a change.</summary>
internal abstract record CostEvent
{
    private CostEvent()
    {
    }

    public sealed record Report(CostReport Costs) : CostEvent;

    public sealed record Change(CostChange Costs) : CostEvent;
}

/// <summary>Reads GET …/costs/stream (server-sent events) until it ends.</summary>
internal static class CostStream
{
    /// <summary>The platform sends a comment every 15 seconds; a stream that is silent for longer than this is dead.</summary>
    private static readonly TimeSpan SilenceMost = TimeSpan.FromSeconds(40);

    /// <exception cref="HttpRequestException">The stream was refused or broke.</exception>
    /// <exception cref="IOException">The stream broke or fell silent.</exception>
    /// <exception cref="JsonException">An event is not what it should be.</exception>
    public static async IAsyncEnumerable<CostEvent> ReadAsync(
        PlatformApi api, Guid employer, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var answer = await api.OpenCostStreamAsync(employer, cancel);
        await using var body = new SilenceGuard(await answer.Content.ReadAsStreamAsync(cancel), SilenceMost);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(cancel))
        {
            if (item.EventType == "costs")
            {
                yield return new CostEvent.Report(Read<CostReport>(item.Data));
            }
            else if (item.EventType == "cost")
            {
                yield return new CostEvent.Change(Read<CostChange>(item.Data));
            }
        }
    }

    /// <summary>What no further attempt can mend; none where another may succeed.</summary>
    /// <remarks>An employer registered a moment ago may still be unknown to the stream: that mends itself.</remarks>
    public static Trouble TroubleOf(Exception failure) => failure is HttpRequestException { StatusCode: { } status }
        ? status switch
        {
            HttpStatusCode.Unauthorized => Trouble.SignedOut,
            HttpStatusCode.Forbidden => Trouble.Forbidden,
            _ => Trouble.None,
        }
        : Trouble.None;

    private static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, PortalJson.Options) ?? throw new JsonException("An event carries an object.");
}
