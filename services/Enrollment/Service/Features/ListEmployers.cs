using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.Features;

/// <summary>GET /v1/employers: every employer for the administrator, its own for an employer's client, none for any other.</summary>
internal static class ListEmployers
{
    public static void Map(IEndpointRouteBuilder employers) =>
        employers.MapGet("/", HandleAsync)
            .RequireScope(Scopes.EnrollmentRead)
            .WithName("ListEmployers")
            .WithSummary("List the employers that the caller may see, in the order in which they were registered");

    private static async Task<Ok<List<EmployerView>>> HandleAsync(HttpContext http, EnrollmentDb db, CancellationToken cancel)
    {
        var caller = http.User.ToCaller();
        var visible = caller.Kind switch
        {
            CallerKind.Administrator => db.Employers,
            CallerKind.Employer => db.Employers.Where(row => row.EmployerId == caller.EmployerId),
            _ => db.Employers.Where(row => false),
        };
        var rows = await visible.AsNoTracking().OrderBy(row => row.RegisteredAt).ThenBy(row => row.EmployerId).ToListAsync(cancel);
        return TypedResults.Ok(rows.ConvertAll(EmployerView.Of));
    }
}
