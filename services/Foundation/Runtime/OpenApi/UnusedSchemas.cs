using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace Aso.Foundation.OpenApi;

/// <summary>Takes schemas out to which nothing refers any more: the framework described a type, and the rules for all operations put another in its place.</summary>
internal static partial class UnusedSchemas
{
    public static async Task RemoveAsync(OpenApiDocument document)
    {
        int removed;
        do
        {
            var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
            var used = References().Matches(text).Select(reference => reference.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
            var unused = (document.Components?.Schemas?.Keys ?? []).Where(name => !used.Contains(name)).ToList();
            unused.ForEach(name => document.Components!.Schemas!.Remove(name));
            removed = unused.Count;
        }
        while (removed > 0);
    }

    [GeneratedRegex("\"#/components/schemas/([^\"]+)\"")]
    private static partial Regex References();
}
