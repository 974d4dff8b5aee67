using System.Text.Json;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Foundation.Files;

namespace Aso.Claims.Files;

/// <summary>An 837 file as a job.</summary>
internal sealed class ClaimFileWork(ClaimsDb db, ClaimFile file) : IFileWork<ClaimsDb>
{
    public const string Name = "claim-file";

    public async Task RunAsync(FileRun run, CancellationToken cancel)
    {
        await using var content = await run.OpenAsync(cancel);
        var result = await file.TakeInAsync(run.EmployerId, run.FileId, content, run.Sender.ToCaller(), run, cancel);
        if (result.IsFinal)
        {
            await db.KeepFileAsync(run.EmployerId, result, run.Sender.Subject, run.ReceivedAt, cancel);
        }

        var state = !result.IsFinal ? FileJobState.Failed : result.Report.IsRefusedWhole ? FileJobState.Refused : FileJobState.Completed;
        await run.EndAsync(state, result.Report.Refusals, cancel);
        await db.CommitAsync(cancel);
    }

    public RecordOutcome Describe(long segment, RecordResult result, string body)
    {
        var claim = JsonSerializer.Deserialize<ClaimOutcome>(body, WireJson.Options)!;
        var place = claim.Position;
        return new(place.Interchange, place.Group, place.Set, segment, claim.ClaimNumber, result, claim.Code, claim.Field, claim.Detail);
    }
}
