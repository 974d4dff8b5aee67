using Aso.Primitives;
using Aso.StopLoss.Domain;
using static Aso.StopLoss.UnitTests.Given;

namespace Aso.StopLoss.UnitTests;

public sealed class BasisTests
{
    [Theory]
    //          basis    start         | incurred from  incurred to   | paid from     paid to
    [InlineData("12/12", "2026-01-01", "2026-01-01", "2026-12-31", "2026-01-01", "2026-12-31")]
    [InlineData("12/15", "2026-01-01", "2026-01-01", "2026-12-31", "2026-01-01", "2027-03-31")] // three months of run-out
    [InlineData("12/18", "2026-01-01", "2026-01-01", "2026-12-31", "2026-01-01", "2027-06-30")]
    [InlineData("15/12", "2026-01-01", "2025-10-01", "2026-12-31", "2026-01-01", "2026-12-31")] // three months of run-in
    [InlineData("24/12", "2026-01-01", "2025-01-01", "2026-12-31", "2026-01-01", "2026-12-31")]
    [InlineData("24/24", "2026-07-01", "2025-07-01", "2027-06-30", "2026-07-01", "2028-06-30")]
    [InlineData("1/12", "2026-01-01", "2026-12-01", "2026-12-31", "2026-01-01", "2026-12-31")]   // the fewest months
    [InlineData("12/1", "2026-01-01", "2026-01-01", "2026-12-31", "2026-01-01", "2026-01-31")]
    [InlineData("120/120", "2026-01-01", "2017-01-01", "2026-12-31", "2026-01-01", "2035-12-31")] // the most
    [InlineData("15/14", "2026-05-31", "2026-02-28", "2027-05-30", "2026-05-31", "2027-07-30")] // a day the month lacks is its last
    [InlineData("12/13", "2028-02-29", "2028-02-29", "2029-02-27", "2028-02-29", "2029-03-28")]
    public void Windows_are_counted_in_months_from_the_ends_of_the_period(
        string basis, string start, string incurredFrom, string incurredTo, string paidFrom, string paidTo)
    {
        Assert.True(Basis.TryParse(basis, out var parsed));

        Assert.Equal(new DateSpan(Day(incurredFrom), Day(incurredTo)), parsed.IncurredWindow(Day(start)));
        Assert.Equal(new DateSpan(Day(paidFrom), Day(paidTo)), parsed.PaidWindow(Day(start)));
        Assert.Equal(basis, parsed.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12-15")]
    [InlineData("0/12")]
    [InlineData("12/0")]
    [InlineData("-12/15")]
    [InlineData("12/15/18")]
    [InlineData(" 12/15")]
    [InlineData("12.5/15")]
    [InlineData("121/12")]
    [InlineData("12/121")]
    [InlineData("/12")]
    [InlineData("12/")]
    [InlineData("paid")]
    [InlineData("3/9")] // incurred from the tenth month on, paid until the ninth ends
    public void A_basis_that_gives_no_window_is_refused(string text) => Assert.False(Basis.TryParse(text, out _));
}
