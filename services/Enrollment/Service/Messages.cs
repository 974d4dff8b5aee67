using Aso.Contracts.Enrollment.V1;
using Aso.Enrollment.Domain;
using Aso.Primitives;
using Wire = Aso.Contracts.Enrollment.V1;

namespace Aso.Enrollment;

/// <summary>What Enrollment tells the others, in the words of the contracts. Both sides number their enumerations alike.</summary>
internal static class Messages
{
    public static EmployerRegistered ToMessage(this Employer employer, Guid employerId) => new()
    {
        EmployerId = employerId,
        Name = employer.Name,
        Arrangement = (Wire.Arrangement)employer.Arrangement,
        PlanYearStart = employer.PlanYearStart,
        Funding = employer.Funding is { } funding ? ToWire(funding) : null,
        Fees = employer.Fees is { } fees ? ToWire(fees) : null,
        ExpectedMonthlyClaims = ToWire(employer.ExpectedMonthlyClaims),
        FullyInsuredPremium = ToWire(employer.FullyInsuredPremium),
    };

    public static PlanDefined ToMessage(this Plan plan, Guid employerId) => new()
    {
        EmployerId = employerId,
        PlanCode = plan.Code,
        Line = (Wire.BenefitLine)plan.Line,
        Health = plan.Terms is PlanTerms.Health health ? ToWire(health) : null,
        ShortTermDisability = plan.Terms is PlanTerms.ShortTermDisability std ? ToWire(std) : null,
        LongTermDisability = plan.Terms is PlanTerms.LongTermDisability ltd ? ToWire(ltd) : null,
    };

    public static MemberCoverageChanged ToMessage(this Member member, Guid employerId) => new()
    {
        EmployerId = employerId,
        MemberId = member.MemberId,
        Relationship = (Wire.Relationship)member.Relationship,
        SubscriberId = member.SubscriberId,
        BirthDate = member.BirthDate,
        WeeklyEarningsCents = member.WeeklyEarnings?.Cents,
        OtherCoveragePrimary = member.OtherCoveragePrimary,
        Coverages = [.. member.Coverages.Select(coverage => new Wire.CoverageSpan
        {
            PlanCode = coverage.PlanCode,
            Line = (Wire.BenefitLine)coverage.Line,
            Tier = (int?)coverage.Tier,
            From = coverage.Dates.From,
            To = coverage.Dates.To,
        })],
    };

    private static Wire.FundingTerms ToWire(Domain.FundingTerms terms) => terms switch
    {
        Domain.FundingTerms.Prefunded prefunded => new()
        {
            Method = Wire.FundingMethod.Prefunded,
            MinimumBalanceCents = prefunded.MinimumBalance.Cents,
            TargetBalanceCents = prefunded.TargetBalance.Cents,
        },
        Domain.FundingTerms.PayAsYouGo payAsYouGo => new() { Method = Wire.FundingMethod.PayAsYouGo, RequestWeekday = payAsYouGo.RequestWeekday },
        Domain.FundingTerms.LevelFunded level => new() { Method = Wire.FundingMethod.LevelFunded, LevelRate = ToWire(level.LevelRate) },
        _ => throw new ArgumentOutOfRangeException(nameof(terms)),
    };

    private static Wire.Fees ToWire(Domain.Fees fees) => new()
    {
        PerEmployeePerMonthCents = fees.PerEmployeePerMonth?.Cents,
        PerClaimCents = fees.PerClaim?.Cents,
        PercentOfPaidMillionths = fees.PercentOfPaid?.Millionths,
    };

    private static TierCents? ToWire(TierAmounts? amounts) => amounts is null ? null : new()
    {
        Employee = amounts.Employee?.Cents,
        EmployeeSpouse = amounts.EmployeeSpouse?.Cents,
        EmployeeChildren = amounts.EmployeeChildren?.Cents,
        Family = amounts.Family?.Cents,
    };

    private static HealthPlanTerms ToWire(PlanTerms.Health terms) => new()
    {
        TimelyFilingDays = terms.TimelyFilingDays,
        Coordination = (Wire.Coordination)terms.Coordination,
        FeeScheduleCents = terms.FeeSchedule.ToDictionary(fee => fee.Key, fee => fee.Value.Cents),
        OtherwisePercentOfBilledMillionths = terms.OtherwisePercentOfBilled.Millionths,
        PercentOfBilledOutOfNetworkMillionths = terms.PercentOfBilledOutOfNetwork?.Millionths,
        DeductibleIn = ToWire(terms.Deductible.In),
        DeductibleOut = ToWire(terms.Deductible.Out),
        OutOfPocketIn = ToWire(terms.OutOfPocket.In),
        OutOfPocketOut = ToWire(terms.OutOfPocket.Out),
        AnnualMaximumCents = terms.AnnualMaximum?.Cents,
        Services = [.. terms.Services.Select(ToWire)],
    };

    private static Wire.Limits? ToWire(Domain.Limits? limits) =>
        limits is null ? null : new() { IndividualCents = limits.Individual.Cents, FamilyCents = limits.Family.Cents };

    private static ServiceTerms ToWire(Service service) => new()
    {
        Name = service.Name,
        Procedures = service.Procedures,
        In = ToWire(service.In),
        Out = ToWire(service.Out),
        VisitLimit = service.VisitLimit,
        PriorAuthorization = service.PriorAuthorization,
        WaitingMonths = service.WaitingMonths,
        Covered = service.Covered,
        CountsTowardAnnualMaximum = service.CountsTowardAnnualMaximum,
        LifetimeMaximumCents = service.LifetimeMaximum?.Cents,
    };

    private static Wire.CostSharing? ToWire(Domain.CostSharing? share) => share is null ? null : new()
    {
        CopayCents = share.Copay.Cents,
        CoinsuranceMillionths = share.Coinsurance.Millionths,
        Deductible = share.Deductible,
    };

    private static ShortTermDisabilityTerms ToWire(PlanTerms.ShortTermDisability terms) => new()
    {
        PercentMillionths = terms.Percent.Millionths,
        MinimumCents = terms.Minimum.Cents,
        MaximumCents = terms.Maximum.Cents,
        EliminationDaysAccident = terms.EliminationDaysAccident,
        EliminationDaysSickness = terms.EliminationDaysSickness,
        MaxWeeks = terms.MaxWeeks,
    };

    private static LongTermDisabilityTerms ToWire(PlanTerms.LongTermDisability terms) => new()
    {
        PercentMillionths = terms.Percent.Millionths,
        MinimumCents = terms.Minimum.Cents,
        MaximumCents = terms.Maximum.Cents,
        EliminationDays = terms.EliminationDays,
    };
}
