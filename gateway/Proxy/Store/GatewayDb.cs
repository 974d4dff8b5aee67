using Aso.Gateway.Audit;
using Aso.Gateway.Factors;
using Aso.Gateway.People;
using Aso.Gateway.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpenIddict.EntityFrameworkCore.Models;

namespace Aso.Gateway.Store;

/// <summary>Clients, the tokens and authorizations that outlive a request, people, their second factors and sessions, what was done about them, and the ring of cookie keys.</summary>
public abstract class GatewayDb(DbContextOptions options) : DbContext(options)
{
    internal DbSet<PersonRow> People => Set<PersonRow>();

    internal DbSet<SessionRow> Sessions => Set<SessionRow>();

    internal DbSet<PasskeyRow> Passkeys => Set<PasskeyRow>();

    internal DbSet<RecoveryCodeRow> RecoveryCodes => Set<RecoveryCodeRow>();

    internal DbSet<EndedCredentialRow> EndedCredentials => Set<EndedCredentialRow>();

    internal DbSet<AccessEventRow> AccessEvents => Set<AccessEventRow>();

    internal DbSet<CookieKeyRow> CookieKeys => Set<CookieKeyRow>();

    /// <summary>Does all of it or nothing.</summary>
    internal async Task TogetherAsync(Func<Task> actAsync, CancellationToken cancel)
    {
        await using var transaction = await Database.BeginTransactionAsync(cancel);
        await actAsync();
        await transaction.CommitAsync(cancel);
    }

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
            row.HasIndex(r => r.NameKey).IsUnique();
            row.HasIndex(r => r.LinkHash).IsUnique();
        });
        modelBuilder.Entity<SessionRow>(row =>
        {
            row.ToTable("session").HasKey(r => r.SessionId);
            row.HasIndex(r => r.PersonId);
            row.HasIndex(r => r.EndedAt);
            row.HasIndex(r => r.EndsAt);
        });
        modelBuilder.Entity<PasskeyRow>(row =>
        {
            row.ToTable("passkey").HasKey(r => r.PasskeyId);
            row.HasIndex(r => r.PersonId);
            row.HasIndex(r => r.CredentialId).IsUnique();
        });
        modelBuilder.Entity<RecoveryCodeRow>(row =>
        {
            row.ToTable("recovery_code").HasKey(r => r.CodeHash);
            row.HasIndex(r => r.PersonId);
        });
        modelBuilder.Entity<EndedCredentialRow>(row =>
        {
            row.ToTable("ended_credential").HasKey(r => r.SessionId);
            row.HasIndex(r => r.EndedAt);
        });
        modelBuilder.Entity<AccessEventRow>(row =>
        {
            row.ToTable("access_event").HasKey(r => r.EventId);
            row.HasIndex(r => r.ActorId);
            row.HasIndex(r => r.AboutId);
            row.HasIndex(r => r.At);
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
