using Aso.Foundation.Files;
using Microsoft.EntityFrameworkCore;

namespace Aso.Foundation.Tests;

public sealed class FiledLine
{
    public long Id { get; init; }

    public required Guid EmployerId { get; init; }

    public required Guid FileId { get; init; }

    public required string Text { get; init; }
}

public abstract class FilingDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<FiledLine> Lines => Set<FiledLine>();

    protected override void MapService(ModelBuilder model)
    {
        model.Entity<FiledLine>().ToTable("line").HasKey(row => row.Id);
        model.MapFileJobs();
    }
}

public sealed class FilingDbPostgres(DbContextOptions<FilingDbPostgres> options) : FilingDb(options);

public sealed class FilingDbSqlite(DbContextOptions<FilingDbSqlite> options) : FilingDb(options);
