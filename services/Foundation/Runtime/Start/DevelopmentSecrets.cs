using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aso.Foundation;

/// <summary>Secrets that stand in the public repository: good on a developer's machine, worth nothing anywhere else.</summary>
/// <param name="AreTaken">Only in Development, by a program that nobody else can reach.</param>
public sealed record DevelopmentSecrets(bool AreTaken)
{
    /// <summary>How the secrets of the committed <c>.env</c> begin, the administrator's client's too.</summary>
    public const string Beginning = "development-only-";

    // Of the people of deploy/demo.
    private static readonly HashSet<string> Passwords = new(StringComparer.OrdinalIgnoreCase) { "harbor-point-demo", "northern-re-demo", "administrator-demo" };

    public static DevelopmentSecrets Of(IHostEnvironment environment, Reach reach)
    {
        ArgumentNullException.ThrowIfNull(reach);
        return new(environment.IsDevelopment() && reach.IsLoopbackOnly);
    }

    /// <summary>Whether a secret is one of them and must not be taken here.</summary>
    public bool Refuse(string? secret) =>
        !AreTaken && secret is not null && (secret.StartsWith(Beginning, StringComparison.OrdinalIgnoreCase) || Passwords.Contains(secret));

    /// <summary>The names of the connections whose password is one of them.</summary>
    internal static IEnumerable<string> InConnections(IConfiguration configuration) =>
        configuration.GetSection("ConnectionStrings").GetChildren()
            .Where(connection => connection.Value?.Contains(Beginning, StringComparison.OrdinalIgnoreCase) == true)
            .Select(connection => connection.Key);
}
