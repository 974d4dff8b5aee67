using Aso.Enrollment.Domain;
using Aso.Primitives;
using static Aso.Enrollment.UnitTests.Samples;

namespace Aso.Enrollment.UnitTests;

public sealed class PlanRulesTests
{
    private static readonly HashSet<string> NoCodes = [];

    [Fact]
    public void A_complete_medical_plan_is_read_whole()
    {
        Assert.True(PlanRules.Check(Medical, NoCodes).Passes(out var plan));
        var terms = Assert.IsType<PlanTerms.Health>(plan.Terms);
        Assert.Equal(BenefitLine.Medical, plan.Line);
        Assert.Equal(new Money(11_000), terms.FeeSchedule["99213"]);
        Assert.Equal(new Limits(new(50_000), new(100_000)), terms.Deductible.In);
        Assert.Null(terms.Deductible.Out);
        Assert.Equal(Sides.None, terms.OutOfPocket);
        Assert.Equal(new CostSharing(Money.Zero, Rate.ParsePercent("40"), true), terms.Services[0].Out);
        Assert.True(terms.Services[0].Covered);
        Assert.True(terms.Services[0].CountsTowardAnnualMaximum);
    }

    [Fact]
    public void Every_objection_comes_at_once()
    {
        var draft = Medical with
        {
            Code = "",
            TimelyFilingDays = -1,
            Coordination = "none",
            Deductible = new() { In = new() { Individual = "1000.00", Family = "999.99" }, Out = new() { Family = "1.00" } },
            Pricing = new() { OtherwisePercentOfBilled = "101", FeeSchedule = new Dictionary<string, string?> { ["99213"] = "-5" } },
            Services =
            [
                OfficeVisit,
                OfficeVisit with { Procedures = ["992-99215"], In = null, Out = null },
                new() { Name = "other", Procedures = [], In = new() },
            ],
        };

        string[] expected =
        [
            "required code",
            "service-name-taken services[1].name",
            "procedure-range-uneven services[1].procedures[0]",
            "required services[1].in",
            "required services[2].procedures",
            "required services[2].in.deductible",
            "required services[2].in.copay",
            "required services[2].in.coinsurance",
            "required pricing.percentOfBilledOutOfNetwork",
            "number-out-of-range timelyFilingDays",
            "word-unknown coordination",
            "amount-negative pricing.feeSchedule.99213",
            "percent-over-100 pricing.otherwisePercentOfBilled",
            "family-below-individual deductible.in.family",
            "required deductible.out.individual",
        ];
        Assert.Equal(expected.Order(), PlanRules.Check(draft, NoCodes).Objections.Select(objection => $"{objection.Code} {objection.Field}").Order());
    }

    [Theory]
    [InlineData("499.99", "family-below-individual deductible.in.family", "family-below-individual deductible.out.family", "family-below-individual outOfPocket.in.family", "family-below-individual outOfPocket.out.family")]
    [InlineData("500.00")]
    public void A_family_limit_is_at_least_the_individual_one_of_its_pot_and_side(string family, params string[] objections)
    {
        var limits = new LimitsDraft { Individual = "500.00", Family = family };
        var sides = new SidesDraft { In = limits, Out = limits };

        AssertObjections(PlanRules.Check(Medical with { Deductible = sides, OutOfPocket = sides }, NoCodes), objections);
    }

    [Fact]
    public void An_out_of_pocket_maximum_below_the_deductible_is_allowed_and_warned_of()
    {
        static LimitsDraft Limit(string individual, string family) => new() { Individual = individual, Family = family };
        var draft = Medical with
        {
            Deductible = new() { In = Limit("500.00", "1000.00"), Out = Limit("500.00", "1000.00") },
            OutOfPocket = new() { In = Limit("499.99", "1000.00"), Out = Limit("500.00", "999.99") },
        };

        Assert.Empty(PlanRules.Check(draft, NoCodes).Objections);
        Assert.Equal(
            ["out-of-pocket-below-deductible outOfPocket.in.individual", "out-of-pocket-below-deductible outOfPocket.out.family"],
            PlanWarnings.Of(draft).Select(warning => $"{warning.Code} {warning.Field}"));
        Assert.Empty(PlanWarnings.Of(Medical));
    }

    [Theory]
    [InlineData("100.000001", "percent-over-100")]
    [InlineData("-0.01", "percent-negative")]
    [InlineData("-200", "percent-negative")]
    [InlineData("-half", "percent-malformed")]
    [InlineData("20%", "percent-malformed")]
    [InlineData("100", null)]
    public void Every_percent_is_from_0_to_100(string percent, string? code)
    {
        string[] Of(string field) => code is null ? [] : [$"{code} {field}"];
        var shared = OfficeVisit with { In = OfficeVisit.In! with { Coinsurance = percent }, Out = OfficeVisit.Out! with { Coinsurance = percent } };
        var pricing = Medical.Pricing! with { OtherwisePercentOfBilled = percent, PercentOfBilledOutOfNetwork = percent };

        AssertObjections(
            PlanRules.Check(Medical with { Services = [shared], Pricing = pricing }, NoCodes),
            [
                .. Of("services[0].in.coinsurance"), .. Of("services[0].out.coinsurance"),
                .. Of("pricing.otherwisePercentOfBilled"), .. Of("pricing.percentOfBilledOutOfNetwork"),
            ]);
        AssertObjections(PlanRules.Check(ShortTermDisability with { Percent = percent }, NoCodes), Of("percent"));
        AssertObjections(PlanRules.Check(LongTermDisability with { Percent = percent }, NoCodes), Of("percent"));
        AssertObjections(EmployerRules.Check(AcmeTooling with { Fees = new() { PercentOfPaid = percent } }), Of("fees.percentOfPaid"));
    }

