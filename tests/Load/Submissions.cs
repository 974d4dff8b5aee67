using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Aso.Embedded.Demo;

namespace Aso.Load;

/// <summary>One claim that the platform accepted; times are <see cref="Stopwatch"/> timestamps.</summary>
/// <param name="DueAt">When it was to be sent: what a caller waits from, whatever held the sending up.</param>
internal readonly record struct Acceptance(Guid ClaimId, long DueAt, long AcceptedAt);

/// <summary>Submits the claims of a run and keeps what became of each.</summary>
internal sealed class Submissions(PlatformConnection administrator, LoadGroup group, LoadPlan plan)
{
    private const int ClaimsPerFile = 1_000;

    private readonly string _path = $"v1/employers/{group.EmployerId}/claims";

    public ConcurrentBag<Acceptance> Accepted { get; } = [];

    /// <summary>What went wrong, and how often.</summary>
    public ConcurrentDictionary<string, int> Errors { get; } = new();

    /// <param name="answered">Called after each answer.</param>
    public Task RunAsync(Action answered, CancellationToken cancel) =>
        plan.ByFile ? RunFilesAsync(answered, cancel)
        : plan.Rate is { } rate ? RunOpenAsync(rate, answered, cancel)
        : RunClosedAsync(answered, cancel);

    /// <summary>One file after the other; of its claims it is known how many were accepted, not which answer was whose.</summary>
    private async Task RunFilesAsync(Action answered, CancellationToken cancel)
    {
        for (var from = 0; from < plan.Claims; from += ClaimsPerFile)
        {
            var count = Math.Min(ClaimsPerFile, plan.Claims - from);
            var file = group.FileOf(from, count);
            var sentAt = Stopwatch.GetTimestamp();
            var report = await administrator.PostFileAsync($"v1/employers/{group.EmployerId}/claim-files", file, cancel);
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
            using var request = new HttpRequestMessage(HttpMethod.Post, _path) { Content = new ByteArrayContent(group.ClaimOf(index)) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await administrator.SendOnceAsync(request, HttpCompletionOption.ResponseContentRead, cancel);
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
