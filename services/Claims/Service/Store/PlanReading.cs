using System.Collections.Frozen;
using System.Text.Json;
using Aso.Claims.Domain;
using Aso.Contracts;
using Aso.Contracts.Enrollment.V1;
using Aso.Primitives;
using BenefitLine = Aso.Primitives.BenefitLine;
using Coordination = Aso.Claims.Domain.Coordination;
using Limits = Aso.Claims.Domain.Limits;

namespace Aso.Claims.Store;

/// <summary>From Enrollment's definition of a plan to the domain's.</summary>
internal static class PlanReading
{
    public static string Write(PlanDefined plan) => JsonSerializer.Serialize(plan, MessageCatalog.JsonOf(MessageCatalog.Of(typeof(PlanDefined))));

    /// <exception cref="JsonException">Not what <see cref="Write"/> wrote.</exception>
    public static Plan Read(string definition)
    {
        var message = (PlanDefined?)JsonSerializer.Deserialize(definition, MessageCatalog.JsonOf(MessageCatalog.Of(typeof(PlanDefined))))
            ?? throw new JsonException("A plan is null.");
        return message switch
        {
            { Health: { } terms } => ToHealth(message.PlanCode, (BenefitLine)message.Line, terms),
            { ShortTermDisability: { } terms } => ToShortTerm(message.PlanCode, terms),
            { LongTermDisability: { } terms } => ToLongTerm(message.PlanCode, terms),
            _ => throw new JsonException("A plan has no terms."),
        };
    }

    private static HealthPlan ToHealth(string code, BenefitLine line, HealthPlanTerms terms) =>
        new(code, line, [.. terms.Services.Select(ToService)])
        {
            TimelyFilingDays = terms.TimelyFilingDays,
            Coordination = (Coordination)terms.Coordination,
            FeeSchedule = terms.FeeScheduleCents.ToFrozenDictionary(fee => fee.Key, fee => new Money(fee.Value), StringComparer.Ordinal),
            OtherwisePercentOfBilled = new(terms.OtherwisePercentOfBilledMillionths),
            PercentOfBilledOutOfNetwork = new(terms.PercentOfBilledOutOfNetworkMillionths ?? 0),
            DeductibleIn = ToLimits(terms.DeductibleIn),
            DeductibleOut = ToLimits(terms.DeductibleOut),
            OutOfPocketIn = ToLimits(terms.OutOfPocketIn),
            OutOfPocketOut = ToLimits(terms.OutOfPocketOut),
            AnnualMaximum = ToMoney(terms.AnnualMaximumCents),
        };

    private static Service ToService(ServiceTerms terms) => new()
    {
        Name = terms.Name,
        Procedures = terms.Procedures,
        In = ToSharing(terms.In),
        Out = ToSharing(terms.Out),

        // Without in-network terms there is nothing by which to cover it.
        Covered = terms.Covered && terms.In is not null,
        VisitLimit = terms.VisitLimit,
        PriorAuthorization = terms.PriorAuthorization,
        WaitingMonths = terms.WaitingMonths,
        CountsTowardAnnualMaximum = terms.CountsTowardAnnualMaximum,
        LifetimeMaximum = ToMoney(terms.LifetimeMaximumCents),
    };

    private static ShortTermDisabilityPlan ToShortTerm(string code, ShortTermDisabilityTerms terms) => new(code)
    {
        Percent = new(terms.PercentMillionths),
        Minimum = new(terms.MinimumCents),
        Maximum = new(terms.MaximumCents),
        EliminationDaysAccident = terms.EliminationDaysAccident,
        EliminationDaysSickness = terms.EliminationDaysSickness,
        MaxWeeks = terms.MaxWeeks,
    };

    private static LongTermDisabilityPlan ToLongTerm(string code, LongTermDisabilityTerms terms) => new(code)
    {
        Percent = new(terms.PercentMillionths),
        Minimum = new(terms.MinimumCents),
        Maximum = new(terms.MaximumCents),
        EliminationDays = terms.EliminationDays,
    };

    private static Domain.CostSharing? ToSharing(Contracts.Enrollment.V1.CostSharing? terms) =>
        terms is null ? null : new(new(terms.CopayCents), new(terms.CoinsuranceMillionths), terms.Deductible);

    private static Limits? ToLimits(Contracts.Enrollment.V1.Limits? limits) =>
        limits is null ? null : new(new(limits.IndividualCents), new(limits.FamilyCents));

    private static Money? ToMoney(long? cents) => cents is { } known ? new Money(known) : null;
}
