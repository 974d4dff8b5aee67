using Aso.Enrollment.Domain;
using Aso.Primitives;
using static Aso.Enrollment.UnitTests.Samples;

namespace Aso.Enrollment.UnitTests;

public sealed class MemberRulesTests
{
    [Fact]
    public void An_employee_is_its_own_subscriber()
    {
        Assert.True(MemberRules.Check(AnEmployee, TwoMedicalPlans, subscriber: null).Passes(out var member));
        Assert.Equal("E1", member.SubscriberId);
        Assert.Equal([new Coverage("MED", BenefitLine.Medical, Tier.Family, new(Day("2026-01-01"), null))], member.Coverages);
        Assert.False(member.OtherCoveragePrimary);
        AssertObjections(MemberRules.Check(AnEmployee with { SubscriberId = "E2" }, TwoMedicalPlans, null), "subscriber-not-self subscriberId");
    }

    [Fact]
    public void A_dependant_belongs_to_an_employee()
    {
        Assert.Equal("E1", MemberRules.Check(ASpouse, TwoMedicalPlans, Relationship.Employee).Value.SubscriberId);
        AssertObjections(MemberRules.Check(ASpouse with { SubscriberId = null }, TwoMedicalPlans, null), "required subscriberId");
        AssertObjections(MemberRules.Check(ASpouse, TwoMedicalPlans, null), "subscriber-unknown subscriberId");
        AssertObjections(MemberRules.Check(ASpouse, TwoMedicalPlans, Relationship.Child), "subscriber-not-employee subscriberId");
    }

    [Fact]
    public void Every_objection_comes_at_once()
    {
        var draft = new MemberDraft
        {
            MemberId = " E1",
            Relationship = "partner",
            BirthDate = "1980-02-30",
            WeeklyEarnings = "abc",
            Coverages = [new() { Plan = "VIS", Tier = "couple", From = "2026-13-01" }, new() { Plan = "MED", To = "soon" }],
        };

        AssertObjections(
            MemberRules.Check(draft, TwoMedicalPlans, null),
            "identifier-malformed memberId",
            "word-unknown relationship",
            "date-malformed birthDate",
            "amount-malformed weeklyEarnings",
            "plan-unknown coverages[0].plan",
            "word-unknown coverages[0].tier",
            "date-malformed coverages[0].from",
            "required coverages[1].from",
            "date-malformed coverages[1].to");
    }

    [Theory]
    // One line's spans may touch but not share a day.
    [InlineData("MED 2026-01-01 2026-05-31", "MED 2026-06-01 -", null)]
    [InlineData("MED 2026-01-01 2026-06-01", "MED 2026-06-01 -", "spans-overlap coverages[1].from")]
    [InlineData("MED 2026-01-01 -", "HDHP 2027-01-01 -", "spans-overlap coverages[1].from")]
    [InlineData("MED 2026-01-01 -", "DEN 2026-01-01 -", null)]
    [InlineData("MED 2026-06-01 -", "MED 2026-01-01 2026-01-31", null)]
    [InlineData("MED 2026-06-01 2026-05-31", "MED 2026-05-31 -", "span-ends-before-start coverages[0].to")]
    public void Spans_of_one_line_do_not_overlap(string first, string second, string? objection)
    {
        static CoverageDraft Span(string text) => text.Split(' ') is [var plan, var from, var to]
            ? new() { Plan = plan, Tier = "employee", From = from, To = to == "-" ? null : to }
            : throw new ArgumentException(text);

        AssertObjections(
            MemberRules.Check(AnEmployee with { Coverages = [Span(first), Span(second)] }, TwoMedicalPlans, null),
            objection is null ? [] : [objection]);
    }

    [Fact]
    public void An_employees_medical_or_dental_span_names_a_tier_and_any_other_may()
    {
        CoverageDraft[] both = [new() { Plan = "DEN", From = "2026-01-01" }, new() { Plan = "STD", Tier = "employee", From = "2026-01-01" }];

        AssertObjections(
            MemberRules.Check(AnEmployee with { WeeklyEarnings = "900.00", Coverages = both }, TwoMedicalPlans, null),
            "tier-required coverages[0].tier");
        AssertObjections(
            MemberRules.Check(ASpouse with { Coverages = [new() { Plan = "MED", Tier = "family", From = "2026-01-01" }] }, TwoMedicalPlans, Relationship.Employee));
    }

