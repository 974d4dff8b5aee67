using Aso.Foundation;
using Microsoft.EntityFrameworkCore.Design;

namespace Aso.Gateway.Store;

/// <summary>For the migrations tool.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<GatewayDbPostgres>
{
    public GatewayDbPostgres CreateDbContext(string[] args) => new(DesignTime.Postgres<GatewayDbPostgres>());
}

/// <summary>For the migrations tool.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<GatewayDbSqlite>
{
    public GatewayDbSqlite CreateDbContext(string[] args) => new(DesignTime.Sqlite<GatewayDbSqlite>());
}
