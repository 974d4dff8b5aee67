using Aso.Enrollment.Domain;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.Features;

/// <summary>POST …/members: an employee, or a dependant of one, with its coverage.</summary>
internal static class AddMember
{
    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapPost("/members", HandleAsync)
            .RequireScope(Scopes.EnrollmentWrite)
            .Idempotent<EnrollmentDb>()
            .WithName("AddMember")
            .WithSummary("Add a member with its coverage");

    private static async Task<Results<Created<MemberView>, Ok<MemberView>, ProblemHttpResult>> HandleAsync(
        Guid employerId, MemberDraft request, EnrollmentDb db, CancellationToken cancel)
    {
        // Load.
        await db.LockMembersAsync(employerId, cancel);
        if (await db.OfferAsync(employerId, cancel) is not { } offer)
        {
            return Answers.NoSuchEmployer;
        }

        var known = await db.Members.AsNoTracking()
            .Where(row => row.EmployerId == employerId && (row.MemberId == request.MemberId || row.MemberId == request.SubscriberId))
            .ToListAsync(cancel);

        // Decide.
        var subscriber = known.Find(row => row.MemberId == request.SubscriberId)?.Relationship;
        var checkedMember = MemberRules.Check(request, offer, subscriber);
        if (!checkedMember.Passes(out var member))
        {
            return checkedMember.Objections.ToProblem();
        }

        if (known.Find(row => row.MemberId == member.MemberId) is { } taken)
        {
            return taken.ToMember().IsSameAs(member)
                ? TypedResults.Ok(MemberView.Of(member))
                : Problems.Conflict("member-id-taken", "memberId", "A member has this id: change its coverage with PUT …/coverages, or choose another id.");
        }

        // Store and tell.
        db.Members.Add(MemberRow.Of(employerId, member));
        db.Enqueue(employerId, member.ToMessage(employerId));
        await db.CommitAsync(cancel);
        return TypedResults.Created($"/v1/employers/{employerId}/members/{Uri.EscapeDataString(member.MemberId)}", MemberView.Of(member));
    }
}
