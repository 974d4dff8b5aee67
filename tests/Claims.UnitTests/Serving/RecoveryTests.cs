using System.Net;
using System.Text.Json.Nodes;
using Aso.Claims.Domain;
using Aso.Claims.UnitTests.Serving.Review;
using Aso.Foundation;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Serving;

public sealed class RecoveryOnSqlite(SqliteReviewHost host) : RecoveryTests(host), IClassFixture<SqliteReviewHost>;

public sealed class RecoveryOnPostgres(PostgresReviewHost host) : RecoveryTests(host), IClassFixture<PostgresReviewHost>;

/// <summary>What a coverage that ended back in time makes recoverable is taken back by one call, each claim by a void as if it had been sent.</summary>
public abstract class RecoveryTests(ReviewHost host)
{
    [Fact]
    public async Task One_call_voids_all_of_a_member_and_the_same_call_again_answers_the_same_and_does_nothing()
    {
        var employer = await EndedAsync(("C1", "E1", "100.00"), ("C2", "E1", "60.00"), ("C3", "S1", "70.00"));

        var first = await VoidAsync(employer, new { memberId = "E1" });
        var again = await VoidAsync(employer, new { memberId = "E1" });

        Assert.Equal("160.00", first["voided"]);
        Assert.Equal(["C1 voided 100.00", "C2 voided 60.00"], Outcomes(first));
        Assert.Equal(first.Body.ToJsonString(), again.Body.ToJsonString());
        Assert.Equal("adjudicated adjudicated adjudicated reversed reversed", await employer.ToldAsync());
        Assert.Equal("voided", (await employer.ClaimAsync("C1"))["status"]);
        Assert.Equal(default, await employer.UsedAsync());
        Assert.Empty((await employer.SendAsync(HttpMethod.Get, "recoverable-claims?memberId=E1")).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task Each_void_is_a_claim_of_frequency_8_that_names_what_it_takes_back()
    {
        var employer = await EndedAsync(("C1", "E1", "100.00"));

        var answer = await VoidAsync(employer, new { claims = new[] { "C1" } });

        var number = (string)answer.Body["claims"]![0]!["voidNumber"]!;
        var voided = await employer.ClaimAsync(number);
        Assert.Equal(("8", "C1", "approved", "0.00"), (voided["frequency"], voided["original"], voided["status"], voided["paid"]));
    }

    [Fact]
    public async Task A_dependants_claims_go_by_its_own_coverage_not_by_its_subscribers()
    {
        var employer = await EndedAsync(("C1", "E1", "100.00"), ("C3", "S1", "70.00"));

        Assert.Empty(Outcomes(await VoidAsync(employer, new { memberId = "S1" })));
        Assert.Equal("approved", (await employer.ClaimAsync("C3"))["status"]);
    }

    [Fact]
    public async Task A_list_with_anything_that_is_not_recoverable_voids_nothing_and_names_it()
    {
        var employer = await EndedAsync(("C1", "E1", "100.00"), ("C3", "S1", "70.00"));

        var refused = await VoidAsync(employer, new { claims = new[] { "C1", "C9", "C3" } });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "claim-unknown"), (refused.Status, refused["code"]));
        Assert.Equal(["claims[1]", "claims[2]"], refused.Fields);
        Assert.Equal("approved", (await employer.ClaimAsync("C1"))["status"]);
        Assert.Equal(["claims[0]"], (await VoidAsync(employer, new { memberId = "S1", claims = new[] { "C1" } })).Fields);
        Assert.Equal("422 required", (await VoidAsync(employer, new { })).Outcome);
    }

    [Fact]
    public async Task A_claim_that_is_covered_in_part_is_voided_only_by_its_name()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        await employer.SubmitAsync("C1", "40.00 60.00", claim => claim["lines"]![1]!["serviceDate"] = "2026-01-10");
        await EndAsync(employer, "E1", "2026-01-31");

        var listed = (await employer.SendAsync(HttpMethod.Get, "recoverable-claims")).Body["items"]![0]!;
        Assert.Equal(("100.00", "40.00", 1), ((string)listed["paid"]!, (string)listed["recoverable"]!, (int)listed["lines"]![0]!["lineNumber"]!));
        Assert.Equal(["C1 coveredInPart 100.00"], Outcomes(await VoidAsync(employer, new { memberId = "E1" })));
        Assert.Equal("approved", (await employer.ClaimAsync("C1"))["status"]);
        Assert.Equal(["C1 voided 100.00"], Outcomes(await VoidAsync(employer, new { claims = new[] { "C1" } })));
    }

    [Fact]
    public async Task What_another_void_took_back_before_is_said_to_be_and_nothing_is_done()
    {
        var employer = await EndedAsync(("C1", "E1", "100.00"));
        await employer.VoidAsync("X1", "C1");
        var told = await employer.ToldAsync();

        Assert.Equal(["C1 voidedBefore 100.00"], Outcomes(await VoidAsync(employer, new { claims = new[] { "C1" } })));
        Assert.Empty(Outcomes(await VoidAsync(employer, new { memberId = "E1" })));
        Assert.Equal(told, await employer.ToldAsync());
    }

    [Fact]
    public async Task Two_calls_at_once_void_each_claim_once()
    {
        var employer = await EndedAsync(("C1", "E1", "100.00"), ("C2", "E1", "60.00"));

        var answers = await Task.WhenAll(VoidAsync(employer, new { memberId = "E1" }), VoidAsync(employer, new { claims = new[] { "C2", "C1" } }));

        Assert.All(answers, answer => Assert.Equal(["C1 voided 100.00", "C2 voided 60.00"], Outcomes(answer)));
        Assert.Equal("adjudicated adjudicated reversed reversed", await employer.ToldAsync());
    }

    [Fact]
    public async Task A_provider_learns_nothing_of_it_and_voids_nothing()
    {
        var employer = await EndedAsync(("C1", "E1", "100.00"));
        using var provider = host.Http(CallerKind.Provider, npi: InNetwork, also: $"{Scopes.EnrollmentRead} {Scopes.FundingRead}");

        Assert.Equal("404 not-found", (await employer.SendAsync(HttpMethod.Post, "recoverable-claims/void", new { memberId = "E1" }, provider)).Outcome);
        Assert.Equal("404 not-found", (await employer.SendAsync(HttpMethod.Post, "members/E1/coverages/preview", new { coverages = Array.Empty<object>() }, provider)).Outcome);
        Assert.Equal("approved", (await employer.ClaimAsync("C1"))["status"]);
    }

    /// <summary>An employer with these claims of 20 February, all paid; then E1's coverage ends with January.</summary>
    private async Task<ReviewedEmployer> EndedAsync(params (string Number, string Member, string Billed)[] claims)
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        foreach (var (number, member, billed) in claims)
        {
            var paid = await employer.SubmitAsync(number, billed, claim => claim["memberId"] = member);
            Assert.Equal(billed, paid["paid"]);
        }

        await EndAsync(employer, "E1", "2026-01-31");
        return employer;
    }

    private Task EndAsync(ReviewedEmployer employer, string member, string to) =>
        host.HearAsync(employer.Id, ClaimsPlatform.Member(employer.Id, member, "E1", to: to));

    private static Task<Reply> VoidAsync(ReviewedEmployer employer, object request) =>
        employer.SendAsync(HttpMethod.Post, "recoverable-claims/void", request);

    private static IEnumerable<string> Outcomes(Reply reply) =>
        reply.Body["claims"]!.AsArray().Select((JsonNode? claim) => $"{claim!["claimNumber"]} {claim["result"]} {claim["paid"]}");
}
