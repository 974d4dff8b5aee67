using Microsoft.AspNetCore.Http;

namespace Aso.Foundation;

/// <summary>What a client prefers of the ways in which a request can be answered (RFC 7240).</summary>
public static class Preferences
{
    public const string Header = "Prefer";

    public const string Asynchronous = "respond-async";

    /// <summary>Whether the client wants an answer at once, and the work done after it.</summary>
    public static bool PrefersAsynchronous(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);

        // A preference may have parameters behind a semicolon.
        return request.Headers.GetCommaSeparatedValues(Header)
            .Any(preference => preference.Split(';')[0].Trim().Equals(Asynchronous, StringComparison.OrdinalIgnoreCase));
    }
}
