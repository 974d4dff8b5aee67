using System.Globalization;
using System.Text.Json;
using Aso.Contracts.Claims.V1;
using Aso.Foundation;
using Aso.Servers;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.UnitTests.Serving;

/// <summary>Outside of a sandbox one person proposes what moves money by hand, and another approves.</summary>
public sealed class ApprovalApiTests
{
    private const string Clinic = TestBook.Clinic;
    private static readonly DateOnly Monday = new(2026, 1, 5);
    private static readonly object Account = new { providerNpi = Clinic, routingNumber = "021000021", accountNumber = "550016789", name = "RIVERSIDE CLINIC" };

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
    public async Task An_account_is_changed_by_two_persons_and_its_number_is_shown_to_none()
    {
        await using var api = await PlayedAsync();

        var proposed = await RegisterAsync(api, "sam");

        Assert.Equal(202, proposed.Status);
        Assert.Equal(
            $$"""{"providerNpi":"{{Clinic}}","routingNumber":"021000021","accountNumberEnd":"6789","accountType":"checking","name":"RIVERSIDE CLINIC"}""",
            proposed.Body.GetProperty("content").GetRawText());
        Assert.Empty((await api.GetAsync("payee-accounts", api.Staff("tom"))).Items);
        Assert.Equal(proposed.Body.GetRawText(), (await RegisterAsync(api, "tom")).Body.GetRawText());
        var other = await api.SendAsync(
            HttpMethod.Post, "payee-accounts", new { providerNpi = Clinic, routingNumber = "021000021", accountNumber = "987656789", name = "RIVERSIDE CLINIC" }, token: api.Staff("tom"));
        Assert.Equal("409 approval-waiting", other.Outcome);
        var approved = await ApproveAsync(api, proposed, "tom");

        Assert.Contains("\"accountNumberEnd\":\"6789\"", Assert.Single((await api.GetAsync("payee-accounts", api.Staff("tom"))).Items), StringComparison.Ordinal);
        var all = await api.GetAsync("approvals/funding", api.Staff("tom"));
        Assert.All([proposed, other, approved, all], answer =>
        {
            Assert.DoesNotContain("550016789", answer.Body.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain("987656789", answer.Body.GetRawText(), StringComparison.Ordinal);
        });
        Assert.Equal(0, await KeptRequestsAsync(api));
    }

    [Fact]
    public async Task Of_a_short_number_at_most_half_is_shown()
    {
        await using var api = await PlayedAsync();

        var proposed = await api.SendAsync(
            HttpMethod.Post, "payee-accounts", new { providerNpi = Clinic, routingNumber = "021000021", accountNumber = "12345", name = "CLINIC" }, token: api.Staff("sam"));

        Assert.Equal("45", Text(proposed.Body.GetProperty("content"), "accountNumberEnd"));
    }

    [Fact]
    public async Task A_payment_file_is_issued_as_it_was_shown_or_not_at_all()
    {
        await using var api = await PlayedAsync();

        var proposed = await IssueAsync(api, "sam");

        Assert.Equal("""{"date":"2026-01-05","total":"0.00","payments":"0","notInFile":"1"}""", proposed.Body.GetProperty("content").GetRawText());
        Assert.Equal("404 not-found", (await api.GetAsync("payment-files/2026-01-05", api.Staff("tom"))).Outcome);
        await ApproveAsync(api, await RegisterAsync(api, "sam"), "tom");
        Assert.Equal("409 changed-since-proposed", (await ApproveAsync(api, proposed, "tom")).Outcome);

        await RejectAsync(api, proposed, "tom");
        var anew = await IssueAsync(api, "sam");
        Assert.Equal("60.00", Text(anew.Body.GetProperty("content"), "total"));
        Assert.Equal(200, (await ApproveAsync(api, anew, "tom")).Status);
        Assert.Equal("60.00", (await api.GetAsync("payment-files/2026-01-05", api.Staff("tom")))["total"]);
        Assert.Equal(200, (await IssueAsync(api, "sam")).Status);
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Approved_and_rejected_at_once_one_of_them_wins_and_it_is_done_once_at_most(bool onPostgres)
    {
        await using var api = await PlayedAsync(onPostgres);
        for (var round = 0; round < 5; round++)
        {
            var before = await CashAsync(api);
            var proposed = await RefundAsync(api, "10.00", api.Employers("eve"));

            var approvals = new[] { "sam", "tom", "uma" }.Select(person => ApproveAsync(api, proposed, person)).ToList();
            var rejections = new[] { "sam", "uma" }.Select(person => RejectAsync(api, proposed, person)).ToList();
            await Task.WhenAll(approvals.Concat(rejections));

            Assert.Equal(
                ["200", "409 approval-decided", "409 approval-decided", "409 approval-decided", "409 approval-decided"],
                approvals.Concat(rejections).Select(answer => answer.Result.Outcome).Order());
            Assert.Equal(before - 10 * approvals.Count(answer => answer.Result.Status == 200), await CashAsync(api));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_proposals_that_cash_covers_one_of_are_approved_at_once_and_one_is_done(bool onPostgres)
    {
        await using var api = await PlayedAsync(onPostgres);
        var proposals = await Task.WhenAll(RefundAsync(api, "300.00", api.Employers("eve")), RefundAsync(api, "300.00", api.Employers("eva")));

        var approved = await Task.WhenAll(proposals.Select(proposed => ApproveAsync(api, proposed, "sam")));

        Assert.Equal(["200", "422 above-cash"], approved.Select(answer => answer.Outcome).Order());
        Assert.Equal(140m, await CashAsync(api));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_same_file_proposed_by_several_at_once_is_one_proposal(bool onPostgres)
    {
        await using var api = await PlayedAsync(onPostgres);

        var proposals = await Task.WhenAll(new[] { "sam", "tom", "uma", "vic" }.Select(person => IssueAsync(api, person)));

        Assert.Single(proposals.Select(proposed => proposed["approvalId"]).Distinct());
        Assert.Equal(["paymentFile"], await KindsAsync(api, api.Staff("sam")));
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

    private static Task<Answer> RefundAsync(FundingApi api, string amount, string token, string? key = null) =>
        api.SendAsync(HttpMethod.Post, "refunds", new { amount }, key, token);

    private static Task<Answer> RegisterAsync(FundingApi api, string person) => api.SendAsync(HttpMethod.Post, "payee-accounts", Account, token: api.Staff(person));

    private static Task<Answer> IssueAsync(FundingApi api, string person) => api.SendAsync(HttpMethod.Post, "payment-files/2026-01-05", token: api.Staff(person));

    private static Task<Answer> ApproveAsync(FundingApi api, Answer proposed, string person) => SendAsync(api, proposed, "approve", null, api.Staff(person));

    private static Task<Answer> RejectAsync(FundingApi api, Answer proposed, string person, string reason = "Not agreed.") =>
        SendAsync(api, proposed, "reject", new { reason }, api.Staff(person));

    private static Task<Answer> SendAsync(FundingApi api, Answer proposed, string act, object? body, string token) => SendAsync(api, proposed["approvalId"]!, act, body, token);

    private static Task<Answer> SendAsync(FundingApi api, string id, string act, object? body, string token) =>
        api.SendAsync(HttpMethod.Post, $"approvals/funding/{id}/{act}", body, token: token);

    private static Task<Answer> GetAsync(FundingApi api, Answer proposed) => api.GetAsync(PathOf(proposed), api.Staff("uma"));

    private static string PathOf(Answer proposed) => $"approvals/funding/{proposed["approvalId"]}";

    private static async Task<List<string?>> KindsAsync(FundingApi api, string token, string? status = null) =>
        [.. (await api.GetAsync($"approvals/funding{(status is null ? "" : $"?status={status}")}", token)).Body.GetProperty("items").EnumerateArray().Select(item => Text(item, "kind"))];

    private static async Task<decimal> CashAsync(FundingApi api) =>
        decimal.Parse((await api.GetAsync("ledger")).Body.GetProperty("accounts").GetProperty("cash").GetString()!, CultureInfo.InvariantCulture);

    private static Task<int> KeptRequestsAsync(FundingApi api) =>
        api.Store.WithDbAsync(db => db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS Value FROM approval WHERE request IS NOT NULL").SingleAsync());

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    /// <summary>On Monday a provider was paid 60.00, and 440.00 are left; it is Wednesday.</summary>
    private static async Task<FundingApi> PlayedAsync(bool onPostgres = false, TimeProvider? clock = null)
    {
        var api = await FundingApi.StartAsync(onPostgres ? await TestServers.NewDatabaseAsync("funding") : null, sandbox: false, clock);
        await api.Store.OpenedOnAsync(Monday);
        await api.DepositAsync("500.00", "W-1");
        await api.Store.HearAsync(
            FundingStore.Claim("C1", 6000, frequency: 7),
            new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = Monday, To = Monday.AddDays(2) });
        return api;
    }

    private sealed class LateClock : TimeProvider
    {
        public TimeSpan Late { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Late;
    }
}
