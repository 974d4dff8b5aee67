using System.Collections.Concurrent;
using Aso.Foundation.Files;

namespace Aso.Foundation.Tests;

/// <summary>What the replicas of a test did.</summary>
public sealed class Counting
{
    public ConcurrentBag<(Guid FileId, string Content)> Runs { get; } = [];

    public ConcurrentDictionary<(Guid FileId, string Record), int> Applied { get; } = [];

    /// <summary>The record on which the platform fails.</summary>
    public string? Poison { get; set; }

    /// <summary>Whether a run stops before its second record, until <see cref="Go"/>.</summary>
    public bool Holds { get; set; }

    public TaskCompletionSource Held { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The run that was held is over.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

internal sealed class CountingWork(FilingDb db, Counting counting) : IFileWork<FilingDb>
{
    public async Task RunAsync(FileRun run, CancellationToken cancel)
    {
        using var reader = new StreamReader(await run.OpenAsync(cancel));
        var content = await reader.ReadToEndAsync(cancel);
        counting.Runs.Add((run.FileId, content));
        if (content == "throw")
        {
            throw new InvalidOperationException("Nothing can be made of this file.");
        }

        var recorded = await run.RecordedAsync<string>(cancel);
        var isHeld = false;
        try
        {
            var failed = false;
            foreach (var (text, number) in content.Split(' ').Select((text, index) => (text, index + 1)).Where(one => !recorded.ContainsKey(one.Item2)))
            {
                if (number == 2 && counting.Holds)
                {
                    isHeld = true;
                    counting.Held.SetResult();
                    await counting.Go.Task;
                }

                failed |= text == counting.Poison;
                await ApplyAsync(run, number, text, cancel);
            }

            await run.EndAsync(failed ? FileJobState.Failed : FileJobState.Completed, [], cancel);
            await db.CommitAsync(cancel);
        }
        finally
        {
            if (isHeld)
            {
                counting.Ended.SetResult();
            }
        }
    }

    public RecordOutcome Describe(long segment, RecordResult result, string body) => new(1, 1, 1, segment, body, result);

    private async Task ApplyAsync(FileRun run, int number, string text, CancellationToken cancel)
    {
        var isPoison = text == counting.Poison;
        if (!isPoison)
        {
            db.Lines.Add(new() { EmployerId = run.EmployerId, FileId = run.FileId, Text = text });
        }

        // Not cancelled: what protects the records is the lease, not that the run is told to end.
        await run.RecordAsync([new(number, isPoison ? RecordResult.Failed : RecordResult.Applied, text)], CancellationToken.None);
        await db.CommitAsync(CancellationToken.None);
        counting.Applied.AddOrUpdate((run.FileId, text), 1, (_, times) => times + 1);
    }
}
