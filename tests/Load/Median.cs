namespace Aso.Load;

internal static class Median
{
    /// <summary>The middle one; of an even number the higher of both.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
