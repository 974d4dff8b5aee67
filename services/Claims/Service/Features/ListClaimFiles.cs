using System.ComponentModel;
using Aso.Claims.Files;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Features;

/// <summary>GET /claim-files: the files that were taken in; a provider sees those that it sent itself.</summary>
internal static class ListClaimFiles
{
    private static readonly ListOrder<File> NewestFirst = ListOrder<File>.By(file => file.ReceivedAt).Then(file => file.FileId).Backwards();

    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapGet("/claim-files", HandleAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("ListClaimFiles")
            .WithSummary("The claim files that were taken in, newest first");

    /// <summary>A file that was taken in, without what became of each claim.</summary>
    internal sealed record File
    {
        [Description("What its report is found by.")]
        public required Guid FileId { get; init; }

        [Description("UTC.")]
        public required DateTime ReceivedAt { get; init; }

        [Description("Claims that were taken; left out of a file from before this was kept.")]
        public int? Accepted { get; init; }

        [Description("Claims that were not; left out of a file from before this was kept.")]
        public int? Rejected { get; init; }
    }

    private static async Task<Results<Ok<Page<File>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, ClaimsDb db, HttpContext http, [AsParameters] PageQuery page, CancellationToken cancel,
        [FromQuery(Name = "receivedFrom"), Description("Only received on this day (UTC) or later.")] DateOnly? receivedFrom = null,
        [FromQuery(Name = "receivedTo"), Description("Only received on this day (UTC) or earlier.")] DateOnly? receivedTo = null)
    {
        if (!page.Passes(NewestFirst, out var slice, out var problem))
        {
            return problem;
        }

        var files = db.ClaimFiles.AsNoTracking().Where(row => row.EmployerId == employerId);
        if (http.User.ToCaller().Kind == CallerKind.Provider)
        {
            var sender = ClaimFileKeeping.SubjectOf(http.User);
            files = files.Where(row => row.SubmittedBy != null && row.SubmittedBy == sender);
        }

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
            files.Select(row => new File { FileId = row.FileId, ReceivedAt = row.ReceivedAt, Accepted = row.Accepted, Rejected = row.Rejected }), cancel));
    }
}
