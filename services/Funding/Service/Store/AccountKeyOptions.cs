using Aso.Foundation;
using Microsoft.Extensions.Options;

namespace Aso.Funding.Store;

/// <summary>By what numbers of accounts are sealed: settings of the section <c>Funding</c>.</summary>
internal sealed class AccountKeyOptions
{
    /// <summary>Secrets of at least 24 random characters. The first seals, the others open what they sealed before; a sandbox may do without.</summary>
    public IReadOnlyList<string> AccountKeys { get; set; } = [];
}

/// <summary>A key must come from the configuration, and none that everybody knows; only a sandbox makes its own.</summary>
internal sealed class AccountKeyRule(DevelopmentSecrets development, IOptions<SandboxOptions> sandbox) : IValidateOptions<AccountKeyOptions>
{
    private const int LengthMin = 24;

    public ValidateOptionsResult Validate(string? name, AccountKeyOptions options)
    {
        List<string> failures = [];
        if (options.AccountKeys.Count == 0 && !sandbox.Value.Enabled)
        {
            failures.Add($"Set Funding:AccountKeys:0 to at least {LengthMin} random characters: payees' account numbers are sealed by it.");
        }

        foreach (var (place, key) in options.AccountKeys.Index())
        {
            if (development.Refuse(key))
            {
                failures.Add(
                    $"Set Funding:AccountKeys:{place} to one of your own: this one stands in the public repository, and is taken in Development on a loopback address alone.");
            }
            else if (key is not { Length: >= LengthMin })
            {
                failures.Add($"Set Funding:AccountKeys:{place} to at least {LengthMin} random characters.");
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
