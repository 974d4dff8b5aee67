using System.ComponentModel;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.ReExecution;

/// <summary>GET /v1/operations/claims/re-executions: what the nightly samples found.</summary>
internal static class ListReExecutions
{
    private const int NightsShown = 60;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/v1/operations/claims/re-executions", HandleAsync)
        .RequireScope(Scopes.PlatformAdmin)
        .WithTags("Operations").WithName("ListReExecutions").WithSummary("What the nightly samples of decisions found, latest first");

    internal sealed record Night(
        DateOnly On, DateTime FinishedAt, int Examined, int Differing,
        [property: Description("At most a hundred of those that differ.")] IReadOnlyList<Guid> DifferingClaimIds);

    private static async Task<Ok<List<Night>>> HandleAsync(ClaimsDb db, CancellationToken cancel)
    {
        var rows = await db.ReExecutions.AsNoTracking().OrderByDescending(row => row.Night).Take(NightsShown).ToListAsync(cancel);
        return TypedResults.Ok(rows.ConvertAll(row => new Night(row.Night, row.FinishedAt, row.Examined, row.Differing, row.DifferingClaimIds)));
    }
}
