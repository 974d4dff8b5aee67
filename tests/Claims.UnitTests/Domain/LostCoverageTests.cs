using Aso.Claims.Domain;
using Aso.Primitives;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain;

public sealed class LostCoverageTests
{
    [Theory]
    //          before                               now                                                    lost from
    [InlineData("2026-01-01..", "2026-01-01..", null)]
    [InlineData("2026-01-01..", "2026-01-01..2026-05-31", "2026-06-01")]
    [InlineData("2026-01-01..2026-06-30", "2026-01-01..2026-05-31", "2026-06-01")]
    [InlineData("2026-01-01..2026-06-30", "2026-02-01..", "2026-01-01")]
    [InlineData("2026-01-01..", "", "2026-01-01")]
    [InlineData("", "2026-01-01..", null)]
    [InlineData("2026-01-01..", "2026-01-01..9999-12-31", null)] // the end of the calendar is no end
    [InlineData("2026-01-01..2026-06-30 2026-08-01..", "2026-01-01..2026-06-30", "2026-08-01")]
    [InlineData("2026-01-01..2026-06-30", "2026-04-01.. 2026-01-01..2026-03-31", null)]
    [InlineData("2026-01-01..2026-06-30", "2026-04-02.. 2026-01-01..2026-03-31", "2026-04-01")]
    [InlineData("2026-07-01.. 2026-01-01..2026-06-30", "", "2026-01-01")]
    public void The_first_date_lost_is_the_first_that_only_the_spans_before_covered(string before, string now, string? lost) =>
        Assert.Equal(lost is null ? null : Day(lost), LostCoverage.FirstDate(Spans(before), Spans(now)));

    [Fact]
    public void A_span_of_another_line_keeps_nothing()
    {
        var before = Spans("2026-01-01..");
        Assert.Equal(Day("2026-01-01"), LostCoverage.FirstDate(before, [(BenefitLine.Dental, before[0].Dates)]));
    }

    private static List<(BenefitLine Line, DateSpan Dates)> Spans(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(span => span.Split("..")).Select(ends => (BenefitLine.Medical, new DateSpan(Day(ends[0]), ends[1].Length == 0 ? null : Day(ends[1]))))];
}
