using Aso.Contracts.Claims.V1;
using Aso.Foundation;
using Aso.Funding.Domain.Payments;
using Aso.Nacha;
using Aso.Servers;

namespace Aso.Funding.UnitTests.Serving;

/// <summary>A bank sends back what it was told to pay, or what it had drawn: the same on both databases.</summary>
public sealed class ReturnFileApiTests
{
    private const string Clinic = TestBook.Clinic;
    private const string Hospital = TestBook.Hospital;
    private static readonly DateOnly Monday = new(2026, 1, 5);

    public static TheoryData<bool> BothDatabases() => [false, true];

    [Theory]
    [MemberData(nameof(BothDatabases))]
    public async Task A_returned_payment_is_owed_again_and_its_account_waits_to_be_registered_anew(bool onPostgres)
    {
        await using var api = await PlayedAsync(onPostgres);
        var issued = await IssuedAsync(api, "2026-01-05");

        var answer = await SendAsync(api, Bank.Returns(issued, entry => entry.PayeeId == Clinic));

        Assert.Equal("200", answer.Outcome);
        Assert.Equal("2026-01-07", answer["on"]);
        var told = $"{{\"originalTraceNumber\":\"000000000000001\",\"reasonCode\":\"R03\",\"reason\":\"No account, or unable to locate it\",\"amount\":\"60.00\",\"outcome\":\"paymentReopened\",\"paidOn\":\"2026-01-05\",\"providerNpi\":\"{Clinic}\",\"traceNumber\":\"{Trace(Monday)}\"}}";
        Assert.Equal([told], Texts(answer, "returns"));
        Assert.Equal(["paymentReturned", "paymentReissued"], await LastKindsAsync(api, 2));

        // The payment made anew belongs to Wednesday, and goes to no account that has failed.
        await PassAsync(api, Monday.AddDays(2), Monday.AddDays(3));
        var next = await IssueAsync(api, "2026-01-07");
        Assert.Equal([$"{{\"providerNpi\":\"{Clinic}\",\"amount\":\"60.00\",\"reason\":\"accountReturned\"}}"], Texts(next, "notInFile"));
        Assert.Contains(Texts(await GetAsync(api, "payee-accounts"), "items"), account => account.Contains(Clinic, StringComparison.Ordinal) && account.Contains("\"returnedOn\":\"2026-01-07\"", StringComparison.Ordinal));
        Assert.Equal(
            [$"{{\"on\":\"2026-01-07\",\"originalTraceNumber\":\"000000000000001\",\"reasonCode\":\"R03\",\"reason\":\"No account, or unable to locate it\",\"amount\":\"60.00\",\"paidOn\":\"2026-01-05\",\"providerNpi\":\"{Clinic}\",\"reissue\":\"released\",\"reissuedOn\":\"2026-01-07\"}}"],
            Texts(await GetAsync(api, "returns"), "items"));
    }

    [Theory]
    [MemberData(nameof(BothDatabases))]
    public async Task A_payment_made_anew_goes_to_the_new_account_and_may_come_back_again(bool onPostgres)
    {
        await using var api = await PlayedAsync(onPostgres);
        await SendAsync(api, Bank.Returns(await IssuedAsync(api, "2026-01-05"), entry => entry.PayeeId == Clinic));
        await RegisterAsync(api, new { providerNpi = Clinic, routingNumber = Bank.PayeesBank, accountNumber = "888", name = "CLINIC" });
        await PassAsync(api, Monday.AddDays(2), Monday.AddDays(3));

        var second = await IssuedAsync(api, "2026-01-07");
        var entry = Assert.Single(second.Batches.Single().Entries);
        Assert.Equal(("888", 6000L, 4), (entry.AccountNumber, entry.Cents, entry.Sequence));

        Assert.Equal("paymentReopened", Outcomes(await SendAsync(api, Bank.Returns(second, _ => true))).Single());
        Assert.Equal(2, (await GetAsync(api, "returns")).Items.Count());
    }

    [Theory]
    [MemberData(nameof(BothDatabases))]
    public async Task An_account_that_was_registered_since_is_not_the_one_that_failed(bool onPostgres)
    {
        await using var api = await PlayedAsync(onPostgres);
        var issued = await IssuedAsync(api, "2026-01-05");
        await RegisterAsync(api, new { providerNpi = Clinic, routingNumber = Bank.PayeesBank, accountNumber = "888", name = "CLINIC" });
        await SendAsync(api, Bank.Returns(issued, entry => entry.PayeeId == Clinic));
        await PassAsync(api, Monday.AddDays(2), Monday.AddDays(3));

        Assert.Empty(Texts(await IssueAsync(api, "2026-01-07"), "notInFile"));
    }

