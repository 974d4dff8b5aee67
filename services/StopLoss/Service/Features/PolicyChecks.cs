using System.Collections.Frozen;
using System.Globalization;
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
        var checks = new PolicyChecks();
        checks.Require(request.CarrierId is not null, "carrierId", "Send the id of the carrier that writes the policy.");
        checks.CarrierId = request.CarrierId ?? Guid.Empty;
        checks.PeriodStart = checks.ReadPeriodStart(request.PeriodStart);
        checks.Basis = checks.ReadBasis(request.Basis);
        checks.Content = new(
            checks.ReadLines(request.Lines),
            checks.ReadTriggers(request.TriggerDiagnoses ?? []),
            request.Specific is { } specific ? checks.ReadSpecific(specific) : null,
            request.Aggregate is { } aggregate ? checks.ReadAggregate(aggregate, tiersInUse) : null,
            request.Premium is { } premium ? checks.ReadPremium(premium, tiersInUse) : null);
        checks.Require(
            request.State is null || StopLossLaw.IsState(request.State),
            "state", "Send the postal code of a state, such as AR, or leave it out.", "unknown-state");
        return checks;
    }

    private DateOnly ReadPeriodStart(string? text)
    {
        var isDate = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
            && start >= EarliestStart && start <= LatestStart;
        Require(isDate, "periodStart", "Send the first day of the policy period as YYYY-MM-DD, from 2000-01-01 to 2100-01-01.");
        return isDate ? start : default;
    }

    private Basis ReadBasis(string? text)
    {
        var isBasis = Basis.TryParse(text, out var basis);
        Require(
            isBasis, "basis",
            $"Send months incurred and months paid, each from 1 to {Basis.MostMonths}, such as 12/15; what is incurred must begin before what is paid ends.", "invalid-basis");
        return basis;
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
        var deductible = Amount(specific.Deductible, "specific.deductible");
        var isPercent = Rate.TryParsePercent(specific.CarrierPercent, out var percent) && percent.Millionths <= Rate.Whole;
        Require(isPercent, "specific.carrierPercent", "Send the carrier's share of what is recoverable, from 0 to 100.", "invalid-percent");
        return new(
            deductible ?? Money.Zero,
            ReadLasers(specific.Lasers ?? new Dictionary<string, string?>(), deductible),
            Amount(specific.AggregatingDeductible ?? "0.00", "specific.aggregatingDeductible") ?? Money.Zero,
            percent,
            Amount(specific.MaximumPerPerson, "specific.maximumPerPerson") ?? Money.Zero);
    }

    /// <param name="deductible">Null where it could not be read; then nothing is compared with it.</param>
    private Dictionary<string, Money> ReadLasers(IReadOnlyDictionary<string, string?> given, Money? deductible)
    {
        Require(given.Count <= LasersMax, "specific.lasers", $"Name at most {LasersMax} members.");
        var lasers = new Dictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (memberId, amount) in given.Take(LasersMax))
        {
            var isMemberId = IsMemberId(memberId);
            Require(isMemberId, "specific.lasers", $"A member id has 1 to {MemberIdLengthMax} printable ASCII characters.", "invalid-member-id");
            var field = $"specific.lasers.{(isMemberId ? memberId : "?")}";
            var laser = Amount(amount, field);
            Require(
                !(laser < deductible), field,
                "A laser raises what is borne for one member: send at least the specific deductible.", "laser-below-deductible");
            lasers[memberId] = laser ?? Money.Zero;
        }

        return lasers;
    }

    private AggregateTerms ReadAggregate(AggregateRequest aggregate, IReadOnlyCollection<Tier> tiersInUse)
    {
        const string Field = "aggregate.monthlyFactor";
        var factors = aggregate.MonthlyFactor ?? new();
        RequireTiers(Field, factors, tiersInUse);
        return new(
            new(Factor(Tier.Employee), Factor(Tier.EmployeeSpouse), Factor(Tier.EmployeeChildren), Factor(Tier.Family)),
            Amount(aggregate.MinimumAttachment, "aggregate.minimumAttachment") ?? Money.Zero,
            Amount(aggregate.Maximum, "aggregate.maximum") ?? Money.Zero);

        Money? Factor(Tier tier) => factors.Of(tier) is { } factor ? Monthly(factor, $"{Field}.{TierName(tier)}") : null;
    }

    private TierPremiums ReadPremium(ByTier<PremiumRequest> premium, IReadOnlyCollection<Tier> tiersInUse)
    {
        RequireTiers("premium", premium, tiersInUse);
        return new(Of(Tier.Employee), Of(Tier.EmployeeSpouse), Of(Tier.EmployeeChildren), Of(Tier.Family));

        Premium? Of(Tier tier) => premium.Of(tier) is { } parts
            ? new(Part(parts.Specific, tier, "specific"), Part(parts.Aggregate, tier, "aggregate"))
            : null;

        Money? Part(string? amount, Tier tier, string part) => amount is null ? null : Monthly(amount, $"premium.{TierName(tier)}.{part}");
    }

    private void RequireTiers<T>(string field, ByTier<T> table, IReadOnlyCollection<Tier> tiersInUse)
        where T : class
    {
        foreach (var tier in tiersInUse.Where(tier => table.Of(tier) is null))
        {
            Require(false, $"{field}.{TierName(tier)}", "Employees are enrolled in this tier: name its amount.", "missing-tier");
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

    private Money? Amount(string? text, string field) => Amount(text, field, Money.Largest, "");

    private Money? Monthly(string text, string field) => Amount(text, field, LargestMonthly, " a month");

    /// <returns>Null where it was objected to.</returns>
    private Money? Amount(string? text, string field, Money largest, string unit)
    {
        var isAmount = Money.TryParse(text, out var amount) && amount >= Money.Zero && amount <= largest;
        Require(isAmount, field, $"Send an amount from 0.00 to {largest}{unit}, as a string with at most two decimals.", "invalid-amount");
        return isAmount ? amount : null;
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
