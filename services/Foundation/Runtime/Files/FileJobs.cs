using System.Security.Cryptography;
using Aso.Foundation.Data;
using Aso.Foundation.Messaging;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Aso.Foundation.Files;

/// <summary>Takes in the files of one service: when it answers, file and job are on disk.</summary>
public sealed class FileJobs<TDb>(DatabaseOf<TDb> database) : IDisposable
    where TDb : ServiceDb
{
    private const int PartBytes = 1 << 20;

    /// <summary>More than this of a file waits on disk, not in memory, until all of it has come.</summary>
    private const int BufferBytes = 1 << 20;

    /// <summary>Raised when a job was committed.</summary>
    internal Signal Received { get; } = new();

    /// <summary>Keeps the body as a file with a job. One with the same content is not kept again: it is answered with the job of the first.</summary>
    /// <param name="alsoAsync">What else is decided and kept in the transaction, by the file's id; a refusal keeps nothing.</param>
    public async Task<FileReceipt> ReceiveAsync(
        TDb db, HttpContext http, Guid employerId, Func<Guid, Task<Refusal?>>? alsoAsync, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(http);
        http.Request.EnableBuffering(BufferBytes);
        var body = http.Request.Body;
        var (hash, bytes) = await HashAsync(body, cancel);
        if (bytes == 0)
        {
            return new(null, FileReceipt.Empty);
        }

        var sender = FileSender.Of(http.User);
        var fileId = sender.FileIdOf(employerId, hash);
        await db.LockAsync("file-job", fileId, cancel);
        if (alsoAsync is not null && await alsoAsync(fileId) is { } refusal)
        {
            return new(null, refusal);
        }

        var job = await db.Set<FileJobRow>().SingleOrDefaultAsync(row => row.JobId == fileId, cancel);
        var isDuplicate = job is not null;
        if (job is null)
        {
            job = ToJob(fileId, employerId, hash, bytes, sender);
            db.Add(job);
            await KeepAsync(db, fileId, body, cancel);
        }
        else if (FileJobRules.WhenSentAgain(job.State) != job.State)
        {
            await StartAgainAsync(db, job, cancel);
        }

        db.AfterCommit(Received.Raise);
        await db.CommitAsync(cancel);
        return new(FileJobAnswer.Of(job) with { Duplicate = isDuplicate }, null);
    }

    public void Dispose() => Received.Dispose();

    private FileJobRow ToJob(Guid fileId, Guid employerId, string hash, long bytes, FileSender sender) => new()
    {
        JobId = fileId,
        EmployerId = employerId,
        State = FileJobState.Waiting,
        ContentHash = hash,
        Bytes = bytes,
        Sender = sender,
        Traceparent = System.Diagnostics.Activity.Current?.Id,
        ReceivedAt = database.Home.Clock.GetUtcNow().UtcDateTime,
    };

    /// <summary>What was applied stays recorded; what the platform failed on is tried again.</summary>
    private static async Task StartAgainAsync(TDb db, FileJobRow job, CancellationToken cancel)
    {
        job.State = FileJobState.Waiting;
        job.Attempts = 0;
        job.Errors = [];
        job.FinishedAt = null;
        await db.Set<FileRecordRow>().Where(row => row.JobId == job.JobId && row.Result == RecordResult.Failed).ExecuteDeleteAsync(cancel);
    }

    private static async Task<(string Hash, long Bytes)> HashAsync(Stream body, CancellationToken cancel)
    {
        // Under an Idempotency-Key the body was read before.
        body.Position = 0;
        var hash = await SHA256.HashDataAsync(body, cancel);
        return (Convert.ToHexStringLower(hash), body.Position);
    }

    private static async Task KeepAsync(TDb db, Guid fileId, Stream body, CancellationToken cancel)
    {
        body.Position = 0;
        var buffer = new byte[PartBytes];
        for (var number = 0; await body.ReadAtLeastAsync(buffer, PartBytes, throwOnEndOfStream: false, cancel) is > 0 and var read; number++)
        {
            var part = db.Add(new FilePartRow { JobId = fileId, Number = number, Bytes = buffer[..read] });
            await db.SaveChangesAsync(cancel);

            // A long file is never in memory as a whole.
            part.State = EntityState.Detached;
        }
    }
}

/// <summary>What came of receiving a file: exactly one of the two.</summary>
public sealed record FileReceipt(FileJobAnswer? Job, Refusal? Refusal)
{
    /// <summary>There is no body.</summary>
    public static readonly Refusal Empty = new("file-empty", "", "Send the file as the body of the request.");
}
