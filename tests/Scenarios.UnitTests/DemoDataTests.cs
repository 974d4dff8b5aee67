using Aso.DemoData;
using Aso.Primitives;
using Aso.Scenarios.Hosting;
using Aso.X12.Claims837;
using Aso.X12.Enrollment834;

namespace Aso.Scenarios.UnitTests;

public sealed class DemoDataTests
{
    private static readonly IReadOnlyDictionary<string, byte[]> Files = DemoFolder.Generate();

    [Fact]
    public void The_committed_files_are_what_the_generator_writes()
    {
        var folder = Path.Combine(RepositoryRoot.Find(), "deploy", "demo");
        var committed = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(name => name != "README.md");

        Assert.Equal(Files.Keys.Order(StringComparer.Ordinal), committed.Order(StringComparer.Ordinal));
        Assert.All(Files, file => Assert.True(
            File.ReadAllBytes(Path.Combine(folder, file.Key)).AsSpan().SequenceEqual(file.Value),
            $"{file.Key} is stale: run dotnet run --project tests/DemoData"));
    }

    [Fact]
    public async Task Every_claim_file_reads_back_without_an_objection_and_its_charges_add_up()
    {
        foreach (var (name, content) in Files.Where(file => file.Key.EndsWith(".837", StringComparison.Ordinal)))
        {
            var file = await Claim837Reader.ReadFileAsync(new MemoryStream(content));

            Assert.True(file.Errors.Count == 0 && file.Refused.Count == 0, name);
            Assert.All(file.Items, claim => Assert.Equal(claim.ChargeCents, claim.Lines.Sum(line => line.ChargeCents)));
            Assert.All(file.Items, claim => Assert.True(Npi.IsValid(claim.BillingProvider.Npi)));
        }
    }

    [Fact]
    public async Task Everybody_who_is_treated_is_enrolled()
    {
        var enrolled = new HashSet<string>();
        foreach (var (_, content) in Files.Where(file => file.Key.EndsWith(".834", StringComparison.Ordinal)))
        {
            var file = await Enrollment834Reader.ReadFileAsync(new MemoryStream(content));
            Assert.True(file.Errors.Count == 0 && file.Refused.Count == 0);
            enrolled.UnionWith(file.Items.Select(member => member.References.FirstOrDefault(reference => reference.Qualifier == "23")?.Value ?? member.SubscriberId));
        }

        foreach (var (_, content) in Files.Where(file => file.Key.EndsWith(".837", StringComparison.Ordinal)))
        {
            var file = await Claim837Reader.ReadFileAsync(new MemoryStream(content));
            Assert.All(file.Items, claim => Assert.Contains(claim.Subscriber.MemberId!, enrolled));
        }
    }

    [Fact]
    public async Task The_year_has_duplicates_voids_replacements_and_other_payers()
    {
        var claims = new List<Claim837>();
        foreach (var (_, content) in Files.Where(file => file.Key.EndsWith(".837", StringComparison.Ordinal)))
        {
            claims.AddRange((await Claim837Reader.ReadFileAsync(new MemoryStream(content))).Items);
        }

        Assert.InRange(claims.Count, 2_000, 6_000);
        Assert.Equal(claims.Count, claims.DistinctBy(claim => claim.ClaimNumber).Count());
        Assert.Contains(claims, claim => claim.Frequency == "8" && claim.OriginalReference is not null);
        Assert.Contains(claims, claim => claim.Frequency == "7" && claim.OriginalReference is not null);
        Assert.Contains(claims, claim => claim.ClaimNumber.EndsWith('D'));
        Assert.Contains(claims, claim => claim.Lines.Any(line => line.OtherPayersPaidCents is not null));
    }
}