    [Fact]
    public void Disability_coverage_needs_an_employee_with_earnings()
    {
        CoverageDraft[] disability = [new() { Plan = "STD", From = "2026-01-01" }];

        AssertObjections(MemberRules.Check(AnEmployee with { Coverages = disability }, TwoMedicalPlans, null), "required weeklyEarnings");
        Assert.Empty(MemberRules.Check(AnEmployee with { Coverages = disability, WeeklyEarnings = "0.00" }, TwoMedicalPlans, null).Objections);
        AssertObjections(
            MemberRules.Check(ASpouse with { Coverages = disability, WeeklyEarnings = "900.00" }, TwoMedicalPlans, Relationship.Employee),
            "coverage-for-employees-only coverages[0].plan");
    }

    [Theory]
    [InlineData("family", null)]
    [InlineData("employee", null)]
    [InlineData("employeeSpouse", "tier-without-amount coverages[0].tier")]
    public void A_tier_in_use_has_an_amount_in_each_table_of_the_employer(string tier, string? objection)
    {
        var offer = Offer.Of(EmployerRules.Check(AcmeTooling).Value, TwoMedicalPlans.Plans);

        AssertObjections(
            MemberRules.Check(AnEmployee with { Coverages = [new() { Plan = "MED", Tier = tier, From = "2026-01-01" }] }, offer, null),
            objection is null ? [] : [objection]);
    }

    [Fact]
    public void An_employee_with_nothing_but_disability_counts_as_the_tier_employee_where_there_is_no_medical_plan()
    {
        CoverageDraft[] disability = [new() { Plan = "STD", From = "2026-01-01" }];
        CoverageDraft[] withDental = [.. disability, new() { Plan = "DEN", Tier = "family", From = "2026-01-01" }];
        var employer = EmployerRules.Check(AcmeTooling with { ExpectedMonthlyClaims = new() { Family = "1100.00" } }).Value;
        OfferedPlan[] withoutMedical = [new("DEN", BenefitLine.Dental), new("STD", BenefitLine.Std)];
        var paid = AnEmployee with { WeeklyEarnings = "900.00" };

        AssertObjections(
            MemberRules.Check(paid with { Coverages = disability }, Offer.Of(employer, withoutMedical), null), "tier-without-amount coverages[0].tier");
        Assert.Empty(MemberRules.Check(paid with { Coverages = withDental }, Offer.Of(employer, withoutMedical), null).Objections);
        Assert.Empty(MemberRules.Check(paid with { Coverages = disability }, Offer.Of(employer, TwoMedicalPlans.Plans), null).Objections);
    }

    [Theory]
    [InlineData("spouse", Relationship.Spouse)]
    [InlineData("child", Relationship.Child)]
    public void A_dependant_is_a_spouse_or_a_child(string word, Relationship relationship) =>
        Assert.Equal(relationship, MemberRules.Check(ASpouse with { Relationship = word }, TwoMedicalPlans, Relationship.Employee).Value.Relationship);

