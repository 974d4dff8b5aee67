using System.Collections.Concurrent;
using System.Globalization;
using Aso.Foundation;
using Aso.Gateway.Edge;
using Microsoft.Extensions.Options;

namespace Aso.Gateway.Limits;

/// <summary>Counts the event streams that each caller holds open at this replica.</summary>
internal sealed class StreamLimit(IOptions<LimitOptions> options)
{
    /// <summary>Seconds after which it may be worth asking again: about as long as a stream that was left takes to be noticed.</summary>
    private const int RetryAfter = 15;

    private readonly int _max = options.Value.OpenStreams;
    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    public Task LimitAsync(HttpContext http, RequestDelegate next) =>
        RequestClasses.Of(http.Request) == RequestClass.Stream ? HoldAsync(http, next) : next(http);

    private async Task HoldAsync(HttpContext http, RequestDelegate next)
    {
        var caller = RateLimits.CallerOf(http);
        try
        {
            if (_open.AddOrUpdate(caller, 1, static (_, open) => open + 1) > _max)
            {
                http.Response.Headers.RetryAfter = RetryAfter.ToString(CultureInfo.InvariantCulture);
                await Problems.Of(
                    StatusCodes.Status429TooManyRequests, "too-many-streams",
                    $"A caller may hold {_max} event streams open at once. Close one that is no longer read, or share one between those who watch the same.", [])
                    .ExecuteAsync(http);
                return;
            }

            await next(http);
        }
        finally
        {
            while (true)
            {
                var open = _open[caller];
                if (open == 1 ? _open.TryRemove(new(caller, open)) : _open.TryUpdate(caller, open - 1, open))
                {
                    break;
                }
            }
        }
    }
}
