using System.Net;
using System.Text.Json.Nodes;
using Aso.Foundation;
using Microsoft.EntityFrameworkCore;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Serving.Review;

public sealed class ReviewTestsOnSqlite(SqliteReviewHost host) : ReviewTests(host), IClassFixture<SqliteReviewHost>;

public sealed class ReviewTestsOnPostgres(PostgresReviewHost host) : ReviewTests(host), IClassFixture<PostgresReviewHost>;

/// <summary>Claims that a rule holds back: what happens to them, and what does not, until a person decides.</summary>
public abstract class ReviewTests(ReviewHost host)
{
    [Fact]
    public async Task A_claim_that_hits_a_rule_waits_undecided_moves_nothing_and_nobody_is_told()
    {
        var employer = await ReviewedEmployer.OpenAsync(host, plan: Deductible);
        await employer.RulesAsync(JsonNode.Parse("""{"billedOver":"500.00","diagnosisPrefixes":["Z00"]}""")!);
        var submitted = await employer.SubmitAsync("C1", "400.00 300.00");

        Assert.Equal((HttpStatusCode.Created, "pended", "700.00", "0.00"), (submitted.Status, submitted["status"], submitted["billed"], submitted["paid"]));
        Assert.All(submitted.Body["lines"]!.AsArray(), line => Assert.Equal("pended", (string)line!["status"]!));
        Assert.Equal("", submitted["decidedOn"]);
        Assert.Equal("", await employer.ToldAsync());
        Assert.Equal(default, await employer.UsedAsync());

        var claim = await employer.ClaimAsync("C1");
        Assert.Equal(("2026-03-31", "none"), ((string)claim.Body["review"]!["dueOn"]!, (string)claim.Body["review"]!["alarm"]!));
        Assert.Equal(["billedOver", "diagnosis"], claim.Body["review"]!["rules"]!.AsArray().Select(rule => (string)rule!));
        Assert.Equal("C1", Assert.Single((await employer.SendAsync(HttpMethod.Get, "claims?status=pended")).Body["items"]!.AsArray())!["claimNumber"]!.ToString());
        Assert.Equal("409 claim-not-decided", (await employer.SendAsync(HttpMethod.Get, "claims/C1/explanation-of-benefits")).Outcome);
    }

    [Fact]
    public async Task A_pended_claim_sent_again_is_answered_with_its_state_and_its_number_is_taken()
    {
        var employer = await PendedAsync("C1", "700.00");
        var again = await employer.SubmitAsync("C1", "700.00");
        Assert.Equal((HttpStatusCode.OK, "pended"), (again.Status, again["status"]));
        Assert.Equal("409 claim-number-taken", (await employer.SubmitAsync("C1", "700.01")).Outcome);
        Assert.Equal("C1", await employer.QueueAsync());
    }

    [Fact]
    public async Task A_released_claim_is_decided_as_of_that_date_and_filed_when_it_was_received()
    {
        // Received 40 days after the service and released 70 days after it: in time only because receipt counts.
        var employer = await ReviewedEmployer.OpenAsync(host, "2026-04-01", Deductible, plan => plan with { Health = plan.Health! with { TimelyFilingDays = 45 } });
        await employer.RulesAsync(new { billedOver = "500.00" });
        await employer.SubmitAsync("C1", "700.00");
        await employer.SubmitAsync("C2", "450.00", claim => claim["lines"]![0]!["procedure"] = "99291");
        await employer.MoveToAsync("2026-05-01");

        var released = await employer.ActAsync(await employer.ReviewOfAsync("C1"), "release");

        // C2 came later, was decided first, and used 450 of the deductible of 500.
        Assert.Equal(("approved", "650.00", "2026-04-01", "2026-05-01"), (released["status"], released["paid"], released["receivedOn"], released["decidedOn"]));
        Assert.Equal(Usd("500.00"), (await employer.UsedAsync()).In.Deductible);
        Assert.Equal("adjudicated adjudicated", await employer.ToldAsync());
        var told = await employer.LastToldAsync();
        Assert.Equal(("C1", "2026-05-01", 65_000L, 1), ((string)told["claimNumber"]!, (string)told["adjudicatedOn"]!, (long)told["paidCents"]!, (int)told["frequency"]!));
        Assert.Equal("released", (string)released.Body["review"]!["outcome"]!);
        Assert.Equal("", await employer.QueueAsync());

        var duplicate = await employer.SubmitAsync("C3", "700.00", claim => claim["memberId"] = "S1");
        Assert.Equal("pended", duplicate["status"]);
        Assert.Equal("409 work-item-closed", (await employer.ActAsync((string)released.Body["review"]!["itemId"]!, "release")).Outcome);
    }

