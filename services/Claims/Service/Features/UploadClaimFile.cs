using System.Security.Claims;
using System.Text.Json;
using Aso.Claims.Files;
using Aso.Claims.Intake;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Features;

/// <summary>POST /claim-files: an X12 837 file as the body; GET /claim-files/{fileId}: its report again.</summary>
internal static class UploadClaimFile
{
    private const int FileBytesMax = 32 << 20;

    public static void Map(IEndpointRouteBuilder employer)
    {
        employer.MapPost("/claim-files", HandleAsync)
            .RequireScope(Scopes.ClaimsWrite)
            .WithMetadata(new RequestSizeLimitAttribute(FileBytesMax))
            .Accepts<Stream>("application/edi-x12")
            .WithName("UploadClaimFile")
            .WithSummary("Submit the claims of an X12 837 file (professional, institutional or dental)")
            .WithDescription("The claims are decided in the order of the file. The same file again is answered with its report and changes nothing. A broken file of which nothing can be taken is refused, with its 999 as acknowledgment.");
        employer.MapGet("/claim-files/{fileId:guid}", GetAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("GetClaimFile")
            .WithSummary("The report of a claim file");
    }

    private static async Task<Results<Ok<ClaimFileReport>, ProblemHttpResult>> HandleAsync(
        Guid employerId, HttpContext http, ClaimsDb db, ClaimFile file, TimeProvider clock, CancellationToken cancel)
    {
        if (await CheckEmployerAsync(db, employerId, cancel) is { } refusal)
        {
            return Problems.Refuse(refusal);
        }

        var content = await ReadAsync(http.Request, cancel);
        if (content.Length == 0)
        {
            return Problems.Refuse(new Refusal("file-empty", "", "Send the file as the body of the request."));
        }

        var caller = http.User.ToCaller();
        var fileId = Keys.OfFile(employerId, content);
        var key = IdempotencyKey.Of(http, employerId, caller);
        if (key is { } used && await db.SubmissionKeys.AsNoTracking().AnyAsync(row => row.Key == used && row.SubjectId != fileId, cancel))
        {
            return Problems.Refuse(Refusals.KeyReused);
        }

        if (await FindAsync(db, employerId, fileId, http.User, cancel) is { } known)
        {
            return TypedResults.Ok(known);
        }

        var (report, isFinal) = await file.TakeInAsync(employerId, fileId, content, caller, cancel);
        if (report.Errors.Count > 0 && report.Accepted == 0)
        {
            return RefuseWhole(report);
        }

        if (isFinal)
        {
            await StoreAsync(db, employerId, report, SubjectOf(http.User), key, clock, cancel);
        }

        return TypedResults.Ok(report);
    }

    /// <summary>The file is broken and nothing of it was taken; its sender's system still gets the 999, where there is an interchange to answer.</summary>
    private static ProblemHttpResult RefuseWhole(ClaimFileReport report)
    {
        var problem = Problems.Refuse(report.Errors.Select(error => new Refusal(error.Code, error.Field, $"{error.Field} {error.Detail} (segment {error.Position.Segment}).")));
        if (report.Acknowledgment.Length > 0)
        {
            problem.ProblemDetails.Extensions["acknowledgment"] = report.Acknowledgment;
        }

        return problem;
    }

    private static async Task<Results<Ok<ClaimFileReport>, ProblemHttpResult>> GetAsync(
        Guid employerId, Guid fileId, ClaimsDb db, ClaimsPrincipal user, CancellationToken cancel) =>
        await FindAsync(db, employerId, fileId, user, cancel) is { } report ? TypedResults.Ok(report) : Problems.NotFound("claim file");

    private static async Task<Refusal?> CheckEmployerAsync(ClaimsDb db, Guid employerId, CancellationToken cancel) =>
        !await db.Employers.AnyAsync(row => row.EmployerId == employerId, cancel) ? Refusals.UnknownEmployer
        : await db.BusinessDateAsync(employerId, cancel) is null ? Refusals.NotOpen
        : null;

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        using var content = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, FileBytesMax));
        await request.Body.CopyToAsync(content, cancel);
        return content.ToArray();
    }

    /// <summary>A file's report; to a provider only of a file that it sent, for it tells of every claim in it.</summary>
    private static async Task<ClaimFileReport?> FindAsync(ClaimsDb db, Guid employerId, Guid fileId, ClaimsPrincipal user, CancellationToken cancel)
    {
        var row = await db.ClaimFiles.AsNoTracking().SingleOrDefaultAsync(file => file.FileId == fileId && file.EmployerId == employerId, cancel);
        return row is null || (user.ToCaller().Kind == CallerKind.Provider && row.SubmittedBy != SubjectOf(user)) ? null : JsonSerializer.Deserialize<ClaimFileReport>(row.Report, WireJson.Options);
    }

    private static string? SubjectOf(ClaimsPrincipal user) => user.FindFirst(TokenClaims.Subject)?.Value;

    private static async Task StoreAsync(ClaimsDb db, Guid employerId, ClaimFileReport report, string? submittedBy, Guid? key, TimeProvider clock, CancellationToken cancel)
    {
        // The same file at the same time: the first report stands, the claims were decided once anyway.
        await db.LockAsync("claim-file", report.FileId, cancel);
        if (!await db.ClaimFiles.AnyAsync(row => row.FileId == report.FileId, cancel))
        {
            db.Add(new ClaimFileRow
            {
                FileId = report.FileId,
                EmployerId = employerId,
                ReceivedAt = clock.GetUtcNow().UtcDateTime,
                Report = JsonSerializer.Serialize(report, WireJson.Options),
                SubmittedBy = submittedBy,
            });
        }

        if (key is { } used && !await db.SubmissionKeys.AnyAsync(row => row.Key == used, cancel))
        {
            db.Add(new SubmissionKeyRow { Key = used, SubjectId = report.FileId });
        }

        await db.CommitAsync(cancel);
    }
}
