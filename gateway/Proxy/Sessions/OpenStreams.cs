using System.Collections.Concurrent;
using Aso.Foundation;
using Aso.Gateway.Edge;

namespace Aso.Gateway.Sessions;

/// <summary>Event streams and watches end with the token that opened them: when it expires, or its session is ended.</summary>
internal sealed class OpenStreams
{
    // A service that ends its own watches says why; this is for the rest.
    private static readonly TimeSpan GraceOfPartners = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Stream, byte> _open = new();
    private readonly TimeProvider _clock;

    public OpenStreams(TimeProvider clock, EndedSessions? ended = null)
    {
        _clock = clock;
        if (ended is not null)
        {
            ended.Ended += End;
        }
    }

    /// <summary>The step of the pipeline; stands behind the one that finds out who calls.</summary>
    public Task FollowAsync(HttpContext http, RequestDelegate next) =>
        http.User is KnownPrincipal caller && RequestClasses.Of(http.Request) is var kind && kind is RequestClass.Stream or RequestClass.Partner
            ? UntilEndAsync(caller, kind, http, next)
            : next(http);

    private async Task UntilEndAsync(KnownPrincipal caller, RequestClass kind, HttpContext http, RequestDelegate next)
    {
        var client = http.RequestAborted;
        var left = caller.Expires - _clock.GetUtcNow() + (kind == RequestClass.Partner ? GraceOfPartners : TimeSpan.Zero);
        using var expiry = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, _clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(client, expiry.Token);
        var stream = new Stream(caller.Session, end);
        _open[stream] = 0;
        try
        {
            http.RequestAborted = end.Token;
            await next(http);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !client.IsCancellationRequested)
        {
            // The answer ends here: whoever listens comes again with a new token.
        }
        finally
        {
            _open.TryRemove(stream, out _);
            http.RequestAborted = client;
        }
    }

    private void End(IReadOnlySet<string> sessions)
    {
        foreach (var stream in _open.Keys.Where(stream => sessions.Contains(stream.Session)))
        {
            stream.Cut();
        }
    }

    private sealed class Stream(string session, CancellationTokenSource end)
    {
        public string Session { get; } = session;

        public void Cut()
        {
            try
            {
                end.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself at this moment.
            }
        }
    }
}
