using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.Features;

/// <summary>GET /v1/employers: every employer for the administrator, its own for an employer's client, none for any other.</summary>
internal static class ListEmployers
{
    private static readonly ListOrder<EmployerRow> InOrderOfRegistration = ListOrder<EmployerRow>.By(row => row.RegisteredAt).Then(row => row.EmployerId);

    public static void Map(IEndpointRouteBuilder employers) =>
        employers.MapGet("/", HandleAsync)
            .RequireScope(Scopes.EnrollmentRead)
            .WithName("ListEmployers")
            .WithSummary("List the employers that the caller may see, in the order in which they were registered");

    private static async Task<Results<Ok<Page<EmployerView>>, ProblemHttpResult>> HandleAsync(
        HttpContext http, EnrollmentDb db, [AsParameters] PageQuery page, CancellationToken cancel)
    {
        if (!page.Passes(InOrderOfRegistration, out var slice, out var problem))
        {
            return problem;
        }

        var caller = http.User.ToCaller();
        var visible = caller.Kind switch
        {
            CallerKind.Administrator => db.Employers,
            CallerKind.Employer => db.Employers.Where(row => row.EmployerId == caller.EmployerId),
            _ => db.Employers.Where(row => false),
        };
        return TypedResults.Ok((await slice.ReadAsync(visible.AsNoTracking(), cancel)).ConvertAll(EmployerView.Of));
    }
}
