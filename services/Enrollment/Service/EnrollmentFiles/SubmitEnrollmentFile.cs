using Aso.Enrollment.Store;
using Aso.Foundation;
using Aso.Foundation.Files;
using Aso.X12.Enrollment834;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Aso.Enrollment.EnrollmentFiles;

/// <summary>POST …/enrollment-files: an 834, as the body. Good members are applied even where others are bad; a broken envelope applies nothing.</summary>
internal static class SubmitEnrollmentFile
{
    public static void Map(IEndpointRouteBuilder employer)
    {
        var options = employer.ServiceProvider.GetRequiredService<IOptions<EnrollmentOptions>>().Value;
        employer.MapPost("/enrollment-files", HandleAsync)
            .WithMetadata(new RequestSizeLimitAttribute(options.FileBytesMax))
            .RequireScope(Scopes.EnrollmentWrite)
            .Idempotent<EnrollmentDb>()
            .WithName("SubmitEnrollmentFile")
            .WithSummary("Apply an X12 834 file; sending it again changes nothing")
            .WithDescription("With Prefer: respond-async the file is kept and applied as a job; one with the same content is answered with the job of the first.")
            .TakesFilesAsJobs();
    }

    private static async Task<Results<Ok<EnrollmentFileReport>, Accepted<FileJobAnswer>, ProblemHttpResult>> HandleAsync(
        Guid employerId, HttpContext http, EnrollmentDb db, EnrollmentFile application, FileJobs<EnrollmentDb> jobs, TimeProvider clock, CancellationToken cancel)
    {
        if (!await db.HasEmployerAsync(employerId, cancel))
        {
            return Answers.NoSuchEmployer;
        }

        if (http.Request.PrefersAsynchronous())
        {
            var receipt = await jobs.ReceiveAsync(db, http, employerId, alsoAsync: null, cancel);
            return receipt.Job is { } job ? job.ToAccepted(http, employerId, EnrollmentFileWork.Name) : Problems.Refuse(receipt.Refusal!);
        }

        // Whether the envelope is whole is known at its end only: nothing is applied before.
        var file = await Enrollment834Reader.ReadFileAsync(FromTheStart(http.Request.Body), cancel: cancel);
        return file.Errors.Count > 0
            ? Problems.Refuse(EnrollmentFile.RefusalsOf(file))
            : TypedResults.Ok(await application.ApplyAsync(employerId, Guid.CreateVersion7(clock.GetUtcNow()), file, run: null, cancel));
    }

    // Under an Idempotency-Key the body was read once for its hash.
    private static Stream FromTheStart(Stream body)
    {
        if (body.CanSeek)
        {
            body.Position = 0;
        }

        return body;
    }
}
