namespace Aso.Primitives;

/// <summary>Who is covered with an employee: the key of premiums, factors, rates and expectations. Numbers are stored: append, never renumber.</summary>
public enum Tier
{
    Employee = 1,
    EmployeeSpouse = 2,
    EmployeeChildren = 3,
    Family = 4,
}

/// <summary>The lines of benefit. Numbers are stored: append, never renumber.</summary>
public enum BenefitLine
{
    Medical = 1,
    Dental = 2,

    /// <summary>Short-term disability.</summary>
    Std = 3,

    /// <summary>Long-term disability.</summary>
    Ltd = 4,
}

/// <summary>One amount for each tier; a tier that is not in use may be left out and then counts as zero.</summary>
public sealed record TierAmounts(Money? Employee = null, Money? EmployeeSpouse = null, Money? EmployeeChildren = null, Money? Family = null)
{
    public Money this[Tier tier] => Named(tier) ?? Money.Zero;

    /// <summary>The amount, or null where the tier was left out.</summary>
    public Money? Named(Tier tier) => tier switch
    {
        Tier.Employee => Employee,
        Tier.EmployeeSpouse => EmployeeSpouse,
        Tier.EmployeeChildren => EmployeeChildren,
        Tier.Family => Family,
        _ => throw new ArgumentOutOfRangeException(nameof(tier)),
    };
}
