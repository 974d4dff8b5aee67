using Aso.Enrollment.Domain;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Enrollment.Features;

/// <summary>PUT …/members/{memberId}/coverages: these spans take the place of all that were known, also back in time.</summary>
internal static class ChangeCoverages
{
    /// <param name="Coverages">All spans of the member; an empty list ends its coverage as if it never was.</param>
    public sealed record Request(IReadOnlyList<CoverageDraft?>? Coverages = null);

    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapPut("/members/{memberId}/coverages", HandleAsync)
            .RequireScope(Scopes.EnrollmentWrite)
            .Idempotent<EnrollmentDb>()
            .WithName("ChangeCoverages")
            .WithSummary("Replace all coverage of a member");

    private static async Task<Results<Ok<MemberView>, ProblemHttpResult>> HandleAsync(
        Guid employerId, string memberId, Request request, EnrollmentDb db, CancellationToken cancel)
    {
        // Load.
        await db.LockMembersAsync(employerId, cancel);
        if (await db.OfferAsync(employerId, cancel) is not { } offer)
        {
            return Answers.NoSuchEmployer;
        }

        if (await db.Members.FindAsync([employerId, memberId], cancel) is not { } row)
        {
            return Answers.NoSuchMember;
        }

        // Decide.
        var known = row.ToMember();
        var checkedMember = MemberRules.CheckCoverages(known, request.Coverages, offer);
        if (!checkedMember.Passes(out var member))
        {
            return checkedMember.Objections.ToProblem();
        }

        // Store and tell.
        if (!member.IsSameAs(known))
        {
            row.Become(member);
            db.Enqueue(employerId, member.ToMessage(employerId));
        }

        await db.CommitAsync(cancel);
        return TypedResults.Ok(MemberView.Of(member));
    }
}
