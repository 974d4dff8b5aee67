using System.Text.Json;
using Aso.Foundation;
using static Aso.Funding.UnitTests.Serving.Approving;

namespace Aso.Funding.UnitTests.Serving;

/// <summary>Outside of a sandbox one person proposes what moves money by hand, and another approves.</summary>
public sealed class ApprovalApiTests
{
    [Fact]
    public async Task A_refund_is_posted_when_another_person_approves_it_and_the_ledger_names_both()
    {
        await using var api = await PlayedAsync();

        var proposed = await RefundAsync(api, "60.00", api.Employers("eve"));

        Assert.Equal((202, "waiting", "surplusRefund", "eve"), (proposed.Status, proposed["status"], proposed["kind"], proposed["proposedBy"]));
        Assert.Equal("""{"amount":"60.00"}""", proposed.Body.GetProperty("content").GetRawText());
        Assert.Equal(440m, await CashAsync(api));

        var approved = await ApproveAsync(api, proposed, "sam");

        Assert.Equal((200, "approved", "sam"), (approved.Status, approved["status"], approved["decidedBy"]));
        Assert.Equal(380m, await CashAsync(api));
        var entry = JsonDocument.Parse((await api.GetAsync("ledger/entries?limit=500")).Items.Last()).RootElement;
        Assert.Equal(
            ("surplusRefunded", "eve", "sam", proposed["approvalId"]),
            (Text(entry, "kind"), Text(entry, "askedBy"), Text(entry, "confirmedBy"), Text(entry, "cause")));
    }

    [Fact]
    public async Task Who_proposed_it_neither_approves_nor_rejects_it()
    {
        await using var api = await PlayedAsync();
        var proposed = await RefundAsync(api, "60.00", api.Staff("sam"));

        Assert.Equal("403 second-person-required", (await ApproveAsync(api, proposed, "sam")).Outcome);
        Assert.Equal("403 second-person-required", (await RejectAsync(api, proposed, "sam")).Outcome);
        Assert.Equal((440m, "waiting"), (await CashAsync(api), (await GetAsync(api, proposed))["status"]));
        Assert.Equal(200, (await ApproveAsync(api, proposed, "tom")).Status);
    }

    [Fact]
    public async Task The_employers_people_do_not_decide_and_see_refunds_only()
    {
        await using var api = await PlayedAsync();
        var refund = await RefundAsync(api, "60.00", api.Staff("sam"));
        var account = await RegisterAsync(api, "sam");
        var escalated = api.Token("employer", $"{Scopes.FundingRead} {Scopes.FundingConfirm}", FundingStore.Employer);

        Assert.Equal("403 forbidden", (await SendAsync(api, refund, "approve", null, api.Employers("eve"))).Outcome);
        Assert.Equal("403 administrators-only", (await SendAsync(api, refund, "approve", null, escalated)).Outcome);
        Assert.Equal("403 administrators-only", (await SendAsync(api, refund, "reject", new { reason = "No." }, escalated)).Outcome);
        Assert.Equal(["surplusRefund"], await KindsAsync(api, api.Employers("eve")));
        Assert.Equal(["surplusRefund", "payeeAccount"], await KindsAsync(api, api.Staff("tom")));
        Assert.Equal("404 not-found", (await api.GetAsync(PathOf(account), api.Employers("eve"))).Outcome);
        Assert.Equal("404 not-found", (await api.SendAsync(HttpMethod.Post, $"{PathOf(refund)}/approve", token: api.Staff("tom"), employer: Guid.NewGuid())).Outcome);
    }

    [Fact]
    public async Task What_cannot_be_done_any_more_is_refused_and_the_proposal_goes_on_waiting()
    {
        await using var api = await PlayedAsync();
        var proposed = await RefundAsync(api, "400.00", api.Employers("eve"));
        var other = await RefundAsync(api, "100.00", api.Employers("eve"));
        Assert.Equal("422 above-cash", (await RefundAsync(api, "440.01", api.Employers("eve"))).Outcome);
        await ApproveAsync(api, other, "sam");

        Assert.Equal("422 above-cash", (await ApproveAsync(api, proposed, "sam")).Outcome);
        Assert.Equal((340m, "waiting"), (await CashAsync(api), (await GetAsync(api, proposed))["status"]));

        await api.DepositAsync("60.00", "W-2");
        Assert.Equal(200, (await ApproveAsync(api, proposed, "sam")).Status);
        Assert.Equal(0m, await CashAsync(api));
    }

