using System.ComponentModel;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Features;

/// <summary>GET /accumulators: what members have used of deductibles, out-of-pocket and annual maxima.</summary>
internal static class ReadAccumulators
{
    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapGet("/accumulators", HandleAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("ListAccumulators")
            .WithSummary("What members have used by plan and plan year; what is all zero is left out");

    /// <summary>One member's use of one plan in one plan year.</summary>
    internal sealed record Accumulator(
        string MemberId, string PlanCode, DateOnly PlanYearStart, BySide Deductible, BySide OutOfPocket,
        [property: Description("The used annual maximum, kept also where the plan has none.")] Money Benefits);

    internal sealed record BySide(Money In, Money Out);

    private static async Task<Results<Ok<List<Accumulator>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, ClaimsDb db, HttpContext http, CancellationToken cancel,
        [Description("Only this member's.")] string? memberId = null)
    {
        if (http.User.ToCaller().Kind == CallerKind.Provider)
        {
            return Problems.NotFound("employer");
        }

        var members = db.Members.AsNoTracking().Where(row => row.EmployerId == employerId);
        if (memberId is not null)
        {
            members = members.Where(row => row.MemberId == memberId);
        }

        var rows = await (
            from member in members
            join used in db.Accumulators.AsNoTracking() on new { member.FamilyKey, member.MemberKey } equals new { used.FamilyKey, used.MemberKey }
            orderby member.MemberId, used.PlanCode, used.PlanYearStart
            select new { member.MemberId, Used = used }).ToListAsync(cancel);
        return TypedResults.Ok(rows.Where(row => !row.Used.Usage.IsZero).Select(row => ToAnswer(row.MemberId, row.Used)).ToList());
    }

    private static Accumulator ToAnswer(string memberId, AccumulatorRow used) => new(
        memberId, used.PlanCode, used.PlanYearStart,
        new(used.DeductibleIn, used.DeductibleOut), new(used.OutOfPocketIn, used.OutOfPocketOut), used.Benefits);
}
