using System.Data.Common;
using Aso.Contracts.Claims.V1;
using Aso.Contracts.StopLoss.V1;
using Aso.Funding.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.UnitTests.Serving;

/// <summary>The book on a real database: on SQLite as embedded, on PostgreSQL as deployed.</summary>
public abstract class StoreTests
{
    private static readonly DateOnly Opening = new(2026, 1, 5);

    [Fact]
    public async Task A_batch_is_posted_released_and_told_in_order()
    {
        await using var store = await (await CreateAsync()).OpenedOnAsync(Opening);
        await store.DepositAsync("100.00", "W-1");

        await store.HearAsync(FundingStore.Claim("C1", 6000), FundingStore.Claim("C2", 0), FundingStore.Claim("C3", 5000), FundingStore.Reversal("C1"));

        var told = await store.ToldAsync();
        Assert.Equal(
            ["funding.date-moved.v1", "funding.payment-released.v1", "funding.payment-reversed.v1", "funding.payment-released.v1"],
            told.Select(line => line.Split(' ')[0]));
        Assert.Contains("\"paidCents\":6000,\"recoupedCents\":0", told[1], StringComparison.Ordinal);
        Assert.Contains("\"paidCents\":5000,\"recoupedCents\":5000", told[3], StringComparison.Ordinal);

        // C1 60.00 and the fees of C1 and C2 were paid: 32.00 is left. The fee of C3 waits behind it.
        // After the reversal C3 needs nothing of its 50.00 in cash, for the provider owes 60.00: it goes, and the fee too.
        var book = await store.WithDbAsync(db => db.Books.SingleAsync());
        Assert.Equal("28.00", book.Cash.ToString());
        Assert.Equal("0.00", book.ClaimsPayable.ToString());
    }

    [Fact]
    public async Task The_queue_outlives_the_batch_and_its_release_tells_the_lines()
    {
        await using var store = await (await CreateAsync()).OpenedOnAsync(Opening);
        await store.HearAsync(FundingStore.Claim("C1", 6000), FundingStore.Claim("C2", 5000));
        await store.HearAsync(FundingStore.Reversal("C1"));

        await store.DepositAsync("1000.00", "W-1");

        var released = Assert.Single(await store.ToldAsync(), line => line.StartsWith("funding.payment-released.v1", StringComparison.Ordinal));
        Assert.Contains($"{FundingStore.ClaimId("C2")}", released, StringComparison.Ordinal);
        Assert.Contains("\"lines\":[{\"serviceDate\":\"2026-01-02\",\"paidCents\":5000}]", released, StringComparison.Ordinal);
        Assert.Equal(
            [PayableStatus.Reversed, PayableStatus.Released, PayableStatus.Released, PayableStatus.Released],
            await store.WithDbAsync(db => db.Payables.OrderBy(row => row.Position).Select(row => row.Status).ToListAsync()));
        Assert.True(await store.WithDbAsync(db => db.Payables.AllAsync(row => row.Lines == null)));
    }

    [Fact]
    public async Task What_is_owed_is_kept_between_batches_until_it_is_recouped()
    {
        await using var store = await (await CreateAsync()).OpenedOnAsync(Opening);
        await store.DepositAsync("1000.00", "W-1");
        await store.HearAsync(FundingStore.Claim("C1", 6000), FundingStore.Reversal("C1"));
        Assert.Equal("npi/1234567893", (await store.WithDbAsync(db => db.Receivables.SingleAsync())).Payee);

        await store.HearAsync(FundingStore.Claim("C2", 2500));
        Assert.Equal(new Money(3500), (await store.WithDbAsync(db => db.Receivables.SingleAsync())).Amount);

        await store.HearAsync(FundingStore.Claim("C3", 9000));
        Assert.Empty(await store.WithDbAsync(db => db.Receivables.ToListAsync()));
    }

    [Fact]
    public async Task The_stored_journal_passes_the_audit()
    {
        await using var store = await (await CreateAsync()).OpenedOnAsync(Opening);
        await store.HearAsync(FundingStore.Claim("C1", 6000), FundingStore.Claim("C2", 5000));
        await store.DepositAsync("1000.00", "W-1");
        await store.HearAsync(
            new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = Opening, To = new(2026, 3, 2) },
            new ReimbursementAccepted { EmployerId = FundingStore.Employer, RequestId = Guid.NewGuid(), AcceptedCents = 700, AcceptedOn = new(2026, 3, 2) },
            new RemittanceReceived { EmployerId = FundingStore.Employer, Reference = "R-1", AmountCents = 700, ReceivedOn = new(2026, 3, 2) });

        var audit = new JournalAudit(FundingStore.Employer);
        var rows = await store.WithDbAsync(db => db.Journal.OrderBy(row => row.Sequence).ToListAsync());
        var book = await store.WithDbAsync(db => db.Books.SingleAsync());

