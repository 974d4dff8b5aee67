using System.Text.Json;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Aso.Foundation.Files;
using Aso.X12.Enrollment834;

namespace Aso.Enrollment.EnrollmentFiles;

/// <summary>An 834 file as a job.</summary>
internal sealed class EnrollmentFileWork(EnrollmentDb db, EnrollmentFile application) : IFileWork<EnrollmentDb>
{
    public const string Name = "enrollment-file";

    public async Task RunAsync(FileRun run, CancellationToken cancel)
    {
        await using var content = await run.OpenAsync(cancel);
        var file = await Enrollment834Reader.ReadFileAsync(content, cancel: cancel);
        if (file.Errors.Count > 0)
        {
            await run.EndAsync(FileJobState.Refused, EnrollmentFile.RefusalsOf(file), cancel);
            await db.CommitAsync(cancel);
            return;
        }

        await run.TellReadAsync(file.Items.Count + file.Refused.Count, cancel);
        await application.ApplyAsync(run.EmployerId, run.FileId, file, run, cancel);
    }

    public RecordOutcome Describe(long segment, RecordResult result, string body)
    {
        var loop = JsonSerializer.Deserialize<LoopOutcome>(body, WireJson.Options)!;
        var place = loop.Position;
        return new(place.Interchange, place.Group, place.Set, segment, loop.MemberId, result, loop.Code, loop.Field, loop.Detail);
    }
}
