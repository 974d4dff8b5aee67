using System.Text.Json;
using Aso.Contracts.Claims.V1;
using Aso.Foundation;
using Aso.Servers;

namespace Aso.Funding.UnitTests.Serving;

public sealed class DepositApiTests
{
    private static readonly DateOnly Opening = new(2026, 1, 5);

    [Fact]
    public async Task Who_owes_the_money_does_not_say_that_it_came()
    {
        await using var api = await OwingAsync();
        var before = (await api.GetAsync("ledger")).Body.GetRawText();

        var announced = await AnnounceAsync(api, "60.00", "W-1");

        Assert.Equal((202, "announced"), (announced.Status, announced["status"]));
        Assert.Equal(before, (await api.GetAsync("ledger")).Body.GetRawText());
        Assert.Empty((await api.GetAsync("payments")).Items);
        Assert.Equal(
            """{"items":[{"on":"2026-01-09","amount":"60.00","outstanding":"60.00","status":"open","announced":"60.00"}],"next":null}""",
            (await api.GetAsync("funding-requests")).Body.GetRawText());
        Assert.Equal("422 above-cash", (await api.SendAsync(HttpMethod.Post, "refunds", new { amount = "0.01" }, token: api.Employers("eve"))).Outcome);
    }

    [Fact]
    public async Task A_confirmed_announcement_is_posted_on_the_date_of_its_confirmation_and_releases_what_waits()
    {
        await using var api = await OwingAsync();
        var announced = await AnnounceAsync(api, "60.00", "W-1");
        await api.Store.HearAsync(new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = new(2026, 1, 10), To = new(2026, 1, 12) });

        var confirmed = await ConfirmAsync(api, announced, "60.00", "W-1");

        Assert.Equal((200, "0.00", 0), (confirmed.Status, confirmed["cash"], confirmed.Body.GetProperty("differences").GetArrayLength()));
        Assert.Equal("2026-01-12", JsonDocument.Parse((await api.GetAsync("payments")).Items.Single()).RootElement.GetProperty("on").GetString());
        Assert.Equal(
            """{"items":[{"on":"2026-01-09","amount":"60.00","outstanding":"0.00","status":"funded"}],"next":null}""", (await api.GetAsync("funding-requests")).Body.GetRawText());
        var deposit = JsonDocument.Parse((await api.GetAsync("deposits")).Items.Single()).RootElement;
        Assert.Equal(
            ("received", "2026-01-12", "sam", "2026-01-10", "eve", "sam"),
            (Text("status"), Text("on"), Text("recordedBy"), Text("announcement", "on"), Text("announcement", "by"), Text("announcement", "decidedBy")));
        Assert.Equal(announced["depositId"], Text("depositId"));

