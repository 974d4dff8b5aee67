using System.ComponentModel;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.ReExecution;

/// <summary>GET /v1/operations/claims/re-executions: what the nightly samples found.</summary>
internal static class ListReExecutions
{
    private static readonly ListOrder<ReExecutionRow> LatestFirst = ListOrder<ReExecutionRow>.By(row => row.Night).Backwards();

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/v1/operations/claims/re-executions", HandleAsync)
        .RequireScope(Scopes.PlatformAdmin)
        .WithTags("Operations").WithName("ListReExecutions").WithSummary("What the nightly samples of decisions found, latest first");

    internal sealed record Night(
        DateOnly On, DateTime FinishedAt, int Examined, int Differing,
        [property: Description("At most a hundred of those that differ.")] IReadOnlyList<Guid> DifferingClaimIds);

    private static async Task<Results<Ok<Page<Night>>, ProblemHttpResult>> HandleAsync(ClaimsDb db, [AsParameters] PageQuery page, CancellationToken cancel) =>
        page.Passes(LatestFirst, out var slice, out var problem)
            ? TypedResults.Ok((await slice.ReadAsync(db.ReExecutions.AsNoTracking(), cancel))
                .ConvertAll(row => new Night(row.Night, row.FinishedAt, row.Examined, row.Differing, row.DifferingClaimIds)))
            : problem;
}
