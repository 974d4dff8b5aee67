using Aso.Portal.Api;
using Aso.Primitives;

namespace Aso.Portal.Pages.ClaimDetail;

/// <summary>One part of what was billed, and whose it is.</summary>
/// <param name="Style">Of the bar's part and its key.</param>
public sealed record Share(string Name, string Note, string Style, Money Amount);

/// <summary>Divides what was billed among those who bear it. The parts add up to it: billed = paid + Σ adjustments.</summary>
internal static class Shares
{
    /// <summary>In the order of the bar, those of zero left out.</summary>
    public static IReadOnlyList<Share> Of(Claim claim)
    {
        var adjustments = claim.Lines.SelectMany(line => line.Adjustments).ToArray();
        Share[] all =
        [
            new("Plan pays", "from the employer's plan account", "plan", claim.Lines.Sum(line => line.Paid)),
            new("Member owes", "copay, deductible, coinsurance and what the plan does not cover", "member", Sum(code => code.StartsWith("PR-", StringComparison.Ordinal))),
            new("Other insurer", "paid or saved by the member's other coverage", "other", Sum(code => code == "OA-23")),
            new("Network savings", "above the agreed rate; nobody pays it", "savings", Sum(code => code == "CO-45")),
            new("Not payable", "denied; the provider may not charge the member", "denied", Sum(IsNobodys)),
        ];
        return [.. all.Where(share => share.Amount.IsPositive)];

        Money Sum(Func<string, bool> belongs) =>
            adjustments.Where(adjustment => belongs(adjustment.Key)).Sum(adjustment => adjustment.Value);
    }

    private static bool IsNobodys(string code) =>
        !code.StartsWith("PR-", StringComparison.Ordinal) && code is not ("CO-45" or "OA-23");
}
