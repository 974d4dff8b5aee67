using Aso.Foundation;
using Aso.Funding.Live;
using Aso.Funding.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Funding.Features;

/// <summary>GET …/costs — what the plan costs, by month and year to date.</summary>
internal static class GetCosts
{
    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/costs", HandleAsync)
            .RequireScope(Scopes.FundingRead)
            .WithName("GetCosts").WithSummary("The employer's costs by month, on the paid basis, against budget and full insurance");

    private static async Task<Results<Ok<CostDocument>, ProblemHttpResult>> HandleAsync(Guid employerId, FundingDb db, CancellationToken cancel) =>
        await CostReport.ReadAsync(db, employerId, cancel) is { } report
            ? TypedResults.Ok(report.ToDocument())
            : Problems.NotFound("employer");
}
