using Aso.Contracts.Enrollment.V1;
using Aso.Primitives;

namespace Aso.StopLoss.Store;

/// <summary>Monthly premium of each enrolled employee by tier; a tier that no employee has may be left out.</summary>
internal sealed record TierPremiums(Premium? Employee = null, Premium? EmployeeSpouse = null, Premium? EmployeeChildren = null, Premium? Family = null)
{
    public Premium? Of(Tier tier) => tier switch
    {
        Tier.Employee => Employee,
        Tier.EmployeeSpouse => EmployeeSpouse,
        Tier.EmployeeChildren => EmployeeChildren,
        Tier.Family => Family,
        _ => throw new ArgumentOutOfRangeException(nameof(tier)),
    };

    /// <summary>What Funding charges: specific and aggregate premium together.</summary>
    public TierCents Totals() => new()
    {
        Employee = Employee?.Total().Cents,
        EmployeeSpouse = EmployeeSpouse?.Total().Cents,
        EmployeeChildren = EmployeeChildren?.Total().Cents,
        Family = Family?.Total().Cents,
    };
}

/// <summary>The parts of one tier's premium; zero where left out.</summary>
internal sealed record Premium(Money? Specific = null, Money? Aggregate = null)
{
    public Money Total() => (Specific ?? Money.Zero) + (Aggregate ?? Money.Zero);
}
