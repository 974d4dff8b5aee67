using Aso.Gateway.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpenIddict.EntityFrameworkCore.Models;

namespace Aso.Gateway.Store;

/// <summary>Clients, the tokens and authorizations that outlive a request, people, and the ring of cookie keys.</summary>
public abstract class GatewayDb(DbContextOptions options) : DbContext(options)
{
    internal DbSet<PersonRow> People => Set<PersonRow>();

    internal DbSet<CookieKeyRow> CookieKeys => Set<CookieKeyRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.UseOpenIddict();
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreApplication>().ToTable("client");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreAuthorization>().ToTable("client_authorization");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreScope>().ToTable("scope");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreToken>().ToTable("token");
        modelBuilder.Entity<PersonRow>(row =>
        {
            row.ToTable("person").HasKey(r => r.PersonId);
            row.HasIndex(r => r.UserName).IsUnique();
        });
        modelBuilder.Entity<CookieKeyRow>(row => row.ToTable("cookie_key").HasKey(r => r.Name));
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    // SQLite forgets the kind; a time is always UTC here.
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        time => time, time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
}

public sealed class GatewayDbPostgres(DbContextOptions<GatewayDbPostgres> options) : GatewayDb(options);

public sealed class GatewayDbSqlite(DbContextOptions<GatewayDbSqlite> options) : GatewayDb(options);
