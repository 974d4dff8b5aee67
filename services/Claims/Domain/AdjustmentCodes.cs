using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>An amount by which a line's payment differs from what was billed, under its claim adjustment group and reason code.</summary>
/// <param name="Code">Group and reason, as <c>PR-1</c>. CO: the provider's; PR: the member's; OA: another's.</param>
public readonly record struct Adjustment(string Code, Money Amount);

/// <summary>Decisions in the codes of X12 835 (CAS): the claim adjustment group codes and reason codes (CARC).</summary>
public static class AdjustmentCodes
{
    public const string WriteOff = "CO-45";
    public const string BalanceBill = "PR-45";
    public const string Copay = "PR-3";
    public const string Deductible = "PR-1";
    public const string Coinsurance = "PR-2";
    public const string BenefitMaximum = "PR-119";
    public const string LifetimeMaximum = "PR-35";
    public const string OtherPayer = "OA-23";

    public static string Of(LineDenial denial) => denial switch
    {
        LineDenial.NotAMember => "PR-31",
        LineDenial.CoverageEnded => "PR-27",
        LineDenial.CoverageNotStarted => "PR-26",
        LineDenial.FiledTooLate => "CO-29",
        LineDenial.Duplicate => "OA-18",
        LineDenial.OtherPayerFirst => "CO-22",
        LineDenial.NotCovered => "PR-96",
        LineDenial.NotCoveredOutOfNetwork => "PR-242",
        LineDenial.WaitingPeriod => "PR-179",
        LineDenial.NoAuthorization => "CO-197",
        LineDenial.VisitsUsedUp => BenefitMaximum,
        LineDenial.NotMedicallyNecessary => "CO-50",
        LineDenial.LacksInformation => "CO-16",
        LineDenial.NotCoveredUnderPlan => "PR-204",
        LineDenial.Experimental => "CO-55",
        LineDenial.NotDocumented => "CO-112",
        LineDenial.WorkRelated => "CO-19",
        _ => throw new ArgumentOutOfRangeException(nameof(denial)),
    };

    /// <summary>Whether a line denied for that reason is the member's to pay.</summary>
    public static bool IsMembers(LineDenial denial) =>
        denial != LineDenial.None && Of(denial).StartsWith("PR", StringComparison.Ordinal);

    /// <summary>A denied line's one adjustment, or a priced line's, those of zero left out.</summary>
    public static IReadOnlyList<Adjustment> Of(in LineDecision line)
    {
        if (line.IsDenied)
        {
            return [new(Of(line.Denial), line.Billed)];
        }

        var adjustments = new List<Adjustment>(4);
        Add(line.Side == NetworkSide.In ? WriteOff : BalanceBill, line.NotAllowed);
        Add(Copay, line.Copay);
        Add(Deductible, line.Deductible);
        Add(Coinsurance, line.Coinsurance);
        Add(BenefitMaximum, line.AboveAnnualMaximum);
        Add(LifetimeMaximum, line.AboveLifetimeMaximum);
        Add(OtherPayer, line.OtherPayer);
        return adjustments;

        void Add(string code, Money amount)
        {
            if (!amount.IsZero)
            {
                adjustments.Add(new(code, amount));
            }
        }
    }
}
