using Microsoft.Extensions.Configuration;

namespace Aso.Foundation;

/// <summary>The address under which callers know the platform: what answers name in full begins with it, whatever name a caller put in Host.</summary>
/// <param name="Address">Without a slash at its end; null where none is configured, as in a sandbox: then the one that was called.</param>
public sealed record PublicName(string? Address)
{
    /// <summary><c>Auth:Issuer</c>, which is the gateway; with an external provider it is that one's name, and says nothing of ours.</summary>
    public static PublicName Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new(IsExternal(configuration) || configuration["Auth:Issuer"] is not { Length: > 0 } issuer ? null : issuer.TrimEnd('/'));
    }

    private static bool IsExternal(IConfiguration configuration) => string.Equals(configuration["Auth:Mode"], "External", StringComparison.OrdinalIgnoreCase);
}
