using Aso.Claims.Review;
using Aso.Foundation;
using Aso.Foundation.Approvals;
using Aso.Foundation.Data;
using Aso.Foundation.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Aso.Claims.Store;

/// <summary>The database of Claims.</summary>
internal abstract class ClaimsDb(DbContextOptions options) : ServiceDb(options)
{
    private const int NumberLength = 50;

    public DbSet<EmployerRow> Employers => Set<EmployerRow>();

    public DbSet<PlanRow> Plans => Set<PlanRow>();

    public DbSet<NetworkRow> Networks => Set<NetworkRow>();

    public DbSet<MemberRow> Members => Set<MemberRow>();

    public DbSet<AccumulatorRow> Accumulators => Set<AccumulatorRow>();

    public DbSet<LifetimeRow> Lifetimes => Set<LifetimeRow>();

    public DbSet<ClaimRow> Claims => Set<ClaimRow>();

    public DbSet<ClaimLineRow> ClaimLines => Set<ClaimLineRow>();

    public DbSet<SubmissionKeyRow> SubmissionKeys => Set<SubmissionKeyRow>();

    public DbSet<ClaimFileRow> ClaimFiles => Set<ClaimFileRow>();

    public DbSet<WorkItemRow> WorkItems => Set<WorkItemRow>();

    public DbSet<WorkActRow> WorkActs => Set<WorkActRow>();

    public DbSet<ReExecutionRow> ReExecutions => Set<ReExecutionRow>();

    protected override void MapService(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        MapTerms(model);
        MapClaims(model);
        MapLists(model);
        MapReview(model);
        model.MapFileJobs();
        model.MapApprovals();
    }

    private static void MapTerms(ModelBuilder model)
    {
        model.Entity<EmployerRow>(employer =>
        {
            employer.ToTable("employer").HasKey(row => row.EmployerId);
            employer.Property(row => row.ReviewRules).AsJson();
        });
        model.Entity<PlanRow>().ToTable("plan").HasKey(row => new { row.EmployerId, row.PlanCode, row.Revision });
        model.Entity<NetworkRow>().ToTable("network").HasKey(row => row.EmployerId);
        model.Entity<MemberRow>(member =>
        {
            member.ToTable("member").HasKey(row => row.MemberKey);
            member.Property(row => row.MemberId).HasMaxLength(NumberLength);
            member.Property(row => row.Coverages).AsJson();
            member.HasIndex(row => new { row.EmployerId, row.MemberId });
        });
    }

    private static void MapClaims(ModelBuilder model)
    {
        model.Entity<AccumulatorRow>(accumulator =>
        {
            accumulator.ToTable("accumulator").HasKey(row => new { row.FamilyKey, row.PlanYearStart, row.PlanCode, row.MemberKey });
            accumulator.Ignore(row => row.Usage);
        });
        model.Entity<LifetimeRow>().ToTable("lifetime_use").HasKey(row => new { row.MemberKey, row.PlanCode, row.Service });
        model.Entity<ClaimRow>(claim =>
        {
            claim.ToTable("claim").HasKey(row => row.ClaimId);
            claim.Property(row => row.ClaimNumber).HasMaxLength(NumberLength);
            claim.Property(row => row.MemberId).HasMaxLength(NumberLength);
            claim.Property(row => row.Original).HasMaxLength(NumberLength);
            claim.Ignore(row => row.AdjudicatedOn);
            claim.HasIndex(row => new { row.MemberKey, row.ReceivedAt });
        });
        model.Entity<ClaimLineRow>().ToTable("claim_line").HasKey(row => new { row.MemberKey, row.ServiceDate, row.ClaimId, row.LineNumber });
        model.Entity<SubmissionKeyRow>().ToTable("submission_key").HasKey(row => row.Key);
        model.Entity<ClaimFileRow>(file =>
        {
            file.ToTable("claim_file").HasKey(row => row.FileId);
            file.HasIndex(row => new { row.EmployerId, row.ReceivedAt, row.FileId });
        });
        model.Entity<ReExecutionRow>(night =>
        {
            night.ToTable("re_execution").HasKey(row => row.Night);
            night.Property(row => row.DifferingClaimIds).AsJson();
        });
    }

