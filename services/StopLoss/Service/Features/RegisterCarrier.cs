using Aso.Foundation;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.StopLoss.Features;

/// <summary>A stop-loss insurer becomes known to the platform.</summary>
internal static class RegisterCarrier
{
    private const int NameLengthMax = 200;

    /// <param name="CarrierId">The caller's choice; left out, the platform makes one.</param>
    internal sealed record Request(Guid? CarrierId = null, string? Name = null);

    internal sealed record Carrier(Guid CarrierId, string Name);

    public static void Map(RouteGroupBuilder carriers) => carriers.MapPost("/", HandleAsync)
        .RequireScope(Scopes.PlatformAdmin)
        .Idempotent<StopLossDb>()
        .WithName("RegisterCarrier").WithSummary("Register a stop-loss carrier");

    private static async Task<Results<Created<Carrier>, ProblemHttpResult>> HandleAsync(Request request, StopLossDb db, CancellationToken cancel)
    {
        if (Refuse(request) is { Count: > 0 } refusals)
        {
            return Problems.Refuse(refusals);
        }

        var carrierId = request.CarrierId ?? Guid.CreateVersion7();
        await db.LockAsync("carrier", carrierId, cancel);
        if (await db.Carriers.FindAsync([carrierId], cancel) is not null)
        {
            return Problems.Conflict("carrier-id-taken", "carrierId", "A carrier has this id: choose another, or leave it out.");
        }

        var carrier = new Carrier(carrierId, request.Name!.Trim());
        db.Carriers.Add(new() { CarrierId = carrier.CarrierId, Name = carrier.Name });
        await db.CommitAsync(cancel);
        return TypedResults.Created($"/v1/carriers/{carrier.CarrierId}", carrier);
    }

    private static List<Refusal> Refuse(Request request)
    {
        var refusals = new List<Refusal>();
        if (request.CarrierId == Guid.Empty)
        {
            refusals.Add(new("invalid-id", "carrierId", "Send a UUID other than zero, or leave it out."));
        }

        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > NameLengthMax)
        {
            refusals.Add(new("invalid-name", "name", $"Send a name of 1 to {NameLengthMax} characters."));
        }

        return refusals;
    }
}