    [Fact]
    public void An_employee_may_name_itself_as_its_subscriber() =>
        Assert.Equal("E1", MemberRules.Check(AnEmployee with { SubscriberId = "E1" }, TwoMedicalPlans, null).Value.SubscriberId);

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, false)]
    public void Another_payer_comes_first_only_where_it_is_said(bool? said, bool first) =>
        Assert.Equal(first, MemberRules.Check(AnEmployee with { OtherCoveragePrimary = said }, TwoMedicalPlans, null).Value.OtherCoveragePrimary);

    [Theory]
    [InlineData("employee", Tier.Employee)]
    [InlineData("employeeSpouse", Tier.EmployeeSpouse)]
    [InlineData("employeeChildren", Tier.EmployeeChildren)]
    [InlineData("family", Tier.Family)]
    public void A_span_names_any_tier_and_may_be_of_one_day(string word, Tier tier)
    {
        CoverageDraft[] oneDay = [new() { Plan = "MED", Tier = word, From = "2026-01-01", To = "2026-01-01" }];

        Assert.Equal(
            [new Coverage("MED", BenefitLine.Medical, tier, new(Day("2026-01-01"), Day("2026-01-01")))],
            MemberRules.Check(AnEmployee with { Coverages = oneDay }, TwoMedicalPlans, null).Value.Coverages);
    }

    [Fact]
    public void A_coverage_without_a_plan_or_tier_says_so()
    {
        AssertObjections(
            MemberRules.Check(AnEmployee with { Coverages = [new() { From = "2026-01-01" }, new() { Plan = "MED", Tier = "couple", From = "2026-01-01" }] }, TwoMedicalPlans, null),
            "required coverages[0].plan", "word-unknown coverages[1].tier");
        AssertObjections(MemberRules.Check(AnEmployee with { Coverages = null }, TwoMedicalPlans, null), "required coverages");
        AssertObjections(MemberRules.Check(AnEmployee with { MemberId = null }, TwoMedicalPlans, null), "required memberId");
    }

    [Fact]
    public void A_dental_tier_is_in_use_only_where_the_employer_has_no_medical_plan()
    {
        CoverageDraft[] dental = [new() { Plan = "DEN", Tier = "employeeSpouse", From = "2026-01-01" }];
        var employer = EmployerRules.Check(AcmeTooling).Value;

        Assert.Empty(MemberRules.Check(AnEmployee with { Coverages = dental }, Offer.Of(employer, TwoMedicalPlans.Plans), null).Objections);
        AssertObjections(
            MemberRules.Check(AnEmployee with { Coverages = dental }, Offer.Of(employer, [new("DEN", BenefitLine.Dental)]), null),
            "tier-without-amount coverages[0].tier");
    }

    [Fact]
    public void A_coverage_change_replaces_all_spans_and_nothing_else()
    {
        var known = MemberRules.Check(AnEmployee with { WeeklyEarnings = "900.00" }, TwoMedicalPlans, null).Value;
        CoverageDraft[] changed = [new() { Plan = "STD", From = "2026-03-01" }];

        var member = MemberRules.CheckCoverages(known, changed, TwoMedicalPlans).Value;

        Assert.Equal([new Coverage("STD", BenefitLine.Std, null, new(Day("2026-03-01"), null))], member.Coverages);
        Assert.True(known.IsSameAs(member with { Coverages = known.Coverages }));
        Assert.Empty(MemberRules.CheckCoverages(known, [], TwoMedicalPlans).Value.Coverages);
        AssertObjections(MemberRules.CheckCoverages(known, [.. changed, .. changed], TwoMedicalPlans), "spans-overlap coverages[1].from");
        AssertObjections(MemberRules.CheckCoverages(known with { WeeklyEarnings = null }, changed, TwoMedicalPlans), "required weeklyEarnings");
        AssertObjections(MemberRules.CheckCoverages(known, null, TwoMedicalPlans), "required coverages");
        AssertObjections(MemberRules.CheckCoverages(known, [null], TwoMedicalPlans), "required coverages[0].plan", "required coverages[0].from");
    }

    [Theory]
    [InlineData("E1", true)]
    [InlineData("a~ b", true)]
    [InlineData("E1 ", false)]
    [InlineData("É1", false)]
    [InlineData("E\t1", false)]
    [InlineData("", false)]
    public void An_id_is_printable_ascii(string id, bool isValid) => Assert.Equal(isValid, Identifiers.IsValid(id));

    [Theory]
    [InlineData("E/1")]
    [InlineData("E%2F1")]
    [InlineData("E\\1")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("E\u200B1")]
    [InlineData("E\u202E1")]
    public void An_id_that_cannot_stand_in_an_address_is_not_given(string id)
    {
        AssertObjections(MemberRules.Check(AnEmployee with { MemberId = id }, TwoMedicalPlans, subscriber: null), "identifier-malformed memberId");
        AssertObjections(PlanRules.Check(Medical with { Code = id }, new HashSet<string>()), "identifier-malformed code");
    }

    [Fact]
    public void An_id_has_at_most_fifty_characters()
    {
        Assert.True(Identifiers.IsValid(new string('x', 50)));
        Assert.False(Identifiers.IsValid(new string('x', 51)));
    }
}