    /// <summary>What claims are listed by. Every claim pays for each of these, so that few lists have one of their own.</summary>
    private void MapLists(ModelBuilder model) => model.Entity<ClaimRow>(claim =>
    {
        claim.Property(row => row.NumberInCapitals).HasMaxLength(NumberLength);
        if (this is ClaimsDbPostgres)
        {
            claim.Property(row => row.NumberInCapitals).UseCollation("C");
        }

        claim.HasIndex(row => new { row.EmployerId, row.ReceivedOn, row.ReceivedAt, row.ClaimId }).HasDatabaseName("ix_claim_received");
        claim.HasIndex(row => new { row.EmployerId, row.ProviderNpi, row.ReceivedOn, row.ReceivedAt, row.ClaimId }).HasDatabaseName("ix_claim_of_provider");
        claim.HasIndex(row => new { row.EmployerId, row.PlanCode, row.ReceivedOn, row.ReceivedAt, row.ClaimId }).HasDatabaseName("ix_claim_of_plan");
        claim.HasIndex(row => new { row.EmployerId, row.NumberInCapitals });
        claim.HasIndex(row => new { row.EmployerId, row.ServiceFrom, row.ClaimId });
        claim.HasIndex(row => new { row.EmployerId, row.Billed, row.ClaimId });
        claim.HasIndex(row => new { row.EmployerId, row.Paid, row.ClaimId });

        // Few of all: what is rare is found without a walk over what is not.
        claim.HasIndex(row => new { row.EmployerId, row.Line, row.ReceivedOn, row.ReceivedAt, row.ClaimId }).HasDatabaseName("ix_claim_not_medical").HasFilter("line <> 1");
        claim.HasIndex(row => new { row.EmployerId, row.Status, row.ReceivedOn, row.ReceivedAt, row.ClaimId }).HasDatabaseName("ix_claim_not_approved").HasFilter("status <> 1");
        claim.HasIndex(row => new { row.EmployerId, row.ReceivedOn, row.ReceivedAt, row.ClaimId, row.Denials }).HasDatabaseName("ix_claim_with_denials").HasFilter("denials <> 0");
    });

    private static void MapReview(ModelBuilder model)
    {
        model.Entity<WorkItemRow>(item =>
        {
            item.ToTable("work_item").HasKey(row => row.ItemId);
            item.Ignore(row => row.Clock);
            item.Property(row => row.Tollings).AsJson();
            item.Property(row => row.Lines).AsJson();
            item.HasIndex(row => new { row.EmployerId, row.ClosedOn, row.DueOn });
            item.HasIndex(row => row.ClaimId);
            item.HasIndex(row => new { row.DueOn, row.ItemId }).HasDatabaseName("ix_work_item_due").HasFilter("closed_on IS NULL");

            // At most one of a claim is open: what two acts at once would break, the database refuses.
            item.HasIndex(row => row.ClaimId, "ix_work_item_open").HasDatabaseName("ix_work_item_open").IsUnique().HasFilter("closed_on IS NULL");
        });
        model.Entity<WorkActRow>(act =>
        {
            act.ToTable("work_act").HasKey(row => new { row.ItemId, row.Number });
            act.Ignore(row => row.By);
        });
    }
}

internal sealed class ClaimsDbPostgres(DbContextOptions<ClaimsDbPostgres> options) : ClaimsDb(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<ClaimsDbPostgres>
    {
        public ClaimsDbPostgres CreateDbContext(string[] args) => new(DesignTime.Postgres<ClaimsDbPostgres>());
    }
}

internal sealed class ClaimsDbSqlite(DbContextOptions<ClaimsDbSqlite> options) : ClaimsDb(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<ClaimsDbSqlite>
    {
        public ClaimsDbSqlite CreateDbContext(string[] args) => new(DesignTime.Sqlite<ClaimsDbSqlite>());
    }
}
