namespace Aso.Funding.Domain.Payments;

/// <summary>The days on which banks of the United States settle.</summary>
/// <remarks>
/// Monday to Friday without the standard holidays of the Federal Reserve Banks. A holiday that falls on a Sunday is kept on the Monday after it;
/// one on a Saturday on no other day. Source: Federal Reserve Bank Services, holiday schedule.
/// </remarks>
public static class BankingDays
{
    private const int YearOfJuneteenth = 2022;

    public static bool IsBankingDay(DateOnly date) =>
        date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && !IsHoliday(date)
        && !(date.DayOfWeek == DayOfWeek.Monday && IsHolidayByDate(date.AddDays(-1)));

    /// <summary>The first banking day after <paramref name="date"/>.</summary>
    public static DateOnly After(DateOnly date)
    {
        do
        {
            date = date.AddDays(1);
        }
        while (!IsBankingDay(date));

        return date;
    }

    private static bool IsHoliday(DateOnly date) => IsHolidayByDate(date) || (date.Month, date.DayOfWeek) switch
    {
        (1 or 2, DayOfWeek.Monday) => WeekOf(date) == 3,
        (5, DayOfWeek.Monday) => date.Day > 24,
        (9, DayOfWeek.Monday) => WeekOf(date) == 1,
        (10, DayOfWeek.Monday) => WeekOf(date) == 2,
        (11, DayOfWeek.Thursday) => WeekOf(date) == 4,
        _ => false,
    };

    /// <summary>New Year, Juneteenth, Independence Day, Veterans Day, Christmas.</summary>
    private static bool IsHolidayByDate(DateOnly date) =>
        (date.Month, date.Day) is (1, 1) or (7, 4) or (11, 11) or (12, 25)
        || ((date.Month, date.Day) is (6, 19) && date.Year >= YearOfJuneteenth);

    /// <summary>Of its weekday in the month, from 1.</summary>
    private static int WeekOf(DateOnly date) => (date.Day - 1) / 7 + 1;
}
