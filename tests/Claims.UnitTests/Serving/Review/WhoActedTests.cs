using System.Net;
using System.Text.Json.Nodes;
using Aso.Contracts.Enrollment.V1;

namespace Aso.Claims.UnitTests.Serving.Review;

public sealed class WhoActedTestsOnSqlite(SqliteReviewHost host) : WhoActedTests(host), IClassFixture<SqliteReviewHost>;

public sealed class WhoActedTestsOnPostgres(PostgresReviewHost host) : WhoActedTests(host), IClassFixture<PostgresReviewHost>;

/// <summary>What people do through one client is each one's own, and whoever took part in a denial does not decide its appeal.</summary>
public abstract class WhoActedTests(ReviewHost host)
{
    private static readonly object Upheld = new { why = "As before." };
    private static readonly object Overturned = new { why = "It was needed.", waive = Enumerable.Repeat("authorization", 1) };

    private HttpClient Alice => Person("alice");

    private HttpClient Bob => Person("bob");

    [Fact]
    public async Task Each_act_is_the_persons_who_did_it_and_a_clients_own_is_nobody_elses()
    {
        var employer = await HeldBackAsync();
        var item = await employer.ReviewOfAsync("C1");
        await employer.ActAsync(item, "assign", new { assignee = "Alice" }, Alice);
        await employer.ActAsync(item, "unassign", by: Bob);
        await employer.ActAsync(item, "deny", new { reason = "lacksInformation", why = "Nothing came." }, Alice);
        await employer.AppealAsync("C1", by: Bob);

        Assert.Equal(["pended administrator", "assigned portal alice", "unassigned portal bob", "denied portal alice"], await HistoryAsync(employer, "review"));
        Assert.Equal(["filed portal bob"], await HistoryAsync(employer, "appeals"));
    }

    [Theory]
    [InlineData("uphold")]
    [InlineData("overturn")]
    public async Task Who_denied_a_claim_does_not_decide_its_appeal_and_somebody_else_does(string decision)
    {
        var employer = await DeniedAsync(by: Alice);
        var item = (await employer.AppealAsync("C1"))["itemId"];
        var told = await employer.ToldAsync();

        var refused = await employer.ActAsync(item, decision, decision == "uphold" ? Upheld : Overturned, Alice);
        Assert.Equal("409 decided-the-denial", refused.Outcome);
        Assert.Equal("409 decided-the-denial", (await employer.ActAsync(item, decision, decision == "uphold" ? Upheld : Overturned, host.Http(client: "another-portal", person: "alice"))).Outcome);
        Assert.Equal((told, "C1"), (await employer.ToldAsync(), await employer.QueueAsync()));

        Assert.Equal(HttpStatusCode.OK, (await employer.ActAsync(item, decision, decision == "uphold" ? Upheld : Overturned, Bob)).Status);
    }

    [Fact]
    public async Task A_client_that_denied_a_claim_for_itself_does_not_decide_its_appeal_either()
    {
        var employer = await DeniedAsync(by: host.Http(client: "desk"));
        var item = (await employer.AppealAsync("C1"))["itemId"];

        Assert.Equal("409 decided-the-denial", (await employer.ActAsync(item, "uphold", Upheld, host.Http(client: "desk"))).Outcome);
        Assert.Equal(HttpStatusCode.OK, (await employer.ActAsync(item, "uphold", Upheld, host.Http(client: "appeals"))).Status);
    }

    [Fact]
    public async Task Who_released_a_claim_to_be_denied_by_the_plan_took_part_in_its_denial()
    {
        var employer = await HeldBackAsync();
        Assert.Equal("denied", (await employer.ActAsync(await employer.ReviewOfAsync("C1"), "release", by: Alice))["status"]);
        var item = (await employer.AppealAsync("C1"))["itemId"];

        Assert.Equal("409 decided-the-denial", (await employer.ActAsync(item, "overturn", Overturned, Alice)).Outcome);
        Assert.Equal("approved", (await employer.ActAsync(item, "overturn", Overturned, Bob))["status"]);
    }

    [Fact]
    public async Task Who_upheld_a_denial_or_left_a_part_of_it_does_not_decide_the_next_appeal_and_neither_does_who_made_it()
    {
        var employer = await DeniedAsync(by: Alice);
        await employer.ActAsync((await employer.AppealAsync("C1"))["itemId"], "uphold", Upheld, Bob);
        var again = (await employer.AppealAsync("C1"))["itemId"];
        Assert.Equal("409 decided-the-denial", (await employer.ActAsync(again, "overturn", Overturned, Bob)).Outcome);

        var carol = Person("carol");
        Assert.Equal("C1-A1", (await employer.ActAsync(again, "overturn", new { why = "One.", lines = Enumerable.Repeat(1, 1), waive = Enumerable.Repeat("authorization", 1) }, carol))["claimNumber"]);
        var rest = (await employer.AppealAsync("C1-A1"))["itemId"];
        foreach (var before in new[] { Alice, Bob, carol })
        {
            Assert.Equal("409 decided-the-denial", (await employer.ActAsync(rest, "uphold", Upheld, before)).Outcome);
        }

        Assert.Equal("upheld", (await employer.ActAsync(rest, "uphold", Upheld, Person("dan")))["outcome"]);
    }

