using System.ComponentModel;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.ReExecution;

/// <summary>POST /claims/{claimNumber}/re-execution and /re-executions: decides stored claims again and compares, to the cent. Changes nothing.</summary>
internal static class ReExecuteClaim
{
    private const int ClaimsMax = 10_000;
    private const int DifferingShownMax = 100;

    public static void Map(IEndpointRouteBuilder employer)
    {
        employer.MapPost("/claims/{claimNumber}/re-execution", OneAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("ReExecuteClaim")
            .WithSummary("Decide a claim again from what is stored, and compare with its decision to the cent");
        employer.MapPost("/re-executions", LatestAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("ReExecuteClaims")
            .WithSummary("Decide the employer's latest claims again, and compare with their decisions to the cent");
    }

    internal sealed record Answer(
        string ClaimNumber,
        [property: Description("Whether every amount and every step of the trace came out the same.")] bool Agrees,
        IReadOnlyList<Difference> Differences);

    internal sealed record Answers(
        int Examined, int Agreeing,
        [property: Description("At most a hundred of the claims that came out otherwise.")] IReadOnlyList<Answer> Differing);

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> OneAsync(
        Guid employerId, string claimNumber, ClaimsDb db, HttpContext http, CancellationToken cancel)
    {
        if (await db.FindClaimAsync(employerId, claimNumber, http.User.ToCaller(), cancel) is not { } row)
        {
            return Problems.NotFound("claim");
        }

        // A void decides nothing, nor is a claim in review decided, so there is nothing in it that could come out otherwise.
        var differences = await new ClaimsDecidedAgain(db).ExamineAsync(row, cancel) ?? [];
        return TypedResults.Ok(new Answer(row.ClaimNumber, differences.Count == 0, differences));
    }

    private static async Task<Results<Ok<Answers>, ProblemHttpResult>> LatestAsync(
        Guid employerId, ClaimsDb db, HttpContext http, CancellationToken cancel,
        [Description("At most this many, 1 to 10000.")] int limit = ClaimsMax)
    {
        if (limit is < 1 or > ClaimsMax)
        {
            return Problems.Refuse(new Refusal("limit-invalid", "limit", $"Use 1 to {ClaimsMax}."));
        }

        var claims = await db.VisibleClaims(employerId, http.User.ToCaller()).OrderByDescending(row => row.ReceivedOn).ThenByDescending(row => row.ReceivedAt).Take(limit).ToListAsync(cancel);
        var report = await new ClaimsDecidedAgain(db).ExamineAsync(claims.ToAsyncEnumerable(), cancel);
        return TypedResults.Ok(new Answers(
            report.Examined, report.Examined - report.Differing.Count,
            [.. report.Differing.Take(DifferingShownMax).Select(claim => new Answer(claim.ClaimNumber, Agrees: false, claim.Differences))]));
    }
}