    [Fact]
    public async Task A_rejected_proposal_is_never_done_and_says_why()
    {
        await using var api = await PlayedAsync();
        var proposed = await RefundAsync(api, "60.00", api.Employers("eve"));

        Assert.Equal("422 reason-required", (await RejectAsync(api, proposed, "sam", " ")).Outcome);
        Assert.Equal("rejected", (await RejectAsync(api, proposed, "sam", "The run-out is not over."))["status"]);

        Assert.Equal("The run-out is not over.", (await api.GetAsync(PathOf(proposed), api.Employers("eve")))["reason"]);
        Assert.Equal("409 approval-decided", (await ApproveAsync(api, proposed, "sam")).Outcome);
        Assert.Equal("409 approval-decided", (await RejectAsync(api, proposed, "tom")).Outcome);
        Assert.Equal(440m, await CashAsync(api));
    }

    [Fact]
    public async Task A_proposal_that_nobody_decides_on_expires()
    {
        var clock = new LateClock();
        await using var api = await PlayedAsync(clock: clock);
        var proposed = await RegisterAsync(api, "sam");
        clock.Late = TimeSpan.FromDays(8);

        Assert.Equal("409 approval-expired", (await ApproveAsync(api, proposed, "tom")).Outcome);
        Assert.Equal("409 approval-expired", (await RejectAsync(api, proposed, "tom")).Outcome);
        Assert.Equal("expired", (await GetAsync(api, proposed))["status"]);
        Assert.Empty(await KindsAsync(api, api.Staff("tom"), "waiting"));
        Assert.Equal(["payeeAccount"], await KindsAsync(api, api.Staff("tom"), "expired"));

        // It is no hindrance to a new one, and its number is forgotten.
        var anew = await RegisterAsync(api, "sam");
        Assert.NotEqual(proposed["approvalId"], anew["approvalId"]);
        Assert.Equal(200, (await ApproveAsync(api, anew, "tom")).Status);
        Assert.Equal(["payeeAccount"], await KindsAsync(api, api.Staff("tom"), "expired"));
        Assert.Equal(0, await KeptRequestsAsync(api));
    }

    [Fact]
    public async Task Proposals_are_listed_page_by_page_and_by_their_state()
    {
        await using var api = await PlayedAsync();
        List<string?> ids = [];
        foreach (var amount in new[] { "1.00", "2.00", "3.00" })
        {
            ids.Add((await RefundAsync(api, amount, api.Employers("eve")))["approvalId"]);
        }

        await SendAsync(api, ids[1]!, "reject", new { reason = "No." }, api.Staff("sam"));

        var first = await api.GetAsync("approvals/funding?limit=2", api.Staff("sam"));
        var second = await api.GetAsync($"approvals/funding?limit=2&after={first["next"]}", api.Staff("sam"));
        Assert.Equal(ids.Order(), IdsOf(first).Concat(IdsOf(second)));
        Assert.Null(second["next"]);
        Assert.Equal([ids[1]], IdsOf(await api.GetAsync("approvals/funding?status=rejected", api.Staff("sam"))));
        Assert.Equal("422 invalid-query", (await api.GetAsync("approvals/funding?status=1", api.Staff("sam"))).Outcome);

        static List<string?> IdsOf(Answer page) => [.. page.Body.GetProperty("items").EnumerateArray().Select(item => Text(item, "approvalId"))];
    }

    [Fact]
    public async Task Approved_again_under_its_key_it_is_answered_as_before()
    {
        await using var api = await PlayedAsync();
        var proposed = await RefundAsync(api, "60.00", api.Employers("eve"), key: "p");
        Assert.Equal(proposed.Body.GetRawText(), (await RefundAsync(api, "60.00", api.Employers("eve"), key: "p")).Body.GetRawText());

        var first = await api.SendAsync(HttpMethod.Post, $"{PathOf(proposed)}/approve", key: "a", token: api.Staff("sam"));
        var again = await api.SendAsync(HttpMethod.Post, $"{PathOf(proposed)}/approve", key: "a", token: api.Staff("sam"));

        Assert.Equal((200, first.Body.GetRawText()), (again.Status, again.Body.GetRawText()));
        Assert.Equal(380m, await CashAsync(api));
    }
}
