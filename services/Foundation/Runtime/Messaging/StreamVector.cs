using System.Globalization;

namespace Aso.Foundation.Messaging;

/// <summary>How far each source has been applied for one employer: <c>enrollment=12,claims=340</c>.</summary>
/// <remarks>A message carries its sender's vector; a receiver applies it only once it has itself come as far, so causes precede effects everywhere.</remarks>
internal static class StreamVector
{
    public static string Write(IEnumerable<(string Source, long Sequence)> entries) =>
        string.Join(',', entries.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Source}={entry.Sequence}")));

    public static IEnumerable<(string Source, long Sequence)> Read(string text)
    {
        foreach (var entry in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = entry.IndexOf('=', StringComparison.Ordinal);
            yield return (entry[..equals], long.Parse(entry.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture));
        }
    }
}
