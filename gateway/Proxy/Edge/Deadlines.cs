using Aso.Foundation;
using Microsoft.AspNetCore.Http.Features;

namespace Aso.Gateway.Edge;

/// <summary>How big a request may be and how long it may take, by its class.</summary>
internal static class Deadlines
{
    private const long BodyBytesMax = 1 << 20;
    private const long FileBytesMax = 256L << 20;

    /// <summary>Refuses what is announced as too big, stops reading what turns out to be, and answers 504 for what takes too long.</summary>
    public static void UseDeadlines(this IApplicationBuilder app) => app.Use(next => http =>
    {
        var kind = RequestClasses.Of(http.Request);
        var bytesMax = kind switch
        {
            RequestClass.Upload => FileBytesMax,
            RequestClass.Partner => (long?)null,   // a stream of messages, each bounded by the service
            _ => BodyBytesMax,
        };
        if (http.Request.ContentLength > bytesMax)
        {
            return Problems.Of(
                StatusCodes.Status413PayloadTooLarge, "body-too-large", $"Send at most {bytesMax} bytes; split a larger file.", []).ExecuteAsync(http);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = bytesMax;
        }

        return LimitOf(kind) is { } time ? WithinAsync(time, http, next) : next(http);
    });

    private static TimeSpan? LimitOf(RequestClass kind) => kind switch
    {
        RequestClass.Read => TimeSpan.FromSeconds(30),
        RequestClass.Write => TimeSpan.FromSeconds(60),
        RequestClass.Upload => TimeSpan.FromMinutes(10),
        _ => null,
    };

    private static async Task WithinAsync(TimeSpan time, HttpContext http, RequestDelegate next)
    {
        var client = http.RequestAborted;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(client);
        deadline.CancelAfter(time);
        http.RequestAborted = deadline.Token;
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (IsLate())
        {
            // Answered below.
        }
        finally
        {
            http.RequestAborted = client;
        }

        if (IsLate())
        {
            http.Response.Clear();
            await Problems.Of(
                StatusCodes.Status504GatewayTimeout, "deadline-exceeded",
                "No answer came in time. Ask again; send a write with the same Idempotency-Key, for it may have been done.", []).ExecuteAsync(http);
        }

        bool IsLate() => deadline.IsCancellationRequested && !client.IsCancellationRequested && !http.Response.HasStarted;
    }
}
