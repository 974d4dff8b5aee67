using Aso.Foundation;
using Aso.Foundation.Approvals;
using Aso.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Store;

/// <summary>Funding's own database: the books, the queues, and its copy of terms, policies and roster.</summary>
/// <remarks>The rules of the book stand here a second time, as constraints: cash not below zero, debits equal to credits, each thing posted once.</remarks>
internal abstract class FundingDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<EmployerRow> Employers => Set<EmployerRow>();

    public DbSet<PolicyRow> Policies => Set<PolicyRow>();

    public DbSet<BookRow> Books => Set<BookRow>();

    public DbSet<JournalRow> Journal => Set<JournalRow>();

    public DbSet<PayableRow> Payables => Set<PayableRow>();

    public DbSet<UnpaidClaimRow> UnpaidClaims => Set<UnpaidClaimRow>();

    public DbSet<PayeeAccountRow> PayeeAccounts => Set<PayeeAccountRow>();

    public DbSet<PaymentFileRow> PaymentFiles => Set<PaymentFileRow>();

    public DbSet<ReturnFileRow> ReturnFiles => Set<ReturnFileRow>();

    public DbSet<BankReturnRow> BankReturns => Set<BankReturnRow>();

    public DbSet<ReceivableRow> Receivables => Set<ReceivableRow>();

    public DbSet<FundingRequestRow> FundingRequests => Set<FundingRequestRow>();

    public DbSet<MonthTotalRow> MonthTotals => Set<MonthTotalRow>();

    public DbSet<DepositRow> Deposits => Set<DepositRow>();

    public DbSet<DepositAnnouncementRow> DepositAnnouncements => Set<DepositAnnouncementRow>();

    public DbSet<EmployeeRow> Employees => Set<EmployeeRow>();

    public DbSet<EnrollmentChangeRow> EnrollmentChanges => Set<EnrollmentChangeRow>();

    /// <summary>What one writer of an employer's book holds.</summary>
    public const string BookLock = "book";

    /// <summary>Holds the employer's book against every other writer until the commit.</summary>
    public Task LockBookAsync(Guid employerId, CancellationToken cancel) => LockAsync(BookLock, employerId, cancel);

    /// <summary>Holds the numbering of payment files' entries, which all employers share, against every other writer until the commit. After the book's own lock.</summary>
    public Task LockEntryNumbersAsync(CancellationToken cancel) => LockAsync("entry-numbers", Guid.Empty, cancel);

    protected override void MapService(ModelBuilder model)
    {
        MapTerms(model);
        MapBook(model);
        MapQueue(model);
        MapBank(model);
        model.MapApprovals();
    }

    private static void MapTerms(ModelBuilder model)
    {
        model.Entity<EmployerRow>(row =>
        {
            row.ToTable("employer").HasKey(r => r.EmployerId);
            row.Property(r => r.LevelRate).AsJson();
            row.Property(r => r.ExpectedMonthlyClaims).AsJson();
            row.Property(r => r.FullyInsuredPremium).AsJson();
        });
        model.Entity<PolicyRow>(row =>
        {
            row.ToTable("policy").HasKey(r => new { r.EmployerId, r.PolicyId });
            row.Property(r => r.MonthlyPremium).AsJson();
        });
        model.Entity<EmployeeRow>(row =>
        {
            row.ToTable("employee").HasKey(r => new { r.EmployerId, r.MemberId });
            row.Property(r => r.Spans).AsJson();
        });
        model.Entity<EnrollmentChangeRow>(row => row.ToTable("enrollment_change").HasKey(r => new { r.EmployerId, r.First, r.Tier }));
    }

    private static void MapBook(ModelBuilder model)
    {
        model.Entity<BookRow>(row => row
            .ToTable("book", table =>
            {
                table.HasCheckConstraint("cash_is_not_below_zero", "cash >= 0 AND provider_receivable >= 0 AND stop_loss_receivable >= 0 AND bank_overdraft >= 0");
                table.HasCheckConstraint(
                    "debits_equal_credits",
                    "cash + stop_loss_receivable + provider_receivable + claims_expense + fees_expense + premium_expense"
                    + " = claims_payable + fees_payable + premium_payable + employer_contributions + insurer_funds + stop_loss_recoveries + bank_overdraft");
            })
            .HasKey(r => r.EmployerId));
        model.Entity<BookRow>().PutsInBulk();
        model.Entity<JournalRow>(row =>
        {
            row.ToTable("journal_entry", table => table.HasCheckConstraint("amount_is_positive", "amount > 0 AND recouped >= 0 AND recouped <= amount"))
                .HasKey(r => new { r.EmployerId, r.Sequence });

            // What was posted once cannot be posted again, whoever asks and however late.
            row.HasIndex(r => new { r.EmployerId, r.Subject, r.Kind }).IsUnique();
        });
        model.Entity<MonthTotalRow>(row =>
        {
            row.ToTable("month_total").HasKey(r => new { r.EmployerId, r.Month });
            row.PutsInBulk();
        });
        model.Entity<DepositRow>(row =>
        {
            row.ToTable("deposit").HasKey(r => new { r.EmployerId, r.Reference });
            row.HasIndex(r => new { r.EmployerId, r.Number }).IsUnique();
        });
        model.Entity<DepositAnnouncementRow>(row =>
        {
            row.ToTable("deposit_announcement").HasKey(r => new { r.EmployerId, r.DepositId });
            row.HasIndex(r => new { r.EmployerId, r.Reference }).IsUnique();
            row.HasIndex(r => new { r.EmployerId, r.Number }).IsUnique();
        });
        model.Entity<FundingRequestRow>(row =>
        {
            row.ToTable("funding_request").HasKey(r => new { r.EmployerId, r.Number });
            row.PutsInBulk();
        });
    }

    private static void MapQueue(ModelBuilder model)
    {
        model.Entity<PayableRow>(row =>
        {
            row.ToTable("payable").HasKey(r => new { r.EmployerId, r.Position });
            row.HasIndex(r => new { r.EmployerId, r.PayableId }).IsUnique();

            // The queue itself: small however many payments were ever made.
            row.HasIndex(r => new { r.EmployerId, r.Position }).HasDatabaseName("ix_payable_queued").HasFilter("status = 1");

            // What lists of payments and remittances are read by.
            row.HasIndex(r => new { r.EmployerId, r.ReleasedOn, r.ProviderNpi }).HasDatabaseName("ix_payable_released");
            row.HasIndex(r => new { r.EmployerId, r.ProviderNpi, r.ReleasedOn }).HasDatabaseName("ix_payable_of_provider");
            row.HasIndex(r => new { r.EmployerId, r.ReversedOn, r.ProviderNpi }).HasDatabaseName("ix_payable_reversed").HasFilter("reversed_on IS NOT NULL");
        });
        model.Entity<UnpaidClaimRow>(row =>
        {
            row.ToTable("unpaid_claim").HasKey(r => new { r.EmployerId, r.ClaimId });
            row.HasIndex(r => new { r.EmployerId, r.DecidedOn, r.ProviderNpi });
            row.HasIndex(r => new { r.EmployerId, r.ReversedOn, r.ProviderNpi }).HasFilter("reversed_on IS NOT NULL");
            row.PutsInBulk();
        });
        model.Entity<ReceivableRow>(row => row.ToTable("receivable").HasKey(r => new { r.EmployerId, r.Payee }));
    }

    private static void MapBank(ModelBuilder model)
    {
        model.Entity<PayeeAccountRow>(row =>
        {
            row.ToTable("payee_account").HasKey(r => new { r.EmployerId, r.Payee });
            row.Property(r => r.SealedAccountNumber).HasColumnName("account_number");
        });
        model.Entity<PaymentFileRow>(row =>
        {
            row.ToTable("payment_file").HasKey(r => new { r.EmployerId, r.PaidOn });
            row.Property(r => r.SealedContent).HasColumnName("content");

            // A bank names an entry by its number alone.
            row.HasIndex(r => r.FirstNumber).IsUnique();
        });
        model.Entity<ReturnFileRow>(row => row.ToTable("return_file").HasKey(r => new { r.EmployerId, r.Hash }));
        model.Entity<BankReturnRow>(row =>
        {
            row.ToTable("bank_return").HasKey(r => new { r.EmployerId, r.ReturnId });
            row.HasIndex(r => new { r.EmployerId, r.Number }).IsUnique();
        });
    }
}
