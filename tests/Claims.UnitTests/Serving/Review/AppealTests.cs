using System.Net;
using Aso.Contracts.Enrollment.V1;
using Aso.Foundation;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Serving.Review;

public sealed class AppealTestsOnSqlite(SqliteReviewHost host) : AppealTests(host), IClassFixture<SqliteReviewHost>;

public sealed class AppealTestsOnPostgres(PostgresReviewHost host) : AppealTests(host), IClassFixture<PostgresReviewHost>;

/// <summary>A denial is appealed, and the appeal decided.</summary>
public abstract class AppealTests(ReviewHost host)
{
    [Fact]
    public async Task An_appeal_has_60_days_and_only_one_of_a_claim_is_open()
    {
        var employer = await DeniedAsync();
        var filed = await employer.AppealAsync("C1");
        Assert.Equal((HttpStatusCode.Created, "appeal", "2026-04-30"), (filed.Status, filed["kind"], filed["dueOn"]));
        Assert.Equal("409 appeal-open", (await employer.AppealAsync("C1")).Outcome);
        Assert.Equal("C1", await employer.QueueAsync("?kind=appeal"));
        Assert.Equal("none", (string)Assert.Single((await employer.ClaimAsync("C1")).Body["appeals"]!.AsArray())!["alarm"]!);
    }

    [Fact]
    public async Task An_appeal_can_be_filed_for_180_days_after_the_denial()
    {
        var employer = await DeniedAsync();
        await employer.MoveToAsync("2026-08-28");
        await employer.SubmitAsync("C2", "90.00");
        await employer.MoveToAsync("2026-08-29");
        Assert.Equal("409 appeal-too-late", (await employer.AppealAsync("C1")).Outcome);
        Assert.Equal(HttpStatusCode.Created, (await employer.AppealAsync("C2")).Status);

        var other = await DeniedAsync();
        await other.MoveToAsync("2026-08-28");
        Assert.Equal(HttpStatusCode.Created, (await other.AppealAsync("C1")).Status);
    }

    [Fact]
    public async Task What_was_not_denied_is_not_decided_or_was_taken_back_cannot_be_appealed()
    {
        var employer = await DeniedAsync();
        await employer.SubmitAsync("C2", "50.00", claim => claim["authorization"] = "A-1");
        Assert.Equal("409 nothing-denied", (await employer.AppealAsync("C2")).Outcome);
        Assert.Equal("422 line-not-denied", (await employer.AppealAsync("C1", [9])).Outcome);
        Assert.Equal("404 not-found", (await employer.AppealAsync("C9")).Outcome);
        Assert.Equal(["why", "lines"], (await employer.SendAsync(HttpMethod.Post, "claims/C1/appeals", new { lines = Enumerable.Repeat(7, 1) })).Fields);

        await employer.RulesAsync(new { billedOver = "500.00" });
        await employer.SubmitAsync("C3", "700.00");
        Assert.Equal("409 claim-not-decided", (await employer.AppealAsync("C3")).Outcome);
        await employer.VoidAsync("V1", "C1");
        Assert.Equal("409 claim-taken-back", (await employer.AppealAsync("C1")).Outcome);
    }

    [Fact]
    public async Task An_upheld_denial_stands_with_its_reason_and_may_be_appealed_again()
    {
        var employer = await DeniedAsync();
        var item = (await employer.AppealAsync("C1"))["itemId"];
        Assert.Equal("409 not-a-review", (await employer.ActAsync(item, "release")).Outcome);
        Assert.Equal(["why"], (await employer.ActAsync(item, "uphold", new { })).Fields);

        var upheld = await employer.ActAsync(item, "uphold", new { why = "No authorization was asked for." });
        Assert.Equal(("upheld", "2026-03-01"), (upheld["outcome"], upheld["closedOn"]));
        Assert.Equal(("denied", "adjudicated"), ((await employer.ClaimAsync("C1"))["status"], await employer.ToldAsync()));
        Assert.Equal(HttpStatusCode.Created, (await employer.AppealAsync("C1")).Status);
    }

