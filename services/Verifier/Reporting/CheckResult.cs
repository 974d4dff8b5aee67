namespace Aso.Verifier.Reporting;

/// <summary>What one check looked at and what it found.</summary>
/// <param name="id">Stable, for programs.</param>
/// <param name="title">What holds where nothing is found.</param>
internal sealed class CheckResult(string id, string title)
{
    /// <summary>A broken book breaks everywhere after its first fault; beyond this, findings are counted only.</summary>
    public const int ListedMax = 1_000;

    private readonly List<Finding> _listed = [];

    public string Id => id;

    public string Title => title;

    /// <summary>How many things were looked at.</summary>
    public long Checked { get; private set; }

    public long Found { get; private set; }

    /// <summary>What could not be decided in the time given: it was still on its way between two services.</summary>
    public long Unsettled { get; set; }

    public IReadOnlyList<Finding> Findings => _listed;

    public void Count(long things = 1) => Checked += things;

    public void Add(Finding finding)
    {
        Found++;
        if (_listed.Count < ListedMax)
        {
            _listed.Add(finding);
        }
    }

    /// <summary>Adds a finding where <paramref name="found"/> is not what was expected.</summary>
    /// <returns>Whether they are the same.</returns>
    public bool Same<T>(in Place place, string field, T expected, T found)
    {
        if (EqualityComparer<T>.Default.Equals(expected, found))
        {
            return true;
        }

        Add(place, field, expected, found);
        return false;
    }

    public void Add<T>(in Place place, string field, T expected, T found) =>
        Add(new(id, place.Book, place.Sequence, place.Subject, field, Written(expected), Written(found)));

    private static string Written<T>(T value) => value switch
    {
        null => "nothing",
        DateOnly date => date.ToString("yyyy-MM-dd", null),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}

/// <summary>Where in the books something stands.</summary>
internal readonly record struct Place(Guid Book, Guid? Subject = null, long? Sequence = null);
