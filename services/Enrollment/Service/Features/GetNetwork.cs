using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.Features;

/// <summary>GET …/network</summary>
internal static class GetNetwork
{
    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapGet("/network", HandleAsync)
            .RequireScope(Scopes.EnrollmentRead)
            .WithName("GetNetwork")
            .WithSummary("The providers in network; none before the list is first given");

    private static async Task<Results<Ok<ReplaceNetwork.Network>, ProblemHttpResult>> HandleAsync(Guid employerId, EnrollmentDb db, CancellationToken cancel)
    {
        if (!await db.HasEmployerAsync(employerId, cancel))
        {
            return Answers.NoSuchEmployer;
        }

        var network = await db.Networks.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employerId, cancel);
        return TypedResults.Ok(new ReplaceNetwork.Network(network?.Npis ?? []));
    }
}
