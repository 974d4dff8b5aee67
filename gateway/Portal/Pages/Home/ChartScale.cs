namespace Aso.Portal.Pages.Home;

/// <summary>The range of a chart's axis: it holds zero and every value, with a little air, and no more below zero than the values need.</summary>
/// <param name="Floor">Zero, or a little below the least value where that is negative.</param>
/// <param name="Top">A little above the greatest value.</param>
/// <param name="Ticks">Round values between the two, from below.</param>
internal sealed record ChartScale(double Floor, double Top, IReadOnlyList<double> Ticks)
{
    private const double Air = 0.04;
    private const int StepsWanted = 5;

    // Where every value is zero, any length does.
    private const double LengthOfNothing = 1_000;

    public static ChartScale Of(IEnumerable<double> values)
    {
        var (least, most) = values.Aggregate((Least: 0d, Most: 0d), static (range, value) => (Math.Min(range.Least, value), Math.Max(range.Most, value)));
        var length = most - least is > 0 and var some ? some : LengthOfNothing;
        var floor = least < 0 ? least - (length * Air) : 0;
        var top = most > 0 || least < 0 ? most + (length * Air) : length;
        var step = Round(length / StepsWanted);
        var first = Math.Ceiling(floor / step);
        return new(floor, top, [.. Enumerable.Range(0, (int)(Math.Floor(top / step) - first) + 1).Select(place => (first + place) * step)]);
    }

    /// <summary>How far up the axis a value lies: 0 at the floor, 1 at the top.</summary>
    public double PlaceOf(double value) => (value - Floor) / (Top - Floor);

    /// <summary>1, 2, 2.5 or 5 times a power of ten, at least as much as wanted.</summary>
    private static double Round(double wanted)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        return new[] { 1, 2, 2.5, 5, 10 }.First(factor => factor * power >= wanted * 0.999) * power;
    }
}
