using Aso.Contracts.Claims.V1;
using Aso.Foundation;
using Aso.Nacha;

namespace Aso.Funding.UnitTests.Serving;

public sealed class PaymentFileApiTests
{
    private const string Clinic = TestBook.Clinic;
    private const string Hospital = TestBook.Hospital;
    private static readonly DateOnly Monday = new(2026, 1, 5);

    [Fact]
    public async Task A_file_is_issued_once_and_an_account_that_comes_later_changes_nothing()
    {
        await using var api = await PlayedAsync();
        Assert.Equal("404 not-found", (await GetAsync(api, "payment-files/2026-01-05")).Outcome);
        await RegisterAsync(api, new { providerNpi = Clinic, routingNumber = "021000021", accountNumber = "123456789", name = "RIVERSIDE CLINIC" });
        await RegisterAsync(api, new { memberId = "E1", routingNumber = "091000019", accountNumber = "77", accountType = "savings", name = "A. MEMBER" });

        var issued = await IssueAsync(api, "2026-01-05");
        Assert.Equal(["{\"providerNpi\":\"1245319599\",\"amount\":\"40.00\",\"reason\":\"noAccount\"}"], Texts(issued, "notInFile"));
        Assert.Equal(("2026-01-07", "75.00"), (issued["effectiveOn"], issued["total"]));

        await RegisterAsync(api, new { providerNpi = Hospital, routingNumber = "021000021", accountNumber = "5", name = "HOSPITAL" });
        Assert.Equal(issued.Body.GetRawText(), (await IssueAsync(api, "2026-01-05")).Body.GetRawText());
        Assert.Equal(issued.Body.GetRawText(), (await GetAsync(api, "payment-files/2026-01-05")).Body.GetRawText());
        var listed = Assert.Single((await GetAsync(api, "payment-files?from=2026-01-05&to=2026-01-05")).Items);
        Assert.StartsWith("{\"on\":\"2026-01-05\",\"effectiveOn\":\"2026-01-07\",", listed, StringComparison.Ordinal);
        Assert.EndsWith("\"total\":\"75.00\",\"payments\":2,\"notInFile\":1}", listed, StringComparison.Ordinal);
        Assert.Empty((await GetAsync(api, "payment-files?to=2026-01-04")).Items);

        var file = AchReader.Read(await api.GetTextAsync("payment-files/2026-01-05", "text/plain", Administrator(api))).File!;
        Assert.Equal(["CCD 6000 123456789", "PPD 1500 77"], file.Batches.Select(batch => $"{batch.EntryClass} {batch.Entries.Single().Cents} {batch.Entries.Single().AccountNumber}"));
    }

    [Fact]
    public async Task A_date_that_lasts_or_paid_nothing_has_no_file()
    {
        await using var api = await PlayedAsync();

        Assert.Equal("409 date-not-over", (await IssueAsync(api, "2026-01-07")).Outcome);
        Assert.Equal("409 nothing-paid", (await IssueAsync(api, "2026-01-06")).Outcome);
    }

    [Fact]
    public async Task An_account_is_shown_by_its_end_and_is_replaced_by_the_next()
    {
        await using var api = await PlayedAsync();
        await RegisterAsync(api, new { providerNpi = Clinic, routingNumber = "021000021", accountNumber = "123456789", name = "CLINIC" });
        await RegisterAsync(api, new { providerNpi = Clinic, routingNumber = "091000019", accountNumber = "987654321", name = "CLINIC" });

        var account = Assert.Single(Texts(await GetAsync(api, "payee-accounts"), "items"));
        Assert.Equal("{\"providerNpi\":\"1234567893\",\"routingNumber\":\"091000019\",\"accountNumberEnd\":\"4321\",\"accountType\":\"checking\",\"name\":\"CLINIC\"}", account);
    }

    [Fact]
    public async Task What_is_wrong_with_an_account_is_told_all_at_once()
    {
        await using var api = await PlayedAsync();

        var answer = await api.SendAsync(
            HttpMethod.Post, "payee-accounts", new { providerNpi = "1234567890", routingNumber = "021000012", accountNumber = "1 2", name = new string('x', 23) }, token: Administrator(api));
        Assert.Equal(
            ["npi-invalid providerNpi", "routing-number-invalid routingNumber", "account-number-invalid accountNumber", "name-invalid name"],
            answer.Body.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("code")} {error.GetProperty("field")}"));
        Assert.Equal("422 one-payee", (await api.SendAsync(
            HttpMethod.Post, "payee-accounts", new { routingNumber = "021000021", accountNumber = "12", name = "x" }, token: Administrator(api))).Outcome);
    }

    [Fact]
    public async Task Only_the_platforms_administrator_knows_of_accounts_and_files()
    {
        await using var api = await PlayedAsync();
        var employer = api.Token("employer", $"{Scopes.FundingRead} {Scopes.FundingWrite}", FundingStore.Employer);

        foreach (var path in new[] { "payee-accounts", "payment-files/2026-01-05" })
        {
            Assert.Equal(403, (await api.GetAsync(path, employer)).Status);
            Assert.Equal(403, (await api.SendAsync(HttpMethod.Post, path, new { }, token: employer)).Status);
        }
    }

    private static string Administrator(FundingApi api) => api.Token("administrator", Scopes.PlatformAdmin);

    private static Task<Answer> GetAsync(FundingApi api, string path) => api.GetAsync(path, Administrator(api));

    private static Task<Answer> IssueAsync(FundingApi api, string date) => api.SendAsync(HttpMethod.Post, $"payment-files/{date}", token: Administrator(api));

    private static async Task RegisterAsync(FundingApi api, object account) =>
        Assert.Equal(200, (await api.SendAsync(HttpMethod.Post, "payee-accounts", account, token: Administrator(api))).Status);

    private static List<string> Texts(Answer answer, string list) => [.. answer.Body.GetProperty(list).EnumerateArray().Select(item => item.GetRawText())];

    /// <summary>On Monday two providers and an employee are paid; Tuesday paid nothing; it is Wednesday.</summary>
    private static async Task<FundingApi> PlayedAsync()
    {
        var api = await FundingApi.StartAsync();
        await api.Store.OpenedOnAsync(Monday);
        await api.DepositAsync("500.00", "W-1");
        await api.Store.HearAsync(
            FundingStore.Claim("C1", 6000, frequency: 7),
            FundingStore.Claim("C2", 4000, frequency: 7) with { ProviderNpi = Hospital },
            FundingStore.Claim("C3", 1500, frequency: 7) with { ProviderNpi = null, Line = Contracts.Enrollment.V1.BenefitLine.Std },
            new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = Monday, To = Monday.AddDays(2) });
        return api;
    }
}
