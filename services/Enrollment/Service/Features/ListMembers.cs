using System.ComponentModel;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.Features;

/// <summary>GET …/members: a page of the employer's members.</summary>
internal static class ListMembers
{
    private static readonly ListOrder<MemberRow> ById = ListOrder<MemberRow>.By(row => row.MemberId);

    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapGet("/members", HandleAsync)
            .RequireScope(Scopes.EnrollmentRead)
            .WithName("ListMembers")
            .WithSummary("Members by id, page by page");

    /// <summary>What narrows the list down. Plan, tier and date are those of one span of coverage.</summary>
    internal readonly record struct Filters(
        [property: FromQuery(Name = "plan"), Description("Only with coverage under this plan.")] string? Plan,
        [property: FromQuery(Name = "tier"), Description("Only with coverage of this tier.")] Tier? Tier,
        [property: FromQuery(Name = "coveredOn"), Description("Only with coverage on this date.")] DateOnly? CoveredOn,
        [property: FromQuery(Name = "subscriberId"), Description("Only of this subscriber's family.")] string? SubscriberId,
        [property: FromQuery(Name = "idContains"), Description("Only whose id contains this, in capitals or not.")] string? IdContains)
    {
        private bool AreOfCoverage => Plan is not null || Tier is not null || CoveredOn is not null;

        public bool Keep(MemberRow row)
        {
            var filters = this;
            return !AreOfCoverage || row.Coverages.Any(filters.Keep);
        }

        private bool Keep(CoverageRow span) =>
            (Plan is null || span.Plan == Plan) && (Tier is null || span.Tier == Tier)
            && (CoveredOn is not { } date || (span.From <= date && (span.To is null || span.To >= date)));

        public IQueryable<MemberRow> Narrow(IQueryable<MemberRow> members)
        {
            members = SubscriberId is { } subscriber ? members.Where(row => row.SubscriberId == subscriber) : members;
            if (IdContains is { Length: > 0 } part)
            {
                var capitals = part.ToUpperInvariant();
#pragma warning disable CA1304, CA1311, CA1862   // the database has one way to compare without regard to case
                members = members.Where(row => row.MemberId.ToUpper().Contains(capitals));
#pragma warning restore CA1304, CA1311, CA1862
            }

            return members;
        }
    }

    private static async Task<Results<Ok<Page<MemberView>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, EnrollmentDb db, [AsParameters] Filters filters, [AsParameters] PageQuery page, CancellationToken cancel)
    {
        if (!page.Passes(ById, out var slice, out var problem))
        {
            return problem;
        }

        if (!await db.HasEmployerAsync(employerId, cancel))
        {
            return Answers.NoSuchEmployer;
        }

        var members = db.Members.AsNoTracking().Where(row => row.EmployerId == employerId);
        return TypedResults.Ok((await slice.ReadAsync(filters.Narrow(members), filters.Keep, cancel)).ConvertAll(row => MemberView.Of(row.ToMember())));
    }
}
