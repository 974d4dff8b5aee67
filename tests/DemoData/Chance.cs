namespace Aso.DemoData;

/// <summary>Repeatable chance: the same seed gives the same sequence on every machine and in every version of .NET.</summary>
/// <remarks>SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).</remarks>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>From <paramref name="smallest"/> to <paramref name="largest"/>, both included, each as likely as the others.</summary>
    public int Between(int smallest, int largest) =>
        smallest + (int)(Next() % (ulong)(largest - smallest + 1));

    /// <summary>True in <paramref name="perMille"/> of a thousand cases.</summary>
    public bool Happens(int perMille) => Between(1, 1000) <= perMille;

    public T OneOf<T>(IReadOnlyList<T> choices) => choices[Between(0, choices.Count - 1)];

    /// <summary>A sequence of its own, so that what is drawn for one thing does not shift what is drawn for the next.</summary>
    public Chance Fork() => new(Next());

    private ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
