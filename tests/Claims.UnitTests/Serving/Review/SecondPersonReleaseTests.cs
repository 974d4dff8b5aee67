using System.Net;
using Aso.Foundation;

namespace Aso.Claims.UnitTests.Serving.Review;

public sealed class SecondPersonReleaseTestsOnSqlite(SecondPersonReleaseTestsOnSqlite.Host host) : SecondPersonReleaseTests(host), IClassFixture<SecondPersonReleaseTestsOnSqlite.Host>
{
    public sealed class Host() : SqliteReviewHost(sandbox: false);
}

public sealed class SecondPersonReleaseTestsOnPostgres(SecondPersonReleaseTestsOnPostgres.Host host) : SecondPersonReleaseTests(host), IClassFixture<SecondPersonReleaseTestsOnPostgres.Host>
{
    public sealed class Host() : PostgresReviewHost(sandbox: false);
}

/// <summary>Outside of a sandbox a claim in review is released by two persons.</summary>
public abstract class SecondPersonReleaseTests(ReviewHost host)
{
    [Fact]
    public async Task A_release_is_proposed_by_one_and_approved_by_another_and_the_history_names_both()
    {
        var employer = await PendedAsync("C1");
        var item = await employer.ReviewOfAsync("C1");

        var proposed = await ProposeAsync(employer, item, "sam");

        Assert.Equal((HttpStatusCode.Accepted, "waiting", "claimRelease", "sam"), (proposed.Status, proposed["status"], proposed["kind"], proposed["proposedBy"]));
        Assert.Equal(("C1", "700.00", "As agreed."), ((string)proposed.Body["content"]!["claimNumber"]!, (string)proposed.Body["content"]!["billed"]!, (string)proposed.Body["content"]!["why"]!));
        Assert.Equal(("pended", ""), ((await employer.ClaimAsync("C1"))["status"], await employer.ToldAsync()));
        Assert.Equal("403 second-person-required", (await DecideAsync(employer, proposed, "approve", "sam")).Outcome);
        Assert.Equal(HttpStatusCode.Accepted, (await ProposeAsync(employer, item, "tom")).Status);

        var approved = await DecideAsync(employer, proposed, "approve", "tom");

        Assert.Equal(("approved", "tom"), (approved["status"], approved["decidedBy"]));
        Assert.Equal(("approved", "adjudicated"), ((await employer.ClaimAsync("C1"))["status"], await employer.ToldAsync()));
        Assert.Equal(["pended", "releaseProposed sam", "released tom"], await HistoryAsync(employer, item));
        Assert.Equal("409 approval-decided", (await DecideAsync(employer, proposed, "approve", "uma")).Outcome);
    }

    [Fact]
    public async Task A_rejected_release_leaves_the_claim_waiting_and_can_be_proposed_again()
    {
        var employer = await PendedAsync("C1");
        var item = await employer.ReviewOfAsync("C1");
        var proposed = await ProposeAsync(employer, item, "sam");

        Assert.Equal("rejected", (await DecideAsync(employer, proposed, "reject", "tom"))["status"]);

        Assert.Equal(("pended", ""), ((await employer.ClaimAsync("C1"))["status"], await employer.ToldAsync()));
        var again = await ProposeAsync(employer, item, "sam");
        Assert.NotEqual(proposed["approvalId"], again["approvalId"]);
        Assert.Equal(["pended", "releaseProposed sam", "releaseRejected tom", "releaseProposed sam"], await HistoryAsync(employer, item));
        Assert.Equal(HttpStatusCode.OK, (await DecideAsync(employer, again, "approve", "tom")).Status);
    }

    [Fact]
    public async Task A_claim_that_was_denied_meanwhile_is_not_released()
    {
        var employer = await PendedAsync("C1");
        var item = await employer.ReviewOfAsync("C1");
        var proposed = await ProposeAsync(employer, item, "sam");
        Assert.Equal(HttpStatusCode.OK, (await employer.ActAsync(item, "deny", new { reason = "lacksInformation", why = "No record came." })).Status);

        Assert.Equal("409 work-item-closed", (await DecideAsync(employer, proposed, "approve", "tom")).Outcome);
        Assert.Equal("denied", (await employer.ClaimAsync("C1"))["status"]);
        Assert.Equal("rejected", (await DecideAsync(employer, proposed, "reject", "tom"))["status"]);
        Assert.Equal("409 work-item-closed", (await ProposeAsync(employer, item, "sam")).Outcome);
    }

