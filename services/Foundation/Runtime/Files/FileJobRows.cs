using Aso.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Aso.Foundation.Files;

/// <summary>How far a file has come. Numbers are stored: append, never renumber.</summary>
public enum FileJobState
{
    /// <summary>Received; nothing is applied yet.</summary>
    Waiting = 1,

    Running = 2,

    /// <summary>Every record of it was applied, unchanged or refused.</summary>
    Completed = 3,

    /// <summary>The file as a whole is broken: nothing of it was applied.</summary>
    Refused = 4,

    /// <summary>The platform failed on it again and again; the same file sent once more goes on where it stopped.</summary>
    Failed = 5,
}

/// <summary>What became of one record. Numbers are stored: append, never renumber.</summary>
public enum RecordResult
{
    Applied = 1,

    /// <summary>It says what was known.</summary>
    Unchanged = 2,

    Refused = 3,

    /// <summary>The platform failed on it.</summary>
    Failed = 4,
}

internal sealed class FileJobRow
{
    public required Guid JobId { get; init; }

    public required Guid EmployerId { get; init; }

    public required FileJobState State { get; set; }

    /// <summary>SHA-256 of the file, 64 hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Who sent it, as it was when it was sent.</summary>
    public required FileSender Sender { get; init; }

    public string? Traceparent { get; init; }

    /// <summary>UTC; an employer's files are applied in this order, one after the other.</summary>
    public required DateTime ReceivedAt { get; init; }

    public DateTime? StartedAt { get; set; }

    public DateTime? FinishedAt { get; set; }

    /// <summary>The run that holds the lease; null while nobody does.</summary>
    public Guid? Run { get; set; }

    /// <summary>UTC. Until then nobody else takes the job.</summary>
    public DateTime? LeasedUntil { get; set; }

    /// <summary>Runs in a row that recorded nothing.</summary>
    public int Attempts { get; set; }

    /// <summary>Null before the file was read.</summary>
    public int? RecordsRead { get; set; }

    public int RecordsApplied { get; set; }

    public int RecordsUnchanged { get; set; }

    public int RecordsRefused { get; set; }

    /// <summary>What is wrong with the file, its groups or sets.</summary>
    public IReadOnlyList<ProblemError> Errors { get; set; } = [];
}

/// <summary>A piece of a file whose job has not ended.</summary>
internal sealed class FilePartRow
{
    public required Guid JobId { get; init; }

    /// <summary>From 0.</summary>
    public required int Number { get; init; }

    public required byte[] Bytes { get; init; }
}

/// <summary>What became of one record of a file: kept in the transaction that applied it, so that it is never applied again.</summary>
internal sealed class FileRecordRow
{
    public required Guid JobId { get; init; }

    /// <summary>The number of the record's first segment in the file: no two begin at one.</summary>
    public required long Segment { get; init; }

    public required RecordResult Result { get; init; }

    /// <summary>The service's own words about it, as JSON.</summary>
    public required string Body { get; init; }
}

public static class FileJobModel
{
    private const int HashLength = 64;

    /// <summary>The tables of a service that takes files in as jobs.</summary>
    public static void MapFileJobs(this ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<FileJobRow>(row =>
        {
            row.ToTable("file_job").HasKey(r => r.JobId);
            row.Property(r => r.ContentHash).HasMaxLength(HashLength);
            row.Property(r => r.Sender).AsJson();
            row.Property(r => r.Errors).AsJson();
            row.HasIndex(r => new { r.EmployerId, r.ReceivedAt });
            row.HasIndex(r => new { r.State, r.ReceivedAt });
        });
        model.Entity<FilePartRow>(row => row.ToTable("file_part").HasKey(r => new { r.JobId, r.Number }));
        model.Entity<FileRecordRow>(row => row.ToTable("file_record").HasKey(r => new { r.JobId, r.Segment }));
    }
}
