using Aso.Enrollment.Domain;
using Aso.Foundation;
using Aso.Foundation.Data;
using Aso.Foundation.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Aso.Enrollment.Store;

/// <summary>Enrollment's own database. The employer leads every key: one tenant's data is one range.</summary>
public abstract class EnrollmentDb(DbContextOptions options) : ServiceDb(options)
{
    internal DbSet<EmployerRow> Employers => Set<EmployerRow>();

    internal DbSet<PlanRow> Plans => Set<PlanRow>();

    internal DbSet<NetworkRow> Networks => Set<NetworkRow>();

    internal DbSet<MemberRow> Members => Set<MemberRow>();

    internal DbSet<EnrollmentFileRow> EnrollmentFiles => Set<EnrollmentFileRow>();

    protected override void MapService(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<EmployerRow>(row =>
        {
            row.ToTable("employer").HasKey(r => r.EmployerId);
            row.Property(r => r.Terms).AsJson();
            row.HasIndex(r => new { r.State, r.BusinessDate });
        });
        model.Entity<PlanRow>(row =>
        {
            row.ToTable("plan").HasKey(r => new { r.EmployerId, r.Code });
            row.Property(r => r.Code).HasMaxLength(Identifiers.LongestLength);
            row.Property(r => r.Terms).AsJson();
            row.HasIndex(r => new { r.EmployerId, r.Number }).IsUnique();
        });
        model.Entity<NetworkRow>(row =>
        {
            row.ToTable("network").HasKey(r => r.EmployerId);
            row.Property(r => r.Npis).AsJson();
        });
        model.Entity<MemberRow>(row =>
        {
            row.ToTable("member").HasKey(r => new { r.EmployerId, r.MemberId });
            row.Property(r => r.MemberId).HasMaxLength(Identifiers.LongestLength);
            row.Property(r => r.SubscriberId).HasMaxLength(Identifiers.LongestLength);
            row.Property(r => r.Coverages).AsJson();
        });
        model.Entity<EnrollmentFileRow>(row =>
        {
            row.ToTable("enrollment_file").HasKey(r => new { r.EmployerId, r.FileId });
            row.Property(r => r.Report).AsJson();
            row.HasIndex(r => new { r.EmployerId, r.ReceivedAt, r.FileId });
        });
        model.MapFileJobs();
    }

    /// <summary>What members of the employer can be covered by; null where there is no such employer.</summary>
    internal async Task<Offer?> OfferAsync(Guid employerId, CancellationToken cancel)
    {
        var terms = await Employers.AsNoTracking().Where(row => row.EmployerId == employerId).Select(row => row.Terms).SingleOrDefaultAsync(cancel);
        if (terms is null)
        {
            return null;
        }

        var plans = await Plans.AsNoTracking().Where(row => row.EmployerId == employerId)
            .OrderBy(row => row.Number).Select(row => new OfferedPlan(row.Code, row.Line)).ToListAsync(cancel);
        return Offer.Of(EmployerRules.Check(terms).Value, plans);
    }

    /// <summary>Holds the employer's members: who decides about one decides alone.</summary>
    internal Task LockMembersAsync(Guid employerId, CancellationToken cancel) => LockAsync("members", employerId, cancel);

    /// <summary>Null where there is no such member.</summary>
    internal Task<MemberRow?> FindMemberAsync(Guid employerId, string? memberId, CancellationToken cancel) =>
        Members.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employerId && row.MemberId == memberId, cancel);

    /// <summary>The employer's name; null where there is no such employer.</summary>
    internal async Task<string?> NameAsync(Guid employerId, CancellationToken cancel) =>
        (await Employers.AsNoTracking().Where(row => row.EmployerId == employerId).Select(row => row.Terms).SingleOrDefaultAsync(cancel))?.Name;

    internal Task<bool> HasEmployerAsync(Guid employerId, CancellationToken cancel) => Employers.AnyAsync(row => row.EmployerId == employerId, cancel);
}

public sealed class EnrollmentDbPostgres(DbContextOptions<EnrollmentDbPostgres> options) : EnrollmentDb(options);

public sealed class EnrollmentDbSqlite(DbContextOptions<EnrollmentDbSqlite> options) : EnrollmentDb(options);

internal sealed class EnrollmentDbPostgresFactory : IDesignTimeDbContextFactory<EnrollmentDbPostgres>
{
    public EnrollmentDbPostgres CreateDbContext(string[] args) => new(DesignTime.Postgres<EnrollmentDbPostgres>());
}

internal sealed class EnrollmentDbSqliteFactory : IDesignTimeDbContextFactory<EnrollmentDbSqlite>
{
    public EnrollmentDbSqlite CreateDbContext(string[] args) => new(DesignTime.Sqlite<EnrollmentDbSqlite>());
}
