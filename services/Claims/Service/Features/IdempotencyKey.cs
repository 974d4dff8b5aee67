using Aso.Claims.Store;
using Aso.Foundation;

namespace Aso.Claims.Features;

/// <summary>The caller's Idempotency-Key. Kept with the claim or file rather than by the general filter, whose transaction would keep claims from sharing one.</summary>
internal static class IdempotencyKey
{
    private const int LengthMax = 100;

    /// <summary>What the key stands for; null without one.</summary>
    public static Guid? Of(HttpContext http, Guid employerId, Caller caller) =>
        Text(http) is { Length: > 0 } key ? Keys.OfIdempotency(employerId, caller.Actor, key) : null;

    public static Refusal? Check(HttpContext http) =>
        Text(http).Length > LengthMax ? new("idempotency-key-too-long", Idempotency.Header, $"Use at most {LengthMax} characters.") : null;

    private static string Text(HttpContext http) => http.Request.Headers[Idempotency.Header].ToString();
}
