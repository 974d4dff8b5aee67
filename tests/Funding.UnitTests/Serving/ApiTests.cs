using System.Text.Json;
using Aso.Contracts.Claims.V1;
using Aso.Contracts.Enrollment.V1;
using Aso.Foundation;

namespace Aso.Funding.UnitTests.Serving;

public sealed class ApiTests
{
    private static readonly DateOnly Opening = new(2026, 1, 5);

    [Fact]
    public async Task A_deposit_is_recorded_once_however_often_it_is_sent_under_its_key()
    {
        await using var api = await OpenedAsync();

        var first = await api.DepositAsync("100.00", "W-1", key: "k1");
        var again = await api.DepositAsync("100.00", "W-1", key: "k1");

        Assert.Equal(201, first.Status);
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
        Assert.Equal("422 idempotency-key-reused", (await api.DepositAsync("100.00", "W-2", key: "k1")).Outcome);
        Assert.Equal("409 reference-taken", (await api.DepositAsync("100.00", "W-1")).Outcome);
        Assert.Equal("409 reference-taken", (await api.DepositAsync("5.00", "W-1", key: "k2")).Outcome);
        foreach (var alike in new[] { "w-1", "W-1 ", " w-1" })
        {
            Assert.Equal("409 reference-taken", (await api.DepositAsync("100.00", alike)).Outcome);
        }

        Assert.Equal("100.00", (await api.GetAsync("ledger")).Body.GetProperty("accounts").GetProperty("cash").GetString());
    }

