using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aso.Foundation.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Aso.Foundation;

/// <summary>Writes that may be sent again: under one Idempotency-Key the effect happens once and the answer is the same.</summary>
public static class Idempotency
{
    public const string Header = "Idempotency-Key";

    private const int KeyLengthMax = 100;

    /// <summary>Keeps the answer with the effect, in one transaction. The same key with another request is refused (422).</summary>
    public static RouteHandlerBuilder Idempotent<TDb>(this RouteHandlerBuilder endpoint)
        where TDb : ServiceDb =>
        endpoint.WithMetadata(new OpenApi.Idempotent()).AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var key = http.Request.Headers[Header].ToString();
            return key.Length switch
            {
                0 => await next(context),
                > KeyLengthMax => Problems.Refuse(new Refusal("idempotency-key-too-long", Header, $"Use at most {KeyLengthMax} characters.")),
                _ => await OnceAsync(http.RequestServices.GetRequiredService<TDb>(), http, key, () => next(context)),
            };
        });

    /// <summary>Lets the filter read the body again after it was bound.</summary>
    internal static Task BufferAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.ContainsKey(Header))
        {
            context.Request.EnableBuffering();
        }

        return next(context);
    }

    private static async Task<object?> OnceAsync(ServiceDb db, HttpContext http, string key, Func<ValueTask<object?>> write)
    {
        var cancel = http.RequestAborted;
        var owner = KeyOwner.Of(http);
        var request = await HashAsync(http.Request, cancel);
        await db.BeginOuterAsync(cancel);
        if (await owner.TakeAsync(db, key, cancel) is { } known)
        {
            await db.AbandonAsync();
            return known.RequestHash.AsSpan().SequenceEqual(request)
                ? Again(http, known)
                : Problems.Refuse(new Refusal("idempotency-key-reused", Header, "This key was used for another request: use a new one."));
        }

        var result = await write();

        // A handler that can answer in several ways returns the one that it chose inside a union.
        while (result is INestedHttpResult union)
        {
            result = union.Result;
        }

        if (result is not IStatusCodeHttpResult { StatusCode: >= 200 and < 300 } answered)
        {
            // A refusal is no effect: the key stays free for the mended request.
            await db.AbandonAsync();
            return result;
        }

        byte[] answer = result is IValueHttpResult { Value: { } value } ? JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), WireJson.Options) : [];
        db.Add(owner.Keep(key, request, answered.StatusCode!.Value, answer, db.Home.Clock.GetUtcNow().UtcDateTime, LocationOf(http, result)));
        await db.CommitOuterAsync(cancel);
        return result;
    }

    private static Utf8ContentHttpResult Again(HttpContext http, IdempotencyRow known)
    {
        if (known.Location is { } location)
        {
            http.Response.Headers.Location = location;
        }

        return TypedResults.Text(known.Answer, "application/json; charset=utf-8", known.Status);
    }

    /// <summary>Results that say where a thing is have no interface in common; each names it alike.</summary>
    private static string? LocationOf(HttpContext http, object result) =>
        result.GetType().GetProperty(nameof(Created.Location))?.GetValue(result) as string
            ?? (http.Response.Headers.Location.ToString() is { Length: > 0 } set ? set : null);

    private static async Task<byte[]> HashAsync(HttpRequest request, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        request.Body.Position = 0;
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        return hash.GetHashAndReset();
    }
}
