namespace Aso.Funding.Domain.Payments;

/// <summary>The entries of all employers' payment files are numbered on, so that what a bank returns names one of them. From 0.</summary>
/// <remarks>A file has seven digits for a number: 1 to 9,999,999, then anew. The numbers of one file rise and never begin anew within it.</remarks>
public static class EntryNumbers
{
    /// <summary>Before the first number.</summary>
    public const long None = -1;

    /// <summary>How many numbers seven digits can tell apart, without zero.</summary>
    public const long Cycle = 9_999_999;

    /// <summary>The first of <paramref name="count"/> numbers, at most <see cref="Cycle"/>, behind <paramref name="last"/>.</summary>
    public static long After(long last, int count)
    {
        var next = last + 1;
        var leftInCycle = Cycle - next % Cycle;
        return count <= leftInCycle ? next : next + leftInCycle;
    }

    /// <summary>The number as the file has it.</summary>
    public static int SequenceOf(long number) => (int)(number % Cycle) + 1;

    /// <summary>The latest number up to <paramref name="last"/> that the file has as <paramref name="sequence"/>; null where there is none.</summary>
    public static long? Latest(int sequence, long last)
    {
        var number = last - last % Cycle + sequence - 1;
        number = number > last ? number - Cycle : number;
        return number >= 0 ? number : null;
    }
}
