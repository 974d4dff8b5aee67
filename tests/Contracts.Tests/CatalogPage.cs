using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Aso.Contracts.Tests;

/// <summary>The page that lists every message: its name, who says it, who acts on it, and its meaning from its own comment.</summary>
internal static partial class CatalogPage
{
    public static string Write()
    {
        var page = new StringBuilder(
            """
            # Messages between the services

            Written from `MessageCatalog.cs` and the messages' own comments (`ASO_APPROVE=1 tests/run Contracts.Tests`); a test fails where it is stale.

            | message | published by | acted on by | meaning |
            |---|---|---|---|

            """);
        foreach (var kind in MessageCatalog.All)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{kind.Name}` | {kind.Publisher} | {string.Join(", ", kind.Consumers)} | {Meaning(kind.Type)} |\n");
        }

        return page.ToString();
    }

    private static string Meaning(Type message)
    {
        var source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "source", $"{message.Name}.cs"));
        var before = source[..source.IndexOf($"public sealed record {message.Name}\n", StringComparison.Ordinal)];
        var summary = Summary().Matches(before)[^1].Groups[1].Value;
        return Reference().Replace(summary, "$1");
    }

    [GeneratedRegex("<summary>(.*?)</summary>", RegexOptions.Singleline)]
    private static partial Regex Summary();

    [GeneratedRegex("<see cref=\"([^\"]*)\"/>")]
    private static partial Regex Reference();
}
