using Aso.Claims.Domain;
using Aso.Contracts.Enrollment.V1;
using Wire = Aso.Contracts.Enrollment.V1;

namespace Aso.Claims.UnitTests.Serving;

/// <summary>A plan of the domain, as Enrollment tells it.</summary>
internal static class PlanMessages
{
    public static PlanDefined Of(Guid employer, HealthPlan plan) => new()
    {
        EmployerId = employer,
        PlanCode = plan.Code,
        Line = (Wire.BenefitLine)plan.Line,
        Health = new()
        {
            TimelyFilingDays = plan.TimelyFilingDays,
            Coordination = (Wire.Coordination)plan.Coordination,
            FeeScheduleCents = plan.FeeSchedule.ToDictionary(fee => fee.Key, fee => fee.Value.Cents),
            OtherwisePercentOfBilledMillionths = plan.OtherwisePercentOfBilled.Millionths,
            PercentOfBilledOutOfNetworkMillionths = plan.PercentOfBilledOutOfNetwork.Millionths,
            DeductibleIn = Limits(plan.DeductibleIn),
            DeductibleOut = Limits(plan.DeductibleOut),
            OutOfPocketIn = Limits(plan.OutOfPocketIn),
            OutOfPocketOut = Limits(plan.OutOfPocketOut),
            AnnualMaximumCents = plan.AnnualMaximum?.Cents,
            Services = [.. plan.Services.Select(Service)],
        },
    };

    private static ServiceTerms Service(Service service) => new()
    {
        Name = service.Name,
        Procedures = service.Procedures,
        In = Sharing(service.In),
        Out = Sharing(service.Out),
        Covered = service.Covered,
        VisitLimit = service.VisitLimit,
        PriorAuthorization = service.PriorAuthorization,
        WaitingMonths = service.WaitingMonths,
        CountsTowardAnnualMaximum = service.CountsTowardAnnualMaximum,
        LifetimeMaximumCents = service.LifetimeMaximum?.Cents,
    };

    private static Wire.CostSharing? Sharing(Claims.Domain.CostSharing? terms) =>
        terms is null ? null : new() { CopayCents = terms.Copay.Cents, CoinsuranceMillionths = terms.Coinsurance.Millionths, Deductible = terms.Deductible };

    private static Wire.Limits? Limits(Claims.Domain.Limits? limits) =>
        limits is { } both ? new() { IndividualCents = both.Individual.Cents, FamilyCents = both.Family.Cents } : null;
}
