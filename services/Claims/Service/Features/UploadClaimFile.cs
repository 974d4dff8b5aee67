using System.Security.Claims;
using System.Security.Cryptography;
using Aso.Claims.Files;
using Aso.Claims.Intake;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Foundation.Files;
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
            .WithDescription("The claims are decided in the order of the file. The same file again is answered with its report and changes nothing. A broken file of which nothing can be taken is refused, with its 999 as acknowledgment.")
            .TakesFilesAsJobs();
        employer.MapGet("/claim-files/{fileId:guid}", GetAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("GetClaimFile")
            .WithSummary("The report of a claim file");
    }

    private static async Task<Results<Ok<ClaimFileReport>, Accepted<FileJobAnswer>, ProblemHttpResult>> HandleAsync(
        Guid employerId, HttpContext http, ClaimsDb db, ClaimFile file, FileJobs<ClaimsDb> jobs, TimeProvider clock, CancellationToken cancel)
    {
        if (await CheckEmployerAsync(db, employerId, cancel) is { } refusal)
        {
            return Problems.Refuse(refusal);
        }

        var key = IdempotencyKey.Of(http, employerId, http.User.ToCaller());
        if (http.Request.PrefersAsynchronous())
        {
            var receipt = await jobs.ReceiveAsync(db, http, employerId, fileId => RememberAsync(db, key, fileId, cancel), cancel);
            return receipt.Job is { } job ? job.ToAccepted(http, employerId, ClaimFileWork.Name) : Problems.Refuse(receipt.Refusal!);
        }

        using var content = await ReadAsync(http.Request, cancel);
        if (content.Length == 0)
        {
            return Problems.Refuse(FileReceipt.Empty);
        }

        var fileId = FileSender.Of(http.User).FileIdOf(employerId, Convert.ToHexString(await SHA256.HashDataAsync(content, cancel)));
        content.Position = 0;
        if (await KeyIsTakenAsync(db, key, fileId, cancel))
        {
            return Problems.Refuse(Refusals.KeyReused);
        }

        if (await db.FindFileAsync(employerId, fileId, http.User, cancel) is { } known)
        {
            return Answer(new(known.ToReport(), known.ClaimAcknowledgment ?? "", IsFinal: true));
        }

        var result = await file.TakeInAsync(employerId, fileId, content, http.User.ToCaller(), run: null, cancel);
        if (result.IsFinal && !result.Report.IsRefusedWhole)
        {
            await db.KeepFileAsync(employerId, result, ClaimFileKeeping.SubjectOf(http.User), clock.GetUtcNow().UtcDateTime, cancel);
            await RememberAsync(db, key, fileId, cancel);
            await db.CommitAsync(cancel);
        }

        return Answer(result);
    }

    /// <summary>Of a broken file of which nothing was taken, its sender's system still gets the acknowledgments, where there is something to answer.</summary>
    private static Results<Ok<ClaimFileReport>, Accepted<FileJobAnswer>, ProblemHttpResult> Answer(ClaimFile.Result result)
    {
        if (!result.Report.IsRefusedWhole)
        {
            return TypedResults.Ok(result.Report);
        }

        var problem = Problems.Refuse(result.Report.Refusals);
        if (result.Report.Acknowledgment.Length > 0)
        {
            problem.ProblemDetails.Extensions["acknowledgment"] = result.Report.Acknowledgment;
        }

        if (result.ClaimAcknowledgment.Length > 0)
        {
            problem.ProblemDetails.Extensions["claimAcknowledgment"] = result.ClaimAcknowledgment;
        }

        return problem;
    }

    private static async Task<Results<Ok<ClaimFileReport>, ProblemHttpResult>> GetAsync(
        Guid employerId, Guid fileId, ClaimsDb db, ClaimsPrincipal user, CancellationToken cancel) =>
        await db.FindFileAsync(employerId, fileId, user, cancel) is { } row ? TypedResults.Ok(row.ToReport()) : Problems.NotFound("claim file");

    private static async Task<Refusal?> CheckEmployerAsync(ClaimsDb db, Guid employerId, CancellationToken cancel) =>
        !await db.Employers.AnyAsync(row => row.EmployerId == employerId, cancel) ? Refusals.UnknownEmployer
        : await db.BusinessDateAsync(employerId, cancel) is null ? Refusals.NotOpen
        : null;

    // Read twice, for its hash and for its claims, and held once.
    private static async Task<MemoryStream> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        var content = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, FileBytesMax));
        await request.Body.CopyToAsync(content, cancel);
        content.Position = 0;
        return content;
    }

    private static async Task<bool> KeyIsTakenAsync(ClaimsDb db, Guid? key, Guid fileId, CancellationToken cancel) =>
        key is { } used && await db.SubmissionKeys.AsNoTracking().AnyAsync(row => row.Key == used && row.SubjectId != fileId, cancel);

    /// <summary>Keeps what the client's Idempotency-Key was used for; the caller commits.</summary>
    private static async Task<Refusal?> RememberAsync(ClaimsDb db, Guid? key, Guid fileId, CancellationToken cancel)
    {
        if (await KeyIsTakenAsync(db, key, fileId, cancel))
        {
            return Refusals.KeyReused;
        }

        if (key is { } used && !await db.SubmissionKeys.AnyAsync(row => row.Key == used, cancel))
        {
            db.Insert(new SubmissionKeyRow { Key = used, SubjectId = fileId });
        }

        return null;
    }
}
