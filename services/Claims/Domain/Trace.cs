using System.Runtime.InteropServices;

namespace Aso.Claims.Domain;

/// <summary>The rules that a trace names. Numbers are stored: append, never renumber.</summary>
public enum Rule : byte
{
    /// <summary>A check hit and denied the line; <see cref="TraceStep.Result"/> is the <see cref="LineDenial"/>, the other two its inputs.</summary>
    Denied = 1,

    /// <summary>A reviewer takes checks as passed; <see cref="TraceStep.Result"/> is their <see cref="Review.Waiver"/>.</summary>
    Waived = 2,

    /// <summary>Of: billed. Limit: the fee of one unit.</summary>
    AllowedByFeeSchedule = 10,

    /// <summary>Of: billed. Limit: the rate.</summary>
    AllowedByPercent = 11,

    /// <summary>As <see cref="AllowedByPercent"/>, out of network.</summary>
    AllowedOutOfNetwork = 12,

    /// <summary>Of: allowed. Limit: the service's copay.</summary>
    Copay = 20,

    /// <summary>An earlier line of the visit took the copay.</summary>
    CopayTakenBefore = 21,

    /// <summary>Of: allowed less copay. Limit: what was left of the member's deductible, the tighter one.</summary>
    DeductibleOfMember = 30,

    /// <summary>As <see cref="DeductibleOfMember"/>, where the family's was the tighter one.</summary>
    DeductibleOfFamily = 31,

    /// <summary>Of: allowed less copay and deductible. Limit: the rate.</summary>
    Coinsurance = 40,

    /// <summary>Of: copay, deductible and coinsurance. Limit: what was left of the member's maximum, the tighter one. Result: the excess taken off.</summary>
    OutOfPocketOfMember = 50,

    /// <summary>As <see cref="OutOfPocketOfMember"/>, where the family's was the tighter one.</summary>
    OutOfPocketOfFamily = 51,

    /// <summary>Of: the benefit. Limit: what was left. Result: the excess, now the member's.</summary>
    LifetimeMaximum = 60,

    /// <summary>As <see cref="LifetimeMaximum"/>.</summary>
    AnnualMaximum = 61,

    /// <summary>Of: the benefit. Limit: the other payer's payment. Result: what the plan pays.</summary>
    CoordinationStandard = 70,

    /// <summary>As <see cref="CoordinationStandard"/>.</summary>
    CoordinationNonDuplication = 71,

    /// <summary>Of: the member's share before coordination. Result: after it.</summary>
    MemberShareShrunk = 72,

    /// <summary>Of: allowed. Limit: the member's share. Result: what the plan pays.</summary>
    Paid = 80,

    /// <summary>Of: weekly earnings. Limit: the rate. Result: within minimum and maximum.</summary>
    WeeklyBenefit = 90,

    /// <summary>Of: weekly earnings. Limit: 52/12 of them, the monthly earnings. Result: the gross benefit, within the maximum.</summary>
    MonthlyBenefit = 91,

    /// <summary>Of: the gross benefit. Limit: the offsets. Result: the net benefit, at least the minimum.</summary>
    Offsets = 92,

    /// <summary>Of: the days certified. Limit: the elimination days. Result: the days paid.</summary>
    PaidDays = 93,

    /// <summary>Of: the benefit. Limit: the days paid. Result: paid.</summary>
    PaidForDays = 94,

    /// <summary>The disability claim is denied; <see cref="TraceStep.Result"/> is the <see cref="DisabilityDenial"/>.</summary>
    DisabilityDenied = 95,
}

/// <summary>One rule as it was applied: what it was applied to, what bounded it, what came out.</summary>
/// <param name="Line">The line's number from 1; 0 for the claim as a whole.</param>
/// <param name="Of">Cents, unless the rule says otherwise.</param>
/// <param name="Limit">Cents, a rate in millionths of a percent, days or visits, as the rule says.</param>
/// <param name="Result">Cents, unless the rule says otherwise.</param>
/// <remarks>Packed: a claim keeps some twenty of these.</remarks>
[StructLayout(LayoutKind.Sequential, Pack = sizeof(int))]
public readonly record struct TraceStep(short Line, Rule Rule, long Of, long Limit, long Result);

/// <summary>Collects steps on the stack while they fit.</summary>
internal ref struct TraceWriter(Span<TraceStep> buffer)
{
    private Span<TraceStep> _steps = buffer;
    private int _count;

    public void Add(int line, Rule rule, long of, long limit, long result)
    {
        if (_count == _steps.Length)
        {
            var larger = new TraceStep[_count * 2];
            _steps.CopyTo(larger);
            _steps = larger;
        }

        _steps[_count++] = new((short)line, rule, of, limit, result);
    }

    public readonly TraceStep[] ToArray() => _steps[.._count].ToArray();
}
