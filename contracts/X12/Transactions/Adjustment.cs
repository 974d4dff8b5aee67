namespace Aso.X12;

/// <summary>Why a payer did not pay all that was billed: one reason of a CAS segment.</summary>
/// <param name="Group"><c>CO</c> contract, <c>OA</c> other, <c>PI</c> payer's initiative, <c>PR</c> the patient owes it.</param>
/// <param name="Reason">Claim adjustment reason code.</param>
/// <param name="Cents">What is not paid; negative where more is paid than was billed, or an adjustment is taken back.</param>
public sealed record Adjustment(string Group, string Reason, long Cents, Quantity? Quantity = null);
