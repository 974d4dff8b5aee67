using System.ComponentModel;
using Aso.Claims.Domain;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Claims.Features;

/// <summary>GET /claims/{claimNumber}/trace and /explanation-of-benefits: why a claim was decided as it was.</summary>
internal static class ExplainClaim
{
    public static void Map(IEndpointRouteBuilder employer)
    {
        employer.MapGet("/claims/{claimNumber}/trace", GetTraceAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("GetClaimTrace")
            .WithSummary("The rules that decided a claim, in order, with their amounts and in words");
        employer.MapGet("/claims/{claimNumber}/explanation-of-benefits", GetExplanationAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("GetExplanationOfBenefits")
            .WithSummary("The decision as the member reads it; not a bill");
    }

    internal sealed record Trace(string ClaimNumber, IReadOnlyList<Step> Steps);

    /// <summary>One rule as it was applied.</summary>
    internal sealed record Step
    {
        [Description("The line's number from 1; 0 for the claim as a whole.")]
        public required int Line { get; init; }

        public required Rule Rule { get; init; }

        [Description("What the rule was applied to: cents, unless the rule counts days or visits.")]
        public required long Of { get; init; }

        [Description("What bounded it: cents, a rate in millionths of a percent, days or visits.")]
        public required long Limit { get; init; }

        [Description("What came out.")]
        public required long Result { get; init; }

        [Description("The step as a sentence.")]
        public required string Text { get; init; }
    }

    private static async Task<Results<Ok<Trace>, ProblemHttpResult>> GetTraceAsync(
        Guid employerId, string claimNumber, ClaimsDb db, HttpContext http, CancellationToken cancel)
    {
        if (await db.FindClaimAsync(employerId, claimNumber, http.User.ToCaller(), cancel) is not { } row)
        {
            return Problems.NotFound("claim");
        }

        var stored = StoredDecision.FromJson(row.Detail);
        var facts = await db.LoadFactsAsync(row, stored, cancel);
        return TypedResults.Ok(new Trace(row.ClaimNumber, facts is null ? [] : [.. Storing.ToTrace(stored).Select(step => ToStep(step, facts))]));
    }

    private static Step ToStep(TraceStep step, ClaimFacts facts) => new()
    {
        Line = step.Line,
        Rule = step.Rule,
        Of = step.Of,
        Limit = step.Limit,
        Result = step.Result,
        Text = TraceWords.Of(step, facts),
    };

    private static async Task<Results<Ok<ExplanationOfBenefits>, ProblemHttpResult>> GetExplanationAsync(
        Guid employerId, string claimNumber, ClaimsDb db, HttpContext http, CancellationToken cancel)
    {
        if (await db.FindClaimAsync(employerId, claimNumber, http.User.ToCaller(), cancel) is not { } row)
        {
            return Problems.NotFound("claim");
        }

        var stored = StoredDecision.FromJson(row.Detail);
        if (!stored.IsDecided && row.Frequency != Frequency.Void)
        {
            return Problems.Conflict("claim-not-decided", "claimNumber", "The claim is, or was taken back, in review: there is no decision to explain.");
        }

        var employer = await db.Employers.FindAsync([employerId], cancel);
        return TypedResults.Ok(ExplanationOfBenefits.Of(employer?.Name ?? "", row, stored, await db.LoadFactsAsync(row, stored, cancel)));
    }
}