    [Fact]
    public void No_amount_of_a_plan_is_negative()
    {
        var limits = new LimitsDraft { Individual = "-0.01", Family = "-0.01" };
        var draft = Medical with
        {
            Deductible = new() { In = limits },
            OutOfPocket = new() { Out = limits },
            AnnualMaximum = "-0.01",
            Pricing = Medical.Pricing! with { FeeSchedule = new Dictionary<string, string?> { ["99213"] = "-0.01" } },
            Services = [OfficeVisit with { In = OfficeVisit.In! with { Copay = "-0.01" }, LifetimeMaximum = "-0.01" }],
        };

        string[] fields =
        [
            "services[0].in.copay", "services[0].lifetimeMaximum", "pricing.feeSchedule.99213", "deductible.in.individual", "deductible.in.family",
            "outOfPocket.out.individual", "outOfPocket.out.family", "annualMaximum",
        ];
        AssertObjections(PlanRules.Check(draft, NoCodes), [.. fields.Select(field => $"amount-negative {field}")]);
        AssertObjections(PlanRules.Check(ShortTermDisability with { Minimum = "-2.00", Maximum = "-1.00" }, NoCodes), "amount-negative minimum", "amount-negative maximum");
    }

    [Fact]
    public void No_number_of_days_is_negative()
    {
        AssertObjections(PlanRules.Check(Medical with { TimelyFilingDays = -1 }, NoCodes), "number-out-of-range timelyFilingDays");
        AssertObjections(
            PlanRules.Check(ShortTermDisability with { EliminationDays = new(-1, -7, null), MaxWeeks = -1 }, NoCodes),
            "number-out-of-range eliminationDays.accident", "number-out-of-range eliminationDays.sickness", "number-out-of-range maxWeeks");
        AssertObjections(PlanRules.Check(LongTermDisability with { EliminationDays = new(null, null, -90) }, NoCodes), "number-out-of-range eliminationDays");
        AssertObjections(
            PlanRules.Check(Medical with { Services = [OfficeVisit with { VisitLimit = -1, WaitingMonths = -1 }] }, NoCodes),
            "number-out-of-range services[0].visitLimit", "number-out-of-range services[0].waitingMonths");
    }

    [Fact]
    public void Plan_codes_and_service_names_are_unique()
    {
        AssertObjections(PlanRules.Check(Medical, new HashSet<string> { "MED" }), "plan-code-taken code");
        AssertObjections(PlanRules.Check(Medical with { Services = [OfficeVisit, OfficeVisit] }, NoCodes), "service-name-taken services[1].name");
    }

    [Fact]
    public void Out_of_network_terms_need_a_percent_of_billed()
    {
        var pricing = Medical.Pricing! with { PercentOfBilledOutOfNetwork = null };

        AssertObjections(PlanRules.Check(Medical with { Pricing = pricing }, NoCodes), "required pricing.percentOfBilledOutOfNetwork");
        Assert.Empty(PlanRules.Check(Medical with { Pricing = pricing, Services = [OfficeVisit with { Out = null }] }, NoCodes).Objections);
    }

    [Fact]
    public void Terms_of_another_line_are_refused()
    {
        AssertObjections(
            PlanRules.Check(ShortTermDisability with { Pricing = new(), AnnualMaximum = "1.00" }, NoCodes),
            "not-applicable pricing", "not-applicable annualMaximum");
        AssertObjections(PlanRules.Check(Medical with { Percent = "60", MaxWeeks = 26 }, NoCodes), "not-applicable percent", "not-applicable maxWeeks");
        AssertObjections(PlanRules.Check(LongTermDisability with { MaxWeeks = 26 }, NoCodes), "not-applicable maxWeeks");
    }

