using System.ComponentModel.DataAnnotations;

namespace Aso.Gateway.Tokens;

/// <summary>Where tokens come from.</summary>
public enum AuthMode
{
    /// <summary>From this gateway.</summary>
    Embedded,

    /// <summary>From an OpenID Connect provider elsewhere; this gateway only validates them.</summary>
    External,
}

/// <summary>Section <c>Auth</c>: how callers prove who they are.</summary>
public sealed class AuthOptions
{
    public const string Section = "Auth";

    public AuthMode Mode { get; set; }

    /// <summary>The address under which clients know this gateway. Left out: the one they called, which suits a sandbox only.</summary>
    public Uri? Issuer { get; set; }

    /// <summary>The address under which this gateway is known to whoever sent the request.</summary>
    internal Uri HomeOf(HttpRequest request) => Issuer ?? new Uri($"{request.Scheme}://{request.Host}{request.PathBase}/");

    [Range(5, 10)]
    public int AccessTokenMinutes { get; set; } = 10;

    /// <summary>How long a person stays signed in without being asked again, if the portal is used.</summary>
    [Range(1, 24)]
    public int SessionHours { get; set; } = 8;

    /// <summary>PEM files of private keys (RSA, or EC on P-256): the first signs, all are published, so two overlap in a rotation.</summary>
    /// <remarks>Left out: keys are generated into <c>Data:Directory</c>/keys and rotate by themselves.</remarks>
    public IList<string> KeyFiles { get; } = [];

    /// <summary>The client that may register all others, kept in step with the configuration at every start.</summary>
    public AdministratorClient Administrator { get; set; } = new();

    /// <summary>True refuses tokens over plain HTTP. Left out: true unless in a sandbox.</summary>
    /// <remarks>Behind a proxy that ends TLS, set ASPNETCORE_FORWARDEDHEADERS_ENABLED so that its word counts.</remarks>
    public bool? RequireHttps { get; set; }

    public sealed class AdministratorClient
    {
        public string? ClientId { get; set; }

        public string? Secret { get; set; }
    }
}
