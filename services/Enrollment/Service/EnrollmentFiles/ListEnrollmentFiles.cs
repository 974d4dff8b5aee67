using System.ComponentModel;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.EnrollmentFiles;

/// <summary>GET …/enrollment-files: the files that were applied.</summary>
internal static class ListEnrollmentFiles
{
    private static readonly ListOrder<File> NewestFirst = ListOrder<File>.By(file => file.ReceivedAt).Then(file => file.FileId).Backwards();

    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapGet("/enrollment-files", HandleAsync)
            .RequireScope(Scopes.EnrollmentRead)
            .WithName("ListEnrollmentFiles")
            .WithSummary("The 834 files that were applied, newest first");

    /// <summary>A file that was applied, without what became of each loop. Counts are left out of a file from before they were kept.</summary>
    internal sealed record File
    {
        [Description("What its report is found by.")]
        public required Guid FileId { get; init; }

        [Description("UTC.")]
        public required DateTime ReceivedAt { get; init; }

        public int? Applied { get; init; }

        public int? Unchanged { get; init; }

        public int? Refused { get; init; }
    }

    private static async Task<Results<Ok<Page<File>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, EnrollmentDb db, [AsParameters] PageQuery page, CancellationToken cancel,
        [FromQuery(Name = "receivedFrom"), Description("Only received on this day (UTC) or later.")] DateOnly? receivedFrom = null,
        [FromQuery(Name = "receivedTo"), Description("Only received on this day (UTC) or earlier.")] DateOnly? receivedTo = null)
    {
        if (!page.Passes(NewestFirst, out var slice, out var problem))
        {
            return problem;
        }

        if (!await db.HasEmployerAsync(employerId, cancel))
        {
            return Answers.NoSuchEmployer;
        }

        var files = db.EnrollmentFiles.AsNoTracking().Where(row => row.EmployerId == employerId);
        if (receivedFrom is { } from)
        {
            var begin = from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            files = files.Where(row => row.ReceivedAt >= begin);
        }

        if (receivedTo is { } to)
        {
            var end = to.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            files = files.Where(row => row.ReceivedAt < end);
        }

        return TypedResults.Ok(await slice.ReadAsync(
            files.Select(row => new File { FileId = row.FileId, ReceivedAt = row.ReceivedAt, Applied = row.Applied, Unchanged = row.Unchanged, Refused = row.Refused }), cancel));
    }
}
