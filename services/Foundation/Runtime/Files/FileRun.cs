using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Aso.Foundation.Files;

/// <summary>One run of a job, under a lease: whatever it writes is refused once another run has taken the job.</summary>
/// <remarks>It writes through the context of its scope, so that a service's own rows and the run's are committed together.</remarks>
public sealed class FileRun
{
    private readonly ServiceDb _db;
    private readonly FileJobRow _job;
    private readonly Guid _run;
    private readonly TimeProvider _clock;

    internal FileRun(ServiceDb db, FileJobRow job, Guid run, TimeProvider clock) => (_db, _job, _run, _clock) = (db, job, run, clock);

    public Guid FileId => _job.JobId;

    public Guid EmployerId => _job.EmployerId;

    public FileSender Sender => _job.Sender;

    /// <summary>UTC.</summary>
    public DateTime ReceivedAt => _job.ReceivedAt;

    /// <summary>The file, as it was received.</summary>
    public async Task<Stream> OpenAsync(CancellationToken cancel)
    {
        var content = new MemoryStream(checked((int)_job.Bytes));
        var parts = _db.Set<FilePartRow>().AsNoTracking().Where(part => part.JobId == FileId).OrderBy(part => part.Number).AsAsyncEnumerable();
        await foreach (var part in parts.WithCancellation(cancel))
        {
            content.Write(part.Bytes);
        }

        content.Position = 0;
        return content;
    }

    /// <summary>Tells how many records the file has.</summary>
    public async Task TellReadAsync(int records, CancellationToken cancel)
    {
        await HoldAsync(job => job.SetProperty(row => row.RecordsRead, records), cancel);
        await _db.CommitAsync(cancel);
    }

    /// <summary>What earlier runs recorded, by segment.</summary>
    public async Task<Dictionary<long, TBody>> RecordedAsync<TBody>(CancellationToken cancel)
    {
        var rows = await _db.Set<FileRecordRow>().AsNoTracking().Where(row => row.JobId == FileId).ToListAsync(cancel);
        return rows.ToDictionary(row => row.Segment, row => JsonSerializer.Deserialize<TBody>(row.Body, WireJson.Options)!);
    }

    /// <summary>Adds what became of records to the transaction that applies them; the caller commits it.</summary>
    /// <exception cref="LeaseLostException">Another run has taken the job: nothing of this transaction may be committed.</exception>
    public async Task RecordAsync(IReadOnlyCollection<RecordKept> records, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(records);
        var (applied, unchanged, refused) = (Count(RecordResult.Applied), Count(RecordResult.Unchanged), Count(RecordResult.Refused));
        await HoldAsync(
            job => job.SetProperty(row => row.Attempts, 0)
                .SetProperty(row => row.RecordsApplied, row => row.RecordsApplied + applied)
                .SetProperty(row => row.RecordsUnchanged, row => row.RecordsUnchanged + unchanged)
                .SetProperty(row => row.RecordsRefused, row => row.RecordsRefused + refused),
            cancel);
        foreach (var record in records)
        {
            _db.Insert(new FileRecordRow
            {
                JobId = FileId,
                Segment = record.Segment,
                Result = record.Result,
                Body = JsonSerializer.Serialize(record.Body, record.Body.GetType(), WireJson.Options),
            });
        }

        int Count(RecordResult result) => records.Count(record => record.Result == result);
    }

    /// <summary>To be called when records of the run are committed and no transaction is under way.</summary>
    public static Task BetweenTransactionsAsync(CancellationToken cancel) => HoldPoint.PassAsync(HoldPoint.InFileJob, cancel);

    /// <summary>Ends the job in the transaction that stores the file's report; the caller commits it.</summary>
    /// <param name="state">Refused where nothing of the file was applied; failed where the platform failed on a record.</param>
    /// <param name="errors">What is wrong with the file, its groups or sets.</param>
    /// <exception cref="LeaseLostException">Another run has taken the job: nothing of this transaction may be committed.</exception>
    public async Task EndAsync(FileJobState state, IReadOnlyList<Refusal> errors, CancellationToken cancel)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        IReadOnlyList<ProblemError> problems = [.. Problems.Bounded(errors).Select(error => new ProblemError(error.Code, error.Field, error.Detail))];
        await HoldAsync(
            job => job.SetProperty(row => row.State, state)
                .SetProperty(row => row.Errors, problems)
                .SetProperty(row => row.FinishedAt, now)
                .SetProperty(row => row.Run, (Guid?)null)
                .SetProperty(row => row.LeasedUntil, (DateTime?)null),
            cancel);
        if (state != FileJobState.Failed)
        {
            // A report tells what became of it; the file itself would be a second copy of people's data.
            await _db.Set<FilePartRow>().Where(part => part.JobId == FileId).ExecuteDeleteAsync(cancel);
        }
    }

    /// <summary>Keeps the lease.</summary>
    internal async Task RenewAsync(CancellationToken cancel)
    {
        var until = _clock.GetUtcNow().UtcDateTime + FileJobRules.Lease;
        await HoldAsync(job => job.SetProperty(row => row.LeasedUntil, until), cancel);
        await _db.CommitAsync(cancel);
    }

    /// <summary>Changes the job's row if it is still this run's, and holds it until the transaction ends.</summary>
    private async Task HoldAsync(Action<UpdateSettersBuilder<FileJobRow>> change, CancellationToken cancel)
    {
        await _db.BeginAsync(cancel);
        if (await _db.Set<FileJobRow>().Where(row => row.JobId == FileId && row.Run == _run).ExecuteUpdateAsync(change, cancel) == 0)
        {
            throw new LeaseLostException();
        }
    }
}

/// <summary>Another run has taken the job, so this one ends.</summary>
public sealed class LeaseLostException() : Exception("Another run has taken the job.");
