namespace Aso.Foundation.Files;

/// <summary>What a service does with a file that it took in as a job.</summary>
public interface IFileWork<TDb>
    where TDb : ServiceDb
{
    /// <summary>Applies what of the file is not recorded yet, recording it in the transactions that apply it, and ends the run.</summary>
    /// <exception cref="Exception">It could not: what was recorded stays, and the job is run again.</exception>
    Task RunAsync(FileRun run, CancellationToken cancel);

    /// <summary>What became of a record, for whoever asks, from what <see cref="RunAsync"/> recorded of it.</summary>
    RecordOutcome Describe(long segment, RecordResult result, string body);
}

/// <summary>What became of one record of a file.</summary>
/// <param name="Interchange">Ordinals from 1, down to the record's first segment in the file.</param>
/// <param name="Id">The number of the claim or the id of the member, as far as the file names one that can be read.</param>
/// <param name="Code">Stable; of the first thing to mend.</param>
/// <param name="Field">The element to mend.</param>
/// <param name="Message">The remedy. Never anything that identifies a person.</param>
public sealed record RecordOutcome(
    int Interchange, int Group, int Set, long Segment, string? Id, RecordResult Outcome, string? Code = null, string? Field = null, string? Message = null);

/// <summary>A record as a run keeps it.</summary>
/// <param name="Body">The service's own words about it; kept as JSON.</param>
public sealed record RecordKept(long Segment, RecordResult Result, object Body);
