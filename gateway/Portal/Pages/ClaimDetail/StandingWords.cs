using Aso.Portal.Api;
using Aso.Portal.Shared;
using Aso.Primitives;

namespace Aso.Portal.Pages.ClaimDetail;

/// <summary>Where a claim stands and what became of its money, in a sentence or two.</summary>
internal static class StandingWords
{
    /// <param name="payable">Null where nothing is owed for the claim, or it is not known.</param>
    /// <param name="remittance">The payment to the provider; null where it is not known.</param>
    public static string Of(Claim claim, Payable? payable, Remittance? remittance) => claim switch
    {
        { IsVoid: true } => $"This takes claim {claim.Original} back; it has no amounts of its own.",
        { IsPended: true } => "Nothing is decided yet.",
        { Status: "voided" } => $"This claim was taken back by its submitter, and nothing of it stands.{TakenBack(payable)}",
        { Status: "replaced" } => $"Another claim took the place of this one.{TakenBack(payable)}",
        { Status: "denied" } => $"Denied{On(claim.DecidedOn)}: the plan pays nothing.",
        _ => $"Approved{On(claim.DecidedOn)}.{Paid(claim, payable, remittance)}",
    };

    private static string Paid(Claim claim, Payable? payable, Remittance? remittance) => payable switch
    {
        { Payment: "released", On: { } on } => $" Paid to the {PayeeOf(claim)} on {Words.Date(on)}{(remittance is null ? "" : $", trace number {remittance.TraceNumber}")}.",
        { Payment: "queued" } => " It waits for money in the plan account and is not paid yet.",
        _ => claim.Paid == Money.Zero ? " The plan pays nothing of it." : "",
    };

    private static string TakenBack(Payable? payable) => payable is { Payment: "reversed", On: { } on }
        ? $" {Words.Dollars(payable.Amount)} had been paid on {Words.Date(on)}, and comes back out of later payments."
        : "";

    private static string PayeeOf(Claim claim) => claim.IsDisability ? "employee" : "provider";

    private static string On(DateOnly? date) => date is { } day ? $" on {Words.Date(day)}" : "";
}
