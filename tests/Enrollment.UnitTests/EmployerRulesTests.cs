using Aso.Enrollment.Domain;
using Aso.Primitives;
using static Aso.Enrollment.UnitTests.Samples;

namespace Aso.Enrollment.UnitTests;

public sealed class EmployerRulesTests
{
    [Fact]
    public void Complete_terms_are_read_to_the_cent()
    {
        Assert.True(EmployerRules.Check(AcmeTooling).Passes(out var employer));
        Assert.Equal(("Acme Tooling", "12-3456789", Arrangement.Aso, Day("2026-01-01")), (employer.Name, employer.TaxId, employer.Arrangement, employer.PlanYearStart));
        Assert.Equal(new FundingTerms.Prefunded(new(1_000_000), new(4_000_000)), employer.Funding);
        Assert.Equal(new Fees(new Money(3_250), new Money(400), new Rate(2_500_000)), employer.Fees);
        Assert.Equal(new TierAmounts(Employee: new(41_000), Family: new(110_000)), employer.ExpectedMonthlyClaims);
        Assert.Null(employer.FullyInsuredPremium);
    }

    [Fact]
    public void Every_objection_comes_at_once()
    {
        var draft = new EmployerDraft
        {
            Name = " ",
            TaxId = "123456789",
            Arrangement = "self-funded",
            PlanYearStart = "01/01/2026",
            Funding = new() { Method = "prefunded", MinimumBalance = "-1.00", TargetBalance = "10.001" },
            Fees = new() { PercentOfPaid = "100.5", PerClaim = "10000000000.01", PerEmployeePerMonth = "-1" },
            ExpectedMonthlyClaims = new() { Employee = "a", EmployeeSpouse = "b", EmployeeChildren = "c" },
            FullyInsuredPremium = new() { Family = "12,50" },
        };

        AssertObjections(
            EmployerRules.Check(draft),
            "required name",
            "tax-id-malformed taxId",
            "word-unknown arrangement",
            "date-malformed planYearStart",
            "amount-negative funding.minimumBalance",
            "amount-malformed funding.targetBalance",
            "amount-negative fees.perEmployeePerMonth",
            "amount-too-large fees.perClaim",
            "percent-over-100 fees.percentOfPaid",
            "amount-malformed expectedMonthlyClaims.employee",
            "amount-malformed expectedMonthlyClaims.employeeSpouse",
            "amount-malformed expectedMonthlyClaims.employeeChildren",
            "amount-malformed fullyInsuredPremium.family");
    }

    [Fact]
    public void An_empty_request_names_every_required_field() =>
        AssertObjections(
            EmployerRules.Check(new()),
            "required name", "required taxId", "required arrangement", "required planYearStart");

    [Fact]
    public void An_employer_under_aso_must_say_how_it_funds_its_plan() =>
        AssertObjections(EmployerRules.Check(AcmeTooling with { Funding = null }), "required funding");

    [Fact]
    public void A_fully_insured_employer_has_neither_funding_nor_fees()
    {
        AssertObjections(EmployerRules.Check(AcmeTooling with { Arrangement = "fully-insured" }), "not-applicable funding", "not-applicable fees");
        Assert.Empty(EmployerRules.Check(AcmeTooling with { Arrangement = "fully-insured", Funding = null, Fees = null }).Objections);
    }

    [Theory]
    [InlineData("10000.00", "10000.00", null)]
    [InlineData("10000.00", "9999.99", "target-below-minimum funding.targetBalance")]
    [InlineData("0.00", "0", null)]
    public void The_target_balance_is_at_least_the_minimum(string minimum, string target, string? objection) =>
        AssertObjections(
            EmployerRules.Check(AcmeTooling with { Funding = new() { Method = "prefunded", MinimumBalance = minimum, TargetBalance = target } }),
            objection is null ? [] : [objection]);

    [Theory]
    [InlineData("payAsYouGo", "required funding.requestWeekday")]
    [InlineData("levelFunded", "required funding.levelRate")]
    [InlineData("prefunded", "required funding.minimumBalance", "required funding.targetBalance")]
    [InlineData("monthly", "word-unknown funding.method")]
    public void Each_method_of_funding_needs_its_own_terms(string method, params string[] objections) =>
        AssertObjections(EmployerRules.Check(AcmeTooling with { Funding = new() { Method = method } }), objections);

    [Fact]
    public void Terms_of_another_method_are_refused()
    {
        var funding = new FundingDraft { Method = "payAsYouGo", RequestWeekday = "friday", MinimumBalance = "1.00", LevelRate = new() };

        AssertObjections(EmployerRules.Check(AcmeTooling with { Funding = funding }), "not-applicable funding.minimumBalance", "not-applicable funding.levelRate");
        Assert.True(EmployerRules.Check(AcmeTooling with { Funding = new() { Method = "payAsYouGo", RequestWeekday = "friday" } }).Passes(out var employer));
        Assert.Equal(new FundingTerms.PayAsYouGo(DayOfWeek.Friday), employer.Funding);
    }