    [Theory]
    [MemberData(nameof(BothDatabases))]
    public async Task A_file_that_is_sent_again_changes_nothing_and_is_answered_as_before(bool onPostgres)
    {
        await using var api = await PlayedAsync(onPostgres);
        var file = Bank.Returns(await IssuedAsync(api, "2026-01-05"), _ => true);

        var first = await SendAsync(api, file);
        var entries = await LastEntryAsync(api);
        var again = await SendAsync(api, file.ReplaceLineEndings("\r\n"));
        var keyed = await SendAsync(api, file, key: "K1");
        var keyedAgain = await SendAsync(api, file, key: "K1");

        Assert.Equal(["paymentReopened", "paymentReopened", "paymentReopened"], Outcomes(first));
        Assert.All([again, keyed, keyedAgain], answer => Assert.Equal(first.Body.GetRawText(), answer.Body.GetRawText()));
        Assert.Equal(entries, await LastEntryAsync(api));
        Assert.Equal("422 idempotency-key-reused", (await SendAsync(api, file + "\n", key: "K1")).Outcome);
    }

    [Theory]
    [MemberData(nameof(BothDatabases))]
    public async Task Good_returns_are_posted_where_others_are_refused_each_with_its_remedy(bool onPostgres)
    {
        await using var api = await PlayedAsync(onPostgres);
        var issued = await IssuedAsync(api, "2026-01-05");
        var (clinic, hospital) = (issued.Batches[0].Entries[0], issued.Batches[0].Entries[1]);
        await SendAsync(api, Bank.Returns(issued, entry => entry.PayeeId == Hospital));

        var answer = await SendAsync(api, Bank.File(
            Bank.Return(hospital),
            Bank.Return(clinic) with { Cents = 5999 },
            Bank.Return(clinic) with { PayeeId = Hospital },
            Bank.Of(clinic, returned => returned with { OriginalBank = "09100001" }),
            Bank.Of(clinic, returned => returned with { OriginalTraceNumber = "000000000000099" }),
            Bank.Of(clinic, returned => returned with { OriginalTraceNumber = "021000020000001" }),
            Bank.Of(clinic, returned => returned with { OriginalTraceNumber = "000000000000000" }),
            Bank.Return(clinic),
            Bank.Return(clinic),
            Bank.Debit("W-7", 100)));

        Assert.Equal(
            ["returned-before", "amount-differs", "unknown-entry", "unknown-entry", "unknown-entry", "unknown-entry", "unknown-entry", "paymentReopened", "returned-before", "unknown-deposit"],
            Outcomes(answer));
        Assert.All(answer.Body.GetProperty("returns").EnumerateArray(), item =>
            Assert.Equal(item.GetProperty("outcome").GetString() == "refused", item.TryGetProperty("remedy", out var remedy) && remedy.GetString()!.Length > 20));
        Assert.DoesNotContain("RIVERSIDE", answer.Body.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("123456789\"", answer.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(2, (await GetAsync(api, "returns")).Items.Count());
    }

    [Theory]
    [MemberData(nameof(BothDatabases))]
    public async Task A_returned_deposit_blocks_releases_until_it_is_made_good(bool onPostgres)
    {
        await using var api = await PlayedAsync(onPostgres);

        var answer = await SendAsync(api, Bank.File(Bank.Debit("W-1", 50_000) with { Return = Bank.Debit("W-1", 50_000).Return! with { Reason = "R01" } }, Bank.Debit("W-1", 50_000)));
        Assert.Equal(["depositReturned", "returned-before"], Outcomes(answer));
        Assert.Equal(("0.00", "115.00", "0.00"), await BalancesAsync(api));

        await api.Store.HearAsync(FundingStore.Claim("C9", 1000, frequency: 7));
        Assert.Equal("queued", await PaymentOfAsync(api, "C9"));
        await api.DepositAsync("120.00", "W-2");
        Assert.Equal(("5.00", "0.00", "120.00"), await BalancesAsync(api));
        Assert.Equal("queued", await PaymentOfAsync(api, "C9"));
        await api.DepositAsync("5.00", "W-3");
        Assert.Equal("released", await PaymentOfAsync(api, "C9"));
        Assert.Equal("409 reference-taken", (await api.DepositAsync("500.00", "W-1")).Outcome);
    }

    [Fact]
    public async Task A_deposit_comes_back_once_however_the_bank_writes_its_reference()
    {
        await using var api = await PlayedAsync(onPostgres: false);

        var answer = await SendAsync(api, Bank.File(Bank.Debit("w-1", 50_000), Bank.Debit("W-1", 50_000)));

        Assert.Equal(["depositReturned", "returned-before"], Outcomes(answer));
        Assert.Contains("\"depositReference\":\"W-1\"", (await GetAsync(api, "returns")).Items.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deposit_comes_back_whole_or_not_at_all()
    {
        await using var api = await PlayedAsync(onPostgres: false);

        Assert.Equal(["amount-differs"], Outcomes(await SendAsync(api, Bank.File(Bank.Debit("W-1", 49_999)))));
        Assert.Equal(("385.00", "0.00", "500.00"), await BalancesAsync(api));
    }

    [Fact]
    public async Task A_plan_that_is_not_open_takes_no_returns()
    {
        await using var api = await FundingApi.StartAsync();
        await api.Store.HearAsync(FundingStore.Registered(Monday));

        Assert.Equal("409 not-open", (await SendAsync(api, Bank.File(Bank.Debit("W-1", 100)))).Outcome);
    }

    [Fact]
    public async Task Of_a_file_that_cannot_be_read_nothing_is_posted_and_its_place_is_told()
    {
        await using var api = await PlayedAsync(onPostgres: false);
        var file = Bank.Returns(await IssuedAsync(api, "2026-01-05"), _ => true);
        var before = await LastEntryAsync(api);

        var answer = await SendAsync(api, file.Replace("799R03", "798C01", StringComparison.Ordinal));
        Assert.Equal("400 malformed-return-file", answer.Outcome);
        Assert.Equal(
            "notification-of-change line 4",
            answer.Body.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("code")} {error.GetProperty("field")}").Single());
        Assert.Equal("400 malformed-return-file", (await SendAsync(api, "")).Outcome);
        Assert.Equal("400 malformed-return-file", (await SendAsync(api, await api.GetTextAsync("payment-files/2026-01-05", "text/plain", Administrator(api)))).Outcome);
        Assert.Equal(before, await LastEntryAsync(api));
        Assert.Equal("404 not-found", (await SendAsync(api, file, employer: Guid.NewGuid())).Outcome);
    }

    [Fact]
    public async Task Only_the_platforms_administrator_posts_and_sees_returns()
    {
        await using var api = await PlayedAsync(onPostgres: false);
        var employer = api.Token("employer", $"{Scopes.FundingRead} {Scopes.FundingWrite}", FundingStore.Employer);

        Assert.Equal(403, (await api.GetAsync("returns", employer)).Status);
        Assert.Equal(403, (await api.SendAsync(HttpMethod.Post, "return-files", "x", token: employer)).Status);
    }

    [Theory]
    [MemberData(nameof(BothDatabases))]
    public async Task The_remittance_of_a_payment_made_anew_names_the_first_and_counts_no_claim(bool onPostgres)
    {
        await using var api = await PlayedAsync(onPostgres);
        await SendAsync(api, Bank.Returns(await IssuedAsync(api, "2026-01-05"), entry => entry.PayeeId == Clinic));

        // Claims is not asked: the payment tells of no claim.
        var trace = TraceNumber.Of(FundingStore.Employer, Clinic, Monday.AddDays(2));
        var remittance = await api.GetAsync($"remittances/{trace}");
        Assert.Equal(("60.00", 0), (remittance["paid"], remittance.Body.GetProperty("claims").GetArrayLength()));
        Assert.Equal([$"{{\"reason\":\"CS\",\"originalTraceNumber\":\"{Trace(Monday)}\",\"amount\":\"-60.00\"}}"], Texts(remittance, "providerAdjustments"));
        var listed = (await api.GetAsync("remittances?from=2026-01-07")).Items.Single();
        Assert.Contains("\"paid\":\"60.00\",\"claims\":0", listed, StringComparison.Ordinal);

        await PassAsync(api, Monday.AddDays(2), Monday.AddDays(3));
        var file = await api.GetTextAsync($"remittances/{trace}", "application/edi-x12", api.Token("administrator", Scopes.ClaimsRead));
        Assert.Contains("BPR*I*60.00*C*", file, StringComparison.Ordinal);
        Assert.Contains($"PLB*{Clinic}*20261231*CS:{Trace(Monday)}*-60.00~", file, StringComparison.Ordinal);
        Assert.DoesNotContain("CLP*", file, StringComparison.Ordinal);
    }

    private static string Administrator(FundingApi api) => api.Token("administrator", Scopes.PlatformAdmin);

    private static string Trace(DateOnly on) => TraceNumber.Of(FundingStore.Employer, Clinic, on);

    private static Task<Answer> SendAsync(FundingApi api, string file, string? key = null, Guid? employer = null) =>
        api.SendAsync(HttpMethod.Post, "return-files", file, key, Administrator(api), employer);

    private static Task<Answer> GetAsync(FundingApi api, string path) => api.GetAsync(path, Administrator(api));

    private static Task<Answer> IssueAsync(FundingApi api, string date) => api.SendAsync(HttpMethod.Post, $"payment-files/{date}", token: Administrator(api));

    private static async Task<AchFile> IssuedAsync(FundingApi api, string date)
    {
        await IssueAsync(api, date);
        return AchReader.Read(await api.GetTextAsync($"payment-files/{date}", "text/plain", Administrator(api))).File!;
    }

    private static async Task RegisterAsync(FundingApi api, object account) =>
        Assert.Equal(200, (await api.SendAsync(HttpMethod.Post, "payee-accounts", account, token: Administrator(api))).Status);

    private static Task PassAsync(FundingApi api, DateOnly from, DateOnly to) =>
        api.Store.HearAsync(new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = from, To = to });

    private static List<string> Texts(Answer answer, string list) => [.. answer.Body.GetProperty(list).EnumerateArray().Select(item => item.GetRawText())];

    /// <summary>Of each return what became of it, or why nothing.</summary>
    private static List<string> Outcomes(Answer answer) => answer.Status != 200 ? [answer.Outcome] :
    [
        .. answer.Body.GetProperty("returns").EnumerateArray().Select(item => (item.TryGetProperty("code", out var code) ? code : item.GetProperty("outcome")).GetString()!),
    ];

    private static async Task<IEnumerable<string>> LastKindsAsync(FundingApi api, int count) =>
        (await api.GetAsync("ledger/entries?limit=500")).Body.GetProperty("items").EnumerateArray().TakeLast(count).Select(entry => entry.GetProperty("kind").GetString()!);

    private static async Task<string?> LastEntryAsync(FundingApi api) => (await api.GetAsync("ledger"))["lastHash"];

    private static async Task<string?> PaymentOfAsync(FundingApi api, string claim) =>
        (await api.GetAsync($"payables?claimId={FundingStore.ClaimId(claim)}")).Body.GetProperty("items")[0].GetProperty("payment").GetString();

    private static async Task<(string? Cash, string? Overdraft, string? Contributions)> BalancesAsync(FundingApi api)
    {
        var accounts = (await api.GetAsync("ledger")).Body.GetProperty("accounts");
        return (accounts.GetProperty("cash").GetString(), accounts.GetProperty("bankOverdraft").GetString(), accounts.GetProperty("employerContributions").GetString());
    }

    /// <summary>On Monday two providers and an employee are paid into their accounts; it is Wednesday.</summary>
    private static async Task<FundingApi> PlayedAsync(bool onPostgres)
    {
        var api = await FundingApi.StartAsync(onPostgres ? await TestServers.NewDatabaseAsync("funding") : null);
        await api.Store.OpenedOnAsync(Monday);
        await api.DepositAsync("500.00", "W-1");
        await RegisterAsync(api, new { providerNpi = Clinic, routingNumber = Bank.PayeesBank, accountNumber = "123456789", name = "RIVERSIDE CLINIC" });
        await RegisterAsync(api, new { providerNpi = Hospital, routingNumber = Bank.PayeesBank, accountNumber = "5", name = "HOSPITAL" });
        await RegisterAsync(api, new { memberId = "E1", routingNumber = Bank.PayeesBank, accountNumber = "77", accountType = "savings", name = "A. MEMBER" });
        await api.Store.HearAsync(
            FundingStore.Claim("C1", 6000, frequency: 7),
            FundingStore.Claim("C2", 4000, frequency: 7) with { ProviderNpi = Hospital },
            FundingStore.Claim("C3", 1500, frequency: 7) with { ProviderNpi = null, Line = Contracts.Enrollment.V1.BenefitLine.Std });
        await PassAsync(api, Monday, Monday.AddDays(2));
        return api;
    }
}
