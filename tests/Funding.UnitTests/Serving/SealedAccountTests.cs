using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Aso.Contracts.Claims.V1;
using Aso.Foundation;
using Aso.Funding.Store;
using Aso.Nacha;
using Aso.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Aso.Funding.UnitTests.Serving;

/// <summary>The number of a payee's account leaves in the bank's file; in the database nobody reads it.</summary>
public sealed class SealedAccountTests
{
    private const string Number = "550016789";
    private const string OtherKey = "another key that only this test knows";
    private static readonly DateOnly Monday = new(2026, 1, 5);
    private static readonly object Account = new { providerNpi = TestBook.Clinic, routingNumber = "021000021", accountNumber = Number, name = "RIVERSIDE CLINIC" };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Proposed_approved_paid_and_returned_a_number_stands_nowhere_in_the_database(bool onPostgres)
    {
        await using var api = await PlayedAsync(onPostgres);

        var proposed = await RegisterAsync(api, "sam");
        await AssertNowhereAsync(api);
        Assert.Equal(proposed["approvalId"], (await RegisterAsync(api, "tom"))["approvalId"]);
        await ApproveAsync(api, proposed);
        await AssertNowhereAsync(api);
        await ApproveAsync(api, await api.SendAsync(HttpMethod.Post, "payment-files/2026-01-05", token: api.Staff("sam")));
        await AssertNowhereAsync(api);
        var issued = await FileAsync(api);
        Assert.Equal(Number, Entry(issued).AccountNumber);

        var returned = await api.SendAsync(HttpMethod.Post, "return-files", Bank.Returns(issued, _ => true), key: "r", token: api.Staff("sam"));

        Assert.Equal("paymentReopened", returned.Body.GetProperty("returns")[0].GetProperty("outcome").GetString());
        Assert.Contains("\"returnedOn\"", Assert.Single((await api.GetAsync("payee-accounts", api.Staff("sam"))).Items), StringComparison.Ordinal);
        await AssertNowhereAsync(api);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_stored_in_clear_is_read_and_is_sealed_when_the_database_is_next_brought_up(bool onPostgres)
    {
        await using var api = await PaidAsync(onPostgres);
        var issued = await api.GetTextAsync("payment-files/2026-01-05", "text/plain", api.Staff("sam"));
        var waiting = await RegisterAsync(api, "sam");
        await ExecuteAsync(api, "UPDATE payee_account SET account_number = {0}", Number);
        await ExecuteAsync(api, "UPDATE payment_file SET content = {0}", issued);
        await ExecuteAsync(api, "UPDATE approval SET request = {0} WHERE request IS NOT NULL", JsonSerializer.Serialize(Account));

        Assert.Equal(Number, Entry(await FileAsync(api)).AccountNumber);
        Assert.Equal(waiting["approvalId"], (await RegisterAsync(api, "sam"))["approvalId"]);
        await RenewAsync(api, FundingStore.AccountKey);

        await AssertNowhereAsync(api);
        Assert.Equal(issued, await api.GetTextAsync("payment-files/2026-01-05", "text/plain", api.Staff("sam")));
        await ApproveAsync(api, waiting);
        Assert.Contains("\"accountNumberEnd\":\"6789\"", Assert.Single((await api.GetAsync("payee-accounts", api.Staff("sam"))).Items), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_changed_with_both_in_hand_and_then_the_old_one_can_go()
    {
        await using var api = await PaidAsync(accountKeys: [FundingStore.AccountKey, OtherKey]);
        var waiting = await RegisterAsync(api, "sam");

        await RenewAsync(api, OtherKey, FundingStore.AccountKey);

        Assert.Equal(Number, Entry(await FileAsync(api)).AccountNumber);
        Assert.Equal(waiting["approvalId"], (await RegisterAsync(api, "sam"))["approvalId"]);
        await RenewAsync(api, OtherKey);
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => RenewAsync(api, FundingStore.AccountKey));
        Assert.Contains("Funding:AccountKeys", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(FundingStore.AccountKey, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_is_moved_to_another_payee_is_not_read_as_that_ones()
    {
        await using var api = await PaidAsync();
        await ExecuteAsync(api, "UPDATE payee_account SET payee = {0}", $"npi/{TestBook.Hospital}");

        Assert.Equal(500, (await api.GetAsync("payee-accounts", api.Staff("sam"))).Status);
    }

    [Theory]
    [InlineData(false, true, null, "Funding:AccountKeys:0")]
    [InlineData(true, true, null, null)]
    [InlineData(false, true, "development-only-account-key", null)]
    [InlineData(true, false, "development-only-account-key", "Funding:AccountKeys:0")]
    [InlineData(true, true, "too short", "Funding:AccountKeys:0")]
    [InlineData(false, false, "24 characters, no fewer.", null)]
    public void A_key_is_ones_own_where_others_come(bool sandbox, bool reachedByNobodyElse, string? key, string? named)
    {
        var rule = new AccountKeyRule(new(reachedByNobodyElse), Options.Create(new SandboxOptions { Enabled = sandbox }));

        var judged = rule.Validate(null, new() { AccountKeys = key is null ? [] : [key] });

        Assert.Equal(named is null, judged.Succeeded);
        if (named is not null)
        {
            Assert.StartsWith($"Set {named} ", judged.FailureMessage, StringComparison.Ordinal);
        }
    }

    /// <summary>On Monday a provider was paid into its account, by a file that was issued; it is Wednesday.</summary>
    private static async Task<FundingApi> PaidAsync(bool onPostgres = false, params IReadOnlyList<string> accountKeys)
    {
        var api = await PlayedAsync(onPostgres, accountKeys);
        await ApproveAsync(api, await RegisterAsync(api, "sam"));
        await ApproveAsync(api, await api.SendAsync(HttpMethod.Post, "payment-files/2026-01-05", token: api.Staff("sam")));
        return api;
    }

    private static async Task<FundingApi> PlayedAsync(bool onPostgres, params IReadOnlyList<string> accountKeys)
    {
        var api = await FundingApi.StartAsync(onPostgres ? await TestServers.NewDatabaseAsync("funding") : null, sandbox: false, clock: null, accountKeys);
        await api.Store.OpenedOnAsync(Monday);
        await api.DepositAsync("500.00", "W-1");
        await api.Store.HearAsync(
            FundingStore.Claim("C1", 6000, frequency: 7),
            new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = Monday, To = Monday.AddDays(2) });
        return api;
    }

    private static Task<Answer> RegisterAsync(FundingApi api, string person) => api.SendAsync(HttpMethod.Post, "payee-accounts", Account, token: api.Staff(person));

    private static async Task ApproveAsync(FundingApi api, Answer proposed)
    {
        Assert.Equal(202, proposed.Status);
        Assert.Equal("200", (await api.SendAsync(HttpMethod.Post, $"approvals/funding/{proposed["approvalId"]}/approve", key: "k" + proposed["approvalId"], token: api.Staff("uma"))).Outcome);
    }

    private static async Task<AchFile> FileAsync(FundingApi api) =>
        AchReader.Read(await api.GetTextAsync("payment-files/2026-01-05", "text/plain", api.Staff("sam"))).File!;

    private static AchEntry Entry(AchFile file) => file.Batches.Single().Entries.Single();

    private static Task<int> ExecuteAsync(FundingApi api, string statement, string value) =>
        api.Store.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(statement, value));

    /// <summary>As each time when a program brings the database to its schema, with these keys.</summary>
    private static Task<bool> RenewAsync(FundingApi api, params IReadOnlyList<string> keys) => api.Store.WithDbAsync(async db =>
    {
        var seal = new AccountSeal(Options.Create(new AccountKeyOptions { AccountKeys = [.. keys] }), new ConfigurationBuilder().Build());
        await new SealedAccounts(db, seal).RenewAsync(CancellationToken.None);
        return true;
    });

    /// <summary>As text or as hexadecimal digits, in any table of PostgreSQL or any byte of SQLite's files.</summary>
    private static async Task AssertNowhereAsync(FundingApi api)
    {
        var all = await api.Store.WithDbAsync(db => db.Database.IsNpgsql() ? TablesAsync(db) : FilesAsync(api.Store.Directory));
        Assert.Contains(TestBook.Clinic, all, StringComparison.Ordinal);
        Assert.DoesNotContain(Number, all, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Number)), all, StringComparison.Ordinal);
    }

    [SuppressMessage("Security", "EF1002", Justification = "The names of the tables are the database's own.")]
    private static async Task<string> TablesAsync(FundingDb db)
    {
        var tables = await db.Database.SqlQueryRaw<string>("SELECT tablename::text AS \"Value\" FROM pg_tables WHERE schemaname = 'public'").ToListAsync();
        Assert.Contains("approval", tables);
        var all = new StringBuilder();
        foreach (var table in tables)
        {
            all.AppendJoin('\n', await db.Database.SqlQueryRaw<string>($"SELECT whole::text AS \"Value\" FROM \"{table}\" AS whole").ToListAsync());
        }

        return all.ToString();
    }

    private static async Task<string> FilesAsync(string directory)
    {
        var all = new StringBuilder();
        foreach (var path in Directory.EnumerateFiles(directory, "funding.db*").Where(path => !path.EndsWith("-shm", StringComparison.Ordinal)))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.Latin1);
            all.Append(await reader.ReadToEndAsync());
        }

        return all.ToString();
    }
}