    [Fact]
    public async Task A_claim_denied_in_review_has_every_line_denied_for_the_reason_and_is_told_like_any_other()
    {
        var employer = await PendedAsync("C1", "400.00 300.00");
        var item = await employer.ReviewOfAsync("C1");
        Assert.Equal(["reason", "why"], (await employer.ActAsync(item, "deny", new { reason = "tooDear" })).Fields);
        Assert.Equal("422 reason-not-applicable", (await employer.ActAsync(item, "deny", new { reason = "notDisabled", why = "No." })).Outcome);

        var denied = await employer.ActAsync(item, "deny", new { reason = "notMedicallyNecessary", why = "Guideline 12 is not met." });

        Assert.Equal(("denied", "0.00", "0.00"), (denied["status"], denied["paid"], denied["memberOwes"]));
        Assert.Equal(["CO-50=400.00", "CO-50=300.00"], denied.Adjustments);
        Assert.Equal(default, await employer.UsedAsync());
        Assert.Equal("adjudicated", await employer.ToldAsync());
        Assert.False((bool)(await employer.LastToldAsync())["approved"]!);
        var steps = (await employer.SendAsync(HttpMethod.Get, "claims/C1/trace")).Body["steps"]!.AsArray();
        Assert.All(steps, step => Assert.Contains("not medically necessary", (string)step!["text"]!, StringComparison.Ordinal));
        Assert.Equal("2026-08-28", (string)(await employer.SendAsync(HttpMethod.Get, "claims/C1/explanation-of-benefits")).Body["appeal"]!["until"]!);
    }