    [Fact]
    public async Task A_denial_by_the_plan_alone_is_nobodys_and_its_appeal_may_be_decided_by_whoever_filed_it()
    {
        var employer = await ReviewedEmployer.OpenAsync(host, terms: NeedsAuthorization);
        await employer.SubmitAsync("C1", "700.00", by: Alice);
        var item = (await employer.AppealAsync("C1", by: Alice))["itemId"];

        Assert.Equal("upheld", (await employer.ActAsync(item, "uphold", Upheld, Alice))["outcome"]);
    }

    [Fact]
    public async Task A_key_is_the_persons_and_the_employers_who_used_it()
    {
        var (employer, other) = (await HeldBackAsync(), await HeldBackAsync());
        var item = await employer.ReviewOfAsync("C1");
        var path = $"work-queue/{item}/assign";

        Assert.Equal(HttpStatusCode.OK, (await employer.SendAsync(HttpMethod.Post, path, new { assignee = "Alice" }, Alice, "key-1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await employer.SendAsync(HttpMethod.Post, path, new { assignee = "Bob" }, Bob, "key-1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await employer.SendAsync(HttpMethod.Post, path, new { assignee = "Desk" }, host.Http(client: "portal"), "key-1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await other.SendAsync(HttpMethod.Post, $"work-queue/{await other.ReviewOfAsync("C1")}/assign", new { assignee = "Eve" }, Alice, "key-1")).Status);
        Assert.Equal("422 idempotency-key-reused", (await employer.SendAsync(HttpMethod.Post, path, new { assignee = "Carol" }, Alice, "key-1")).Outcome);
        Assert.Equal("Alice", (await employer.SendAsync(HttpMethod.Post, path, new { assignee = "Alice" }, Alice, "key-1"))["assignee"]);
        Assert.Equal(4, (await HistoryAsync(employer, "review")).Count);
    }

    [Fact]
    public async Task A_key_of_a_claim_is_the_persons_who_used_it()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);

        Assert.Equal(HttpStatusCode.Created, (await SubmitAsync("K1", Alice)).Status);
        Assert.Equal(HttpStatusCode.Created, (await SubmitAsync("K2", Bob)).Status);
        Assert.Equal("422 idempotency-key-reused", (await SubmitAsync("K3", Alice)).Outcome);

        Task<Reply> SubmitAsync(string number, HttpClient by) => employer.SendAsync(HttpMethod.Post, "claims", Claim(number), by, "key-2");
    }

    private static PlanDefined NeedsAuthorization(PlanDefined plan) =>
        plan with { Health = plan.Health! with { Services = [.. plan.Health.Services.Select(service => service with { PriorAuthorization = true })] } };

    private static async Task<List<string>> HistoryAsync(ReviewedEmployer employer, string of)
    {
        var found = (await employer.ClaimAsync("C1")).Body[of]!;
        var item = found is JsonArray several ? several[^1]! : found;
        return [.. item["history"]!.AsArray().Select(act => $"{act!["act"]} {act["clientId"]} {act["personId"]}".Trim())];
    }

    private static JsonObject Claim(string number) => new()
    {
        ["claimNumber"] = number,
        ["line"] = "medical",
        ["memberId"] = "E1",
        ["providerNpi"] = Domain.ClaimBook.InNetwork,
        ["lines"] = new JsonArray(new JsonObject { ["procedure"] = "99213", ["serviceDate"] = "2026-02-20", ["units"] = 1, ["billed"] = "10.00" }),
    };

    private HttpClient Person(string name) => host.Http(client: "portal", person: name);

    /// <summary>A claim C1 of two lines that waits in review, and that the plan would deny for want of an authorization.</summary>
    private async Task<ReviewedEmployer> HeldBackAsync()
    {
        var employer = await ReviewedEmployer.OpenAsync(host, terms: NeedsAuthorization);
        await employer.RulesAsync(new { billedOver = "500.00" });
        await employer.SubmitAsync("C1", "700.00 100.00");
        return employer;
    }

    private async Task<ReviewedEmployer> DeniedAsync(HttpClient by)
    {
        var employer = await HeldBackAsync();
        await employer.ActAsync(await employer.ReviewOfAsync("C1"), "deny", new { reason = "experimental", why = "Phase two." }, by);
        return employer;
    }
}
