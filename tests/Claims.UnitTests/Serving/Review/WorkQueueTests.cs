using System.Text.Json.Nodes;
using Aso.Claims.Review;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Aso.Claims.UnitTests.Serving.Review;

public sealed class WorkQueueTestsOnSqlite(SqliteReviewHost host) : WorkQueueTests(host), IClassFixture<SqliteReviewHost>;

public sealed class WorkQueueTestsOnPostgres(PostgresReviewHost host) : WorkQueueTests(host), IClassFixture<PostgresReviewHost>;

/// <summary>What waits for a person: in which order, until when, whose it is, and who is warned. Due soon is five days here.</summary>
public abstract class WorkQueueTests(ReviewHost host)
{
    [Fact]
    public async Task Asking_for_information_stops_the_time_and_the_answer_lets_it_go_on()
    {
        var (employer, item) = await PendedAsync();
        Assert.Equal("2026-03-31", (await ItemAsync(employer, item))["dueOn"]);
        await employer.MoveToAsync("2026-03-20");
        Assert.Equal("422 answer-too-soon", (await employer.ActAsync(item, "ask-for-information", new { information = "The record", answerBy = "2026-05-03" })).Outcome);

        var asked = await employer.ActAsync(item, "ask-for-information", new { information = "The operative report" });
        Assert.Equal(("2026-05-04", "2026-05-15"), (asked["answerBy"], asked["dueOn"]));
        Assert.Equal("409 information-awaited", (await employer.ActAsync(item, "ask-for-information", new { information = "More" })).Outcome);

        await employer.MoveToAsync("2026-04-10");
        var received = await employer.ActAsync(item, "information-received");
        Assert.Equal(("", "2026-04-21"), (received["answerBy"], received["dueOn"]));
        Assert.Equal("409 nothing-asked", (await employer.ActAsync(item, "information-received")).Outcome);
    }

    [Fact]
    public async Task The_time_is_extended_once_and_only_before_it_runs_out()
    {
        var (employer, item) = await PendedAsync();
        await employer.MoveToAsync("2026-03-31");
        Assert.Equal(["why"], (await employer.ActAsync(item, "extend", new { })).Fields);
        Assert.Equal("2026-04-15", (await employer.ActAsync(item, "extend"))["dueOn"]);
        Assert.Equal("409 no-extension-left", (await employer.ActAsync(item, "extend")).Outcome);

        var (late, lateItem) = await PendedAsync();
        await late.MoveToAsync("2026-04-01");
        Assert.Equal("409 time-expired", (await late.ActAsync(lateItem, "extend")).Outcome);
        Assert.Equal("409 time-expired", (await late.ActAsync(lateItem, "ask-for-information", new { information = "The record" })).Outcome);
        Assert.Equal("approved", (await late.ActAsync(lateItem, "release"))["status"]);
    }

