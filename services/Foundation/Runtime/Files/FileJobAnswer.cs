using System.ComponentModel;

namespace Aso.Foundation.Files;

/// <summary>A job as it is shown.</summary>
public sealed record FileJobAnswer
{
    [Description("The job's id, made from the file's content, and the file's own.")]
    public required Guid JobId { get; init; }

    [Description("waiting, running, completed, refused (the file as a whole is broken and nothing of it applied) or failed (send the same file again: it goes on where it stopped).")]
    public required FileJobState State { get; init; }

    [Description("True where a file with the same content was received before: this is its job, and nothing is applied again.")]
    public bool? Duplicate { get; init; }

    [Description("SHA-256 of the file.")]
    public required string ContentSha256 { get; init; }

    [Description("The length of the file.")]
    public required long Bytes { get; init; }

    [Description("Claims or member-level loops in the file; left out until it was read.")]
    public int? RecordsRead { get; init; }

    [Description("Taken in: of claims, those decided or held back for review.")]
    public required int RecordsApplied { get; init; }

    [Description("Of an enrollment file, those that say what was known.")]
    public required int RecordsUnchanged { get; init; }

    public required int RecordsRefused { get; init; }

    [Description("UTC.")]
    public required DateTime ReceivedAt { get; init; }

    [Description("UTC.")]
    public DateTime? StartedAt { get; init; }

    [Description("UTC.")]
    public DateTime? FinishedAt { get; init; }

    [Description("What is wrong with the file, its groups or sets; what is wrong with a record, its outcome tells.")]
    public required IReadOnlyList<ProblemError> Errors { get; init; }

    internal static FileJobAnswer Of(FileJobRow job) => new()
    {
        JobId = job.JobId,
        State = job.State,
        ContentSha256 = job.ContentHash,
        Bytes = job.Bytes,
        RecordsRead = job.RecordsRead,
        RecordsApplied = job.RecordsApplied,
        RecordsUnchanged = job.RecordsUnchanged,
        RecordsRefused = job.RecordsRefused,
        ReceivedAt = job.ReceivedAt,
        StartedAt = job.StartedAt,
        FinishedAt = job.FinishedAt,
        Errors = job.Errors,
    };
}