        Assert.All(rows, row => Assert.Null(audit.Read(row.ToEntry())));
        Assert.All(Accounts.All, account => Assert.Equal(audit[account], book.Balance(account)));
        Assert.Equal(audit.LastHash.ToArray(), book.LastHash);
    }

    [Theory]
    [InlineData("UPDATE journal_entry SET amount = 1")]
    [InlineData("DELETE FROM journal_entry")]
    [InlineData("UPDATE book SET cash = -1, employer_contributions = -1")]
    [InlineData("UPDATE book SET cash = cash + 1")]
    [InlineData("INSERT INTO journal_entry SELECT employer_id, 99, posted_on, kind, amount, recouped, subject, cause, hash FROM journal_entry LIMIT 1")]
    public async Task The_database_itself_refuses(string tampering)
    {
        await using var store = await (await CreateAsync()).OpenedOnAsync(Opening);
        await store.DepositAsync("10.00", "W-1");

        await Assert.ThrowsAnyAsync<DbException>(() => store.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(tampering)));
    }

    [Fact]
    public async Task A_claim_that_comes_twice_under_two_message_ids_is_refused_by_the_database()
    {
        await using var store = await (await CreateAsync()).OpenedOnAsync(Opening);
        await store.HearAsync(FundingStore.Claim("C1", 6000));

        await Assert.ThrowsAnyAsync<Exception>(() => store.HearAsync(FundingStore.Claim("C1", 6000)));
        Assert.Equal(new Money(6000), (await store.WithDbAsync(db => db.Books.SingleAsync())).ClaimsPayable);
    }

    [Fact]
    public async Task Employees_are_counted_by_their_medical_spans_once_there_is_a_medical_plan()
    {
        await using var store = await CreateAsync();
        await store.OpenedOnAsync(Opening);
        await store.HearAsync(
            FundingStore.Employee("E2", Opening, line: Contracts.Enrollment.V1.BenefitLine.Dental),
            FundingStore.Employee("E3", Opening),
            FundingStore.Employee("E3", new(2026, 3, 1)),
            new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = Opening, To = new(2026, 3, 1) });

        var months = (await store.CostsAsync()).ToDocument().Months;

        Assert.Equal(["2026-01 0", "2026-02 1", "2026-03 2"], months.Select(month => $"{month.Month} {month.EnrolledEmployees}"));
    }

    [Fact]
    public async Task A_medical_plan_defined_later_counts_everybody_anew()
    {
        await using var store = await CreateAsync();
        await store.HearAsync(
            FundingStore.Registered(Opening), FundingStore.Employee("E1", new(2026, 1, 1), line: Contracts.Enrollment.V1.BenefitLine.Dental),
            FundingStore.Employee("E2", new(2026, 1, 1)), new ClaimsDateMoved { EmployerId = FundingStore.Employer, To = Opening });
        Assert.Equal(2, (await store.CostsAsync()).ToDocument().Months.Single().EnrolledEmployees);

        await store.HearAsync(FundingStore.Plan(Contracts.Enrollment.V1.BenefitLine.Medical));

        Assert.Equal(1, (await store.CostsAsync()).ToDocument().Months.Single().EnrolledEmployees);
    }

    [Fact]
    public async Task Costs_are_told_by_month_and_year_from_the_opening_on()
    {
        await using var store = await (await CreateAsync()).OpenedOnAsync(Opening);
        await store.DepositAsync("1000.00", "W-1");
        await store.HearAsync(
            FundingStore.Claim("C1", 6000),
            new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = Opening, To = new(2027, 1, 1) });

        var costs = (await store.CostsAsync()).ToDocument();

        Assert.Equal(13, costs.Months.Count);
        Assert.Equal(("2026-01", "60.00", "4.00", "64.00"), Figures(costs.Months[0]));
        Assert.Equal(("2026-02", "0.00", "10.00", "10.00"), Figures(costs.Months[1]));
        Assert.Equal(("600.00", "590.00", "10.00"), ($"{costs.YearToDate.FullyInsuredPremium}", $"{costs.YearToDate.Savings}", $"{costs.YearToDate.NetCost}"));
    }

    [Fact]
    public async Task The_database_adds_up_the_journal_as_its_entries_do()
    {
        await using var store = await (await CreateAsync()).OpenedOnAsync(Opening);
        await store.DepositAsync("1000.00", "W-1");
        await store.HearAsync(FundingStore.Claim("C1", 6000), FundingStore.Reversal("C1"), FundingStore.Claim("C2", 5000));
        await store.HearAsync(new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = Opening, To = new(2026, 2, 1) });
        await store.HearAsync(FundingStore.Claim("C3", 7000));

        var february = new DateSpan(new(2026, 2, 1), new(2027, 1, 31));
        var (before, within) = await store.WithDbAsync(db => db.PostedSumsAsync(FundingStore.Employer, february, CancellationToken.None));
        var (none, january) = await store.WithDbAsync(db => db.PostedSumsAsync(FundingStore.Employer, new(new(2025, 2, 1), new(2026, 1, 31)), CancellationToken.None));

        var entries = (await store.WithDbAsync(db => db.Journal.OrderBy(row => row.Sequence).ToListAsync())).ConvertAll(row => row.ToEntry());
        var expected = (Before: PostedSums.Of(entries.Where(entry => entry.On < february.From)), Within: PostedSums.Of(entries.Where(entry => entry.On >= february.From)));
        foreach (var account in Accounts.All)
        {
            Assert.Equal(expected.Before.On(account), before.On(account));
            Assert.Equal(expected.Within.On(account), within.On(account));
            Assert.Equal(expected.Before.On(account), january.On(account));
            Assert.Equal(Money.Zero, none.On(account));
        }

        Assert.NotEqual(Money.Zero, within.On(Account.ClaimsExpense));
        Assert.Equal("50.00", $"{before.RecoupedBy(EntryKind.ClaimReleased)}");
    }

    private protected abstract Task<FundingStore> CreateAsync();

    private static (string Month, string Claims, string Fees, string Net) Figures(Live.MonthlyCosts month) =>
        (month.Month, $"{month.ClaimsPaid}", $"{month.Fees}", $"{month.NetCost}");
}

public sealed class StoreOnSqliteTests : StoreTests
{
    private protected override Task<FundingStore> CreateAsync() => FundingStore.CreateAsync();
}

public sealed class StoreOnPostgresTests : StoreTests
{
    private protected override Task<FundingStore> CreateAsync() => FundingStore.CreateOnPostgresAsync();
}
