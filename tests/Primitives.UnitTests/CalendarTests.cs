using Aso.Primitives;

namespace Aso.Primitives.UnitTests;

public sealed class CalendarTests
{
    private static readonly DateOnly January1 = new(2026, 1, 1);

    [Theory]
    [InlineData("2026-07-01", "2026-06-30", "2025-07-01")]
    [InlineData("2026-07-01", "2026-07-01", "2026-07-01")]
    [InlineData("2026-07-01", "2031-12-31", "2031-07-01")]
    [InlineData("2024-02-29", "2025-02-28", "2025-02-28")]
    [InlineData("2024-02-29", "2028-02-28", "2027-02-28")]
    public void A_plan_year_repeats_every_twelve_months_in_both_directions(string firstStart, string date, string start) =>
        Assert.Equal(DateOnly.Parse(start, null), new PlanYear(DateOnly.Parse(firstStart, null)).StartOf(DateOnly.Parse(date, null)));

    [Fact]
    public void Both_ends_of_a_span_belong_to_it()
    {
        var span = new DateSpan(January1, January1.AddDays(30));

        Assert.True(span.Contains(January1) && span.Contains(January1.AddDays(30)));
        Assert.False(span.Contains(January1.AddDays(-1)) || span.Contains(January1.AddDays(31)));
        Assert.True(span.Overlaps(new(January1.AddDays(30), null)));
        Assert.False(span.Overlaps(new(January1.AddDays(31), null)));
    }

    [Fact]
    public void With_a_medical_plan_only_medical_coverage_enrolls()
    {
        CoverageSpan[] dental = [new(BenefitLine.Dental, Tier.Family, new(January1, null))];

        Assert.Null(Roster.EnrolledTier(dental, employerHasMedicalPlan: true, January1));
        Assert.Equal(Tier.Family, Roster.EnrolledTier(dental, employerHasMedicalPlan: false, January1));
    }

    [Fact]
    public void Without_a_medical_plan_the_first_span_that_names_a_tier_counts()
    {
        CoverageSpan[] spans = [new(BenefitLine.Std, null, new(January1, null)), new(BenefitLine.Dental, Tier.EmployeeSpouse, new(January1, null))];

        Assert.Equal(Tier.EmployeeSpouse, Roster.EnrolledTier(spans, employerHasMedicalPlan: false, January1));
        Assert.Equal(Tier.Employee, Roster.EnrolledTier(spans.AsSpan(0, 1), employerHasMedicalPlan: false, January1));
    }

    [Theory]
    [InlineData("1234567893", true)]
    [InlineData("1234567890", false)]
    [InlineData("123456789", false)]
    [InlineData("12345678A3", false)]
    [InlineData(null, false)]
    public void An_NPI_has_ten_digits_and_the_right_check_digit(string? text, bool valid) => Assert.Equal(valid, Npi.IsValid(text));

    [Fact]
    public void A_made_NPI_is_valid() => Assert.True(Npi.IsValid(Npi.WithCheckDigit("198765432")));
}
