using System.Text.Json.Nodes;
using static Aso.Scenarios.Format.Field;
using static Aso.Scenarios.Format.Words;

namespace Aso.Scenarios.Format;

/// <summary>The keys of a scenario's input: employer, plans, members and stop-loss policy.</summary>
internal static class InputFormat
{
    private static readonly ObjectShape AmountByTier = ByTier(Amount);

    private static readonly ChoiceShape Funding = Choice("method", new()
    {
        ["prefunded"] = [Required("minimumBalance", Amount), Required("targetBalance", Amount)],
        ["payAsYouGo"] = [Required("requestWeekday", OneOf("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))],
        ["levelFunded"] = [Required("levelRate", AmountByTier)],
    });

    private static readonly ObjectShape Fees = new(
        Optional("perEmployeePerMonth", Amount),
        Optional("perClaim", Amount),
        Optional("percentOfPaid", Percent));

    public static readonly ObjectShape Employer = new(
        Required("name", Text),
        Required("taxId", Text),
        Required("arrangement", OneOf("aso", "fully-insured")),
        Required("planYearStart", Date),
        Required("createdOn", Date),
        RequiredUnless("the arrangement is fully-insured", "funding", Funding, employer => Says(employer, "arrangement", "fully-insured")),
        Optional("fees", Fees),
        Optional("expectedMonthlyClaims", AmountByTier),
        Optional("fullyInsuredPremium", AmountByTier),
        Optional("network", ListOf(Text)));

    private static readonly ObjectShape CostSharing = new(
        Required("copay", Amount),
        Required("coinsurance", Percent),
        Required("deductible", Flag));

    private static readonly ObjectShape Service = new(
        Required("name", Text),
        Required("procedures", ListOf(Text, atLeast: 1)),
        RequiredUnless("covered is false", "in", CostSharing, IsNotCovered),
        Optional("out", CostSharing),
        Optional("visitLimit", Count),
        Optional("priorAuthorization", Flag),
        Optional("waitingMonths", Count),
        Optional("covered", Flag),
        Optional("countsTowardAnnualMaximum", Flag),
        Optional("lifetimeMaximum", Amount));

    private static readonly ObjectShape Pricing = new(
        Optional("feeSchedule", new MapShape(Text, Amount)),
        Required("otherwisePercentOfBilled", Percent),
        Optional("percentOfBilledOutOfNetwork", Percent));

    private static readonly ObjectShape Limits = new(Required("individual", Amount), Required("family", Amount));

    private static readonly ObjectShape LimitsBySide = new(Optional("in", Limits), Optional("out", Limits));

    private static readonly Field[] HealthPlan =
    [
        Required("code", Text),
        Required("timelyFilingDays", Count),
        Required("coordination", OneOf("standard", "nonDuplication")),
        Required("pricing", Pricing),
        Optional("deductible", LimitsBySide),
        Optional("outOfPocket", LimitsBySide),
        Optional("annualMaximum", Amount),
        Required("services", ListOf(Service)),
    ];

    private static readonly Field[] DisabilityPlan =
    [
        Required("code", Text),
        Required("percent", Percent),
        Required("minimum", Amount),
        Required("maximum", Amount),
    ];

    public static readonly ChoiceShape Plan = Choice("line", new()
    {
        ["medical"] = HealthPlan,
        ["dental"] = HealthPlan,
        ["std"] =
        [
            .. DisabilityPlan,
            Required("eliminationDays", new ObjectShape(Required("accident", Count), Required("sickness", Count))),
            Required("maxWeeks", Count),
        ],
        ["ltd"] = [.. DisabilityPlan, Required("eliminationDays", Count)],
    });

    public static readonly ListShape Coverages = ListOf(new ObjectShape(
        Required("plan", Text),
        Optional("tier", OneOf(Tiers)),
        Required("from", Date),
        Optional("to", Date)));

    public static readonly ObjectShape Member = new(
        Required("id", Text),
        Required("relationship", OneOf("employee", "spouse", "child")),
        RequiredUnless("the member is an employee", "subscriber", Text, member => Says(member, "relationship", "employee")),
        Required("birthDate", Date),
        Optional("weeklyEarnings", Amount),
        Optional("otherCoveragePrimary", Flag),
        Required("coverages", Coverages));

    private static readonly ObjectShape Specific = new(
        Required("deductible", Amount),
        Optional("lasers", new MapShape(Text, Amount)),
        Optional("aggregatingDeductible", Amount),
        Required("carrierPercent", Percent),
        Required("maximumPerPerson", Amount));

    private static readonly ObjectShape Aggregate = new(
        Required("monthlyFactor", AmountByTier),
        Required("minimumAttachment", Amount),
        Required("maximum", Amount));

    public static readonly ObjectShape StopLoss = new(
        Required("carrier", Text),
        Required("periodStart", Date),
        Required("basis", Basis),
        Required("lines", ListOf(OneOf("medical", "dental", "std", "ltd"))),
        Optional("specific", Specific),
        Optional("aggregate", Aggregate),
        Optional("premium", ByTier(new ObjectShape(Required("specific", Amount), Required("aggregate", Amount)))),
        Optional("triggerDiagnoses", ListOf(Text)));

    /// <summary>An object whose other keys depend on the word under <paramref name="key"/>.</summary>
    public static ChoiceShape Choice(string key, Dictionary<string, Field[]> fieldsByWord)
    {
        var decider = Required(key, OneOf([.. fieldsByWord.Keys]));
        var shapes = fieldsByWord.ToDictionary(entry => entry.Key, entry => new ObjectShape([decider, .. entry.Value]));
        return new([decider], holder => TextOf(holder, key) is { } word ? shapes.GetValueOrDefault(word) : null);
    }

    /// <summary>The string under <paramref name="key"/>; null where there is none.</summary>
    public static string? TextOf(JsonObject holder, string key) =>
        holder[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool Says(JsonObject holder, string key, string word) => TextOf(holder, key) == word;

    private static bool IsNotCovered(JsonObject service) =>
        service["covered"] is JsonValue value && value.TryGetValue<bool>(out var covered) && !covered;
}
