using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Enrollment.Features;

/// <summary>GET …/members/{memberId}</summary>
internal static class GetMember
{
    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapGet("/members/{memberId}", HandleAsync)
            .RequireScope(Scopes.EnrollmentRead)
            .WithName("GetMember")
            .WithSummary("A member as it stands now");

    private static async Task<Results<Ok<MemberView>, ProblemHttpResult>> HandleAsync(
        Guid employerId, string memberId, EnrollmentDb db, CancellationToken cancel) =>
        await db.FindMemberAsync(employerId, memberId, cancel) is { } row
            ? TypedResults.Ok(MemberView.Of(row.ToMember()))
            : Answers.NoSuchMember;
}
