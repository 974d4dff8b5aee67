using System.ComponentModel.DataAnnotations;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.ObjectPool;
using Microsoft.Extensions.Options;

namespace Aso.Gateway.Edge;

/// <summary>Section <c>Deadlines</c>: how long a request may take, in seconds. Streams have none.</summary>
public sealed class DeadlineOptions
{
    public const string Section = "Deadlines";

    [Range(1, 3600)]
    public int Read { get; set; } = 30;

    [Range(1, 3600)]
    public int Write { get; set; } = 60;

    [Range(1, 3600)]
    public int Upload { get; set; } = 600;

    internal TimeSpan? Of(RequestClass kind) => kind switch
    {
        RequestClass.Read => TimeSpan.FromSeconds(Read),
        RequestClass.Write => TimeSpan.FromSeconds(Write),
        RequestClass.Upload => TimeSpan.FromSeconds(Upload),
        _ => null,
    };
}

/// <summary>How big a request may be and how long it may take, by its class. Where its address has a limit of its own, the smaller one counts.</summary>
internal static class Deadlines
{
    private const long BodyBytesMax = 1 << 20;
    private const long FileBytesMax = 256L << 20;

    // A timer for each request costs more than setting one again.
    private static readonly ObjectPool<CancellationTokenSource> Unused = new DefaultObjectPool<CancellationTokenSource>(new NotCome(), maximumRetained: 256);

    /// <summary>Refuses what is announced as too big, stops reading what turns out to be, and answers 504 for what takes too long.</summary>
    public static void UseDeadlines(this IApplicationBuilder app)
    {
        var deadlines = app.ApplicationServices.GetRequiredService<IOptions<DeadlineOptions>>().Value;
        app.Use(next => http => BoundAsync(http, deadlines, next));
    }

    private static Task BoundAsync(HttpContext http, DeadlineOptions deadlines, RequestDelegate next)
    {
        var kind = RequestClasses.Of(http.Request);
        var bytesMax = kind switch
        {
            RequestClass.Upload => FileBytesMax,
            RequestClass.Partner => (long?)null,   // a stream of messages, each bounded by the service
            _ => BodyBytesMax,
        };
        if (http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is { MaxRequestBodySize: { } own } && !(own >= bytesMax))
        {
            bytesMax = own;
        }

        if (http.Request.ContentLength > bytesMax)
        {
            return Problems.Of(
                StatusCodes.Status413PayloadTooLarge, "body-too-large", $"Send at most {bytesMax} bytes; split a larger file.", []).ExecuteAsync(http);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = bytesMax;
        }

        return deadlines.Of(kind) is { } time ? WithinAsync(time, http, next) : next(http);
    }

    private static async Task WithinAsync(TimeSpan time, HttpContext http, RequestDelegate next)
    {
        var client = http.RequestAborted;
        var deadline = Unused.Get();
        var isLate = false;
        try
        {
            deadline.CancelAfter(time);
            http.RequestAborted = deadline.Token;
            await using (client.UnsafeRegister(static deadline => ((CancellationTokenSource)deadline!).Cancel(), deadline))
            {
                await next(http);
            }

            isLate = IsLate(http, deadline, client);
        }
        catch (OperationCanceledException) when (IsLate(http, deadline, client))
        {
            isLate = true;
        }
        finally
        {
            http.RequestAborted = client;
            Unused.Return(deadline);
        }

        if (isLate)
        {
            http.Response.Clear();
            await Problems.Of(
                StatusCodes.Status504GatewayTimeout, "deadline-exceeded",
                "No answer came in time. Ask again; send a write with the same Idempotency-Key, for it may have been done.", []).ExecuteAsync(http);
        }
    }

    private static bool IsLate(HttpContext http, CancellationTokenSource deadline, CancellationToken client) =>
        deadline.IsCancellationRequested && !client.IsCancellationRequested && !http.Response.HasStarted;

    /// <summary>A deadline that did not come can be set again.</summary>
    private sealed class NotCome : IPooledObjectPolicy<CancellationTokenSource>
    {
        public CancellationTokenSource Create() => new();

        public bool Return(CancellationTokenSource obj) => obj.TryReset();
    }
}
