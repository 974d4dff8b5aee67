using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.EnrollmentFiles;

/// <summary>GET …/enrollment-files/{fileId}</summary>
internal static class GetEnrollmentFile
{
    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapGet("/enrollment-files/{fileId:guid}", HandleAsync)
            .RequireScope(Scopes.EnrollmentRead)
            .WithName("GetEnrollmentFile")
            .WithSummary("The report on a file, as it was given");

    private static async Task<Results<Ok<EnrollmentFileReport>, ProblemHttpResult>> HandleAsync(
        Guid employerId, Guid fileId, EnrollmentDb db, CancellationToken cancel) =>
        await db.EnrollmentFiles.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employerId && row.FileId == fileId, cancel) is { } row
            ? TypedResults.Ok(row.Report)
            : Problems.NotFound("enrollment file");
}
