using System.Text.Json;
using Aso.Enrollment.Domain;
using Aso.Primitives;
using static Aso.Enrollment.UnitTests.Samples;

namespace Aso.Enrollment.UnitTests;

public sealed class DisabilityPlanTests
{
    private static readonly HashSet<string> NoCodes = [];

    [Fact]
    public void Disability_plans_are_read_whole()
    {
        Assert.True(PlanRules.Check(ShortTermDisability, NoCodes).Passes(out var std));
        Assert.Equal(new PlanTerms.ShortTermDisability(Rate.ParsePercent("60"), new(5_000), new(120_000), 0, 7, 26), std.Terms);
        Assert.True(PlanRules.Check(LongTermDisability, NoCodes).Passes(out var ltd));
        Assert.Equal(new PlanTerms.LongTermDisability(Rate.ParsePercent("60"), new(10_000), new(800_000), 90), ltd.Terms);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(520, true)]
    [InlineData(521, false)]
    public void Short_term_disability_pays_from_one_week_to_ten_years_of_them(int weeks, bool isRight) =>
        Assert.Equal(isRight, PlanRules.Check(ShortTermDisability with { MaxWeeks = weeks }, NoCodes).Passes(out _));

    [Fact]
    public void Elimination_days_are_by_cause_under_std_and_one_number_under_ltd()
    {
        AssertObjections(PlanRules.Check(ShortTermDisability with { EliminationDays = new(null, null, 7) }, NoCodes), "elimination-days-by-cause eliminationDays");
        AssertObjections(PlanRules.Check(ShortTermDisability with { EliminationDays = new(0, null, null) }, NoCodes), "required eliminationDays.sickness");
        AssertObjections(PlanRules.Check(ShortTermDisability with { EliminationDays = null }, NoCodes), "required eliminationDays");
        AssertObjections(PlanRules.Check(LongTermDisability with { EliminationDays = new(0, 7, null) }, NoCodes), "elimination-days-not-by-cause eliminationDays");
        AssertObjections(PlanRules.Check(LongTermDisability with { EliminationDays = null }, NoCodes), "required eliminationDays");
    }

    [Theory]
    [InlineData("""90""", null, null, 90)]
    [InlineData("""{"accident":0,"sickness":7}""", 0, 7, null)]
    [InlineData("""{"accident":3,"sickness":0}""", 3, 0, null)]
    public void Elimination_days_are_written_as_they_are_read(string json, int? accident, int? sickness, int? every)
    {
        var days = JsonSerializer.Deserialize<EliminationDaysDraft>(json);

        Assert.Equal(new(accident, sickness, every), days);
        Assert.Equal(json, JsonSerializer.Serialize(days));
    }

    [Fact]
    public void Causes_of_elimination_days_are_read_in_any_order() =>
        Assert.Equal(new(3, 7, null), JsonSerializer.Deserialize<EliminationDaysDraft>("""{"sickness":7,"accident":3}"""));

    [Theory]
    [InlineData("\"90\"")]
    [InlineData("1.5")]
    [InlineData("{\"illness\":7}")]
    [InlineData("{\"accident\":\"0\"}")]
    [InlineData("[7]")]
    [InlineData("{\"accident\":1.5}")]
    [InlineData("{\"accident\":0,\"accident\":7,\"sickness\":7}")]
    public void Elimination_days_of_another_shape_are_no_json_of_this_interface(string json) =>
        AssertRemedy(Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<EliminationDaysDraft>(json)).Message);

    [Fact]
    public void A_maximum_benefit_is_at_least_the_minimum()
    {
        AssertObjections(PlanRules.Check(ShortTermDisability with { Maximum = "49.99" }, NoCodes), "maximum-below-minimum maximum");
        AssertObjections(PlanRules.Check(LongTermDisability with { Maximum = "99.99" }, NoCodes), "maximum-below-minimum maximum");
        Assert.Empty(PlanRules.Check(ShortTermDisability with { Maximum = "50.00" }, NoCodes).Objections);
        Assert.Empty(PlanRules.Check(LongTermDisability with { Maximum = "100.00" }, NoCodes).Objections);
    }
}
