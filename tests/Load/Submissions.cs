using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Spectre.Console;

namespace Aso.Load;

/// <summary>One claim that was accepted; times are <see cref="Stopwatch"/> timestamps.</summary>
/// <param name="DueAt">When it was to be sent: what a caller waits from, whatever held the sending up.</param>
internal readonly record struct Acceptance(Guid ClaimId, long DueAt, long AcceptedAt);

/// <summary>Submits the claims of a run and keeps what became of each.</summary>
internal sealed class Submissions(ClaimDestination destination, LoadPlan plan)
{
    private const int ClaimsPerFile = 1_000;

    public ConcurrentBag<Acceptance> Accepted { get; } = [];

    /// <summary>What went wrong, and how often.</summary>
    public ConcurrentDictionary<string, int> Errors { get; } = new();

    /// <summary>Submits them behind a progress bar and waits until everything that follows from them is done.</summary>
    /// <param name="settle">Returns when it is.</param>
    public async Task<(TimeSpan ToLastAnswer, TimeSpan ToSettled)> CarryThroughAsync(string description, Func<CancellationToken, Task> settle, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var toLastAnswer = TimeSpan.Zero;
        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask(description, maxValue: plan.Claims);
                await SubmitAllAsync(() => bar.Increment(1), cancel);
                toLastAnswer = clock.Elapsed;
                bar.Description = "Settling";
                await settle(cancel);
            });
        return (toLastAnswer, clock.Elapsed);
    }

    /// <param name="answered">Called after each answer.</param>
    private Task SubmitAllAsync(Action answered, CancellationToken cancel) =>
        plan.ByFile ? RunFilesAsync(answered, cancel)
        : plan.Rate is { } rate ? RunOpenAsync(rate, answered, cancel)
        : RunClosedAsync(answered, cancel);

    /// <summary>One file after the other; of its claims it is known how many were accepted, not which answer was whose.</summary>
    private async Task RunFilesAsync(Action answered, CancellationToken cancel)
    {
        var sendFile = destination.SendFileAsync ?? throw new InvalidOperationException("No files are taken here.");
        for (var from = 0; from < plan.Claims; from += ClaimsPerFile)
        {
            var count = Math.Min(ClaimsPerFile, plan.Claims - from);
            var sentAt = Stopwatch.GetTimestamp();
            var report = await sendFile(from, count, cancel);
            var acceptedAt = Stopwatch.GetTimestamp();
            foreach (var claim in report["claims"]!.AsArray())
            {
                if (claim!["outcome"]!.GetValue<string>() == "accepted")
                {
                    Accepted.Add(new(Guid.Empty, sentAt, acceptedAt));
                }
                else
                {
                    Count(claim["code"]?.GetValue<string>() ?? "rejected");
                }

                answered();
            }
        }
    }

    /// <summary>Closed loop: each connection sends its next claim when the last one is answered.</summary>
    private async Task RunClosedAsync(Action answered, CancellationToken cancel)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, plan.Connections).Select(async _ =>
        {
            int index;
            while ((index = Interlocked.Increment(ref next)) < plan.Claims)
            {
                await SubmitAsync(index, Stopwatch.GetTimestamp(), cancel);
                answered();
            }
        }));
    }

    /// <summary>Open loop: claims fall due at an even rate; one that finds every connection busy waits, and its wait counts.</summary>
    private async Task RunOpenAsync(int rate, Action answered, CancellationToken cancel)
    {
        using var connections = new SemaphoreSlim(plan.Connections);
        var start = Stopwatch.GetTimestamp();
        var underWay = new List<Task>(plan.Claims);
        for (var index = 0; index < plan.Claims; index++)
        {
            var dueAt = start + index * Stopwatch.Frequency / rate;
            await UntilAsync(dueAt, cancel);
            await connections.WaitAsync(cancel);
            var claim = index;
            underWay.Add(Task.Run(async () =>
            {
                await SubmitAsync(claim, dueAt, cancel);
                connections.Release();
                answered();
            }, cancel));
        }

        await Task.WhenAll(underWay);
    }

    private static async Task UntilAsync(long dueAt, CancellationToken cancel)
    {
        var early = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), dueAt);
        if (early > TimeSpan.Zero)
        {
            await Task.Delay(early, cancel);
        }
    }

    private async Task SubmitAsync(int index, long dueAt, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, destination.Path) { Content = new ByteArrayContent(destination.ClaimOf(index)) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await destination.SendAsync(request, cancel);
            var acceptedAt = Stopwatch.GetTimestamp();
            if (!response.IsSuccessStatusCode)
            {
                Count($"status {(int)response.StatusCode}");
                return;
            }

            using var claim = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel));
            Accepted.Add(new(claim.RootElement.GetProperty("claimId").GetGuid(), dueAt, acceptedAt));
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            Count(failure is TaskCanceledException ? "timeout" : "connection failed");
        }
    }

    private void Count(string error) => Errors.AddOrUpdate(error, 1, (_, count) => count + 1);
}
