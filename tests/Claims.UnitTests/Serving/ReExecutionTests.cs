using System.Text.Json.Nodes;
using Aso.Claims.Domain;
using Aso.Claims.ReExecution;
using Aso.Claims.Store;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Serving;

/// <summary>Every decision can be made again from what is stored with it, and a changed cent is found.</summary>
public sealed class ReExecutionTests(ClaimsPlatform platform) : IClassFixture<ClaimsPlatform>
{
    [Fact]
    public async Task Every_claim_ever_decided_comes_out_the_same_again_after_voids_replacements_and_changes_of_plan_and_coverage()
    {
        var employer = await PlayedAsync();
        await platform.HearAsync(employer, new TestPlan { VisitLimit = 1 }.ToMessage(employer), ClaimsPlatform.Member(employer, "E1", "E1", to: "2026-01-31"));

        var report = await ExamineAsync(employer);

        Assert.Empty(report.Differing);
        Assert.Equal(6, report.Examined); // and one void, which decided nothing
    }

    [Fact]
    public async Task Any_stored_number_of_a_decision_that_is_changed_is_found()
    {
        var employer = await PlayedAsync();
        var row = await platform.RowAsync(employer, "C3");
        var detail = JsonNode.Parse(row.Detail)!;

        var places = Numbers(detail["l"]![0]!["r"]!).Concat(Numbers(detail["t"]!)).Concat(Numbers(detail["mv"]![0]!["a"]!)).ToList();
        foreach (var (array, index) in places)
        {
            var right = array[index]!.GetValue<long>();
            array[index] = right + 1;
            Assert.NotEmpty(await DifferencesAsync(row, detail.ToJsonString()));
            array[index] = right;
        }

        Assert.Empty(await DifferencesAsync(row, detail.ToJsonString()));
        Assert.True(places.Count > 20, $"Only {places.Count} numbers are stored.");
    }

    [Fact]
    public async Task A_cent_in_a_total_that_is_changed_is_found_by_its_name()
    {
        var employer = await PlayedAsync();
        await AddACentAsync(employer, "C3");

        var differing = Assert.Single((await ExamineAsync(employer)).Differing);

        Assert.Equal("C3", differing.ClaimNumber);
        Assert.Equal("paid", Assert.Single(differing.Differences).Field);
    }

    [Fact]
    public async Task A_nights_sample_is_taken_once_and_tells_what_differs()
    {
        var employer = await PlayedAsync();
        await AddACentAsync(employer, "C1");
        using var job = new NightlySample(platform.Scopes, TimeProvider.System, Options.Create(new ReExecutionOptions()), NullLogger<NightlySample>.Instance);
        var night = new DateOnly(2026, 5, 1);

        await job.TakeAsync(night, CancellationToken.None);
        await job.TakeAsync(night, CancellationToken.None);

        var found = await platform.WithDbAsync(db => db.ReExecutions.SingleAsync(row => row.Night == night));
        Assert.Contains(Keys.OfClaim(employer, "C1"), found.DifferingClaimIds);
        Assert.True(found.Examined >= 6, $"{found.Examined} were examined.");
    }

    private Task<int> AddACentAsync(Guid employer, string number)
    {
        var claimId = Keys.OfClaim(employer, number);
        return platform.WithDbAsync(db => db.Database.ExecuteSqlAsync($"UPDATE claim SET paid = paid + 1 WHERE claim_id = {claimId}"));
    }

    private static IEnumerable<(JsonArray Array, int Index)> Numbers(JsonNode array) =>
        array.AsArray().Select((_, index) => (array.AsArray(), index));

    private async Task<Guid> PlayedAsync()
    {
        var employer = await platform.EmployerAsync(plan =>
        {
            plan.Deductible = new() { IndividualCents = 10_000, FamilyCents = 15_000 };
            plan.OutOfPocket = new() { IndividualCents = 20_000, FamilyCents = 30_000 };
            plan.In = new() { CopayCents = 1_500, CoinsuranceMillionths = 20_000_000, Deductible = true };
            plan.LifetimeMaximum = 100_000;
        });
        foreach (var (member, number) in new[] { ("E1", 1), ("S1", 2), ("E1", 3), ("S1", 4), ("E1", 5) })
        {
            await platform.AcceptAsync(employer, ClaimOf($"C{number}", member, number));
        }

        await platform.AcceptAsync(employer, ClaimOf("C6", "E1", 6) with { Frequency = Frequency.Replacement, Original = "C1" });
        await platform.AcceptAsync(employer, new() { Number = "C7", Line = BenefitLine.Medical, MemberId = "S1", Frequency = Frequency.Void, Original = "C2" });
        return employer;
    }

    private static Claim ClaimOf(string number, string member, int day) => new()
    {
        Number = number,
        Line = BenefitLine.Medical,
        MemberId = member,
        ProviderNpi = InNetwork,
        Authorization = "A-77",
        Diagnoses = ["C50.911"],
        Lines = [Line("99213", $"{100 + day}.00", $"2026-03-0{day}", units: "1.5"), Line("99214", "70.33", $"2026-03-0{day}"), Line("99214", "70.33", $"2026-03-0{day}")],
    };

    private Task<ReExecutionReport> ExamineAsync(Guid employer) => platform.WithDbAsync(db =>
        new ClaimsDecidedAgain(db).ExamineAsync(db.Claims.AsNoTracking().Where(row => row.EmployerId == employer).AsAsyncEnumerable(), CancellationToken.None));

    private async Task<IReadOnlyList<Difference>> DifferencesAsync(ClaimRow row, string detail)
    {
        var stored = StoredDecision.FromJson(detail);
        var facts = await platform.WithDbAsync(db => db.LoadFactsAsync(row, stored, CancellationToken.None));
        return DecisionComparison.Compare(row, stored, facts!);
    }
}