    [Fact]
    public async Task Approved_rejected_and_denied_at_once_a_claim_is_decided_once()
    {
        for (var round = 0; round < 3; round++)
        {
            var employer = await PendedAsync("C1");
            var item = await employer.ReviewOfAsync("C1");
            var proposed = await ProposeAsync(employer, item, "sam");

            var approvals = new[] { "tom", "uma", "vic" }.Select(person => DecideAsync(employer, proposed, "approve", person)).ToList();
            var rejection = DecideAsync(employer, proposed, "reject", "uma");
            var denial = employer.ActAsync(item, "deny", new { reason = "lacksInformation", why = "No record came." });
            await Task.WhenAll([.. approvals, rejection, denial]);

            var approved = (await Task.WhenAll(approvals)).Count(reply => reply.Status == HttpStatusCode.OK);
            Assert.True(approved <= 1);
            Assert.True(approved == 0 || (await rejection).Outcome == "409 approval-decided");
            Assert.Equal(approved == 1 ? "409 work-item-closed" : "200", (await denial).Outcome);
            Assert.Equal("adjudicated", await employer.ToldAsync());
        }
    }

    [Fact]
    public async Task Proposals_concern_the_administrators_staff_alone()
    {
        var employer = await PendedAsync("C1");
        var proposed = await ProposeAsync(employer, await employer.ReviewOfAsync("C1"), "sam");
        var path = $"approvals/claims/{proposed["approvalId"]}";

        foreach (var caller in new[] { host.Http(CallerKind.Employer, employer.Id), host.Http(CallerKind.Provider, npi: Domain.ClaimBook.InNetwork) })
        {
            Assert.Equal("403 administrators-only", (await employer.SendAsync(HttpMethod.Get, "approvals/claims", by: caller)).Outcome);
            Assert.Equal("404 not-found", (await employer.SendAsync(HttpMethod.Get, path, by: caller)).Outcome);
            Assert.Equal("403 administrators-only", (await employer.SendAsync(HttpMethod.Post, $"{path}/approve", by: caller)).Outcome);
            Assert.Equal("403 administrators-only", (await employer.SendAsync(HttpMethod.Post, $"{path}/reject", new { reason = "No." }, caller)).Outcome);
        }

        Assert.Equal("waiting", (await employer.SendAsync(HttpMethod.Get, path))["status"]);
        Assert.Single((await employer.SendAsync(HttpMethod.Get, "approvals/claims?status=waiting")).Body["items"]!.AsArray());
    }

    private HttpClient As(string person) => host.Http(client: person);

    private Task<Reply> ProposeAsync(ReviewedEmployer employer, string item, string person) => employer.ActAsync(item, "release", by: As(person));

    private Task<Reply> DecideAsync(ReviewedEmployer employer, Reply proposed, string act, string person) =>
        employer.SendAsync(HttpMethod.Post, $"approvals/claims/{proposed["approvalId"]}/{act}", act == "reject" ? new { reason = "Ask for the record first." } : null, As(person));

    /// <summary>"act person" of each, in order.</summary>
    private static async Task<List<string>> HistoryAsync(ReviewedEmployer employer, string item) =>
        [.. (await employer.SendAsync(HttpMethod.Get, $"work-queue/{item}")).Body["history"]!.AsArray()
            .Select(act => (string)act!["act"]! is "pended" ? "pended" : $"{act["act"]} {act["clientId"]}")];

    private async Task<ReviewedEmployer> PendedAsync(string number)
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        await employer.RulesAsync(new { billedOver = "500.00" });
        Assert.Equal("pended", (await employer.SubmitAsync(number, "700.00"))["status"]);
        return employer;
    }
}
