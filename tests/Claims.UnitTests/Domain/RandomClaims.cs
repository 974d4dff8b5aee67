using System.Collections.Frozen;
using Aso.Claims.Domain;
using Aso.Primitives;
using CsCheck;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain;

/// <summary>Random plans and claims, small enough that limits, duplicates, visits and dates meet often.</summary>
internal static class RandomClaims
{
    public static readonly string[] Members = ["E1", "S1", "K1"];

    private static readonly string[] Procedures = ["A1", "A2", "A3", "B1", "B2", "C1", "Z9"];

    private static readonly Gen<Money> Amount = Gen.Long[0, 60_000].Select(cents => new Money(cents));

    private static readonly Gen<Rate> Share = Gen.OneOf(Gen.Const(Rate.Zero), Gen.Int[1, 1000].Select(tenths => new Rate(tenths * 100_000L)), Gen.Const(Rate.OneHundredPercent));

    private static readonly Gen<Limits?> MaybeLimits = Gen.Frequency(
        (1, Gen.Const((Limits?)null)),
        (3, Gen.Select(Amount, Amount, (individual, more) => (Limits?)new Limits(individual, individual + more))));

    private static readonly Gen<CostSharing> Sharing = Gen.Select(
        Gen.OneOf(Gen.Const(Money.Zero), Gen.Long[1, 6_000].Select(cents => new Money(cents))), Share, Gen.Bool,
        (copay, coinsurance, deductible) => new CostSharing(copay, coinsurance, deductible));

    private static readonly Gen<Service> AnyService =
        from inside in Sharing
        from outside in Maybe(Sharing, 3)
        from covered in Gen.Int[0, 8]
        from visits in Gen.Int[0, 6]
        from flags in Gen.Int[0, 15]
        from lifetime in Gen.Int[0, 2]
        from amount in Amount
        select new Service
        {
            Name = "",
            Procedures = [],
            In = inside,
            Out = outside,
            Covered = covered > 0,
            VisitLimit = visits is > 0 and < 4 ? visits : null,
            PriorAuthorization = flags == 1,
            WaitingMonths = flags is 2 or 3 ? flags : null,
            CountsTowardAnnualMaximum = flags < 12,
            LifetimeMaximum = lifetime == 0 ? amount : null,
        };

    public static readonly Gen<HealthPlan> Plan =
        from services in AnyService.Array[4]
        from deductible in MaybeLimits
        from deductibleOut in MaybeLimits
        from outOfPocket in MaybeLimits
        from outOfPocketOut in MaybeLimits
        from annual in Gen.Int[0, 2]
        from annualAmount in Amount
        from percents in Gen.Select(Share, Share)
        from days in Gen.Int[100, 500]
        from nonDuplication in Gen.Bool
        from fee in Amount
        select new HealthPlan("MED", BenefitLine.Medical, [.. services.Zip(["A1", "A1-A3 B1", "B1-B2", "C1"], (service, patterns) => service with { Name = patterns, Procedures = patterns.Split(' ') })])
        {
            TimelyFilingDays = days,
            Coordination = nonDuplication ? Coordination.NonDuplication : Coordination.Standard,
            FeeSchedule = new Dictionary<string, Money> { ["A2"] = fee }.ToFrozenDictionary(),
            OtherwisePercentOfBilled = percents.Item1,
            PercentOfBilledOutOfNetwork = percents.Item2,
            DeductibleIn = deductible,
            DeductibleOut = deductibleOut,
            OutOfPocketIn = outOfPocket,
            OutOfPocketOut = outOfPocketOut,
            AnnualMaximum = annual == 0 ? annualAmount : null,
        };

    private static readonly Gen<ClaimLine> AnyLine =
        from procedure in OneOf(Procedures)
        from billed in Gen.OneOf(OneOf(new Money(10_000), new Money(3_333)), Gen.Long[0, 90_000].Select(cents => new Money(cents)))
        from day in Gen.Int[0, 12]
        from modifier in OneOf("", "", "25", "25,59")
        from units in OneOf(1_000L, 2_000L, 1_500L, 333L)
        from other in Gen.Int[0, 2]
        from otherPaid in Amount
        select new ClaimLine
        {
            Procedure = procedure,
            Billed = billed,
            ServiceDate = Day("2025-12-20").AddDays(day * 3),
            Modifiers = modifier,
            Units = new(units),
            OtherPayerPaid = other == 0 ? otherPaid : null,
        };

    /// <summary>A step of a book: a claim, and the earlier claim, if any, that it replaces or voids.</summary>
    public static readonly Gen<Step> AnyStep =
        from lines in AnyLine.Array[1, 5]
        from member in OneOf(Members)
        from provider in OneOf(InNetwork, InNetwork, OutOfNetwork)
        from authorized in Gen.Bool
        from frequency in OneOf(Frequency.Original, Frequency.Original, Frequency.Original, Frequency.Replacement, Frequency.Void)
        from target in Gen.Int[0, 1000]
        from otherFirst in Gen.Int[0, 5]
        select new Step(member, provider, authorized, lines, frequency, target, otherFirst == 0);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<T?> Maybe<T>(Gen<T> gen, int weight)
        where T : class => Gen.Frequency((1, Gen.Const((T?)null)), (weight, gen.Select(value => (T?)value)));

    internal sealed record Step(string Member, string Provider, bool Authorized, ClaimLine[] Lines, Frequency Frequency, int Target, bool OtherFirst);
}
