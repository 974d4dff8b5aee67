using System.Text.Json;

namespace Aso.Contracts.Tests;

/// <summary>What the API says to the outside changes only on purpose: the description of each program is committed, and read in the change.</summary>
[Collection("descriptions")]
public sealed class DescriptionTests(Descriptions descriptions)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string> Programs() => [.. RunningProgram.All.Keys];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_committed_description_is_the_one_that_the_program_serves(string program)
    {
        var served = (await descriptions.OfAsync(program)).ToJsonString(Readable) + "\n";

        var committed = ApprovedFile.Read($"openapi/{program}.json", served);
        Assert.True(committed == served, $"contracts/openapi/{program}.json is not what {program} serves. First difference: {FirstDifference(committed, served)}\n"
            + "Meant so? Renew it by ASO_APPROVE=1 tests/run Contracts.Tests and read the change before you commit it.");
    }

    private static string FirstDifference(string committed, string served)
    {
        var (before, now) = (committed.Split('\n'), served.Split('\n'));
        var line = Enumerable.Range(0, Math.Min(before.Length, now.Length)).FirstOrDefault(index => before[index] != now[index], Math.Min(before.Length, now.Length) - 1);
        return $"line {line + 1}: \"{before[line].Trim()}\" is served as \"{now[line].Trim()}\".";
    }
}
