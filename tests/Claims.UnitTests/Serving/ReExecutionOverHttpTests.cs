using System.Net;
using Aso.Claims.ReExecution;
using Aso.Claims.Store;
using Aso.Claims.UnitTests.Serving.Review;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Aso.Claims.UnitTests.Serving;

public sealed class ReExecutionOnSqlite(SqliteReviewHost host) : ReExecutionOverHttpTests(host), IClassFixture<SqliteReviewHost>;

public sealed class ReExecutionOnPostgres(PostgresReviewHost host) : ReExecutionOverHttpTests(host), IClassFixture<PostgresReviewHost>;

public abstract class ReExecutionOverHttpTests(ReviewHost host)
{
    [Fact]
    public async Task Whoever_asks_is_told_whether_one_claim_or_all_are_decided_again_as_they_are_stored()
    {
        var employer = await PlayedAsync();

        var one = await employer.SendAsync(HttpMethod.Post, "claims/C2/re-execution");
        Assert.Equal((HttpStatusCode.OK, "true"), (one.Status, one["agrees"]));
        Assert.Equal("404 not-found", (await employer.SendAsync(HttpMethod.Post, "claims/C9/re-execution")).Outcome);
        var all = await employer.SendAsync(HttpMethod.Post, "re-executions");
        Assert.Equal(("3", "3"), (all["examined"], all["agreeing"]));
    }

    [Fact]
    public async Task A_cent_changed_in_the_database_is_named_with_what_it_should_be()
    {
        var employer = await PlayedAsync();
        await ChangeAsync(employer, "C2", row => row.Replace("\"b\":10000", "\"b\":10001", StringComparison.Ordinal));

        var one = await employer.SendAsync(HttpMethod.Post, "claims/C2/re-execution");

        Assert.Contains(one.Body["differences"]!.AsArray(), difference => (string)difference!["field"]! == "paid" && (string)difference["stored"]! == "10000" && (string)difference["recomputed"]! == "10001");
        Assert.Equal("2", (await employer.SendAsync(HttpMethod.Post, "re-executions"))["agreeing"]);
    }

    [Theory]
    [InlineData("\"r\":1", "\"r\":7", "KeyNotFoundException")] // a revision of the plan that never was
    [InlineData("\"y\":\"2026", "\"y\":\"20X6", "JsonException")]
    public async Task A_stored_decision_that_cannot_be_made_again_is_a_difference_and_hides_no_other_claim(string was, string now, string kind)
    {
        var employer = await PlayedAsync();
        await ChangeAsync(employer, "C2", row => row.Replace(was, now, StringComparison.Ordinal));

        var one = await employer.SendAsync(HttpMethod.Post, "claims/C2/re-execution");

        Assert.Equal(("stored", kind), ((string)one.Body["differences"]![0]!["field"]!, (string)one.Body["differences"]![0]!["stored"]!));
        Assert.Equal(("3", "2"), await AllAsync(employer));
    }

    [Fact]
    public async Task The_terms_of_then_are_used_and_a_term_that_was_changed_afterwards_is_found()
    {
        var employer = await PlayedAsync();
        await host.WithDbAsync(db => db.Plans.Where(row => row.EmployerId == employer.Id && row.PlanCode == "MED")
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Definition, row => row.Definition.Replace("\"otherwisePercentOfBilledMillionths\":100000000", "\"otherwisePercentOfBilledMillionths\":90000000"))));

        Assert.Equal(("3", "0"), await AllAsync(employer));
    }

    [Fact]
    public async Task The_command_ends_with_1_where_anything_differs_and_names_it()
    {
        var employer = await PlayedAsync();
        Assert.Equal((0, "3 decided again, 0 differ"), await CommandAsync($"{employer.Id}"));
        await ChangeAsync(employer, "C2", row => row.Replace("\"b\":10000", "\"b\":10001", StringComparison.Ordinal));

        var (code, said) = await CommandAsync($"{employer.Id}");
        Assert.Equal(1, code);
        Assert.Contains("lines[0].paid: stored 10000, recomputed 10001", said, StringComparison.Ordinal);
        Assert.Equal(1, (await CommandAsync($"{employer.Id}", "C2")).Code);
        Assert.Equal(0, (await CommandAsync($"{employer.Id}", "C1")).Code);
        Assert.Equal((2, 2), ((await CommandAsync($"{employer.Id}", "C9")).Code, (await CommandAsync("Acme")).Code));
    }

    [Fact]
    public async Task A_nights_sample_is_taken_over_all_claims_once()
    {
        var employer = await PlayedAsync();
        await ChangeAsync(employer, "C2", row => row.Replace("\"b\":10000", "\"b\":10001", StringComparison.Ordinal));
        var night = new DateOnly(2026, 5, 1).AddDays(Random.Shared.Next(1_000));
        using var job = new NightlySample(host.Service<IServiceScopeFactory>(), TimeProvider.System, Options.Create(new ReExecutionOptions()), NullLogger<NightlySample>.Instance);

        await job.TakeAsync(night, CancellationToken.None);
        await job.TakeAsync(night, CancellationToken.None);

        var found = await host.WithDbAsync(db => db.ReExecutions.SingleAsync(row => row.Night == night));
        Assert.Contains(Keys.OfClaim(employer.Id, "C2"), found.DifferingClaimIds);
        Assert.DoesNotContain(Keys.OfClaim(employer.Id, "C1"), found.DifferingClaimIds);
    }

    private async Task<(int Code, string Said)> CommandAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        var code = await ReExecuteCommand.RunAsync(host.Service<IServiceProvider>(), arguments, output, CancellationToken.None);
        return (code, output.ToString().Trim());
    }

    private static async Task<(string Examined, string Agreeing)> AllAsync(ReviewedEmployer employer)
    {
        var all = await employer.SendAsync(HttpMethod.Post, "re-executions");
        return (all["examined"], all["agreeing"]);
    }

    private async Task<ReviewedEmployer> PlayedAsync()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        await employer.SubmitAsync("C1", "40.00 60.00");
        await employer.SubmitAsync("C2", "100.00");
        await employer.ReplaceAsync("C3", "C1", "55.00");
        await employer.VoidAsync("C4", "C3");
        return employer;
    }

    private Task<int> ChangeAsync(ReviewedEmployer employer, string number, Func<string, string> change) => host.WithDbAsync(async db =>
    {
        var id = Keys.OfClaim(employer.Id, number);
        var detail = await db.Claims.Where(row => row.ClaimId == id).Select(row => row.Detail).SingleAsync();
        Assert.NotEqual(detail, change(detail));
        return await db.Claims.Where(row => row.ClaimId == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Detail, change(detail)));
    });
}