    [Fact]
    public void A_health_plan_refuses_every_term_of_disability_and_the_other_way_round()
    {
        var health = Medical with { Percent = "60", Minimum = "1.00", Maximum = "2.00", EliminationDays = new(null, null, 7), MaxWeeks = 1 };
        string[] ofDisability = ["percent", "minimum", "maximum", "eliminationDays", "maxWeeks"];
        string[] ofHealth = ["timelyFilingDays", "coordination", "pricing", "deductible", "outOfPocket", "annualMaximum", "services"];

        AssertObjections(PlanRules.Check(health, NoCodes), [.. ofDisability.Select(field => $"not-applicable {field}")]);
        foreach (var disability in new[] { ShortTermDisability, LongTermDisability })
        {
            var draft = disability with
            {
                TimelyFilingDays = 365,
                Coordination = "standard",
                Pricing = new(),
                Deductible = new(),
                OutOfPocket = new(),
                AnnualMaximum = "1.00",
                Services = [],
            };
            AssertObjections(PlanRules.Check(draft, NoCodes), [.. ofHealth.Select(field => $"not-applicable {field}")]);
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3650, true)]
    [InlineData(3651, false)]
    public void Days_are_counted_from_none_to_ten_years(int days, bool isRight)
    {
        Assert.Equal(isRight, PlanRules.Check(Medical with { TimelyFilingDays = days }, NoCodes).Passes(out _));
        Assert.Equal(isRight, PlanRules.Check(ShortTermDisability with { EliminationDays = new(days, 7, null) }, NoCodes).Passes(out _));
        Assert.Equal(isRight, PlanRules.Check(ShortTermDisability with { EliminationDays = new(0, days, null) }, NoCodes).Passes(out _));
        Assert.Equal(isRight, PlanRules.Check(LongTermDisability with { EliminationDays = new(null, null, days) }, NoCodes).Passes(out _));
    }

    [Fact]
    public void An_empty_plan_of_each_line_names_every_field_that_the_line_requires()
    {
        AssertObjections(PlanRules.Check(new(), NoCodes), "required code", "required line");
        AssertObjections(
            PlanRules.Check(new() { Code = "D", Line = "dental", Pricing = new() }, NoCodes),
            "required services", "required timelyFilingDays", "required coordination", "required pricing.otherwisePercentOfBilled");
        AssertObjections(
            PlanRules.Check(new() { Code = "S", Line = "std", EliminationDays = new(null, null, null) }, NoCodes),
            "required percent", "required minimum", "required maximum", "required eliminationDays.accident", "required eliminationDays.sickness", "required maxWeeks");
        AssertObjections(PlanRules.Check(new() { Code = "L", Line = "ltd" }, NoCodes), "required percent", "required minimum", "required maximum", "required eliminationDays");
    }

    [Fact]
    public void An_amount_that_cannot_be_is_refused_by_its_own_path()
    {
        var draft = Medical with
        {
            Coordination = "standard",
            Pricing = Medical.Pricing! with { PercentOfBilledOutOfNetwork = "most" },
            OutOfPocket = new() { Out = new() },
            AnnualMaximum = "-1",
            Services = [OfficeVisit with { Name = " ", Out = new() { Copay = "-1", Coinsurance = "-1", Deductible = true }, LifetimeMaximum = "-1" }],
        };

        string[] expected =
        [
            "required services[0].name",
            "amount-negative services[0].out.copay",
            "percent-negative services[0].out.coinsurance",
            "amount-negative services[0].lifetimeMaximum",
            "percent-malformed pricing.percentOfBilledOutOfNetwork",
            "required outOfPocket.out.individual",
            "required outOfPocket.out.family",
            "amount-negative annualMaximum",
        ];
        AssertObjections(PlanRules.Check(draft, NoCodes), expected);
    }

    [Fact]
    public void A_fee_is_named_by_a_procedure_code()
    {
        var pricing = Medical.Pricing! with { FeeSchedule = new Dictionary<string, string?> { ["99 213"] = "1.00", ["99214"] = "150.00" } };

        AssertObjections(PlanRules.Check(Medical with { Pricing = pricing }, NoCodes), "procedure-malformed pricing.feeSchedule");
        AssertObjections(PlanRules.Check(Medical with { Pricing = null, Services = [OfficeVisit with { Out = null }] }, NoCodes), "required pricing");
        Assert.Empty(Assert.IsType<PlanTerms.Health>(PlanRules.Check(Medical with { Pricing = pricing with { FeeSchedule = null } }, NoCodes).Value.Terms).FeeSchedule);
    }

    [Fact]
    public void Limits_of_both_kinds_and_sides_are_read_each_in_its_place()
    {
        static LimitsDraft Limit(string individual, string family) => new() { Individual = individual, Family = family };
        var terms = Assert.IsType<PlanTerms.Health>(PlanRules.Check(
            Medical with
            {
                Deductible = new() { In = Limit("1.00", "2.00"), Out = Limit("3.00", "4.00") },
                OutOfPocket = new() { In = Limit("5.00", "6.00"), Out = Limit("7.00", "8.00") },
                AnnualMaximum = "9.00",
            },
            NoCodes).Value.Terms);

        Assert.Equal(new(new(new(100), new(200)), new(new(300), new(400))), terms.Deductible);
        Assert.Equal(new(new(new(500), new(600)), new(new(700), new(800))), terms.OutOfPocket);
        Assert.Equal(new Money(900), terms.AnnualMaximum);
        Assert.Equal(Coordination.NonDuplication, terms.Coordination);
        Assert.Equal(Coordination.Standard, Assert.IsType<PlanTerms.Health>(PlanRules.Check(Medical with { Coordination = "standard" }, NoCodes).Value.Terms).Coordination);
    }
}