        string? Text(params string[] path) => path.Aggregate(deposit, (node, name) => node.GetProperty(name)).GetString();
    }

    [Fact]
    public async Task What_the_bank_shows_is_what_is_posted_and_what_differs_is_said()
    {
        await using var api = await OwingAsync();
        var announced = await AnnounceAsync(api, "60.00", "W-1");

        var confirmed = await ConfirmAsync(api, announced, "59.50", "FED-778");

        Assert.Equal(
            """[{"field":"amount","announced":"60.00","received":"59.50"},{"field":"reference","announced":"W-1","received":"FED-778"}]""",
            confirmed.Body.GetProperty("differences").GetRawText());
        Assert.Equal("59.50", (await api.GetAsync("ledger")).Body.GetProperty("accounts").GetProperty("cash").GetString());
        Assert.Equal(["received 59.50 FED-778"], await DepositsAsync(api));
        Assert.Equal("409 reference-taken", (await api.DepositAsync("1.00", "W-1")).Outcome);
        Assert.Equal("409 reference-taken", (await api.DepositAsync("1.00", "FED-778")).Outcome);
    }

    [Fact]
    public async Task A_reference_is_one_deposit_whoever_names_it_first()
    {
        await using var api = await OwingAsync();
        await api.DepositAsync("1.00", "B-1");
        var announced = await AnnounceAsync(api, "60.00", "W-1", key: "k");
        var other = await AnnounceAsync(api, "5.00", "W-2");

        Assert.Equal(announced.Body.GetRawText(), (await AnnounceAsync(api, "60.00", "W-1", key: "k")).Body.GetRawText());
        Assert.Equal("409 reference-taken", (await AnnounceAsync(api, "1.00", "B-1")).Outcome);
        Assert.Equal("409 reference-taken", (await AnnounceAsync(api, "60.00", "W-1")).Outcome);
        Assert.Equal("409 deposit-announced", (await api.DepositAsync("60.00", "W-1")).Outcome);
        Assert.Equal("409 reference-taken", (await ConfirmAsync(api, announced, "60.00", "B-1")).Outcome);
        Assert.Equal("409 deposit-announced", (await ConfirmAsync(api, announced, "60.00", "W-2")).Outcome);
        var confirmed = await ConfirmAsync(api, announced, "60.00", "W-1", key: "c");
        Assert.Equal(confirmed.Body.GetRawText(), (await ConfirmAsync(api, announced, "60.00", "W-1", key: "c")).Body.GetRawText());
        Assert.Equal("409 deposit-decided", (await ConfirmAsync(api, announced, "60.00", "W-1")).Outcome);
        Assert.Equal("409 deposit-decided", (await RejectAsync(api, announced)).Outcome);
        Assert.Equal("409 reference-taken", (await ConfirmAsync(api, other, "60.00", "W-1")).Outcome);
        Assert.Equal("1.00", (await api.GetAsync("ledger")).Body.GetProperty("accounts").GetProperty("cash").GetString());
    }

    [Fact]
    public async Task Announced_money_that_did_not_come_is_rejected_with_the_reason_and_may_come_later()
    {
        await using var api = await OwingAsync();
        var announced = await AnnounceAsync(api, "60.00", "W-1");

        Assert.Equal("422 reason-required", (await RejectAsync(api, announced, "")).Outcome);
        var rejected = await RejectAsync(api, announced, "Not on the statement of January 9.");

        Assert.Equal((200, "rejected"), (rejected.Status, rejected["status"]));
        Assert.Equal("Not on the statement of January 9.", rejected.Body.GetProperty("announcement").GetProperty("reason").GetString());
        Assert.DoesNotContain("announced", (await api.GetAsync("funding-requests")).Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("409 deposit-decided", (await ConfirmAsync(api, announced, "60.00", "W-1")).Outcome);
        Assert.Equal("409 reference-taken", (await AnnounceAsync(api, "60.00", "W-1")).Outcome);
        Assert.Equal(201, (await api.DepositAsync("60.00", "W-1")).Status);
        Assert.Equal(["rejected 60.00 W-1", "received 60.00 W-1"], await DepositsAsync(api));
    }

    [Fact]
    public async Task Only_the_administrators_staff_confirms()
    {
        await using var api = await OwingAsync();
        var path = $"deposits/{(await AnnounceAsync(api, "60.00", "W-1"))["depositId"]}";
        var bank = new { amount = "60.00", reference = "W-1" };
        var escalated = api.Token("employer", $"{Scopes.FundingWrite} {Scopes.FundingConfirm}", FundingStore.Employer);

        Assert.Equal("403 forbidden", (await api.SendAsync(HttpMethod.Post, $"{path}/confirm", bank, token: api.Employers("eve"))).Outcome);
        Assert.Equal("403 administrators-only", (await api.SendAsync(HttpMethod.Post, $"{path}/confirm", bank, token: escalated)).Outcome);
        Assert.Equal("403 administrators-only", (await api.SendAsync(HttpMethod.Post, $"{path}/reject", new { reason = "No." }, token: escalated)).Outcome);
        Assert.Equal("404 not-found", (await api.SendAsync(HttpMethod.Post, $"deposits/{Guid.NewGuid()}/confirm", bank, token: api.Staff("sam"))).Outcome);
        Assert.Equal("404 not-found", (await api.SendAsync(HttpMethod.Post, $"{path}/confirm", bank, token: api.Staff("sam"), employer: Guid.NewGuid())).Outcome);
        Assert.Equal(["announced 60.00 W-1"], await DepositsAsync(api));
    }

    [Fact]
    public async Task What_is_wrong_with_an_announcement_or_its_confirmation_is_told_and_nothing_is_kept()
    {
        await using var api = await OwingAsync();

        var malformed = await AnnounceAsync(api, "0.00", "");
        var announced = await AnnounceAsync(api, "60.00", "W-1");
        var confirmed = await ConfirmAsync(api, announced, "-1.00", new string('x', 51));

        Assert.Equal(["amount", "reference"], Fields(malformed));
        Assert.Equal(["amount", "reference"], Fields(confirmed));
        Assert.Equal(["announced 60.00 W-1"], await DepositsAsync(api));

        static IEnumerable<string> Fields(Answer answer) => answer.Body.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()!);
    }

    [Theory]
    [InlineData("", "received 1.00 B-1, rejected 2.00 W-1, announced 3.00 W-2, received 4.00 W-3")]
    [InlineData("status=announced", "announced 3.00 W-2")]
    [InlineData("status=received", "received 1.00 B-1, received 4.00 W-3")]
    [InlineData("status=rejected", "rejected 2.00 W-1")]
    public async Task Deposits_and_announcements_are_listed_in_order_page_by_page(string query, string expected)
    {
        await using var api = await OwingAsync();
        await api.DepositAsync("1.00", "B-1");
        await RejectAsync(api, await AnnounceAsync(api, "2.00", "W-1"));
        await AnnounceAsync(api, "3.00", "W-2");
        await ConfirmAsync(api, await AnnounceAsync(api, "4.00", "W-3"), "4.00", "W-3");

        Assert.Equal(expected, string.Join(", ", await DepositsAsync(api, query)));
        Assert.Equal("422 invalid-query", (await api.GetAsync("deposits?status=2")).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Confirmed_rejected_and_recorded_at_once_money_is_counted_once_or_not_at_all(bool onPostgres)
    {
        await using var api = await OwingAsync(onPostgres);
        await api.DepositAsync("60.00", "B-1");
        for (var round = 0; round < 5; round++)
        {
            var reference = $"W-{round}";
            var before = await CashAsync(api);
            var announced = await AnnounceAsync(api, "100.00", reference);

            var confirmations = Enumerable.Range(0, 3).Select(_ => ConfirmAsync(api, announced, "100.00", reference)).ToList();
            var rejections = Enumerable.Range(0, 2).Select(_ => RejectAsync(api, announced)).ToList();
            await Task.WhenAll(confirmations.Concat(rejections));

            var confirmed = confirmations.Count(answer => answer.Result.Status == 200);
            var outcomes = confirmations.Concat(rejections).Select(answer => answer.Result.Outcome).Order().ToList();
            Assert.Equal(["200", "409 deposit-decided", "409 deposit-decided", "409 deposit-decided", "409 deposit-decided"], outcomes);
            Assert.Equal(before + confirmed * 100, await CashAsync(api));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Announced_and_recorded_at_once_a_reference_is_taken_once(bool onPostgres)
    {
        await using var api = await OwingAsync(onPostgres);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => number % 2 == 0 ? AnnounceAsync(api, "100.00", "W-1") : api.DepositAsync("100.00", "W-1")));

        Assert.Single(answers, answer => answer.Status < 300);
        Assert.All(answers.Where(answer => answer.Status >= 300), answer => Assert.Equal(409, answer.Status));
        Assert.Single(await DepositsAsync(api));
    }

    private static Task<Answer> AnnounceAsync(FundingApi api, string amount, string reference, string? key = null) =>
        api.SendAsync(HttpMethod.Post, "deposits", new { amount, reference }, key, api.Employers("eve"));

    private static Task<Answer> ConfirmAsync(FundingApi api, Answer announced, string amount, string reference, string? key = null) =>
        api.SendAsync(HttpMethod.Post, $"deposits/{announced["depositId"]}/confirm", new { amount, reference }, key, api.Staff("sam"));

    private static Task<Answer> RejectAsync(FundingApi api, Answer announced, string reason = "It did not come.") =>
        api.SendAsync(HttpMethod.Post, $"deposits/{announced["depositId"]}/reject", new { reason }, token: api.Staff("tom"));

    private static async Task<decimal> CashAsync(FundingApi api) =>
        decimal.Parse((await api.GetAsync("ledger")).Body.GetProperty("accounts").GetProperty("cash").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>"status amount reference" of each, read two at a time.</summary>
    private static async Task<List<string>> DepositsAsync(FundingApi api, string query = "")
    {
        List<string> found = [];
        for (var asked = $"?limit=2&{query}"; asked is not null;)
        {
            var page = await api.GetAsync($"deposits{asked}");
            found.AddRange(page.Body.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("status")} {item.GetProperty("amount")} {item.GetProperty("reference")}"));
            asked = page["next"] is { } next ? $"?limit=2&{query}&after={next}" : null;
        }

        return found;
    }

    /// <summary>A claim of 60.00 waits, and the employer was asked for it; it is Saturday, the 10th.</summary>
    private static async Task<FundingApi> OwingAsync(bool onPostgres = false)
    {
        var api = await FundingApi.StartAsync(onPostgres ? await TestServers.NewDatabaseAsync("funding") : null);
        await api.Store.OpenedOnAsync(Opening);
        await api.Store.HearAsync(
            FundingStore.Claim("C1", 6000, frequency: 7), new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = Opening, To = new(2026, 1, 10) });
        return api;
    }
}