    [Fact]
    public void Level_funding_is_read_by_tier_and_its_rate_is_one_of_the_employers_tables()
    {
        var funding = new FundingDraft { Method = "levelFunded", LevelRate = new() { EmployeeSpouse = "900.00", EmployeeChildren = "800.00" } };
        var employer = EmployerRules.Check(AcmeTooling with { Funding = funding, FullyInsuredPremium = new() { Employee = "600.00" } }).Value;

        Assert.Equal(new FundingTerms.LevelFunded(new(EmployeeSpouse: new(90_000), EmployeeChildren: new(80_000))), employer.Funding);
        Assert.Equal(["funding.levelRate", "expectedMonthlyClaims", "fullyInsuredPremium"], employer.TierTables.Select(table => table.Field));
        Assert.Equal(["expectedMonthlyClaims"], EmployerRules.Check(AcmeTooling).Value.TierTables.Select(table => table.Field));
    }

    [Theory]
    [InlineData("prefunded", "requestWeekday levelRate")]
    [InlineData("payAsYouGo", "minimumBalance targetBalance levelRate")]
    [InlineData("levelFunded", "minimumBalance targetBalance requestWeekday")]
    public void Each_method_of_funding_refuses_the_terms_of_the_others(string method, string refused)
    {
        var all = new FundingDraft { Method = method, MinimumBalance = "1.00", TargetBalance = "1.00", RequestWeekday = "monday", LevelRate = new() { Employee = "1.00" } };

        AssertObjections(EmployerRules.Check(AcmeTooling with { Funding = all }), [.. refused.Split(' ').Select(field => $"not-applicable funding.{field}")]);
    }

    [Theory]
    [InlineData("monday", DayOfWeek.Monday)]
    [InlineData("tuesday", DayOfWeek.Tuesday)]
    [InlineData("wednesday", DayOfWeek.Wednesday)]
    [InlineData("thursday", DayOfWeek.Thursday)]
    [InlineData("friday", DayOfWeek.Friday)]
    [InlineData("saturday", DayOfWeek.Saturday)]
    [InlineData("sunday", DayOfWeek.Sunday)]
    public void The_request_may_be_on_any_day_of_the_week(string word, DayOfWeek day) =>
        Assert.Equal(
            new FundingTerms.PayAsYouGo(day),
            EmployerRules.Check(AcmeTooling with { Funding = new() { Method = "payAsYouGo", RequestWeekday = word } }).Value.Funding);

    [Theory]
    [InlineData("0.00", null)]
    [InlineData("-0.01", "amount-negative")]
    [InlineData("10000000000.00", null)]
    [InlineData("10000000000.01", "amount-too-large")]
    public void An_amount_is_from_nothing_to_ten_billion_dollars(string amount, string? code) =>
        AssertObjections(EmployerRules.Check(AcmeTooling with { Fees = new() { PerClaim = amount } }), code is null ? [] : [$"{code} fees.perClaim"]);

    [Theory]
    [InlineData("1900-01-01", null)]
    [InlineData("1899-12-31", "date-out-of-range")]
    [InlineData("2999-12-31", null)]
    [InlineData("3000-01-01", "date-out-of-range")]
    public void A_date_is_of_the_years_1900_to_2999(string date, string? code) =>
        AssertObjections(EmployerRules.Check(AcmeTooling with { PlanYearStart = date }), code is null ? [] : [$"{code} planYearStart"]);

    [Fact]
    public void A_name_has_up_to_200_printable_characters()
    {
        Assert.Empty(EmployerRules.Check(AcmeTooling with { Name = new('x', 200) }).Objections);
        AssertObjections(EmployerRules.Check(AcmeTooling with { Name = new('x', 201) }), "text-malformed name");
        AssertObjections(EmployerRules.Check(AcmeTooling with { Name = "Acme\tTooling" }), "text-malformed name");
    }

    [Fact]
    public void What_was_refused_has_no_value()
    {
        Assert.False(EmployerRules.Check(new()).Passes(out _));
        Assert.Throws<InvalidOperationException>(() => EmployerRules.Check(new()).Value);
    }

    [Theory]
    [InlineData("12-345678x", false)]
    [InlineData("x2-3456789", false)]
    [InlineData("12+3456789", false)]
    [InlineData("12-3456789", true)]
    [InlineData("12-345678", false)]
    [InlineData("1-23456789", false)]
    [InlineData("12-34567890", false)]
    [InlineData("1२-3456789", false)]
    public void A_tax_id_has_the_shape_of_an_employer_identification_number(string taxId, bool isRight) =>
        Assert.Equal(isRight, EmployerRules.Check(AcmeTooling with { TaxId = taxId }).Passes(out _));

    [Fact]
    public void A_network_is_a_list_of_npis_with_right_check_digits()
    {
        AssertObjections(EmployerRules.CheckNetwork(["1234567893", "1234567890", null, "123456789"]), "npi-invalid npis[1]", "npi-invalid npis[2]", "npi-invalid npis[3]");
        AssertObjections(EmployerRules.CheckNetwork(null), "required npis");
        Assert.Equal(["1234567893"], EmployerRules.CheckNetwork(["1234567893", "1234567893"]).Value);
        Assert.Empty(EmployerRules.CheckNetwork([]).Value);
    }
}