    [Fact]
    public async Task An_overturned_denial_is_decided_again_as_a_replacement_without_the_check()
    {
        var employer = await DeniedAsync();
        var item = (await employer.AppealAsync("C1"))["itemId"];
        await employer.MoveToAsync("2026-03-15");
        Assert.Equal("409 still-denied", (await employer.ActAsync(item, "overturn", new { why = "Yes.", waive = Enumerable.Repeat("timelyFiling", 1) })).Outcome);
        Assert.Equal(("denied", "adjudicated", "C1"), ((await employer.ClaimAsync("C1"))["status"], await employer.ToldAsync(), await employer.QueueAsync()));

        var overturned = await employer.ActAsync(item, "overturn", new { why = "It was an emergency.", waive = Enumerable.Repeat("authorization", 1) });

        Assert.Equal(
            ("C1-A1", "approved", "7", "C1", "200.00", "2026-03-01", "2026-03-15"),
            (overturned["claimNumber"], overturned["status"], overturned["frequency"], overturned["original"], overturned["paid"], overturned["receivedOn"], overturned["decidedOn"]));
        Assert.Equal("replaced", (await employer.ClaimAsync("C1"))["status"]);
        Assert.Equal("adjudicated reversed adjudicated", await employer.ToldAsync());
        var told = await employer.LastToldAsync();
        Assert.Equal((7, 20_000L, "2026-03-15"), ((int)told["frequency"]!, (long)told["paidCents"]!, (string)told["adjudicatedOn"]!));
        Assert.Equal(Usd("500.00"), (await employer.UsedAsync()).In.Deductible);

        var appeal = Assert.Single((await employer.ClaimAsync("C1")).Body["appeals"]!.AsArray())!;
        Assert.Equal(("overturned", "C1-A1"), ((string)appeal["outcome"]!, (string)appeal["decidedAs"]!));
        Assert.Equal("authorization", (string)appeal["history"]!.AsArray()[^1]!["detail"]!);
        Assert.Contains("On appeal", (string)(await employer.SendAsync(HttpMethod.Get, "claims/C1-A1/trace")).Body["steps"]![0]!["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overturning_takes_the_paid_part_back_and_gives_exactly_its_accumulators_again()
    {
        // One line paid, one a duplicate: of 700 the first 500 are the deductible.
        var employer = await ReviewedEmployer.OpenAsync(host, plan: Deductible);
        await employer.SubmitAsync("C1", "700.00 300.00", claim => claim["lines"]![1] = claim["lines"]![0]!.DeepClone());
        Assert.Equal(["PR-1=500.00", "OA-18=700.00"], (await employer.ClaimAsync("C1")).Adjustments);
        Assert.Equal("422 line-not-denied", (await employer.AppealAsync("C1", [1])).Outcome);
        var item = (await employer.AppealAsync("C1", [2]))["itemId"];

        var overturned = await employer.ActAsync(item, "overturn", new { why = "Both knees.", waive = Enumerable.Repeat("duplicate", 1), claimNumber = "C1-KNEES" });

        Assert.Equal(("C1-KNEES", "900.00"), (overturned["claimNumber"], overturned["paid"]));
        Assert.Equal((Usd("500.00"), Usd("900.00")), ((await employer.UsedAsync()).In.Deductible, (await employer.UsedAsync()).Benefits));
        Assert.Equal("adjudicated reversed adjudicated", await employer.ToldAsync());
    }

    [Fact]
    public async Task Waivers_lift_the_checks_of_the_lines_appealed_only_and_filing_counts_to_the_first_receipt()
    {
        var employer = await ReviewedEmployer.OpenAsync(host, terms: plan => NeedsAuthorization(plan) with { Health = NeedsAuthorization(plan).Health! with { TimelyFilingDays = 10 } });
        await employer.SubmitAsync("C1", "70.00 30.00");
        var item = (await employer.AppealAsync("C1", [2]))["itemId"];
        await employer.MoveToAsync("2026-04-20");
        var overturned = await employer.ActAsync(item, "overturn", new { why = "Granted.", waive = Enumerable.Repeat("authorization", 1) });
        Assert.Equal(["CO-197=70.00", ""], overturned.Adjustments);
        Assert.Equal("30.00", overturned["paid"]);
    }

    [Fact]
    public async Task A_denial_by_a_reviewer_is_lifted_by_overturning_it()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        await employer.RulesAsync(new { billedOver = "500.00" });
        await employer.SubmitAsync("C1", "700.00");
        await employer.ActAsync(await employer.ReviewOfAsync("C1"), "deny", new { reason = "notMedicallyNecessary", why = "Guideline 12." });
        var item = (await employer.AppealAsync("C1"))["itemId"];
        Assert.Equal("409 not-an-appeal", (await employer.ActAsync(await OpenReviewAsync(employer), "overturn", new { why = "Yes." })).Outcome);

        // The rules that held it back hold it back no more: a person has decided.
        Assert.Equal(("approved", "700.00"), await StatusAndPaidAsync(employer.ActAsync(item, "overturn", new { why = "The guideline was met." }, Another)));
        Assert.Equal("adjudicated reversed adjudicated", await employer.ToldAsync());
    }

    [Fact]
    public async Task An_appeal_can_be_won_in_part_and_later_appeals_keep_what_was_won()
    {
        var employer = await ReviewedEmployer.OpenAsync(host, terms: NeedsAuthorization);
        await employer.RulesAsync(new { billedOver = "500.00" });
        await employer.SubmitAsync("C1", "400.00 300.00 200.00");
        await employer.ActAsync(await employer.ReviewOfAsync("C1"), "deny", new { reason = "experimental", why = "Phase two." });
        var first = (await employer.AppealAsync("C1", [1, 2]))["itemId"];
        Assert.Equal("422 line-not-appealed", (await employer.ActAsync(first, "overturn", new { why = "Yes.", lines = Enumerable.Repeat(3, 1) }, Another)).Outcome);
        Assert.Equal("409 still-denied", (await employer.ActAsync(first, "overturn", new { why = "Yes.", lines = Enumerable.Repeat(1, 1) }, Another)).Outcome);

        var won = await employer.ActAsync(first, "overturn", new { why = "Approved since.", lines = Enumerable.Repeat(1, 1), waive = Enumerable.Repeat("authorization", 1) }, Another);
        Assert.Equal(["", "CO-55=300.00", "CO-55=200.00"], won.Adjustments);

        var second = (await employer.AppealAsync("C1-A1", [2]))["itemId"];
        var more = await employer.ActAsync(second, "overturn", new { why = "That too.", waive = Enumerable.Repeat("authorization", 1), claimNumber = "C1-A2" }, host.Http(client: "third"));
        Assert.Equal(["", "", "CO-55=200.00"], more.Adjustments);
        Assert.Equal("700.00", more["paid"]);
        Assert.Equal("adjudicated reversed adjudicated reversed adjudicated", await employer.ToldAsync());
    }

    [Fact]
    public async Task What_a_reviewer_ruled_is_decided_again_from_what_is_stored_to_the_cent()
    {
        var employer = await ReviewedEmployer.OpenAsync(host, plan: Deductible, terms: NeedsAuthorization);
        await employer.RulesAsync(new { billedOver = "500.00" });
        await employer.SubmitAsync("C1", "400.00 300.00");
        await employer.MoveToAsync("2026-03-20");
        await employer.ActAsync(await employer.ReviewOfAsync("C1"), "deny", new { reason = "notDocumented", why = "No record." });
        await employer.ActAsync((await employer.AppealAsync("C1"))["itemId"], "overturn", new { why = "It came.", lines = Enumerable.Repeat(1, 1), waive = Enumerable.Repeat("authorization", 1) }, Another);

        foreach (var number in new[] { "C1", "C1-A1" })
        {
            var again = await employer.SendAsync(HttpMethod.Post, $"claims/{number}/re-execution");
            Assert.Equal(("true", 0), (again["agrees"], again.Body["differences"]!.AsArray().Count));
        }
    }

    [Fact]
    public async Task The_number_of_a_replacement_that_waits_in_review_is_not_the_appeals_to_take()
    {
        var employer = await DeniedAsync();
        var item = (await employer.AppealAsync("C1"))["itemId"];
        await employer.RulesAsync(new { noAuthorization = true });
        Assert.Equal("pended", (await employer.ReplaceAsync("C1-A1", "C1", "700.00"))["status"]);

        var waive = Enumerable.Repeat("authorization", 1);
        Assert.Equal("409 claim-number-taken", (await employer.ActAsync(item, "overturn", new { why = "Yes.", waive, claimNumber = "C1-A1" })).Outcome);
        Assert.Equal("C1-A2", (await employer.ActAsync(item, "overturn", new { why = "Yes.", waive }))["claimNumber"]);
        Assert.Equal("409 replacement-rejected", (await employer.ActAsync(await employer.ReviewOfAsync("C1-A1"), "release")).Outcome);
    }

    [Fact]
    public async Task A_disability_appeal_has_45_days_and_45_more_and_overturned_pays_the_employee()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        await employer.RulesAsync(new { paysOver = "0.00" });
        await employer.SendAsync(HttpMethod.Post, "claims", new { claimNumber = "D1", line = "std", memberId = "E1", cause = "accident", disabledFrom = "2026-02-01", certifiedThrough = "2026-02-14" });
        await employer.ActAsync(await employer.ReviewOfAsync("D1"), "deny", new { reason = "notDisabled", why = "Fit." });
        var appeal = await employer.AppealAsync("D1");
        Assert.Equal("2026-04-15", appeal["dueOn"]);
        Assert.Equal("2026-05-30", (await employer.ActAsync(appeal["itemId"], "extend"))["dueOn"]);
        Assert.Equal("409 no-extension-left", (await employer.ActAsync(appeal["itemId"], "extend")).Outcome);

        // 60 percent of 1200.00 a week, for two weeks.
        Assert.Equal(("approved", "1440.00"), await StatusAndPaidAsync(employer.ActAsync(appeal["itemId"], "overturn", new { why = "Not fit." }, Another)));
    }

    [Fact]
    public async Task An_appeal_of_a_claim_that_is_replaced_has_nothing_left_to_decide()
    {
        var employer = await DeniedAsync();
        var item = (await employer.AppealAsync("C1"))["itemId"];
        await employer.SubmitAsync("R1", "700.00", claim => (claim["frequency"], claim["original"], claim["authorization"]) = (7, "C1", "A-1"));
        Assert.Equal("withdrawn", (string)Assert.Single((await employer.ClaimAsync("C1")).Body["appeals"]!.AsArray())!["outcome"]!);
        Assert.Equal("409 work-item-closed", (await employer.ActAsync(item, "uphold")).Outcome);
    }

    [Fact]
    public async Task A_provider_appeals_denials_of_its_own_claims_and_an_employer_only_sees_them()
    {
        var employer = await DeniedAsync();
        var other = host.Http(CallerKind.Provider, npi: OutOfNetwork);
        var own = host.Http(CallerKind.Provider, npi: InNetwork);
        Assert.Equal("404 not-found", (await employer.AppealAsync("C1", by: other)).Outcome);
        Assert.Equal("404 not-found", (await employer.AppealAsync("C1", by: host.Http(CallerKind.Employer, Guid.NewGuid()))).Outcome);
        var filed = await employer.AppealAsync("C1", by: own);
        Assert.Equal((HttpStatusCode.Created, ""), (filed.Status, filed["history"]));
        Assert.Equal("403 administrators-only", (await employer.ActAsync(filed["itemId"], "overturn", new { why = "Pay." }, own)).Outcome);
        Assert.NotNull((await employer.ClaimAsync("C1", host.Http(CallerKind.Employer, employer.Id))).Body["appeals"]);
        Assert.Equal("filed 1 provider", await FirstActAsync(employer));
    }

    /// <summary>Somebody else at the administrator's: an appeal is not decided by who denied the claim.</summary>
    private HttpClient Another => host.Http(client: "second");

    private static void Deductible(TestPlan plan) => plan.Deductible = new() { IndividualCents = 50_000, FamilyCents = 90_000 };

    private static PlanDefined NeedsAuthorization(PlanDefined plan) =>
        plan with { Health = plan.Health! with { Services = [.. plan.Health.Services.Select(service => service with { PriorAuthorization = true })] } };

    private static async Task<(string, string)> StatusAndPaidAsync(Task<Reply> reply) => ((await reply)["status"], (await reply)["paid"]);

    private static async Task<string> FirstActAsync(ReviewedEmployer employer)
    {
        var act = (await employer.ClaimAsync("C1")).Body["appeals"]![0]!["history"]![0]!;
        return $"{act["act"]} {act["number"]} {act["clientId"]}";
    }

    private static async Task<string> OpenReviewAsync(ReviewedEmployer employer)
    {
        await employer.SubmitAsync("P1", "900.00");
        return await employer.ReviewOfAsync("P1");
    }

    /// <summary>A claim C1 of 700 that was denied on March 1 for want of an authorization.</summary>
    private async Task<ReviewedEmployer> DeniedAsync()
    {
        var employer = await ReviewedEmployer.OpenAsync(host, plan: Deductible, terms: NeedsAuthorization);
        Assert.Equal(["CO-197=700.00"], (await employer.SubmitAsync("C1", "700.00")).Adjustments);
        return employer;
    }
}
