using Aso.Foundation;
using Aso.Gateway.Tokens;
using Microsoft.Extensions.Options;

namespace Aso.Gateway.Edge;

/// <summary>The names under which this gateway is called: outside a sandbox it answers to no other, or a cache in front could be made to keep what a stranger's name did.</summary>
internal sealed class KnownHosts
{
    private const string Setting = "AllowedHosts";

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="StartRefusedException">It is not known by what name it may be called.</exception>
    public KnownHosts(IConfiguration configuration, IOptions<AuthOptions> auth, IOptions<SandboxOptions> sandbox)
    {
        _names.UnionWith((configuration[Setting] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        if (auth.Value.Mode == AuthMode.Embedded)
        {
            // By the authority's name the services fetch the keys.
            foreach (var address in new[] { auth.Value.Issuer?.OriginalString, configuration["Auth:Authority"] })
            {
                if (Uri.TryCreate(address, UriKind.Absolute, out var named))
                {
                    _names.Add(named.Host);
                }
            }
        }

        AreAll = sandbox.Value.Enabled || _names.Contains("*");
        if (!AreAll && _names.Count == 0)
        {
            throw new StartRefusedException($"Set {Setting} to the names under which clients know this gateway, between semicolons.");
        }
    }

    public bool AreAll { get; }

    public bool Has(HostString host) => host.HasValue && _names.Contains(host.Host);
}

internal static class KnownHostsStep
{
    /// <summary>Refuses what is called by another name. Health is told to any, for probes go by IP; operators' port is not for the public at all.</summary>
    public static void UseKnownHosts(this WebApplication app)
    {
        var known = app.Services.GetRequiredService<KnownHosts>();
        if (known.AreAll)
        {
            return;
        }

        app.Use(next => http =>
            known.Has(http.Request.Host) || http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase) || http.IsManagement()
                ? next(http)
                : Problems.Of(
                    StatusCodes.Status400BadRequest, "host-unknown", "This gateway does not go by that name: call it by the address that you were given.", []).ExecuteAsync(http));
    }
}
