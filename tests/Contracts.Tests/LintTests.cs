using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Aso.Contracts.Tests;

/// <summary>What is served is held to Spectral's rules for OpenAPI and to OWASP's for APIs; Lint/rules.yaml names and argues every exception.</summary>
[Collection("descriptions")]
public sealed class LintTests(Descriptions descriptions)
{
    private const int Error = 0;
    private const int Warning = 1;

    [Theory]
    [MemberData(nameof(Descriptions.Names), MemberType = typeof(Descriptions))]
    public async Task Spectral_finds_no_error_and_no_warning_and_OWASPs_rules_find_no_error(string program)
    {
        var findings = await FindAsync(await descriptions.OfAsync(program));

        var counted = findings.Where(finding => Severity(finding) <= (Rule(finding).StartsWith("owasp:", StringComparison.Ordinal) ? Error : Warning)).ToList();
        Assert.True(counted.Count == 0, $"{counted.Count} findings in what {program} serves:\n{string.Join('\n', counted.Select(finding => $"{Rule(finding)} {Place(finding)}: {finding["message"]}"))}");
    }

    [Fact]
    public async Task A_fault_is_found()
    {
        var faulty = (await descriptions.OfAsync("stop-loss")).DeepClone().AsObject();
        faulty["paths"]!["/v1/carriers"]!["post"]!.AsObject().Remove("description");
        faulty["components"]!["schemas"]!["Carrier"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["name"] = new JsonObject { ["type"] = "string" } } };

        var rules = (await FindAsync(faulty)).Select(Rule).ToList();

        Assert.Contains("operation-description", rules);
        Assert.Contains("owasp:api4:2023-string-limit", rules);
    }

    private static async Task<IReadOnlyList<JsonNode>> FindAsync(JsonObject description)
    {
        var lint = Path.Combine(ApprovedFile.SourceRoot(), "tests", "Contracts.Tests", "Lint");
        var spectral = Path.Combine(lint, "node_modules", ".bin", "spectral");
        Assert.True(File.Exists(spectral), "The linter is not installed: run `npm ci` in tests/Contracts.Tests/Lint, or tests/run, which does.");

        var directory = Directory.CreateTempSubdirectory("aso-lint-");
        try
        {
            var (served, found) = (Path.Combine(directory.FullName, "served.json"), Path.Combine(directory.FullName, "found.json"));
            await File.WriteAllTextAsync(served, description.ToJsonString());
            var start = new ProcessStartInfo(spectral, ["lint", "--ruleset", Path.Combine(lint, "rules.yaml"), "--format", "json", "--output", found, "--quiet", served])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            Assert.True(File.Exists(found), string.Join('\n', said));
            return [.. JsonNode.Parse(await File.ReadAllTextAsync(found))!.AsArray().Select(finding => finding!)];
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static int Severity(JsonNode finding) => finding["severity"]!.GetValue<int>();

    private static string Rule(JsonNode finding) => finding["code"]!.GetValue<string>();

    private static string Place(JsonNode finding) => string.Join('/', finding["path"]!.AsArray().Select(part => part!.ToString()));
}
