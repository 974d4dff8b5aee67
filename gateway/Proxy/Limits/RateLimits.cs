using System.Globalization;
using Aso.Foundation;
using Aso.Gateway.Edge;
using Microsoft.Extensions.Options;

namespace Aso.Gateway.Limits;

/// <summary>Lets each caller have its share: a bucket for every caller and class of request.</summary>
internal sealed class RateLimits(IOptions<LimitOptions> options, LocalBuckets local, IServiceProvider services)
{
    private readonly LimitOptions _options = options.Value;
    private readonly RedisBuckets? _shared = services.GetService<RedisBuckets>();

    /// <summary>Counts what is open to everybody by address, each replica for itself.</summary>
    /// <remarks>Stands before authentication, where the token server answers.</remarks>
    public Task LimitPagesAsync(HttpContext http, RequestDelegate next)
    {
        if (RequestClasses.Of(http.Request) is not (RequestClass.Page or RequestClass.Token) || http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase))
        {
            return next(http);
        }

        var verdict = local.Take("page:" + NetworkAddress.Of(http), _options.Page!);
        return verdict.IsAllowed ? next(http) : RefuseAsync(http, verdict, _options.Page!);
    }

    /// <summary>Counts the calls of each client or person, who by now is known; of others, by address.</summary>
    public Task LimitCallsAsync(HttpContext http, RequestDelegate next)
    {
        var kind = RequestClasses.Of(http.Request);
        if (_options.Of(kind) is not { } allowance)
        {
            return next(http);
        }

        var verdict = TakeAsync($"{kind}:{CallerOf(http)}", allowance);
        return verdict.IsCompletedSuccessfully ? AnswerAsync(http, next, verdict.Result, allowance) : AnswerWhenGivenAsync(http, next, verdict, allowance);
    }

    internal static string CallerOf(HttpContext http) =>
        http.User.FindFirst(TokenClaims.Subject)?.Value is { } subject ? "of:" + subject : "from:" + NetworkAddress.Of(http);

    // The fields of draft-ietf-httpapi-ratelimit-headers-06. Reset: when the next request will pass.
    internal static void Tell(HttpContext http, Verdict verdict, LimitOptions.Allowance allowance)
    {
        var headers = http.Response.Headers;
        headers["RateLimit-Limit"] = allowance.PerSecond.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] = verdict.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Reset"] = Seconds(verdict.RetryAfter);
        if (!verdict.IsAllowed)
        {
            headers.RetryAfter = Seconds(verdict.RetryAfter);
        }
    }

    private static async Task AnswerWhenGivenAsync(HttpContext http, RequestDelegate next, ValueTask<Verdict> verdict, LimitOptions.Allowance allowance) =>
        await AnswerAsync(http, next, await verdict, allowance);

    private static Task AnswerAsync(HttpContext http, RequestDelegate next, Verdict verdict, LimitOptions.Allowance allowance)
    {
        if (!verdict.IsAllowed)
        {
            return RefuseAsync(http, verdict, allowance);
        }

        Tell(http, verdict, allowance);
        return next(http);
    }

    private ValueTask<Verdict> TakeAsync(string key, LimitOptions.Allowance allowance) =>
        _shared?.TakeAsync(key, allowance) ?? new(local.Take(key, allowance));

    private static Task RefuseAsync(HttpContext http, Verdict verdict, LimitOptions.Allowance allowance)
    {
        Tell(http, verdict, allowance);
        return Problems.Of(
            StatusCodes.Status429TooManyRequests, "too-many-requests",
            $"Slow down to {allowance.PerSecond} requests of this kind a second; Retry-After says when the next one will pass.", [])
            .ExecuteAsync(http);
    }

    private static string Seconds(TimeSpan wait) => ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
