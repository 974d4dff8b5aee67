using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Aso.Embedded.Demo;
using Aso.Primitives;

namespace Aso.Load;

/// <summary>Listens to an employer's live costs and keeps when each claim showed in them.</summary>
/// <remarks>
/// A stream that ends or breaks is opened again. The platform then sends the whole of the costs first: what happened in
/// between is in the sums, though the moments of its claims are not known.
/// </remarks>
internal sealed class CostStream(PlatformConnection administrator, Guid employerId) : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, long> _seenAt = new();
    private readonly ConcurrentDictionary<string, Money> _paidByMonth = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private int _openings;

    /// <summary>How many claims have shown so far.</summary>
    public int Seen => _seenAt.Count;

    /// <summary>How often the stream was opened again.</summary>
    public int Reconnects => Math.Max(0, Volatile.Read(ref _openings) - 1);

    /// <summary>What claims have cost, by all that the stream has told so far.</summary>
    public Money ClaimsPaid => _paidByMonth.Values.Aggregate(Money.Zero, (sum, paid) => sum + paid);

    /// <summary>The <see cref="Stopwatch"/> timestamp at which a claim first showed; null where it has not.</summary>
    public long? SeenAt(Guid claimId) => _seenAt.TryGetValue(claimId, out var at) ? at : null;

    /// <summary>Starts to listen; done when the platform has sent the costs as they stand.</summary>
    /// <exception cref="HttpRequestException">The stream was refused.</exception>
    public async Task StartAsync(CancellationToken cancel)
    {
        _reading = ListenAsync(_ending.Token);
        await await Task.WhenAny(_listening.Task, _reading).WaitAsync(TimeSpan.FromSeconds(30), cancel);
    }

    /// <summary>Waits until the stream has told of so much cost, or told nothing more for <paramref name="patience"/>.</summary>
    public async Task WaitForAsync(Money claimsPaid, TimeSpan patience, CancellationToken cancel)
    {
        var told = ClaimsPaid;
        var quiet = Stopwatch.StartNew();
        while (told != claimsPaid && quiet.Elapsed < patience)
        {
            await Task.Delay(10, cancel);
            if (ClaimsPaid != told)
            {
                told = ClaimsPaid;
                quiet.Restart();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        try
        {
            await _reading;
        }
        catch (OperationCanceledException)
        {
            // Ended on purpose.
        }

        _ending.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        var pause = FirstPause;
        while (true)
        {
            var openings = _openings;
            try
            {
                await ReadAsync(cancel);
            }
            catch (Exception broken) when (_listening.Task.IsCompleted && !cancel.IsCancellationRequested
                && broken is HttpRequestException or IOException or PlatformRefusalException or OperationCanceledException)
            {
                // The platform, or a part on the way to it, is starting anew.
            }

            pause = _openings > openings ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
            await Task.Delay(pause, cancel);
        }
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/employers/{employerId}/costs/stream");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await administrator.SendOnceAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var isOpen = false;
        await foreach (var told in SseParser.Create(body).EnumerateAsync(cancel))
        {
            Note(told, Stopwatch.GetTimestamp());
            if (!isOpen)
            {
                isOpen = true;
                Interlocked.Increment(ref _openings);
                _listening.TrySetResult();
            }
        }
    }

    private void Note(SseItem<string> told, long at)
    {
        using var data = JsonDocument.Parse(told.Data);
        if (told.EventType == "costs")
        {
            foreach (var month in data.RootElement.GetProperty("months").EnumerateArray())
            {
                Note(month);
            }
        }
        else
        {
            Note(data.RootElement.GetProperty("month"));
            if (data.RootElement.TryGetProperty("claimId", out var claimId))
            {
                _seenAt.TryAdd(claimId.GetGuid(), at);
            }
        }
    }

    private void Note(JsonElement month) =>
        _paidByMonth[month.GetProperty("month").GetString()!] = Money.Parse(month.GetProperty("claimsPaid").GetString()!);
}
