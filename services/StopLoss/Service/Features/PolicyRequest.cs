using Aso.Primitives;
using Aso.StopLoss.Store;

namespace Aso.StopLoss.Features;

/// <summary>A policy as it is sent and shown. What is required is checked by <see cref="PolicyChecks"/>, so that all that is wrong is said at once.</summary>
/// <param name="State">Where the policy is issued, by its postal code, as AR: whose law it is compared with; left out, the NAIC model act.</param>
/// <param name="PeriodStart">The policy period is the twelve months from here.</param>
/// <param name="Basis">Months incurred and months paid, such as 12/15.</param>
/// <param name="Lines">medical, dental, std, ltd.</param>
/// <param name="Premium">Monthly, of each enrolled employee, by tier.</param>
/// <param name="TriggerDiagnoses">Beginnings of ICD-10 codes.</param>
internal sealed record PolicyRequest(
    Guid? CarrierId = null,
    DateOnly? PeriodStart = null,
    string? Basis = null,
    IReadOnlyList<string>? Lines = null,
    SpecificRequest? Specific = null,
    AggregateRequest? Aggregate = null,
    TierPremiums? Premium = null,
    IReadOnlyList<string>? TriggerDiagnoses = null,
    string? State = null);

/// <param name="Lasers">A deductible of their own, by member id.</param>
/// <param name="AggregatingDeductible">Zero where left out.</param>
internal sealed record SpecificRequest(
    Money? Deductible = null,
    IReadOnlyDictionary<string, Money>? Lasers = null,
    Money? AggregatingDeductible = null,
    Rate? CarrierPercent = null,
    Money? MaximumPerPerson = null);

/// <param name="MonthlyFactor">By tier; a tier that no employee has may be left out.</param>
internal sealed record AggregateRequest(TierAmounts? MonthlyFactor = null, Money? MinimumAttachment = null, Money? Maximum = null);
