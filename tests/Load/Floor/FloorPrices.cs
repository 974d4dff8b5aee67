using Aso.Primitives;

namespace Aso.Load.Floor;

/// <summary>What a member has used, in cents.</summary>
internal struct MemberUse
{
    public long Deductible;
    public long OutOfPocket;
    public long Benefits;
}

/// <summary>What a family has used, read under its lock and written back: the employee first, then the spouse.</summary>
internal sealed class FamilyUse
{
    public MemberUse[] Members { get; } = new MemberUse[2];

    /// <summary>Who of them has used something since it was read: 0, 1 or both.</summary>
    public HashSet<int> Changed { get; } = [];

    public long Deductible => Members[0].Deductible + Members[1].Deductible;
}

/// <summary>The amounts of a claim, in cents.</summary>
internal readonly record struct FloorPrice(long Billed, long Allowed, long Paid)
{
    public long MemberOwes => Allowed - Paid;
}

/// <summary>Prices the visits of <see cref="LoadClaims"/> by the plan of <see cref="LoadGroup"/>, and knows no other plan.</summary>
internal static class FloorPrices
{
    private const long Copay = 25_00;
    private const long IndividualDeductible = 20_00;
    private const long FamilyDeductible = 40_00;
    private const int CoinsurancePercent = 10;
    private const int OtherwisePercentOfBilled = 80;

    /// <summary>Decides a claim, and adds what it uses to <paramref name="family"/>.</summary>
    public static FloorPrice Decide(SubmittedClaim claim, FamilyUse family)
    {
        var person = claim.Member % 2;
        ref var use = ref family.Members[person];
        family.Changed.Add(person);
        var price = default(FloorPrice);
        foreach (var line in claim.Lines)
        {
            var allowed = Allowed(line);
            var copay = Math.Min(Copay, allowed);
            var deductibleLeft = Math.Max(0, Math.Min(IndividualDeductible - use.Deductible, FamilyDeductible - family.Deductible));
            var deductible = Math.Min(allowed - copay, deductibleLeft);
            var coinsurance = Percent(allowed - copay - deductible, CoinsurancePercent);
            var owed = copay + deductible + coinsurance;
            use.Deductible += deductible;
            use.OutOfPocket += owed;
            use.Benefits += allowed - owed;
            price = new(price.Billed + line.Billed.Cents, price.Allowed + allowed, price.Paid + allowed - owed);
        }

        return price;
    }

    private static long Allowed(SubmittedLine line) => line.Procedure switch
    {
        "99213" => Math.Min(line.Billed.Cents, 110_00),
        "99214" => Math.Min(line.Billed.Cents, 160_00),
        _ => Percent(line.Billed.Cents, OtherwisePercentOfBilled),
    };

    /// <summary>Half a cent is rounded up.</summary>
    private static long Percent(long cents, int percent) => (cents * percent + 50) / 100;
}
