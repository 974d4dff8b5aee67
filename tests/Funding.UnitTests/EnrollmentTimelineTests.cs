namespace Aso.Funding.UnitTests;

public sealed class EnrollmentTimelineTests
{
    private static readonly Gen<CoverageSpan> AnySpan =
        from line in Gen.Int[1, 3]
        from tier in Gen.Int[0, 4]
        from start in Gen.Int[0, 700]
        from days in Gen.Int[-3, 400]
        from open in Gen.Bool
        let from0 = new DateOnly(2025, 1, 1).AddDays(start)
        select new CoverageSpan((BenefitLine)line, tier == 0 ? null : (Tier)tier, new(from0, open ? null : from0.AddDays(days)));

    [Fact]
    public void The_changes_count_as_the_spans_do_on_every_1st()
    {
        Gen.Select(AnySpan.Array[0, 4], Gen.Bool).Sample((spans, hasMedicalPlan) =>
        {
            var changes = EnrollmentTimeline.Changes(spans, hasMedicalPlan).ToList();
            for (var first = new DateOnly(2024, 12, 1); first <= new DateOnly(2029, 1, 1); first = first.AddMonths(1))
            {
                var tier = Roster.EnrolledTier(spans, hasMedicalPlan, first);
                var expected = tier is { } enrolled ? default(EnrolledCounts).Add(enrolled, 1) : default;
                Assert.Equal(expected, EnrollmentTimeline.CountOn(first, changes));
            }
        });
    }

    [Fact]
    public void A_span_that_starts_after_the_1st_counts_from_the_next_month_and_one_that_ends_on_a_1st_counts_on_it()
    {
        CoverageSpan[] spans = [new(BenefitLine.Medical, Tier.Family, new(new(2026, 1, 2), new(2026, 3, 1)))];

        Assert.Equal(
            [new(new(2026, 2, 1), Tier.Family, 1), new(new(2026, 4, 1), Tier.Family, -1)],
            EnrollmentTimeline.Changes(spans, employerHasMedicalPlan: true));
    }

    [Fact]
    public void The_end_of_the_calendar_is_no_trouble()
    {
        Assert.Empty(Changes("9999-12-02", "9999-12-31"));
        Assert.Equal([new(new(9999, 12, 1), Tier.Employee, 1)], Changes("9999-11-02", "9999-12-31"));
        Assert.Equal([new(new(9999, 11, 1), Tier.Employee, 1), new(new(9999, 12, 1), Tier.Employee, -1)], Changes("9999-10-02", "9999-11-30"));
        Assert.Equal([new(new(9999, 1, 1), Tier.Employee, 1), new(new(9999, 12, 1), Tier.Employee, -1)], Changes("9998-12-02", "9999-11-02"));

        static IEnumerable<EnrollmentChange> Changes(string from, string to) => EnrollmentTimeline.Changes(
            [new(BenefitLine.Medical, Tier.Employee, new(DateOnly.Parse(from, null), DateOnly.Parse(to, null)))], employerHasMedicalPlan: true);
    }
}
