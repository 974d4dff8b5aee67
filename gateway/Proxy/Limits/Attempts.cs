using System.Net;
using Aso.Foundation;
using Aso.Gateway.Edge;
using Microsoft.Extensions.Options;

namespace Aso.Gateway.Limits;

/// <summary>Counts wrong secrets, wherever one can be tried: by the name and the network address together, and by the address whatever the names.</summary>
/// <remarks>
/// A secret that was proven costs nothing. Nobody is shut out of an own account by a stranger, who comes from another address.
/// Stands before authentication, where secrets are compared at a cost.
/// </remarks>
internal sealed class Attempts
{
    private static readonly object ProvenKey = new();

    private readonly LimitOptions _options;
    private readonly UnderWay _underWay;

    public Attempts(IOptions<LimitOptions> options, LocalBuckets local, IServiceProvider services)
    {
        _options = options.Value;
        var shared = services.GetService<RedisBuckets>();
        _underWay = shared is not null
            ? new(shared.TakeOneAsync, shared.GiveBackAsync)
            : new((key, allowance) => new(local.Take(key, allowance)), (key, allowance) =>
            {
                local.GiveBack(key, allowance);
                return default;
            });
    }

    /// <summary>Notes that the secret was right, where a page says so that is not left for another.</summary>
    public static void Prove(HttpContext http) => http.Items[ProvenKey] = true;

    public Task LimitAsync(HttpContext http, RequestDelegate next) =>
        RequestClasses.Of(http.Request) == RequestClass.Token ? LimitAttemptAsync(http, next) : next(http);

    private async Task LimitAttemptAsync(HttpContext http, RequestDelegate next)
    {
        var address = NetworkAddress.Of(http);
        var held = new List<(string Key, LimitOptions.Allowance Allowance)>();
        var isProven = false;
        try
        {
            foreach (var (key, allowance) in BucketsOf(await NameTried.OfAsync(http), address, RequestClasses.IsOfPerson(http.Request)))
            {
                var verdict = await _underWay.BeginAsync(key, allowance, http.RequestAborted);
                if (!verdict.IsAllowed)
                {
                    // What was taken before was not tried.
                    isProven = true;
                    await RefuseAsync(http, verdict, allowance);
                    return;
                }

                held.Add((key, allowance));
            }

            await next(http);
            isProven = IsProven(http);
        }
        finally
        {
            foreach (var (key, allowance) in held)
            {
                await _underWay.EndAsync(key, allowance, isProven);
            }
        }
    }

    private IEnumerable<(string Key, LimitOptions.Allowance Allowance)> BucketsOf(string? name, string address, bool isOfPerson)
    {
        // Without a client's secret there is nothing to guess: codes and refresh tokens are long and drawn by chance, and those of
        // all people come from the portal's one address, which nobody may use up for the others.
        if (name is null && !isOfPerson)
        {
            yield break;
        }

        yield return name is null ? ($"code:{address}", _options.Code!)
            : isOfPerson ? ($"person:{address}:{name}", _options.Person!)
            : ($"token:{address}:{name}", _options.Token!);
        yield return ($"address:{address}", _options.TokenAddress!);
    }

    // A page sends who was right elsewhere; shown again, it has something to say.
    private static bool IsProven(HttpContext http) =>
        http.Items.ContainsKey(ProvenKey)
        || (http.Response.StatusCode is >= StatusCodes.Status200OK and < StatusCodes.Status400BadRequest and var status
            && (status >= StatusCodes.Status300MultipleChoices || !RequestClasses.IsOfPerson(http.Request)));

    private static Task RefuseAsync(HttpContext http, Verdict verdict, LimitOptions.Allowance allowance)
    {
        RateLimits.Tell(http, verdict, allowance);
        return RequestClasses.IsOfPerson(http.Request)
            ? ShowAsync(http, verdict.RetryAfter)
            : Problems.Of(
                StatusCodes.Status429TooManyRequests, "too-many-attempts",
                "Too many wrong secrets came from your network address. Retry-After says when the next one may be tried.", []).ExecuteAsync(http);
    }

    private static Task ShowAsync(HttpContext http, TimeSpan wait)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling(wait.TotalMinutes));
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>Too many tries - Benefits administration</title></head>
            <body><main><h1>Too many tries</h1>
            <p role="alert">Too many wrong tries came from where you are. Wait {minutes} {(minutes == 1 ? "minute" : "minutes")}, then try again.</p>
            <p><a href="{WebUtility.HtmlEncode(People.SignIn.Path)}">Sign in</a></p></main></body>
            </html>
            """, http.RequestAborted);
    }
}
