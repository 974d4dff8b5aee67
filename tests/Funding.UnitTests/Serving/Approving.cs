using System.Globalization;
using System.Text.Json;
using Aso.Contracts.Claims.V1;
using Aso.Servers;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.UnitTests.Serving;

/// <summary>What persons of the staff and of the employer do about proposals.</summary>
internal static class Approving
{
    public const string Clinic = TestBook.Clinic;
    private static readonly DateOnly Monday = new(2026, 1, 5);
    private static readonly object Account = new { providerNpi = Clinic, routingNumber = "021000021", accountNumber = "550016789", name = "RIVERSIDE CLINIC" };

    public static Task<Answer> RefundAsync(FundingApi api, string amount, string token, string? key = null) =>
        api.SendAsync(HttpMethod.Post, "refunds", new { amount }, key, token);

    public static Task<Answer> RegisterAsync(FundingApi api, string person) => api.SendAsync(HttpMethod.Post, "payee-accounts", Account, token: api.Staff(person));

    public static Task<Answer> IssueAsync(FundingApi api, string person) => api.SendAsync(HttpMethod.Post, "payment-files/2026-01-05", token: api.Staff(person));

    public static Task<Answer> ApproveAsync(FundingApi api, Answer proposed, string person) => SendAsync(api, proposed, "approve", null, api.Staff(person));

    public static Task<Answer> RejectAsync(FundingApi api, Answer proposed, string person, string reason = "Not agreed.") =>
        SendAsync(api, proposed, "reject", new { reason }, api.Staff(person));

    public static Task<Answer> SendAsync(FundingApi api, Answer proposed, string act, object? body, string token) => SendAsync(api, proposed["approvalId"]!, act, body, token);

    public static Task<Answer> SendAsync(FundingApi api, string id, string act, object? body, string token) =>
        api.SendAsync(HttpMethod.Post, $"approvals/funding/{id}/{act}", body, token: token);

    public static Task<Answer> GetAsync(FundingApi api, Answer proposed) => api.GetAsync(PathOf(proposed), api.Staff("uma"));

    public static string PathOf(Answer proposed) => $"approvals/funding/{proposed["approvalId"]}";

    public static async Task<List<string?>> KindsAsync(FundingApi api, string token, string? status = null) =>
        [.. (await api.GetAsync($"approvals/funding{(status is null ? "" : $"?status={status}")}", token)).Body.GetProperty("items").EnumerateArray().Select(item => Text(item, "kind"))];

    public static async Task<decimal> CashAsync(FundingApi api) =>
        decimal.Parse((await api.GetAsync("ledger")).Body.GetProperty("accounts").GetProperty("cash").GetString()!, CultureInfo.InvariantCulture);

    public static Task<int> KeptRequestsAsync(FundingApi api) =>
        api.Store.WithDbAsync(db => db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS Value FROM approval WHERE request IS NOT NULL").SingleAsync());

    public static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    /// <summary>On Monday a provider was paid 60.00, and 440.00 are left; it is Wednesday.</summary>
    public static async Task<FundingApi> PlayedAsync(bool onPostgres = false, TimeProvider? clock = null)
    {
        var api = await FundingApi.StartAsync(onPostgres ? await TestServers.NewDatabaseAsync("funding") : null, sandbox: false, clock);
        await api.Store.OpenedOnAsync(Monday);
        await api.DepositAsync("500.00", "W-1");
        await api.Store.HearAsync(
            FundingStore.Claim("C1", 6000, frequency: 7),
            new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = Monday, To = Monday.AddDays(2) });
        return api;
    }

    internal sealed class LateClock : TimeProvider
    {
        public TimeSpan Late { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Late;
    }
}
