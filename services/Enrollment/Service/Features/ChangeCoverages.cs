using Aso.Enrollment.Domain;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Enrollment.Features;

/// <summary>PUT …/members/{memberId}/coverages: these spans take the place of all that were known, also back in time; POST …/coverages/check: whether they could.</summary>
internal static class ChangeCoverages
{
    /// <param name="Coverages">All spans of the member; an empty list ends its coverage as if it never was.</param>
    public sealed record Request(IReadOnlyList<CoverageDraft?>? Coverages = null);

    public static void Map(IEndpointRouteBuilder employer)
    {
        employer.MapPut("/members/{memberId}/coverages", HandleAsync)
            .RequireScope(Scopes.EnrollmentWrite)
            .Idempotent<EnrollmentDb>()
            .WithName("ChangeCoverages")
            .WithSummary("Replace all coverage of a member")
            .WithDescription("Preview first what a change back in time makes recoverable: …/coverages/preview. With If-Match, the ETag of the member, it is refused where somebody changed the member meanwhile.");
        employer.MapPost("/members/{memberId}/coverages/check", CheckAsync)
            .RequireScope(Scopes.EnrollmentRead)
            .WithName("CheckCoverages")
            .WithSummary("Whether these spans could replace all coverage of a member; changes nothing");
    }

    private static async Task<Results<Ok<MemberView>, ProblemHttpResult>> HandleAsync(
        Guid employerId, string memberId, Request request, EnrollmentDb db, HttpContext http, CancellationToken cancel)
    {
        await db.LockMembersAsync(employerId, cancel);
        var (row, member, problem) = await DecideAsync(employerId, memberId, request, db, cancel);
        if (row is not null && http.RefuseIfChanged(MemberView.Of(row.ToMember())) is { } changed)
        {
            return changed;
        }

        if (problem is not null)
        {
            return problem;
        }

        // Store and tell.
        if (!member!.IsSameAs(row!.ToMember()))
        {
            row.Become(member);
            db.Enqueue(employerId, member.ToMessage(employerId));
        }

        await db.CommitAsync(cancel);
        return TypedResults.Ok(MemberView.Of(member));
    }

    private static async Task<Results<Ok<MemberView>, ProblemHttpResult>> CheckAsync(
        Guid employerId, string memberId, Request request, EnrollmentDb db, CancellationToken cancel)
    {
        var (_, member, problem) = await DecideAsync(employerId, memberId, request, db, cancel);
        return problem is not null ? problem : TypedResults.Ok(MemberView.Of(member!));
    }

    /// <summary>The member as known, and as it would be; or why it cannot be.</summary>
    private static async Task<(MemberRow? Row, Member? Member, ProblemHttpResult? Problem)> DecideAsync(
        Guid employerId, string memberId, Request request, EnrollmentDb db, CancellationToken cancel)
    {
        // Load.
        if (await db.OfferAsync(employerId, cancel) is not { } offer)
        {
            return (null, null, Answers.NoSuchEmployer);
        }

        if (await db.Members.FindAsync([employerId, memberId], cancel) is not { } row)
        {
            return (null, null, Answers.NoSuchMember);
        }

        // Decide.
        var change = MemberRules.CheckCoverages(row.ToMember(), request.Coverages, offer);
        return change.Passes(out var member) ? (row, member, null) : (row, null, change.Objections.ToProblem());
    }
}
