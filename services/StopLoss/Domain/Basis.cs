using System.Globalization;
using Aso.Primitives;

namespace Aso.StopLoss.Domain;

/// <summary>The basis of a policy: for how many months claims may be incurred, and for how many they may be paid.</summary>
/// <remarks>
/// Written <c>incurred/paid</c>, such as <c>12/15</c>: incurred in the twelve months of the period, paid in these and
/// the three that follow (run-out). In <c>15/12</c> three months before the period count as well (run-in).
/// </remarks>
/// <param name="IncurredMonths">1 to <see cref="MostMonths"/>, counted back from the end of the policy period.</param>
/// <param name="PaidMonths">1 to <see cref="MostMonths"/>, counted from the start of the policy period.</param>
public readonly record struct Basis(int IncurredMonths, int PaidMonths)
{
    /// <summary>Every policy period has twelve months.</summary>
    public const int PeriodMonths = 12;

    public const int MostMonths = 120;

    /// <summary>Reads <c>12/15</c>. Refuses anything that does not give two windows of at least a month each with a day in common: under <c>2/9</c> nothing incurred could be paid in time.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Basis basis)
    {
        basis = default;
        var slash = text.IndexOf('/');
        if (slash < 0 || !TryParseMonths(text[..slash], out var incurred) || !TryParseMonths(text[(slash + 1)..], out var paid)
            || PeriodMonths - incurred >= paid)
        {
            return false;
        }

        basis = new(incurred, paid);
        return true;
    }

    /// <summary>The twelve months from <paramref name="periodStart"/>.</summary>
    public static DateSpan PeriodFrom(DateOnly periodStart) =>
        new(periodStart, periodStart.AddMonths(PeriodMonths).AddDays(-1));

    /// <summary>Service dates that count. It always ends with the policy period.</summary>
    public DateSpan IncurredWindow(DateOnly periodStart) =>
        new(periodStart.AddMonths(PeriodMonths - IncurredMonths), PeriodFrom(periodStart).To);

    /// <summary>Dates of release that count. It always starts with the policy period.</summary>
    public DateSpan PaidWindow(DateOnly periodStart) =>
        new(periodStart, periodStart.AddMonths(PaidMonths).AddDays(-1));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{IncurredMonths}/{PaidMonths}");

    private static bool TryParseMonths(ReadOnlySpan<char> text, out int months) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out months) && months is >= 1 and <= MostMonths;
}
