using Aso.Foundation;
using Microsoft.Extensions.Options;

namespace Aso.Gateway.Tokens;

/// <summary>The administrator's client must come from the configuration; only a sandbox in Development that nobody else can reach brings its own.</summary>
internal sealed class AdministratorRule(DevelopmentSecrets development, IOptions<SandboxOptions> sandbox)
    : IPostConfigureOptions<AuthOptions>, IValidateOptions<AuthOptions>
{
    public const string SandboxClientId = "administrator";
    public const string SandboxSecret = "development-only-secret";

    private const int SecretLengthMin = 24;

    private bool BringsItsOwn => sandbox.Value.Enabled && development.AreTaken;

    public void PostConfigure(string? name, AuthOptions options)
    {
        if (BringsItsOwn && options.Administrator is { ClientId: null, Secret: null })
        {
            options.Administrator = new() { ClientId = SandboxClientId, Secret = SandboxSecret };
        }
    }

    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var (clientId, secret) = (options.Administrator.ClientId, options.Administrator.Secret);
        var failures = new List<string>();
        if (options.Mode == AuthMode.Embedded && string.IsNullOrWhiteSpace(clientId))
        {
            failures.Add("Set Auth:Administrator:ClientId, the first client, which registers all others.");
        }

        if (options.Mode == AuthMode.Embedded && development.Refuse(secret))
        {
            failures.Add("Set Auth:Administrator:Secret to one of your own: this one stands in the public repository, and is taken in Development on a loopback address alone.");
        }
        else if (options.Mode == AuthMode.Embedded && secret is not { Length: >= SecretLengthMin } && !BringsItsOwn)
        {
            failures.Add($"Set Auth:Administrator:Secret to at least {SecretLengthMin} random characters.");
        }

        if (options.Mode == AuthMode.Embedded && options.Issuer is null && !sandbox.Value.Enabled)
        {
            failures.Add("Set Auth:Issuer to the address under which clients know this gateway.");
        }

        if (options.Issuer is { IsAbsoluteUri: false } or { Scheme: not ("http" or "https") })
        {
            failures.Add("Auth:Issuer must be an absolute http or https address.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
