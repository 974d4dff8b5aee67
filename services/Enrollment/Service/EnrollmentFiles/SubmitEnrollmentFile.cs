using Aso.Enrollment.Domain.FileMaintenance;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Aso.X12.Enrollment834;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Aso.Enrollment.EnrollmentFiles;

/// <summary>POST …/enrollment-files: an 834, as the body. Good members are applied even where others are bad; a broken envelope applies nothing.</summary>
internal static partial class SubmitEnrollmentFile
{
    private const int NotNamedShownMax = 1000;

    public static void Map(IEndpointRouteBuilder employer)
    {
        var options = employer.ServiceProvider.GetRequiredService<IOptions<EnrollmentOptions>>().Value;
        employer.MapPost("/enrollment-files", HandleAsync)
            .WithMetadata(new RequestSizeLimitAttribute(options.FileBytesMax))
            .RequireScope(Scopes.EnrollmentWrite)
            .Idempotent<EnrollmentDb>()
            .WithName("SubmitEnrollmentFile")
            .WithSummary("Apply an X12 834 file; sending it again changes nothing")
            .AddOpenApiOperationTransformer(DescribeBody);
    }

    // The body is a stream whatever its content type: senders' tools name many.
    private static Task DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/edi-x12"] = new() },
        };
        return Task.CompletedTask;
    }

    private static async Task<Results<Ok<EnrollmentFileReport>, ProblemHttpResult>> HandleAsync(
        Guid employerId, HttpRequest request, EnrollmentDb db, IOptions<EnrollmentOptions> options,
        TimeProvider clock, ILogger<EnrollmentDb> log, CancellationToken cancel)
    {
        // Load.
        if (await db.OfferAsync(employerId, cancel) is not { } offer)
        {
            return Answers.NoSuchEmployer;
        }

        // Whether the envelope is whole is known at its end only: nothing is applied before.
        var file = await Enrollment834Reader.ReadFileAsync(FromTheStart(request.Body), cancel: cancel);
        if (file.Errors.Count > 0)
        {
            return Problems.Refuse(file.Errors.Select(error => new Refusal(error.Code.Name, error.Field, $"{error.Field} {error.Detail} ({error.Position}).")));
        }

        // Decide, store and tell, some hundreds of members at a time.
        var content = FileContent.Of(file);
        var application = new FileApplication(db, employerId, offer, options.Value.MembersPerCommit);
        var outcomes = await application.ApplyAsync(content.Members, cancel);
        var now = clock.GetUtcNow();
        var report = ToReport(Guid.CreateVersion7(now), content, outcomes);
        if (content.Kind == FileKind.Full)
        {
            report = await WithNotNamedAsync(report, content, db, employerId, cancel);
        }

        db.EnrollmentFiles.Add(new() { EmployerId = employerId, FileId = report.FileId, ReceivedAt = now.UtcDateTime, Report = report });
        await db.CommitAsync(cancel);
        LogApplied(log, report.FileId, report.Applied, report.Unchanged, report.Refused);
        return TypedResults.Ok(report);
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

    private static EnrollmentFileReport ToReport(Guid fileId, FileContent content, IReadOnlyList<LoopOutcome> outcomes)
    {
        List<LoopOutcome> all = [.. outcomes.Concat(content.Unreadable).OrderBy(outcome => outcome.Position.Segment)];
        return new()
        {
            FileId = fileId,
            Kind = content.Kind,
            Applied = all.Count(outcome => outcome.Outcome == LoopResult.Applied),
            Unchanged = all.Count(outcome => outcome.Outcome == LoopResult.Unchanged),
            Refused = all.Count(outcome => outcome.Outcome == LoopResult.Refused),
            Outcomes = all,
        };
    }

    // Whoever is absent from a full file may have left, or the file may be cut: the sender is told, nobody is ended.
    private static async Task<EnrollmentFileReport> WithNotNamedAsync(
        EnrollmentFileReport report, FileContent content, EnrollmentDb db, Guid employerId, CancellationToken cancel)
    {
        var named = content.Members.Select(member => member.MemberId).ToHashSet(StringComparer.Ordinal);
        var asOf = content.AsOf ?? DateOnly.MinValue;
        var absent = new List<string>();
        var members = db.Members.AsNoTracking().Where(row => row.EmployerId == employerId).OrderBy(row => row.MemberId).Select(row => new { row.MemberId, row.Coverages });
        await foreach (var member in members.AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!named.Contains(member.MemberId) && member.Coverages.Any(span => span.To is not { } to || to >= asOf))
            {
                absent.Add(member.MemberId);
            }
        }

        return report with { NotNamed = absent.Count, NotNamedMemberIds = [.. absent.Take(NotNamedShownMax)] };
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Enrollment file {FileId}: {Applied} applied, {Unchanged} unchanged, {Refused} refused")]
    private static partial void LogApplied(ILogger log, Guid fileId, int applied, int unchanged, int refused);
}
