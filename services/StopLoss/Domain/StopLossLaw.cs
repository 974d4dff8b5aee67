using System.Collections.Frozen;
using Aso.Primitives;

namespace Aso.StopLoss.Domain;

/// <summary>The least that a state lets the employer bear before a stop-loss policy pays.</summary>
/// <param name="Source">Where it is written.</param>
/// <param name="SpecificMinimum">The lowest specific deductible.</param>
/// <param name="Attachment">The lowest aggregate attachment of a policy year.</param>
/// <param name="LasersAllowed">Whether one member may have a deductible of its own.</param>
/// <param name="RunOutMonthsMinimum">For how many months behind the policy period payments must count.</param>
public sealed record StopLossLaw(
    string Source, Money SpecificMinimum, AttachmentMinimum Attachment, bool LasersAllowed = true, int RunOutMonthsMinimum = 0)
{
    private const int Any = int.MaxValue;

    /// <summary>Postal codes of the states and the District of Columbia.</summary>
    private static readonly FrozenSet<string> States =
        ("AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>By state, the smaller groups and the younger law first; a state of its own law for small groups only leaves the others to the model act.</summary>
    private static readonly (string? State, int MembersMost, DateOnly From, StopLossLaw Law)[] Table =
    [
        ("AR", 50, default, SmallUnderModelAct("Arkansas Code § 23-62-111, as the NAIC model act")),
        ("AR", Any, default, LargeUnderModelAct("Arkansas Code § 23-62-111, as the NAIC model act")),
        ("CA", 100, default, new("California Insurance Code § 10752.4", Dollars(40_000), new(Dollars(5_000), Percent(120), Dollars(40_000)))),
        ("RI", Any, default, new("Rhode Island General Laws § 27-8.2-3", Dollars(20_000), new(Money.Zero, Percent(120), Money.Zero))),
        ("UT", 50, new(2025, 7, 1), Utah(Dollars(25_000), Percent(90))),
        ("UT", 50, default, Utah(Dollars(10_000), Percent(85))),
        (null, 50, default, SmallUnderModelAct("NAIC Stop Loss Insurance Model Act (#92), advisory")),
        (null, Any, default, LargeUnderModelAct("NAIC Stop Loss Insurance Model Act (#92), advisory")),
    ];

    /// <summary>Whether <paramref name="state"/> is the postal code of a state.</summary>
    public static bool IsState(string state) => States.Contains(state);

    /// <summary>What applies to a policy; where the state has no law of its own, or none is named, the NAIC model act as advice.</summary>
    /// <param name="state">Where the policy is issued, by its postal code.</param>
    /// <param name="members">Enrolled employees: the law's group members.</param>
    /// <param name="periodStart">The day on which the policy begins.</param>
    public static StopLossLaw For(string? state, int members, DateOnly periodStart) =>
        Table.First(row => (row.State is null || row.State == state) && members <= row.MembersMost && periodStart >= row.From).Law;

    private static StopLossLaw SmallUnderModelAct(string source) =>
        new(source, Dollars(20_000), new(Dollars(4_000), Percent(120), Dollars(20_000)));

    private static StopLossLaw LargeUnderModelAct(string source) =>
        new(source, Dollars(20_000), new(Money.Zero, Percent(110), Money.Zero));

    private static StopLossLaw Utah(Money specific, Rate ofExpected) =>
        new("Utah Code § 31A-43-301", specific, new(Money.Zero, ofExpected, Money.Zero), LasersAllowed: false, RunOutMonthsMinimum: 12);

    private static Money Dollars(long dollars) => new(dollars * 100);

    private static Rate Percent(int percent) => new(Rate.Whole / 100 * percent);
}

/// <summary>The greatest of three: an amount for each member, a share of expected claims, and an amount for any group.</summary>
public sealed record AttachmentMinimum(Money PerMember, Rate OfExpectedClaims, Money Least)
{
    /// <param name="expectedClaims">Of the policy year; null where unknown, and then without its part.</param>
    public Money Of(int members, Money? expectedClaims) =>
        Money.Max(Money.Max(PerMember * members, Least), expectedClaims?.TimesRounded(OfExpectedClaims) ?? Money.Zero);
}
