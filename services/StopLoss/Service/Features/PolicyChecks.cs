using System.Collections.Frozen;
using Aso.Foundation;
using Aso.Primitives;
using Aso.StopLoss.Domain;
using Aso.StopLoss.Store;

namespace Aso.StopLoss.Features;

/// <summary>Reads a policy as it was sent: either all that is wrong with it, or its terms.</summary>
internal sealed class PolicyChecks
{
    private const int LasersMax = 1_000;
    private const int TriggersMax = 200;
    private const int TriggerLengthMax = 10;
    private const int MemberIdLengthMax = 50;

    private static readonly DateOnly EarliestStart = new(2000, 1, 1);
    private static readonly DateOnly LatestStart = new(2100, 1, 1);

    /// <summary>The most that one employee adds in a month: sums over any roster stay exact.</summary>
    private static readonly Money LargestMonthly = new(1_000_000_00);

    private static readonly FrozenDictionary<string, BenefitLine> LinesByName = new Dictionary<string, BenefitLine>
    {
        ["medical"] = BenefitLine.Medical,
        ["dental"] = BenefitLine.Dental,
        ["std"] = BenefitLine.Std,
        ["ltd"] = BenefitLine.Ltd,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly List<Refusal> _refusals = [];

    private PolicyChecks()
    {
    }

    public IReadOnlyList<Refusal> Refusals => _refusals;

    public Guid CarrierId { get; private set; }

    public DateOnly PeriodStart { get; private set; }

    public Basis Basis { get; private set; }

    public PolicyContent Content { get; private set; } = null!;

    /// <param name="tiersInUse">The tiers that the employer's employees have: no table may leave one out.</param>
    public static PolicyChecks Of(PolicyRequest request, IReadOnlyCollection<Tier> tiersInUse)
    {
        var checks = new PolicyChecks
        {
            CarrierId = request.CarrierId ?? Guid.Empty,
            PeriodStart = request.PeriodStart ?? default,
        };
        checks.Require(request.CarrierId is not null, "carrierId", "Send the id of the carrier that writes the policy.");
        checks.Require(
            checks.PeriodStart >= EarliestStart && checks.PeriodStart <= LatestStart,
            "periodStart", "Send the first day of the policy period, from 2000-01-01 to 2100-01-01.");
        var basis = default(Basis);
        checks.Require(
            request.Basis is not null && Basis.TryParse(request.Basis, out basis),
            "basis", $"Send months incurred and months paid, each from 1 to {Basis.MostMonths}, such as 12/15; what is incurred must begin before what is paid ends.", "invalid-basis");
        checks.Basis = basis;
        checks.Require(
            request.State is null || StopLossLaw.IsState(request.State),
            "state", "Send the postal code of a state, such as AR, or leave it out.", "unknown-state");
        checks.Content = new(
            checks.ReadLines(request.Lines),
            checks.ReadTriggers(request.TriggerDiagnoses ?? []),
            request.Specific is { } specific ? checks.ReadSpecific(specific) : null,
            request.Aggregate is { } aggregate ? checks.ReadAggregate(aggregate, tiersInUse) : null,
            checks.CheckPremium(request.Premium, tiersInUse));
        return checks;
    }

    private List<BenefitLine> ReadLines(IReadOnlyList<string>? names)
    {
        const string Remedy = "Name one or more of medical, dental, std, ltd, each once.";
        if (names is null or { Count: 0 })
        {
            Require(false, "lines", Remedy);
            return [];
        }

        var lines = new List<BenefitLine>();
        for (var index = 0; index < names.Count; index++)
        {
            if (!LinesByName.TryGetValue(names[index] ?? "", out var line) || lines.Contains(line))
            {
                Require(false, $"lines[{index}]", Remedy, "invalid-line");
                continue;
            }

            lines.Add(line);
        }

        return lines;
    }

    private SpecificTerms ReadSpecific(SpecificRequest specific)
    {
        var lasers = specific.Lasers ?? new Dictionary<string, Money>();
        Require(lasers.Count <= LasersMax, "specific.lasers", $"Name at most {LasersMax} members.");
        foreach (var (memberId, laser) in lasers.Take(LasersMax))
        {
            if (!IsMemberId(memberId))
            {
                Require(false, "specific.lasers", $"A member id has 1 to {MemberIdLengthMax} printable ASCII characters.", "invalid-member-id");
            }

            var field = $"specific.lasers.{(IsMemberId(memberId) ? memberId : "?")}";
            Require(
                Amount(laser, field) >= (specific.Deductible ?? Money.Zero),
                field, "A laser raises what is borne for one member: send at least the specific deductible.", "laser-below-deductible");
        }

        var percent = specific.CarrierPercent ?? Rate.Zero;
        Require(
            specific.CarrierPercent is not null && percent.Millionths <= Rate.Whole,
            "specific.carrierPercent", "Send the carrier's share of what is recoverable, from 0 to 100.", "invalid-percent");
        return new(
            Amount(specific.Deductible, "specific.deductible"),
            lasers,
            Amount(specific.AggregatingDeductible ?? Money.Zero, "specific.aggregatingDeductible"),
            percent,
            Amount(specific.MaximumPerPerson, "specific.maximumPerPerson"));
    }

    private AggregateTerms ReadAggregate(AggregateRequest aggregate, IReadOnlyCollection<Tier> tiersInUse)
    {
        var factors = aggregate.MonthlyFactor ?? new();
        CheckTiers("aggregate.monthlyFactor", factors.Named, tiersInUse);
        return new(
            factors,
            Amount(aggregate.MinimumAttachment, "aggregate.minimumAttachment"),
            Amount(aggregate.Maximum, "aggregate.maximum"));
    }

    private TierPremiums? CheckPremium(TierPremiums? premium, IReadOnlyCollection<Tier> tiersInUse)
    {
        if (premium is null)
        {
            return null;
        }

        CheckTiers("premium", tier => premium.Of(tier)?.Specific ?? (premium.Of(tier) is null ? null : Money.Zero), tiersInUse, ".specific");
        CheckTiers("premium", tier => premium.Of(tier)?.Aggregate ?? (premium.Of(tier) is null ? null : Money.Zero), [], ".aggregate");
        return premium;
    }

    private void CheckTiers(string field, Func<Tier, Money?> named, IReadOnlyCollection<Tier> tiersInUse, string part = "")
    {
        foreach (var tier in Enum.GetValues<Tier>())
        {
            var name = $"{field}.{TierName(tier)}";
            if (named(tier) is { } amount)
            {
                Require(
                    amount >= Money.Zero && amount <= LargestMonthly,
                    name + part, $"Send an amount from 0.00 to {LargestMonthly} a month.", "invalid-amount");
            }
            else
            {
                Require(!tiersInUse.Contains(tier), name, "Employees are enrolled in this tier: name its amount.", "missing-tier");
            }
        }
    }

    private IReadOnlyList<string> ReadTriggers(IReadOnlyList<string> triggers)
    {
        Require(triggers.Count <= TriggersMax, "triggerDiagnoses", $"Name at most {TriggersMax}.");
        for (var index = 0; index < Math.Min(triggers.Count, TriggersMax); index++)
        {
            var trigger = triggers[index];
            Require(
                trigger is { Length: >= 1 and <= TriggerLengthMax } && trigger.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '.')
                    && char.IsAsciiLetterUpper(trigger[0]),
                $"triggerDiagnoses[{index}]", "Send the beginning of an ICD-10 code, such as C or N18.6.", "invalid-trigger");
        }

        return triggers;
    }

    private Money Amount(Money? amount, string field)
    {
        Require(
            amount is { } value && value >= Money.Zero && value <= Money.Largest,
            field, $"Send an amount from 0.00 to {Money.Largest}.", "invalid-amount");
        return amount ?? Money.Zero;
    }

    private void Require(bool holds, string field, string remedy, string code = "invalid-policy")
    {
        if (!holds)
        {
            _refusals.Add(new(code, field, remedy));
        }
    }

    private static bool IsMemberId(string memberId) =>
        memberId is { Length: >= 1 and <= MemberIdLengthMax } && memberId.All(letter => letter is >= ' ' and <= '~');

    private static string TierName(Tier tier) => $"{char.ToLowerInvariant(tier.ToString()[0])}{tier.ToString()[1..]}";
}
