using System.Text;
using System.Text.RegularExpressions;
using Aso.X12.ClaimAcknowledgment277;
using Aso.X12.Corpus;
using static Aso.X12.UnitTests.Documents;

namespace Aso.X12.UnitTests;

public sealed class ReadmeTests
{
    private static readonly string Root = FindRoot();
    private static readonly string Readme = System.IO.File.ReadAllText(Path.Combine(Root, "contracts", "X12", "README.md"));

    [Fact]
    public void Every_error_code_is_in_the_table_with_its_level_and_answer_and_nothing_else_is()
    {
        var documented = Regex.Matches(Readme, @"^\| `([a-z-]+)` \| (\w+) \| (?:–|[A-Z0-9]+ (\w+)) \|$", RegexOptions.Multiline)
            .Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value));

        Assert.Equal(X12ErrorCode.All.Select(code => (code.Name, code.Level.ToString().ToLowerInvariant(), code.Acknowledgment)), documented);
    }

    [Fact]
    public void Names_of_error_codes_are_unique()
    {
        Assert.Equal(X12ErrorCode.All.Count, X12ErrorCode.All.Select(code => code.Name).Distinct().Count());
    }

    [Fact]
    public void Every_example_is_among_those_that_compile()
    {
        var compiled = Unindented(System.IO.File.ReadAllText(Path.Combine(Root, "tests", "X12.UnitTests", "ReadmeExamples.cs")));
        var examples = Regex.Matches(Readme, "```csharp\n(.*?)```", RegexOptions.Singleline).Select(block => block.Groups[1].Value).ToList();

        Assert.Equal(7, examples.Count);
        Assert.All(examples, example => Assert.Contains(Unindented(example), compiled, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_examples_do_what_they_say()
    {
        var claims = Claims([.. OfficeVisit, .. Replacement]);

        var file = await ReadmeExamples.ReadClaimsAsync(claims.AsStream(), CancellationToken.None);
        Assert.Equal(2, file.Items.Count);
        Assert.Equal(43_050, await ReadmeExamples.SumChargesAsync(claims.AsStream(), CancellationToken.None));
        Assert.Equal(2, (await ReadmeExamples.ReadMembersAsync(Enrollment([.. Employee, .. Spouse]).AsStream(), CancellationToken.None)).Count);

        var (written, answer) = ReadmeExamples.WriteClaims(file, new DateTime(2026, 2, 11, 8, 15, 0));
        Assert.Equal(43_050, await ReadmeExamples.SumChargesAsync(written.AsStream(), CancellationToken.None));
        Assert.Contains("AK9*A*1*1*1~", Encoding.UTF8.GetString(answer), StringComparison.Ordinal);

        var payments = await ReadmeExamples.ReadPaymentsAsync(CorpusFile.Named("payment-reversal-and-recovery.835").Bytes.AsStream(), CancellationToken.None);
        Assert.Equal(3, payments.Items.Count);
        var acknowledged = await ClaimAcknowledgment277Reader.ReadFileAsync(ReadmeExamples.AnswerClaims(file, Acknowledgment, new(2026, 2, 11, 8, 15, 0)).AsStream());
        Assert.Equal(["ICN-C1", "ICN-C2"], acknowledged.Items.Select(item => item.Outcome.PayerClaimNumber));
        Assert.Contains("SE*3*0001~", Encoding.UTF8.GetString(ReadmeExamples.WriteSegments(new(), file.Interchanges[0].Header)), StringComparison.Ordinal);
    }

    private static AcknowledgmentHeader Acknowledgment => new()
    {
        Reference = "A-1", CreatedAt = new(2026, 2, 11, 8, 15, 0), Source = new("ASO PLAN", "PI", "ASO"), SourceTrace = "F-1", ReceivedOn = new(2026, 2, 10),
        ProcessedOn = new(2026, 2, 11), Receiver = new("CLEARING HOUSE", "46", "CH1"), BatchReference = "B-1",
    };

    private static string Unindented(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder, "Platform.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests must run inside the repository.");
    }
}
