using Aso.Funding.Domain.Payments;

namespace Aso.Funding.UnitTests.Payments;

public sealed class BankingDaysTests
{
    /// <summary>The standard holidays of the Federal Reserve Banks as published for these years; July 4, 2026 is a Saturday, of 2027 a Sunday.</summary>
    private static readonly DateOnly[] Closed =
    [
        .. Dates(2026, "01-01 01-19 02-16 05-25 06-19 09-07 10-12 11-11 11-26 12-25"),
        .. Dates(2027, "01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25"),
    ];

    [Fact]
    public void Banks_are_closed_on_weekends_and_on_the_published_holidays_and_on_no_other_day()
    {
        for (var date = new DateOnly(2026, 1, 1); date.Year < 2028; date = date.AddDays(1))
        {
            var open = date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Closed.Contains(date);
            Assert.True(open == BankingDays.IsBankingDay(date), $"{date:yyyy-MM-dd} {date.DayOfWeek}");
        }
    }

    [Fact]
    public void The_next_banking_day_is_the_first_after_a_date_whatever_lies_between() =>
        Gen.Int[0, 20_000].Sample(days =>
        {
            var date = new DateOnly(2000, 1, 1).AddDays(days);
            var next = BankingDays.After(date);

            Assert.True(next > date && BankingDays.IsBankingDay(next));
            Assert.All(Enumerable.Range(1, next.DayNumber - date.DayNumber - 1), ahead => Assert.False(BankingDays.IsBankingDay(date.AddDays(ahead))));
        });

    private static IEnumerable<DateOnly> Dates(int year, string days) =>
        days.Split(' ').Select(day => DateOnly.ParseExact($"{year}-{day}", "yyyy-MM-dd", null));
}
