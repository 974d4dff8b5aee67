using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Aso.Embedded.Demo;

namespace Aso.Load;

/// <summary>Listens to an employer's live costs and keeps when each claim showed in them.</summary>
internal sealed class CostStream(PlatformConnection administrator, Guid employerId) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, long> _seenAt = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;

    /// <summary>How many claims have shown so far.</summary>
    public int Seen => _seenAt.Count;

    /// <summary>The <see cref="Stopwatch"/> timestamp at which a claim first showed; null where it has not.</summary>
    public long? SeenAt(Guid claimId) => _seenAt.TryGetValue(claimId, out var at) ? at : null;

    /// <summary>Starts to listen; done when the platform has sent the costs as they stand.</summary>
    public Task StartAsync(CancellationToken cancel)
    {
        _reading = ReadAsync(_ending.Token);
        return Task.WhenAny(_listening.Task, _reading).WaitAsync(TimeSpan.FromSeconds(30), cancel);
    }

    /// <summary>Waits until <paramref name="count"/> claims have shown, or nothing more came for <paramref name="patience"/>.</summary>
    public async Task WaitForAsync(int count, TimeSpan patience, CancellationToken cancel)
    {
        var seen = -1;
        var quiet = Stopwatch.StartNew();
        while (Seen < count && quiet.Elapsed < patience)
        {
            if (Seen != seen)
            {
                seen = Seen;
                quiet.Restart();
            }

            await Task.Delay(10, cancel);
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

    private async Task ReadAsync(CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/employers/{employerId}/costs/stream");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await administrator.SendOnceAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                Note(line["data:".Length..], Stopwatch.GetTimestamp());
                _listening.TrySetResult();
            }
        }
    }

    private void Note(string data, long at)
    {
        using var cost = JsonDocument.Parse(data);
        if (cost.RootElement.TryGetProperty("claimId", out var claimId) && claimId.ValueKind == JsonValueKind.String)
        {
            _seenAt.TryAdd(claimId.GetGuid(), at);
        }
    }
}
