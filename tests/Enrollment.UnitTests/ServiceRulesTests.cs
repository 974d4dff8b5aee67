using Aso.Enrollment.Domain;
using Aso.Primitives;
using static Aso.Enrollment.UnitTests.Samples;

namespace Aso.Enrollment.UnitTests;

public sealed class ServiceRulesTests
{
    private static readonly HashSet<string> NoCodes = [];

    [Theory]
    [InlineData("99213", null)]
    [InlineData("D0120-D0999", null)]
    [InlineData("*", null)]
    [InlineData("99202-9921", "procedure-range-uneven")]
    [InlineData("99215-99202", "procedure-range-reversed")]
    [InlineData("99202-", "procedure-malformed")]
    [InlineData("99202-99203-99204", "procedure-malformed")]
    [InlineData("99 213", "procedure-malformed")]
    [InlineData("", "procedure-malformed")]
    [InlineData("**", "procedure-malformed")]
    [InlineData(null, "procedure-malformed")]
    [InlineData("-99215", "procedure-malformed")]
    [InlineData("99213-99213", null)] // a range of one
    [InlineData("12345678901234567890", null)]
    [InlineData("123456789012345678901", "procedure-malformed")]
    public void A_procedure_is_a_code_a_range_of_equal_length_codes_or_a_star(string? procedure, string? code) =>
        AssertObjections(
            PlanRules.Check(Medical with { Services = [OfficeVisit with { Procedures = [procedure] }] }, NoCodes),
            code is null ? [] : [$"{code} services[0].procedures[0]"]);

    [Fact]
    public void A_service_that_is_not_covered_needs_no_terms()
    {
        var cosmetic = new ServiceDraft { Name = "cosmetic", Procedures = ["15780-15879"], Covered = false };

        Assert.True(PlanRules.Check(Medical with { Services = [cosmetic, OfficeVisit] }, NoCodes).Passes(out _));
        AssertObjections(PlanRules.Check(Medical with { Services = [cosmetic with { Covered = null }] }, NoCodes), "required services[0].in");
    }

    [Fact]
    public void The_limits_of_a_service_are_read_and_bounded()
    {
        static Checked<Plan> With(ServiceDraft service) => PlanRules.Check(Medical with { Services = [service] }, NoCodes);
        var limited = OfficeVisit with
        {
            VisitLimit = 9999,
            WaitingMonths = 120,
            PriorAuthorization = true,
            CountsTowardAnnualMaximum = false,
            LifetimeMaximum = "1500.00",
        };

        var read = Assert.Single(Assert.IsType<PlanTerms.Health>(With(limited).Value.Terms).Services);
        Assert.Equal((9999, 120, true, false, new Money(150_000)), (read.VisitLimit, read.WaitingMonths, read.PriorAuthorization, read.CountsTowardAnnualMaximum, read.LifetimeMaximum));
        Assert.False(Assert.Single(Assert.IsType<PlanTerms.Health>(With(OfficeVisit).Value.Terms).Services).PriorAuthorization);
        Assert.Empty(With(OfficeVisit with { VisitLimit = 0, WaitingMonths = 0 }).Objections);
        AssertObjections(
            With(OfficeVisit with { VisitLimit = 10_000, WaitingMonths = 121 }),
            "number-out-of-range services[0].visitLimit", "number-out-of-range services[0].waitingMonths");
    }

    [Fact]
    public void A_plan_without_services_or_with_an_empty_one_is_refused()
    {
        AssertObjections(PlanRules.Check(Medical with { Services = null }, NoCodes), "required services");
        AssertObjections(PlanRules.Check(Medical with { Services = [] }, NoCodes), "required services");
        AssertObjections(PlanRules.Check(Medical with { Services = [OfficeVisit, null] }, NoCodes), "required services[1]");
        AssertObjections(PlanRules.Check(Medical with { Services = [OfficeVisit with { Name = null }, OfficeVisit with { Name = null }] }, NoCodes), "required services[0].name", "required services[1].name");
    }
}
