using Aso.Foundation;
using Aso.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Aso.StopLoss.Store;

/// <summary>Policies, what they have accumulated, and the copies of other services' facts on which they depend.</summary>
internal abstract class StopLossDb(DbContextOptions options) : ServiceDb(options)
{
    /// <summary>What one writer of an employer's stop-loss holds.</summary>
    public const string PolicyLock = "policy";

    public DbSet<EmployerRow> Employers => Set<EmployerRow>();

    public DbSet<EmployeeSpanRow> EmployeeSpans => Set<EmployeeSpanRow>();

    public DbSet<PaymentRow> Payments => Set<PaymentRow>();

    public DbSet<DiagnosisRow> Diagnoses => Set<DiagnosisRow>();

    public DbSet<CarrierRow> Carriers => Set<CarrierRow>();

    public DbSet<PolicyRow> Policies => Set<PolicyRow>();

    public DbSet<AccumulationRow> Accumulations => Set<AccumulationRow>();

    public DbSet<NoticeRow> Notices => Set<NoticeRow>();

    public DbSet<RequestRow> Requests => Set<RequestRow>();

    public DbSet<RemittanceRow> Remittances => Set<RemittanceRow>();

    protected sealed override void MapService(ModelBuilder model)
    {
        model.Entity<EmployerRow>(row =>
        {
            row.ToTable("employer").HasKey(r => r.EmployerId);
            row.Property(r => r.ExpectedMonthlyClaims).AsJson();
        });
        model.Entity<EmployeeSpanRow>(row => row.ToTable("employee_span").HasKey(r => new { r.EmployerId, r.MemberId, r.Ordinal }));
        model.Entity<PaymentRow>(row => row.ToTable("payment").HasKey(r => new { r.EmployerId, r.ClaimId }));
        model.Entity<DiagnosisRow>(row => row.ToTable("diagnosis").HasKey(r => new { r.EmployerId, r.MemberId, r.Code }));
        model.Entity<CarrierRow>(row => row.ToTable("carrier").HasKey(r => r.CarrierId));
        model.Entity<PolicyRow>(row =>
        {
            row.ToTable("policy").HasKey(r => r.PolicyId);
            row.HasIndex(r => new { r.EmployerId, r.PeriodStart }).IsUnique();
            row.Property(r => r.Content).AsJson();
            row.Property(r => r.Warnings).AsJson();
        });
        model.Entity<AccumulationRow>(row => row.ToTable("accumulation").HasKey(r => new { r.PolicyId, r.MemberId }));
        model.Entity<NoticeRow>(row =>
        {
            row.ToTable("notice").HasKey(r => new { r.CarrierId, r.Number });
            row.HasIndex(r => new { r.PolicyId, r.MemberId, r.Kind }).IsUnique();
        });
        model.Entity<RequestRow>(row =>
        {
            row.ToTable("request").HasKey(r => r.RequestId);
            row.HasIndex(r => new { r.CarrierId, r.Number }).IsUnique();
            row.HasIndex(r => r.PolicyId);
            row.Property(r => r.Specific).AsJson();
            row.Property(r => r.Aggregate).AsJson();
        });
        model.Entity<RemittanceRow>(row =>
        {
            row.ToTable("remittance").HasKey(r => new { r.EmployerId, r.Reference });
            row.HasIndex(r => new { r.CarrierId, r.ReceivedOn });
        });
    }
}

internal sealed class StopLossDbPostgres(DbContextOptions<StopLossDbPostgres> options) : StopLossDb(options);

internal sealed class StopLossDbSqlite(DbContextOptions<StopLossDbSqlite> options) : StopLossDb(options);

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<StopLossDbPostgres>
{
    public StopLossDbPostgres CreateDbContext(string[] args) => new(DesignTime.Postgres<StopLossDbPostgres>());
}

internal sealed class SqliteDesign : IDesignTimeDbContextFactory<StopLossDbSqlite>
{
    public StopLossDbSqlite CreateDbContext(string[] args) => new(DesignTime.Sqlite<StopLossDbSqlite>());
}
