using Aso.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Aso.Funding.Store;

internal sealed class FundingDbPostgres(DbContextOptions<FundingDbPostgres> options) : FundingDb(options);

internal sealed class FundingDbSqlite(DbContextOptions<FundingDbSqlite> options) : FundingDb(options);

internal sealed class FundingDbPostgresDesign : IDesignTimeDbContextFactory<FundingDbPostgres>
{
    public FundingDbPostgres CreateDbContext(string[] args) => new(DesignTime.Postgres<FundingDbPostgres>());
}

internal sealed class FundingDbSqliteDesign : IDesignTimeDbContextFactory<FundingDbSqlite>
{
    public FundingDbSqlite CreateDbContext(string[] args) => new(DesignTime.Sqlite<FundingDbSqlite>());
}