    [Fact]
    public async Task Each_act_is_kept_with_who_did_it_when_and_why_and_cannot_be_changed()
    {
        var (employer, item) = await PendedAsync();
        await employer.ActAsync(item, "assign", new { assignee = "nurse.kim", why = "Oncology" });
        await employer.MoveToAsync("2026-03-03");
        await employer.ActAsync(item, "unassign", new { });
        Assert.Equal("409 not-assigned", (await employer.ActAsync(item, "unassign")).Outcome);
        await employer.ActAsync(item, "deny", new { reason = "lacksInformation", why = "Nothing came." });

        var history = (await employer.ClaimAsync("C1")).Body["review"]!["history"]!.AsArray();
        Assert.Equal(
            ["1 pended 2026-03-01 administrator  billedOver", "2 assigned 2026-03-01 administrator Oncology nurse.kim", "3 unassigned 2026-03-03 administrator  nurse.kim", "4 denied 2026-03-03 administrator Nothing came. lacksInformation"],
            history.Select(act => $"{act!["number"]} {act["act"]} {act["on"]} {act["clientId"]} {act["why"]} {act["detail"]}"));

        var id = Guid.Parse(item);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => host.WithDbAsync(db => db.WorkActs.Where(act => act.ItemId == id).ExecuteUpdateAsync(act => act.SetProperty(row => row.Why, "Never mind."))));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => host.WithDbAsync(db => db.WorkActs.Where(act => act.ItemId == id).ExecuteDeleteAsync()));
    }

    [Fact]
    public async Task The_queue_lists_what_is_due_first_first_narrowed_down_and_page_by_page()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        await employer.RulesAsync(JsonNode.Parse("""{"billedOver":"500.00","diagnosisPrefixes":["C50"]}""")!);
        await employer.SubmitAsync("C1", "501.00");
        await employer.MoveToAsync("2026-03-05");
        await employer.SubmitAsync("C2", "502.00");
        await employer.SubmitAsync("C3", "30.00", claim => claim["diagnoses"] = new JsonArray("C50.911"));
        await employer.MoveToAsync("2026-03-10");
        await employer.SubmitAsync("C4", "504.00");
        await employer.ActAsync(await employer.ReviewOfAsync("C2"), "assign", new { assignee = "kim" });
        await employer.ActAsync(await employer.ReviewOfAsync("C1"), "extend");

        // Due: C2 and C3 on April 4, C4 on April 9, C1 on April 15 since it was extended.
        Assert.Equal("C2 C3 C4 C1", await employer.QueueAsync());
        Assert.Equal(("C2", "C3 C4 C1", ""), (await employer.QueueAsync("?assignee=kim"), await employer.QueueAsync("?assignee="), await employer.QueueAsync("?assignee=lee")));
        Assert.Equal(("C3", "C2 C4 C1"), (await employer.QueueAsync("?rule=diagnosis"), await employer.QueueAsync("?rule=billedOver")));
        Assert.Equal(("C2 C3", ""), (await employer.QueueAsync("?dueBefore=2026-04-09"), await employer.QueueAsync("?dueBefore=2026-04-04")));
        Assert.Equal(("", "C2 C3", "C2 C3 C4"), (await employer.QueueAsync("?dueWithin=24"), await employer.QueueAsync("?dueWithin=25"), await employer.QueueAsync("?dueWithin=30")));
        Assert.Equal(("C2 C3 C4 C1", ""), (await employer.QueueAsync("?kind=review"), await employer.QueueAsync("?kind=appeal")));

        Assert.Equal("C2 C3", await employer.QueueAsync("?limit=2"));
        var next = (string)(await employer.SendAsync(HttpMethod.Get, "work-queue?limit=2")).Body["next"]!;
        Assert.Equal("C4 C1", await employer.QueueAsync($"?limit=2&after={next}"));
        await employer.ActAsync(await employer.ReviewOfAsync("C3"), "release");
        Assert.Equal("C4 C1", await employer.QueueAsync($"?after={next}"));
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_query_is_told_at_once()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        var refused = await employer.SendAsync(HttpMethod.Get, $"work-queue?kind=all&rule=none&dueBefore=soon&dueWithin=-1&limit=0&orderBy=due");
        Assert.Equal("422 invalid-query", refused.Outcome);
        Assert.Equal(["kind", "rule", "dueBefore", "dueWithin", "limit", "orderBy"], refused.Fields);
        Assert.Equal(["after"], (await employer.SendAsync(HttpMethod.Get, "work-queue?after=C1")).Fields);
    }

    [Fact]
    public async Task Whoever_is_late_is_warned_once_for_each_step_and_by_ids_only()
    {
        var (employer, item) = await PendedAsync();
        await employer.MoveToAsync("2026-03-25");
        Assert.Empty(Warnings(item));
        await employer.MoveToAsync("2026-03-26");
        await employer.MoveToAsync("2026-03-31");
        Assert.Equal("dueSoon", (await ItemAsync(employer, item))["alarm"]);
        Assert.Contains("DueSoon", Assert.Single(Warnings(item)), StringComparison.Ordinal);
        await employer.MoveToAsync("2026-04-01");
        await employer.MoveToAsync("2026-04-20");

        Assert.Equal("overdue", (await ItemAsync(employer, item))["alarm"]);
        Assert.Equal(2, Warnings(item).Count);
        Assert.Contains("Overdue", Warnings(item)[^1], StringComparison.Ordinal);
        Assert.All(Warnings(item), line => Assert.DoesNotContain("C1", line, StringComparison.Ordinal));
        Assert.All(Warnings(item), line => Assert.DoesNotContain("E1", line, StringComparison.Ordinal));
        Assert.Equal("C1", await employer.QueueAsync("?dueWithin=0"));
    }

    [Fact]
    public async Task A_later_due_date_takes_the_alarm_back_and_is_warned_of_in_its_turn()
    {
        var (employer, item) = await PendedAsync();
        await employer.MoveToAsync("2026-03-28");
        Assert.Equal("none", (await employer.ActAsync(item, "extend"))["alarm"]);
        await employer.MoveToAsync("2026-04-09");
        Assert.Single(Warnings(item));
        await employer.MoveToAsync("2026-04-10");
        Assert.Equal(2, Warnings(item).Count);
        await employer.ActAsync(item, "release");
        await employer.MoveToAsync("2026-05-10");
        Assert.Equal(2, Warnings(item).Count);
    }

    [Fact]
    public async Task Operations_see_how_many_wait_are_due_soon_and_are_overdue_and_no_persons_data()
    {
        var before = await CountAsync();
        var (employer, _) = await PendedAsync();
        await employer.MoveToAsync("2026-03-02");
        await employer.SubmitAsync("C2", "700.00");
        await employer.MoveToAsync("2026-03-29");
        await employer.SubmitAsync("C3", "700.00");
        await employer.MoveToAsync("2026-04-01");

        // C1 was due on March 31, C2 is on April 1, C3 on April 28.
        var after = await CountAsync();
        Assert.Equal((3, 1, 1), (after.Open - before.Open, after.DueSoon - before.DueSoon, after.Overdue - before.Overdue));

        var metrics = (await host.MetricsAsync()).Split('\n').Where(line => line.StartsWith("aso_review_", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["aso_review_due_soon", "aso_review_open", "aso_review_overdue"],
            metrics.Select(line => line[..line.IndexOf('{', StringComparison.Ordinal)].Replace("_items", "", StringComparison.Ordinal)).Distinct().Order());
        Assert.All(metrics, line => Assert.DoesNotContain($"{employer.Id}", line, StringComparison.Ordinal));
    }

    private static async Task<Reply> ItemAsync(ReviewedEmployer employer, string item) =>
        await employer.SendAsync(HttpMethod.Get, $"work-queue/{item}");

    private List<string> Warnings(string item) => [.. host.Warnings.Where(line => line.Contains(item, StringComparison.Ordinal))];

    private async Task<(int Open, int DueSoon, int Overdue)> CountAsync()
    {
        var gauges = host.Service<IEnumerable<IHostedService>>().OfType<WorkGauges>().Single();
        await gauges.ReadAsync(CancellationToken.None);
        return (
            gauges.Count(WorkKind.Review, WorkAlarm.None, WorkAlarm.Overdue),
            gauges.Count(WorkKind.Review, WorkAlarm.DueSoon, WorkAlarm.DueSoon),
            gauges.Count(WorkKind.Review, WorkAlarm.Overdue, WorkAlarm.Overdue));
    }

    private async Task<(ReviewedEmployer Employer, string Item)> PendedAsync()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        await employer.RulesAsync(new { billedOver = "500.00" });
        await employer.SubmitAsync("C1", "700.00");
        return (employer, await employer.ReviewOfAsync("C1"));
    }
}
