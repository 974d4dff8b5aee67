namespace Aso.Portal.Pages.YearEnd;

/// <summary>The figures of a settlement by the names that people use.</summary>
internal static class SettlementWords
{
    public static string LabelOf(string name) => name switch
    {
        "opening" => "Brought forward",
        "closing" => "In the account at the end",
        "contributions" => "Contributions",
        "remittances" => "From the stop-loss carrier",
        "claimPayments" => "Claim payments",
        "recouped" => "Kept back from providers",
        "premiumPaid" => "Stop-loss premium paid",
        "premium" => "Stop-loss premium",
        "recoveries" => "Stop-loss recoveries",
        "unpaidPremium" => "Unpaid stop-loss premium",
        "stopLossReceivable" => "Owed by the stop-loss carrier",
        "providerReceivable" => "Owed back by providers",
        "bankOverdraft" => "Owed to the bank",
        "ofYear" => "Left by this year",
        "refundable" => "Can be refunded",
        _ => Spelled(name),
    };

    /// <summary>Whether the figure is what those above it come to.</summary>
    public static bool IsResult(string name) => name is "closing" or "netCost";

    /// <summary><c>unpaidClaims</c> as "Unpaid claims".</summary>
    private static string Spelled(string name) =>
        string.Concat(name.Select((letter, place) => place == 0 ? $"{char.ToUpperInvariant(letter)}" : char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));
}
