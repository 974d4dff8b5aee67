using Aso.Foundation;
using Aso.Funding.Live;

namespace Aso.Funding.Features;

/// <summary>GET …/costs/stream — the costs as server-sent events: the whole first, then every change within milliseconds of its commit.</summary>
internal static class StreamCosts
{
    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/costs/stream", HandleAsync)
            .RequireScope(Scopes.FundingRead)
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .WithName("StreamCosts").WithSummary("Live costs: event \"costs\" with the whole, then an event \"cost\" per change");

    private static async Task<IResult> HandleAsync(
        Guid employerId, HttpContext http, ICostFeed feed, IServiceScopeFactory scopes, TimeProvider clock, CancellationToken cancel)
    {
        // Watch before reading: what is committed in between is in the buffer.
        using var watch = feed.Watch(employerId);
        var reader = new ReportReader(scopes, employerId);
        if (await reader.ReadAsync(cancel) is not { } report)
        {
            return Problems.NotFound("employer");
        }

        var stream = new CostStream(ServerSentEvents.Open(http.Response), reader, watch, clock);
        try
        {
            await stream.RunAsync(report, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The client went away.
        }

        return Results.Empty;
    }
}
