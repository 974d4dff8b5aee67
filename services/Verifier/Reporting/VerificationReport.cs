using System.Text.Json;
using System.Text.Json.Serialization;
using Aso.Verifier.Ledger;

namespace Aso.Verifier.Reporting;

/// <summary>The verdict over all checks.</summary>
internal enum Verdict
{
    Proved,

    /// <summary>Nothing is wrong, but messages between services did not arrive in the time given.</summary>
    Unsettled,

    Findings,
}

/// <summary>What a verification found.</summary>
/// <param name="Heads">Where each journal stood: keep it, and give it to the next verification.</param>
internal sealed record VerificationReport(DateTimeOffset StartedAt, TimeSpan Elapsed, IReadOnlyList<CheckResult> Checks, IReadOnlyList<Head> Heads)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public Verdict Verdict =>
        Checks.Any(check => check.Found > 0) ? Verdict.Findings
        : Checks.Any(check => check.Unsettled > 0) ? Verdict.Unsettled
        : Verdict.Proved;

    public IEnumerable<Finding> Findings => Checks.SelectMany(check => check.Findings);

    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string file)
    {
        var document = new Document(
            Verdict, StartedAt, (long)Elapsed.TotalMilliseconds,
            [.. Checks.Select(check => new CheckLine(check.Id, check.Title, check.Checked, check.Found, check.Unsettled))],
            [.. Findings], Heads);
        File.WriteAllText(file, JsonSerializer.Serialize(document, Format) + Environment.NewLine);
    }

    /// <summary>The heads that an earlier report has kept.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="JsonException">It is no report of this program.</exception>
    public static IReadOnlyDictionary<Guid, Head> HeadsOf(string file)
    {
        var document = JsonSerializer.Deserialize<Document>(File.ReadAllText(file), Format) ?? throw new JsonException("The report is null.");
        return (document.Heads ?? throw new JsonException("The report has no heads."))
            .Where(head => head.Sequence > 0).ToDictionary(head => head.Book);
    }

    private sealed record Document(
        Verdict Verdict, DateTimeOffset StartedAt, long Milliseconds, IReadOnlyList<CheckLine> Checks, IReadOnlyList<Finding> Findings, IReadOnlyList<Head> Heads);

    /// <param name="Findings">All of them; those listed may be fewer.</param>
    private sealed record CheckLine(string Id, string Title, long Checked, long Findings, long Unsettled);
}
