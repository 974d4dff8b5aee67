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
    private static readonly ListOrder<Used> ByMember = ListOrder<Used>.By(used => used.MemberId).Then(used => used.Row.PlanCode).Then(used => used.Row.PlanYearStart);

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

    private sealed class Used
    {
        public required string MemberId { get; init; }

        public required AccumulatorRow Row { get; init; }
    }

    private static async Task<Results<Ok<Page<Accumulator>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, ClaimsDb db, HttpContext http, [AsParameters] PageQuery page, CancellationToken cancel,
        [Description("Only this member's.")] string? memberId = null)
    {
        if (http.User.ToCaller().Kind == CallerKind.Provider)
        {
            return Problems.NotFound("employer");
        }

        if (!page.Passes(ByMember, out var slice, out var problem))
        {
            return problem;
        }

        var members = db.Members.AsNoTracking().Where(row => row.EmployerId == employerId);
        if (memberId is not null)
        {
            members = members.Where(row => row.MemberId == memberId);
        }

        var used =
            from member in members
            join row in db.Accumulators.AsNoTracking() on new { member.FamilyKey, member.MemberKey } equals new { row.FamilyKey, row.MemberKey }
            where row.DeductibleIn != Money.Zero || row.DeductibleOut != Money.Zero
                || row.OutOfPocketIn != Money.Zero || row.OutOfPocketOut != Money.Zero || row.Benefits != Money.Zero
            select new Used { MemberId = member.MemberId, Row = row };
        return TypedResults.Ok((await slice.ReadAsync(used, cancel)).ConvertAll(row => ToAnswer(row.MemberId, row.Row)));
    }

    private static Accumulator ToAnswer(string memberId, AccumulatorRow used) => new(
        memberId, used.PlanCode, used.PlanYearStart,
        new(used.DeductibleIn, used.DeductibleOut), new(used.OutOfPocketIn, used.OutOfPocketOut), used.Benefits);
}
