using Aso.Claims.Domain;
using Aso.Foundation;

namespace Aso.Claims.Features;

/// <summary>A provider submits and sees claims of its own NPIs only.</summary>
internal static class ProviderScope
{
    /// <summary>The NPIs to which the caller is bound; null where it is not.</summary>
    public static IReadOnlyList<string>? NpisOf(Caller caller) => caller.Kind == CallerKind.Provider ? caller.Npis : null;

    public static Refusal? Check(Caller caller, Claim claim) =>
        NpisOf(caller) is { } npis && claim.ProviderNpi is { } npi && !npis.Contains(npi)
            ? new("provider-not-yours", "providerNpi", "Submit claims of your own NPIs only.", StatusCodes.Status403Forbidden)
            : null;
}
