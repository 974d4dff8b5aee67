using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.Features;

/// <summary>GET …/members: a page of the employer's members.</summary>
internal static class ListMembers
{
    private const int MembersPerPage = 50;

    private const int MembersPerPageMax = 200;

    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapGet("/members", HandleAsync)
            .RequireScope(Scopes.EnrollmentRead)
            .WithName("ListMembers")
            .WithSummary("Members by id: up to limit (1 to 200, else 50) of those behind after; an empty page is the end");

    private static async Task<Results<Ok<List<MemberView>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, EnrollmentDb db, CancellationToken cancel, string? after = null, int limit = MembersPerPage)
    {
        if (limit is < 1 or > MembersPerPageMax)
        {
            return Problems.Refuse(new Refusal("number-out-of-range", "limit", $"Give a whole number from 1 to {MembersPerPageMax}."));
        }

        if (!await db.HasEmployerAsync(employerId, cancel))
        {
            return Answers.NoSuchEmployer;
        }

        var members = db.Members.AsNoTracking().Where(row => row.EmployerId == employerId);
        if (after is not null)
        {
            members = members.Where(row => string.Compare(row.MemberId, after) > 0);
        }

        var rows = await members.OrderBy(row => row.MemberId).Take(limit).ToListAsync(cancel);
        return TypedResults.Ok(rows.ConvertAll(row => MemberView.Of(row.ToMember())));
    }
}