    [Fact]
    public async Task The_notice_of_a_denial_by_a_reviewer_counts_from_the_decision_and_says_what_to_send()
    {
        var employer = await PendedAsync("C1", "700.00");
        Assert.Equal("409 nothing-denied", (await employer.SendAsync(HttpMethod.Get, "claims/C1/denial-notice")).Outcome);
        await employer.MoveToAsync("2026-03-11");
        await employer.ActAsync(await employer.ReviewOfAsync("C1"), "deny", new { reason = "lacksInformation", why = "Nothing came." });

        var notice = await employer.SendAsync(HttpMethod.Get, "claims/C1/denial-notice");
        Assert.Equal(("2026-03-11", "2026-09-07"), (notice["decidedOn"], (string)notice.Body["appeal"]!["until"]!));
        var denial = Assert.Single(notice.Body["denials"]!.AsArray())!;
        Assert.Equal("CO-16", (string)denial["code"]!);
        Assert.Contains("as a reviewer ruled", (string)denial["provision"]!, StringComparison.Ordinal);
        Assert.Contains("information that was asked for", (string)denial["needed"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disability_claim_in_review_has_45_days_and_reasons_of_its_own()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        await employer.RulesAsync(new { paysOver = "0.00" });
        var claim = new { claimNumber = "D1", line = "std", memberId = "E1", cause = "accident", disabledFrom = "2026-02-01", certifiedThrough = "2026-02-14" };
        Assert.Equal("pended", (await employer.SendAsync(HttpMethod.Post, "claims", claim))["status"]);
        var item = await employer.ReviewOfAsync("D1");
        Assert.Equal("2026-04-15", (await employer.SendAsync(HttpMethod.Get, $"work-queue/{item}"))["dueOn"]);

        Assert.Equal("422 reason-not-applicable", (await employer.ActAsync(item, "deny", new { reason = "experimental", why = "No." })).Outcome);
        var denied = await employer.ActAsync(item, "deny", new { reason = "notDisabled", why = "Certified fit for work." });
        Assert.Equal(("denied", "not-disabled", "0.00"), (denied["status"], denied["reason"], denied["paid"]));
    }

    [Fact]
    public async Task A_pended_claim_that_is_voided_was_never_told_and_leaves_the_queue()
    {
        var employer = await PendedAsync("C1", "700.00");
        Assert.Equal("approved", (await employer.VoidAsync("V1", "C1"))["status"]);

        var claim = await employer.ClaimAsync("C1");
        Assert.Equal(("voided", "withdrawn"), (claim["status"], (string)claim.Body["review"]!["outcome"]!));
        Assert.Equal(("", ""), (await employer.ToldAsync(), await employer.QueueAsync()));
        Assert.Equal("409 work-item-closed", (await employer.ActAsync((string)claim.Body["review"]!["itemId"]!, "release")).Outcome);
    }

    [Fact]
    public async Task A_pended_claim_that_is_replaced_gives_way_to_its_replacement_whether_that_waits_or_not()
    {
        var employer = await PendedAsync("C1", "700.00");
        Assert.Equal("approved", (await employer.ReplaceAsync("R1", "C1", "300.00"))["status"]);
        Assert.Equal(("replaced", "adjudicated", ""), ((await employer.ClaimAsync("C1"))["status"], await employer.ToldAsync(), await employer.QueueAsync()));

        var other = await PendedAsync("C1", "700.00");
        Assert.Equal("pended", (await other.ReplaceAsync("R1", "C1", "800.00"))["status"]);
        Assert.Equal(("replaced", "", "R1"), ((await other.ClaimAsync("C1"))["status"], await other.ToldAsync(), await other.QueueAsync()));
        Assert.Equal("800.00", (await other.ActAsync(await other.ReviewOfAsync("R1"), "release"))["paid"]);
        Assert.Equal("adjudicated", await other.ToldAsync());
    }

    [Fact]
    public async Task A_replacement_in_review_leaves_its_original_standing_until_it_is_decided()
    {
        var employer = await ReviewedEmployer.OpenAsync(host, plan: Deductible);
        await employer.SubmitAsync("C1", "400.00");
        await employer.RulesAsync(new { billedOver = "500.00" });
        Assert.Equal("pended", (await employer.ReplaceAsync("R1", "C1", "700.00"))["status"]);

        Assert.Equal("approved", (await employer.ClaimAsync("C1"))["status"]);
        Assert.Equal((Usd("400.00"), "adjudicated"), ((await employer.UsedAsync()).In.Deductible, await employer.ToldAsync()));
        Assert.Equal("PR-1=20.00", Assert.Single((await employer.SubmitAsync("C2", "20.00")).Adjustments));
        Assert.Equal("OA-18=400.00", Assert.Single((await employer.SubmitAsync("C3", "400.00")).Adjustments));

        // A second replacement of the one in review would leave C1 standing beside it.
        Assert.Equal("422 replacement-rejected", (await employer.ReplaceAsync("R2", "R1", "300.00")).Outcome);

        var released = await employer.ActAsync(await employer.ReviewOfAsync("R1"), "release");
        Assert.Equal(("approved", "220.00"), (released["status"], released["paid"]));
        Assert.Equal(("replaced", Usd("500.00")), ((await employer.ClaimAsync("C1"))["status"], (await employer.UsedAsync()).In.Deductible));
        Assert.Equal("adjudicated adjudicated adjudicated reversed adjudicated", await employer.ToldAsync());
    }

    [Fact]
    public async Task A_replacement_whose_original_is_gone_meanwhile_cannot_be_released()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        await employer.SubmitAsync("C1", "400.00");
        await employer.RulesAsync(new { billedOver = "500.00" });
        await employer.ReplaceAsync("R1", "C1", "700.00");
        await employer.VoidAsync("V1", "C1");
        var item = await employer.ReviewOfAsync("R1");

        Assert.Equal("409 replacement-rejected", (await employer.ActAsync(item, "release")).Outcome);
        Assert.Equal(("pended", "R1", "adjudicated reversed"), ((await employer.ClaimAsync("R1"))["status"], await employer.QueueAsync(), await employer.ToldAsync()));
        Assert.Equal("approved", (await employer.VoidAsync("V2", "R1"))["status"]);
    }

    [Fact]
    public async Task An_idempotent_submission_is_answered_as_at_first_after_its_claim_was_released()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        await employer.RulesAsync(new { billedOver = "500.00" });
        var claim = new { claimNumber = "C1", line = "medical", memberId = "E1", providerNpi = InNetwork, lines = new[] { new { procedure = "99213", serviceDate = "2026-02-20", units = 1, billed = "700.00" } } };
        var first = await employer.SendAsync(HttpMethod.Post, "claims", claim, key: "K1");
        var item = await employer.ReviewOfAsync("C1");
        var release = await employer.SendAsync(HttpMethod.Post, $"work-queue/{item}/release", new { }, key: "K2");
        Assert.Equal("approved", release["status"]);

        Assert.Equal(first.Body.ToJsonString(), (await employer.SendAsync(HttpMethod.Post, "claims", claim, key: "K1")).Body.ToJsonString());
        Assert.Equal(release.Body.ToJsonString(), (await employer.SendAsync(HttpMethod.Post, $"work-queue/{item}/release", new { }, key: "K2")).Body.ToJsonString());
        Assert.Equal("adjudicated", await employer.ToldAsync());
    }

