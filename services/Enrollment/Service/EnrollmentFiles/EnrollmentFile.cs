using Aso.Enrollment.Domain.FileMaintenance;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Aso.Foundation.Files;
using Aso.X12;
using Aso.X12.Enrollment834;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Aso.Enrollment.EnrollmentFiles;

/// <summary>Applies one 834 file whose envelope is whole, and keeps its report.</summary>
internal sealed partial class EnrollmentFile(EnrollmentDb db, IOptions<EnrollmentOptions> options, TimeProvider clock, ILogger<EnrollmentFile> log)
{
    private const int NotNamedShownMax = 1000;

    /// <summary>Why nothing of the file can be applied.</summary>
    public static IReadOnlyList<Refusal> RefusalsOf(X12File<MemberEnrollment> file) =>
        Problems.Bounded(
            [.. file.Errors.Select(error => new Refusal(error.Code.Name, error.Field, $"{error.Field} {error.Detail} ({error.Position})."))], file.FurtherErrors);

    /// <param name="run">Where the file is a job: what it recorded before is not applied again.</param>
    public async Task<EnrollmentFileReport> ApplyAsync(Guid employerId, Guid fileId, X12File<MemberEnrollment> file, FileRun? run, CancellationToken cancel)
    {
        // Load.
        var offer = await db.OfferAsync(employerId, cancel) ?? throw new InvalidOperationException("An employer is never removed.");
        var recorded = run is null ? [] : await run.RecordedAsync<LoopOutcome>(cancel);

        // Decide, store and tell, some hundreds of members at a time.
        var content = FileContent.Of(file);
        await RecordUnreadableAsync(content, recorded, run, cancel);
        var application = new FileApplication(db, employerId, offer, options.Value.MembersPerCommit, run);
        var outcomes = await application.ApplyAsync(content.Members.Where(member => !recorded.ContainsKey(member.Loops[0].Position.Segment)), cancel);
        var report = ToReport(fileId, content, outcomes.Concat(recorded.Values));
        if (content.Kind == FileKind.Full)
        {
            report = await WithNotNamedAsync(report, content, employerId, cancel);
        }

        db.EnrollmentFiles.Add(new()
        {
            EmployerId = employerId,
            FileId = fileId,
            ReceivedAt = run?.ReceivedAt ?? clock.GetUtcNow().UtcDateTime,
            Report = report,
            Applied = report.Applied,
            Unchanged = report.Unchanged,
            Refused = report.Refused,
        });
        if (run is not null)
        {
            await run.EndAsync(FileJobState.Completed, [], cancel);
        }

        await db.CommitAsync(cancel);
        LogApplied(log, report.FileId, report.Applied, report.Unchanged, report.Refused);
        return report;
    }

    private async Task RecordUnreadableAsync(FileContent content, Dictionary<long, LoopOutcome> recorded, FileRun? run, CancellationToken cancel)
    {
        List<LoopOutcome> unreadable = [.. content.Unreadable.Where(outcome => !recorded.ContainsKey(outcome.Position.Segment))];
        if (run is not null && unreadable.Count > 0)
        {
            await run.RecordAsync(unreadable.ConvertAll(outcome => outcome.ToKept()), cancel);
            await db.CommitAsync(cancel);
        }

        unreadable.ForEach(outcome => recorded.Add(outcome.Position.Segment, outcome));
    }

    private static EnrollmentFileReport ToReport(Guid fileId, FileContent content, IEnumerable<LoopOutcome> outcomes)
    {
        List<LoopOutcome> all = [.. outcomes.OrderBy(outcome => outcome.Position.Segment)];
        return new()
        {
            FileId = fileId,
            Kind = content.Kind,
            Applied = all.Count(outcome => outcome.Outcome == LoopResult.Applied),
            Unchanged = all.Count(outcome => outcome.Outcome == LoopResult.Unchanged),
            Refused = all.Count(outcome => outcome.Outcome == LoopResult.Refused),
            Outcomes = WithErrorsOfTheFirst(all),
        };
    }

    /// <summary>Each refused loop says its first error; all errors of a loop are told as long as the file has not told a hundred.</summary>
    private static List<LoopOutcome> WithErrorsOfTheFirst(List<LoopOutcome> outcomes)
    {
        var told = 0;
        return outcomes.ConvertAll(outcome =>
        {
            told += outcome.Errors?.Count ?? 0;
            return told <= Problems.ErrorsMax ? outcome : outcome with { Errors = null };
        });
    }

    // Whoever is absent from a full file may have left, or the file may be cut: the sender is told, nobody is ended.
    private async Task<EnrollmentFileReport> WithNotNamedAsync(EnrollmentFileReport report, FileContent content, Guid employerId, CancellationToken cancel)
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
