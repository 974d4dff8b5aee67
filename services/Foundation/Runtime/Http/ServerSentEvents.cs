using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Aso.Foundation;

/// <summary>Writes one client's server-sent events.</summary>
public sealed class ServerSentEvents
{
    /// <summary>After this much silence a sign of life is due, so that whoever stands between does not take the connection for dead.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly HttpResponse _response;

    private ServerSentEvents(HttpResponse response) => _response = response;

    /// <summary>Names the content type, and tells proxies to pass on each event as it comes.</summary>
    public static ServerSentEvents Open(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        return new(response);
    }

    /// <summary>Writes an event; it leaves with <see cref="FlushAsync"/>.</summary>
    public Task WriteAsync<T>(string name, T data, CancellationToken cancel) =>
        _response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(data, WireJson.Options)}\n\n", cancel);

    /// <summary>Writes a sign of life that clients pass over.</summary>
    public Task BeatAsync(CancellationToken cancel) => _response.WriteAsync(": still here\n\n", cancel);

    public Task FlushAsync(CancellationToken cancel) => _response.Body.FlushAsync(cancel);
}
