using Aso.Claims.Domain;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain;

public sealed class VisitTests
{
    private static readonly Service Chiropractic = Plans.Service("98940-98942", copay: "15.00", name: "chiropractic") with { VisitLimit = 2 };

    private readonly ClaimBook _book = new(Plans.Medical([Chiropractic, Plans.Service(copay: "10.00")])) { Today = Day("2027-03-01") };

    [Fact]
    public void A_visit_is_a_date_and_a_counted_date_never_hits_the_limit()
    {
        Visit("2026-03-02");
        Visit("2026-03-09");
        Assert.True(Visit("2026-03-16").Lines[0].IsDenied);
        Assert.False(Visit("2026-03-02").Lines[0].IsDenied);
    }

    [Fact]
    public void The_lines_of_one_claim_use_up_visits_in_line_order()
    {
        var claim = _book.Submit(
            Line("98940", "50.00", "2026-03-09"), Line("98941", "60.00", "2026-03-09"), Line("98940", "50.00", "2026-03-02"),
            Line("98940", "50.00", "2026-03-01"), Line("98942", "70.00", "2026-03-02"));
        Assert.Equal([false, false, false, true, false], claim.Lines.Select(line => line.IsDenied));
        Assert.Equal("PR-119=50.00", claim.Lines[3].Adjustments());
    }

    [Fact]
    public void Dates_counted_in_another_claim_are_not_counted_again_in_this_one()
    {
        Visit("2026-03-02");
        var claim = _book.Submit(Line("98941", "60.00", "2026-03-02"), Line("98940", "50.00", "2026-03-03"), Line("98940", "50.00", "2026-03-04"));
        Assert.Equal([false, false, true], claim.Lines.Select(line => line.IsDenied));
    }

    [Fact]
    public void Both_network_sides_and_no_other_service_count_together()
    {
        Visit("2026-03-02");
        _book.Submit(Line("99213", "50.00", "2026-03-03"));
        _book.Submit(_book.Claim("E1", Line("98940", "50.00", "2026-03-09")) with { ProviderNpi = OutOfNetwork });
        Assert.True(Visit("2026-03-16").Lines[0].IsDenied);
    }

    [Fact]
    public void Each_plan_year_has_its_own_visits()
    {
        var claim = _book.Submit(
            Line("98940", "50.00", "2026-12-30"), Line("98940", "50.00", "2026-12-31"), Line("98940", "50.00", "2027-01-01"), Line("98940", "50.00", "2026-12-29"));
        Assert.Equal([false, false, false, true], claim.Lines.Select(line => line.IsDenied));
    }

    [Fact]
    public void A_voided_visit_counts_no_longer()
    {
        Visit("2026-03-02");
        Visit("2026-03-09");
        _book.Void("C1");
        Assert.False(Visit("2026-03-16").Lines[0].IsDenied);
    }

    [Fact]
    public void A_denied_line_is_no_visit()
    {
        _book.Submit(Line("98940", "50.00", "2026-03-02"), Line("98940", "50.00", "2026-03-02"));
        _book.Submit(Line("98940", "50.00", "2025-12-31"));
        Assert.False(Visit("2026-03-09").Lines[0].IsDenied);
    }

    [Fact]
    public void The_copay_is_taken_once_for_each_claim_service_and_date()
    {
        var claim = _book.Submit(
            Line("98940", "10.00"), Line("98941", "60.00"), Line("99213", "80.00"), Line("98942", "70.00", "2026-03-09"), Line("99214", "90.00"));
        Assert.Equal(
            ["PR-3=10.00", "", "PR-3=10.00", "PR-3=15.00", ""],
            claim.Lines.Select(line => line.Adjustments()));
        Assert.Equal("PR-3=15.00", _book.Submit(Line("98941", "61.00")).Lines[0].Adjustments());
    }

    [Fact]
    public void The_copay_goes_to_the_first_line_that_is_priced_not_to_one_that_is_denied()
    {
        _book.Submit(Line("99213", "80.00"));
        var claim = _book.Submit(Line("99213", "80.00"), Line("99214", "90.00"));
        Assert.Equal(["OA-18=80.00", "PR-3=10.00"], claim.Lines.Select(line => line.Adjustments()));
    }

    private Adjudication Visit(string date) => _book.Submit(Line("98940", $"{_book.All.Count + 50}.00", date));
}
