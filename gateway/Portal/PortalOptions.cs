namespace Aso.Portal;

/// <summary>The portal's settings: section <c>Portal</c>, and the authority from <c>Auth:Authority</c>.</summary>
internal sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>Where this process reaches the public API. Left out: the first address on which this server speaks HTTP/1.1.</summary>
    public Uri? ApiBaseAddress { get; set; }

    /// <summary>The OpenID Connect provider. Left out: the token server at the address by which the browser came.</summary>
    public Uri? Authority { get; set; }

    /// <summary>The portal's client id at the provider.</summary>
    public string ClientId { get; set; } = "portal";

    /// <summary>Only where the provider knows the portal as a confidential client; the code flow is bound by PKCE either way.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>A session without a request for this long is forgotten.</summary>
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromHours(8);
}