    [Fact]
    public async Task To_other_tenants_the_queue_does_not_exist_and_only_the_administrator_acts_on_it()
    {
        var employer = await PendedAsync("C1", "700.00");
        var item = await employer.ReviewOfAsync("C1");
        var stranger = host.Http(CallerKind.Employer, Guid.NewGuid());
        var own = host.Http(CallerKind.Employer, employer.Id);
        var provider = host.Http(CallerKind.Provider, npi: InNetwork);
        var other = await ReviewedEmployer.OpenAsync(host);

        Assert.Equal("404 not-found", (await employer.ActAsync(item, "release", by: stranger)).Outcome);
        Assert.Equal("404 not-found", (await employer.SendAsync(HttpMethod.Get, "review-rules", by: stranger)).Outcome);
        Assert.Equal("404 not-found", (await employer.SendAsync(HttpMethod.Get, "review-rules", by: provider)).Outcome);
        Assert.Equal("404 not-found", (await other.ActAsync(item, "release")).Outcome);
        Assert.Equal("404 not-found", (await other.SendAsync(HttpMethod.Get, $"work-queue/{item}")).Outcome);
        foreach (var caller in new[] { own, provider })
        {
            Assert.Equal("403 administrators-only", (await employer.ActAsync(item, "release", by: caller)).Outcome);
            Assert.Equal("403 administrators-only", (await employer.SendAsync(HttpMethod.Get, "work-queue", by: caller)).Outcome);
            Assert.Equal("403 administrators-only", (await employer.SendAsync(HttpMethod.Put, "review-rules", new { }, caller)).Outcome);

            // The state of their own claim they may see; what the staff noted they may not.
            var review = (await employer.ClaimAsync("C1", caller)).Body["review"]!;
            Assert.Equal("2026-03-31", (string)review["dueOn"]!);
            Assert.Null(review["history"]);
        }

        Assert.Equal("404 not-found", (await employer.ClaimAsync("C1", host.Http(CallerKind.Provider, npi: OutOfNetwork))).Outcome);
    }

    [Fact]
    public async Task Two_reviewers_at_once_decide_a_claim_once()
    {
        var employer = await PendedAsync("C1", "700.00");
        var item = await employer.ReviewOfAsync("C1");
        var outcomes = (await Task.WhenAll(Enumerable.Range(0, 6).Select(number => number % 2 == 0
            ? employer.ActAsync(item, "release")
            : employer.ActAsync(item, "deny", new { reason = "lacksInformation", why = "No record came." })))).Select(reply => reply.Outcome).ToList();

        Assert.Equal(["200", "409 work-item-closed"], outcomes.Distinct().Order());
        Assert.Single(outcomes, "200");
        Assert.Equal("adjudicated", await employer.ToldAsync());
    }

    [Fact]
    public async Task Released_and_voided_at_once_a_claim_is_either_paid_and_taken_back_or_was_never_told()
    {
        for (var round = 0; round < 5; round++)
        {
            var employer = await PendedAsync("C1", "700.00");
            var item = await employer.ReviewOfAsync("C1");
            var release = employer.ActAsync(item, "release");
            var replies = await Task.WhenAll(release, employer.VoidAsync("V1", "C1"));

            Assert.Equal(HttpStatusCode.Created, replies[1].Status);
            Assert.Equal("voided", (await employer.ClaimAsync("C1"))["status"]);
            Assert.Equal(replies[0].Outcome == "200" ? "adjudicated reversed" : "", await employer.ToldAsync());
            Assert.Equal(default, await employer.UsedAsync());
        }
    }

    private static void Deductible(TestPlan plan) => plan.Deductible = new() { IndividualCents = 50_000, FamilyCents = 90_000 };

    private async Task<ReviewedEmployer> PendedAsync(string number, string billed)
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        await employer.RulesAsync(new { billedOver = "500.00" });
        Assert.Equal("pended", (await employer.SubmitAsync(number, billed))["status"]);
        return employer;
    }
}
