using System.Globalization;

namespace Aso.X12;

/// <summary>A number of units, exact to a thousandth.</summary>
/// <param name="Thousandths">1500 is one and a half.</param>
public readonly record struct Quantity(long Thousandths)
{
    public static Quantity Of(int whole) => new(whole * 1000L);

    public bool IsWhole => Thousandths % 1000 == 0;

    /// <summary>The whole units; what is less than one is left out.</summary>
    public int Whole => (int)(Thousandths / 1000);

    /// <summary>As the standard writes it: no more decimals than needed.</summary>
    public override string ToString()
    {
        var sign = Thousandths < 0 ? "-" : "";
        var digits = Math.Abs(Thousandths);
        return digits % 1000 == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{digits / 1000}")
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{digits / 1000}.{digits % 1000:000}").TrimEnd('0');
    }
}
