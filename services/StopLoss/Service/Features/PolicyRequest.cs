using Aso.Primitives;

namespace Aso.StopLoss.Features;

/// <summary>A policy as it is sent. Amounts are dollars and percentages are percents, both as strings; <see cref="PolicyChecks"/> reads them, so that all that is wrong is said at once.</summary>
/// <param name="PeriodStart">The policy period is the twelve months from here; YYYY-MM-DD.</param>
/// <param name="Basis">Months incurred and months paid, such as 12/15.</param>
/// <param name="Lines">medical, dental, std, ltd.</param>
/// <param name="Premium">Monthly, of each enrolled employee, by tier.</param>
/// <param name="TriggerDiagnoses">Beginnings of ICD-10 codes.</param>
/// <param name="State">Where the policy is issued, by its postal code, as AR: whose law it is compared with; left out, the NAIC model act.</param>
internal sealed record PolicyRequest(
    Guid? CarrierId = null,
    string? PeriodStart = null,
    string? Basis = null,
    IReadOnlyList<string>? Lines = null,
    SpecificRequest? Specific = null,
    AggregateRequest? Aggregate = null,
    ByTier<PremiumRequest>? Premium = null,
    IReadOnlyList<string>? TriggerDiagnoses = null,
    string? State = null);

/// <param name="Lasers">A deductible of their own, by member id; at least the specific deductible.</param>
/// <param name="AggregatingDeductible">Zero where left out.</param>
internal sealed record SpecificRequest(
    string? Deductible = null,
    IReadOnlyDictionary<string, string?>? Lasers = null,
    string? AggregatingDeductible = null,
    string? CarrierPercent = null,
    string? MaximumPerPerson = null);

/// <param name="MonthlyFactor">By tier; a tier that no employee has may be left out.</param>
internal sealed record AggregateRequest(ByTier<string>? MonthlyFactor = null, string? MinimumAttachment = null, string? Maximum = null);

/// <summary>The parts of one tier's premium; zero where left out.</summary>
internal sealed record PremiumRequest(string? Specific = null, string? Aggregate = null);

/// <summary>One value for each tier; a tier that no employee has may be left out.</summary>
internal sealed record ByTier<T>(T? Employee = null, T? EmployeeSpouse = null, T? EmployeeChildren = null, T? Family = null)
    where T : class
{
    public T? Of(Tier tier) => tier switch
    {
        Tier.Employee => Employee,
        Tier.EmployeeSpouse => EmployeeSpouse,
        Tier.EmployeeChildren => EmployeeChildren,
        Tier.Family => Family,
        _ => throw new ArgumentOutOfRangeException(nameof(tier)),
    };
}
