using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Aso.Foundation;
using Aso.Gateway.Edge;
using Microsoft.Extensions.Options;

namespace Aso.Gateway.Limits;

/// <summary>Lets each caller have its share: a bucket for every caller and class of request.</summary>
internal sealed class RateLimits(IOptions<LimitOptions> options, LocalBuckets local, IServiceProvider services)
{
    private const int NameLengthMax = 100;

    private readonly LimitOptions _options = options.Value;
    private readonly RedisBuckets? _shared = services.GetService<RedisBuckets>();

    /// <summary>Counts attempts to prove who one is: by the name that is tried and by the address that it comes from.</summary>
    /// <remarks>Stands before authentication, where secrets are compared at a cost.</remarks>
    public Task LimitAttemptsAsync(HttpContext http, RequestDelegate next) =>
        RequestClasses.Of(http.Request) == RequestClass.Token ? LimitAttemptAsync(http, next) : next(http);

    /// <summary>Counts the calls of each client or person, who by now is known; of others, by address.</summary>
    public Task LimitCallsAsync(HttpContext http, RequestDelegate next)
    {
        var kind = RequestClasses.Of(http.Request);
        if (kind == RequestClass.Token || _options.Of(kind) is not { } allowance)
        {
            return next(http);
        }

        var caller = http.User.FindFirst(TokenClaims.Subject)?.Value is { } subject ? "of:" + subject : "from:" + AddressOf(http);
        var verdict = TakeAsync($"{kind}:{caller}", allowance);
        return verdict.IsCompletedSuccessfully ? AnswerAsync(http, next, verdict.Result, allowance) : AnswerWhenGivenAsync(http, next, verdict, allowance);
    }

    private async Task LimitAttemptAsync(HttpContext http, RequestDelegate next)
    {
        var address = await TakeAsync("address:" + AddressOf(http), _options.TokenAddress!);
        if (!address.IsAllowed)
        {
            await RefuseAsync(http, address, _options.TokenAddress!);
            return;
        }

        if (await NameTriedAsync(http) is { } name && await TakeAsync("token:" + name, _options.Token!) is { IsAllowed: false } verdict)
        {
            await RefuseAsync(http, verdict, _options.Token!);
            return;
        }

        await next(http);
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
        http.Response.Headers.RetryAfter = Seconds(verdict.RetryAfter);
        return Problems.Of(
            StatusCodes.Status429TooManyRequests, "too-many-requests",
            $"Slow down to {allowance.PerSecond} requests of this kind a second; Retry-After says when the next one will pass.", [])
            .ExecuteAsync(http);
    }

    // The fields of draft-ietf-httpapi-ratelimit-headers-06. Reset: when the next request will pass.
    private static void Tell(HttpContext http, Verdict verdict, LimitOptions.Allowance allowance)
    {
        var headers = http.Response.Headers;
        headers["RateLimit-Limit"] = allowance.PerSecond.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] = verdict.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Reset"] = Seconds(verdict.RetryAfter);
    }

    private static string Seconds(TimeSpan wait) => ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    // One household or office has a whole /64 of IPv6 addresses at will.
    private static string AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    // The portal has no secret that could be guessed: everyone's codes and refresh tokens come under its one name.
    private static async Task<string?> NameTriedAsync(HttpContext http)
    {
        var name = BasicName(http.Request.Headers.Authorization.ToString());
        if (name is null && http.Request.HasFormContentType)
        {
            try
            {
                var form = await http.Request.ReadFormAsync(http.RequestAborted);
                name = form.ContainsKey("client_secret") || form.ContainsKey("client_assertion")
                    ? form["client_id"].ToString()
                    : form["userName"].FirstOrDefault();
            }
            catch (Exception failure) when (failure is InvalidDataException or BadHttpRequestException)
            {
                // Whoever reads the form next says what is wrong with it.
            }
        }

        name = name?.Trim().ToLowerInvariant();
        return name is { Length: > NameLengthMax } ? name[..NameLengthMax] : name;
    }

    private static string? BasicName(string authorization)
    {
        const string scheme = "Basic ";
        if (!authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[authorization.Length];
        return Convert.TryFromBase64String(authorization[scheme.Length..], bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).Split(':')[0]
            : null;
    }
}
