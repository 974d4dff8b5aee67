namespace Aso.Portal.Pages.ClaimDetail;

/// <summary>
/// Claim adjustment group and reason codes (X12 835, CAS segment) in words for people outside the trade.
/// </summary>
/// <remarks>Group CO: the provider bears it; PR: the member; OA: another payer or nobody.</remarks>
internal static class AdjustmentReasons
{
    /// <param name="code">Group and reason, as <c>PR-1</c>.</param>
    public static string MeaningOf(string code) => code switch
    {
        "CO-45" => "Above the network's agreed rate",
        "PR-45" => "Above what the plan allows out of network",
        "PR-3" => "Copay",
        "PR-1" => "Deductible",
        "PR-2" => "Coinsurance",
        "PR-119" => "Benefit maximum reached",
        "PR-35" => "Lifetime maximum reached",
        "OA-23" => "Paid or saved by another insurer",
        "PR-31" => "Not covered as a member of this plan",
        "PR-27" => "Service after coverage ended",
        "PR-26" => "Service before coverage began",
        "CO-29" => "Filed after the time limit",
        "OA-18" => "Exact duplicate of another line",
        "CO-22" => "Another insurer must decide first",
        "PR-96" => "Not a covered service",
        "PR-242" => "Not covered out of network",
        "PR-179" => "Waiting period not over",
        "CO-197" => "Prior authorization missing",
        "CO-50" => "Found not medically necessary",
        "CO-16" => "Information missing",
        "PR-204" => "Not covered under this plan",
        "CO-55" => "Found experimental",
        "CO-112" => "Not documented",
        "CO-19" => "Work-related: workers' compensation pays",
        _ => "Other adjustment",
    };

    public static string GroupOf(string code) => code.Split('-')[0] switch
    {
        "CO" => "Contractual obligation: the provider may not charge it to the member",
        "PR" => "Patient responsibility: the member owes it",
        "OA" => "Other adjustment: neither the provider's nor the member's",
        _ => "Adjustment",
    };
}