    [Fact]
    public async Task What_is_wrong_with_a_deposit_is_told_all_at_once_and_nothing_is_applied()
    {
        await using var api = await OpenedAsync();

        var answer = await api.DepositAsync("0.00", new string('x', 51));

        Assert.Equal(422, answer.Status);
        Assert.Equal(["amount", "reference"], answer.Body.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()!));
        Assert.Equal("422 amount-out-of-range", (await api.DepositAsync("-1.00", "W-1")).Outcome);
        Assert.Equal("422 malformed-reference", (await api.DepositAsync("1.00", "Überweisung")).Outcome);
        Assert.Equal("400 malformed-json", (await api.DepositAsync("1.005", "W-1")).Outcome);
        Assert.Equal("400 malformed-json", (await api.SendAsync(HttpMethod.Post, "deposits", new { amount = "1.00" })).Outcome);
        Assert.Equal("400 malformed-json", (await api.SendAsync(HttpMethod.Post, "deposits", new { amount = "1.00", reference = "W-1", memo = "" })).Outcome);
        Assert.Equal("0", (await api.GetAsync("ledger"))["lastEntry"]);
    }

    [Fact]
    public async Task Before_the_plan_opens_and_under_full_insurance_there_are_no_deposits_and_refunds()
    {
        await using var api = await FundingApi.StartAsync();
        Assert.Equal("404 not-found", (await api.DepositAsync("1.00", "W-1")).Outcome);

        await api.Store.HearAsync(FundingStore.Registered(Opening) with { Arrangement = Arrangement.FullyInsured, Funding = null, Fees = null });
        Assert.Equal("409 not-open", (await api.DepositAsync("1.00", "W-1", key: "k")).Outcome);
        Assert.Equal("409 not-open", (await api.SendAsync(HttpMethod.Post, "refunds", new { amount = "1.00" })).Outcome);

        await api.Store.HearAsync(new ClaimsDateMoved { EmployerId = FundingStore.Employer, To = Opening });
        Assert.Equal("422 fully-insured", (await api.DepositAsync("1.00", "W-1", key: "k")).Outcome);
        Assert.Equal("422 fully-insured", (await api.SendAsync(HttpMethod.Post, "refunds", new { amount = "1.00" })).Outcome);
    }

    [Fact]
    public async Task A_refund_gives_back_at_most_what_the_account_holds()
    {
        await using var api = await OpenedAsync();
        await api.DepositAsync("100.00", "W-1");

        Assert.Equal("422 above-cash", (await api.SendAsync(HttpMethod.Post, "refunds", new { amount = "100.01" })).Outcome);
        Assert.Equal("40.00", (await api.SendAsync(HttpMethod.Post, "refunds", new { amount = "60.00" }))["cash"]);
    }

    [Fact]
    public async Task Payables_payments_entries_and_requests_read_as_agreed()
    {
        await using var api = await OpenedAsync();
        await api.Store.HearAsync(
            FundingStore.Claim("C1", 6000, frequency: 7), FundingStore.Claim("C2", 5000, frequency: 7), FundingStore.Claim("C3", 100, frequency: 7), FundingStore.Reversal("C2"),
            new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = Opening, To = new(2026, 1, 10) });
        await api.DepositAsync("60.00", "W-1");

        Assert.Equal(
            [
                $$"""{"claimId":"{{FundingStore.ClaimId("C1")}}","claimNumber":"C1","amount":"60.00","payment":"released","on":"2026-01-10"}""",
                $$"""{"claimId":"{{FundingStore.ClaimId("C2")}}","claimNumber":"C2","amount":"50.00","payment":"reversed"}""",
                $$"""{"claimId":"{{FundingStore.ClaimId("C3")}}","claimNumber":"C3","amount":"1.00","payment":"queued"}""",
            ],
            (await api.GetAsync("payables")).Items);
        Assert.Equal(
            [$$"""{"on":"2026-01-10","claimId":"{{FundingStore.ClaimId("C1")}}","claimNumber":"C1","amount":"60.00","recouped":"0.00"}"""],
            (await api.GetAsync("payments")).Items);
        Assert.Equal(
            """{"items":[{"on":"2026-01-09","amount":"61.00","outstanding":"1.00","status":"open"}],"next":null}""",
            (await api.GetAsync("funding-requests")).Body.GetRawText());
        var release = JsonDocument.Parse((await api.GetAsync("ledger/entries")).Items.Last()).RootElement;
        Assert.Equal("claimReleased", release.GetProperty("kind").GetString());
        Assert.Equal(
            """[{"account":"claimsPayable","debit":"60.00"},{"account":"cash","credit":"60.00"}]""", release.GetProperty("lines").GetRawText());
    }

    [Fact]
    public async Task Lists_are_read_page_by_page()
    {
        await using var api = await OpenedAsync();
        await api.Store.HearAsync([.. Enumerable.Range(1, 5).Select(number => FundingStore.Claim($"C{number}", 100, frequency: 7))]);

        var sequences = new List<string>();
        for (var query = "limit=2&total=true"; query is not null;)
        {
            var page = await api.GetAsync($"ledger/entries?{query}");
            sequences.AddRange(page.Items.Select(item => JsonDocument.Parse(item).RootElement.GetProperty("sequence").ToString()));
            Assert.Equal(query.EndsWith("total=true", StringComparison.Ordinal) ? "5" : null, page["total"]);
            query = page["next"] is { } next ? $"limit=2&after={next}" : null;
        }

        Assert.Equal(["1", "2", "3", "4", "5"], sequences);
    }

    [Theory]
    [InlineData("payments?providerNpi=1245319599", "")]
    [InlineData("payments?amountFrom=20.00&amountTo=20", "C2")]
    [InlineData("payments?from=2026-01-06", "C3")]
    [InlineData("payments?to=2026-01-05&descending=true", "C2 C1")]
    [InlineData("payables?amountFrom=30.00", "C3")]
    [InlineData("payables?status=released&limit=2", "C1 C2")]
    public async Task Payments_are_narrowed_down(string query, string expected)
    {
        await using var api = await OpenedAsync();
        await api.DepositAsync("1000.00", "W-1");
        await api.Store.HearAsync(FundingStore.Claim("C1", 1000), FundingStore.Claim("C2", 2000));
        await api.Store.HearAsync(new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = Opening, To = new(2026, 1, 6) });
        await api.Store.HearAsync(FundingStore.Claim("C3", 3000));

        var page = await api.GetAsync(query);

        Assert.Equal(expected, string.Join(' ', page.Items.Select(item => JsonDocument.Parse(item).RootElement.GetProperty("claimNumber").GetString())));
    }

    [Fact]
    public async Task Costs_read_as_agreed()
    {
        await using var api = await OpenedAsync();
        await api.DepositAsync("1000.00", "W-1");
        await api.Store.HearAsync(FundingStore.Claim("C1", 6000), new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = Opening, To = new(2026, 2, 1) });

        var costs = (await api.GetAsync("costs")).Body;

        Assert.Equal("2026-02-01", costs.GetProperty("businessDate").GetString());
        var february = costs.GetProperty("months")[1];
        Assert.Equal("2026-02", february.GetProperty("month").GetString());
        Assert.Equal(
            "0.00 10.00 0.00 0.00 10.00 400.00 600.00 590.00 400.00 1",
            string.Join(' ', "claimsPaid fees premium recoveries netCost expectedClaims fullyInsuredPremium savings budgetVariance enrolledEmployees".Split(' ')
                .Select(name => february.GetProperty(name).ToString())));
        Assert.Equal("74.00", costs.GetProperty("yearToDate").GetProperty("netCost").GetString());
    }

    [Fact]
    public async Task The_settlement_of_a_plan_year_reads_as_agreed()
    {
        await using var api = await OpenedAsync();
        await api.DepositAsync("1000.00", "W-1");
        await api.Store.HearAsync(FundingStore.Claim("C1", 6000), new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = Opening, To = new(2026, 2, 1) });

        var settlement = (await api.GetAsync("settlement?planYear=2026-01-01")).Body;

        Assert.Equal("2026-12-31 2026-02-01 False employer employer", string.Join(' ', "to asOf isFinal surplusBelongsTo deficitBorneBy".Split(' ').Select(name => settlement.GetProperty(name).ToString())));
        var cash = (await api.GetAsync("ledger")).Body.GetProperty("accounts").GetProperty("cash").GetString();
        Assert.Equal(cash, AmountOf("cash", "closing"));
        Assert.Equal(cash, AmountOf("result", "refundable"));
        Assert.Equal("1000.00", AmountOf("cash", "contributions"));
        Assert.Equal((await api.GetAsync("costs")).Body.GetProperty("yearToDate").GetProperty("netCost").GetString(), AmountOf("cost", "netCost"));
        Assert.Contains("paid in", settlement.GetProperty("cash").GetProperty("contributions").GetProperty("origin").GetString(), StringComparison.Ordinal);

        string? AmountOf(string part, string name) => settlement.GetProperty(part).GetProperty(name).GetProperty("amount").GetString();
    }

    [Theory]
    [InlineData("settlement", "400 malformed-plan-year")]
    [InlineData("settlement?planYear=2026-13-01", "400 malformed-plan-year")]
    [InlineData("settlement?planYear=2026-02-02", "409 plan-year-not-begun")]
    public async Task A_plan_year_that_cannot_be_settled_is_refused_with_the_remedy(string path, string outcome)
    {
        await using var api = await OpenedAsync();

        Assert.Equal(outcome, (await api.GetAsync(path)).Outcome);
    }

    [Fact]
    public async Task A_live_stream_sends_the_whole_then_a_change()
    {
        await using var api = await OpenedAsync();
        using var stream = await api.ListenAsync();
        Assert.Equal("event: costs", await stream.ReadLineAsync());
        await stream.ReadLineAsync();
        await stream.ReadLineAsync();

        await api.Store.HearAsync(FundingStore.Claim("C1", 0));

        Assert.Equal("event: cost", await stream.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(5)));
        Assert.Contains($"\"claimId\":\"{FundingStore.ClaimId("C1")}\"", await stream.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ledger")]
    [InlineData("ledger/entries")]
    [InlineData("funding-requests")]
    [InlineData("payments")]
    [InlineData("payables")]
    [InlineData("costs")]
    [InlineData("settlement?planYear=2026-01-01")]
    [InlineData("costs/stream")]
    public async Task Another_tenant_does_not_learn_that_the_employer_exists(string path)
    {
        await using var api = await OpenedAsync();
        var stranger = api.Token("employer", Scopes.FundingRead, Guid.NewGuid());
        var carrier = api.Token("carrier", $"{Scopes.FundingRead} {Scopes.Carrier}");

        Assert.Equal("404 not-found", (await api.SendAsync(HttpMethod.Get, path, token: stranger)).Outcome);
        Assert.Equal("404 not-found", (await api.SendAsync(HttpMethod.Get, path, token: carrier)).Outcome);
        Assert.Equal("401 unauthorized", (await api.SendAsync(HttpMethod.Get, path, token: "")).Outcome);
        Assert.Equal("403 forbidden", (await api.SendAsync(HttpMethod.Get, path, token: api.Token("administrator", Scopes.ClaimsRead))).Outcome);
    }

    [Fact]
    public async Task Reading_does_not_let_write()
    {
        await using var api = await OpenedAsync();
        var reader = api.Token("employer", Scopes.FundingRead, FundingStore.Employer);

        Assert.Equal("403 forbidden", (await api.SendAsync(HttpMethod.Post, "deposits", new { amount = "1.00", reference = "W-1" }, token: reader)).Outcome);
        Assert.Equal("403 forbidden", (await api.SendAsync(HttpMethod.Post, "refunds", new { amount = "1.00" }, token: reader)).Outcome);
    }

    private static async Task<FundingApi> OpenedAsync()
    {
        var api = await FundingApi.StartAsync();
        await api.Store.OpenedOnAsync(Opening);
        return api;
    }
}
