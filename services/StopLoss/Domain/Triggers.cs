namespace Aso.StopLoss.Domain;

/// <summary>Diagnoses of which a carrier wants to hear.</summary>
public static class Triggers
{
    /// <summary>The first trigger with which any of <paramref name="diagnoses"/> starts; null where none does.</summary>
    /// <remarks>Points do not count: claim files carry ICD-10 codes without them (<c>N186</c>), people write them (<c>N18.6</c>).</remarks>
    public static string? Met(IReadOnlyList<string> triggers, IReadOnlyList<string> diagnoses)
    {
        ArgumentNullException.ThrowIfNull(triggers);
        ArgumentNullException.ThrowIfNull(diagnoses);
        foreach (var trigger in triggers)
        {
            var beginning = WithoutPoint(trigger);
            foreach (var diagnosis in diagnoses)
            {
                if (WithoutPoint(diagnosis).StartsWith(beginning, StringComparison.Ordinal))
                {
                    return trigger;
                }
            }
        }

        return null;
    }

    private static string WithoutPoint(string code) => code.Replace(".", "", StringComparison.Ordinal);
}
