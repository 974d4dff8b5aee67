using Aso.Contracts;
using Aso.Foundation.Data;
using Aso.Foundation.Messaging;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Aso.Foundation;

/// <summary>A service's database: PostgreSQL by <c>ConnectionStrings:{service}</c>, otherwise a SQLite file in <c>Data:Directory</c>.</summary>
public static class DatabaseSetup
{
    /// <summary>How long a write waits for another process's; within this one writers stand in line.</summary>
    private const int SqliteBusySeconds = 5;

    /// <summary>Statements are few and come again: each is parsed and planned once a connection. No session holds other state, so none is reset. The connection string may say otherwise.</summary>
    private const string PostgresDefaults = "Max Auto Prepare=100;Auto Prepare Min Usages=3;No Reset On Close=true;";

    public static IServiceCollection AddServiceDb<TDb, TPostgres, TSqlite>(this IServiceCollection services, string service, IConfiguration configuration)
        where TDb : ServiceDb
        where TPostgres : TDb
        where TSqlite : TDb
    {
        var (connection, isPostgres) = services.AddContexts<TDb, TPostgres, TSqlite>(service, configuration);
        services.AddSingleton(provider => new DatabaseOf<TDb>(new(service, connection, isPostgres, provider.GetRequiredService<TimeProvider>())));
        services.AddScoped<TDb>(provider =>
        {
            var db = isPostgres ? (TDb)provider.GetRequiredService<TPostgres>() : provider.GetRequiredService<TSqlite>();
            db.BelongsTo(provider.GetRequiredService<DatabaseOf<TDb>>().Home);
            return db;
        });
        return services;
    }

    /// <summary>As <see cref="AddServiceDb"/>, for a program that neither sends messages nor hears any: its own tables and nothing else.</summary>
    public static IServiceCollection AddOwnDb<TDb, TPostgres, TSqlite>(this IServiceCollection services, string service, IConfiguration configuration)
        where TDb : DbContext
        where TPostgres : TDb
        where TSqlite : TDb
    {
        var (_, isPostgres) = services.AddContexts<TDb, TPostgres, TSqlite>(service, configuration);
        return services.AddScoped<TDb>(provider =>
            isPostgres ? provider.GetRequiredService<TPostgres>() : provider.GetRequiredService<TSqlite>());
    }

    /// <summary>The inbox, the relay of the outbox and the scheduled messages of a service.</summary>
    /// <param name="canWait">Messages that others follow in a moment: they are applied together with those.</param>
    public static IServiceCollection AddInbox<TDb, TInbox>(this IServiceCollection services, string service, IConfiguration configuration, params Type[] canWait)
        where TDb : ServiceDb
        where TInbox : class, IInbox<TDb>
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddScoped<IInbox<TDb>, TInbox>();
        services.AddSingleton(new InboxOf<TDb>(Topology.SourcesOf(service), canWait.Select(type => MessageCatalog.Of(type).Name).ToHashSet()));
        services.AddSingleton<Inbox<TDb>>();
        services.AddSingleton<InboxBatches<TDb>>();
        services.AddHostedService(provider => provider.GetRequiredService<InboxBatches<TDb>>());
        services.AddHostedService<InboxResumption<TDb>>();
        return services.AddOutbox<TDb>(configuration);
    }

    /// <summary>The relay alone, for a service that speaks and does not listen.</summary>
    public static IServiceCollection AddOutbox<TDb>(this IServiceCollection services, IConfiguration configuration)
        where TDb : ServiceDb
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddHostedService<ScheduledMessages<TDb>>();
        services.AddHostedService<StreamGauges<TDb>>();
        return string.IsNullOrEmpty(configuration.GetConnectionString("rabbitmq"))
            ? services.AddHostedService<InProcessRelay<TDb>>()
            : services.AddHostedService<OutboxRelay<TDb>>();
    }

    /// <summary>Brings every database of this process to the current schema.</summary>
    public static async Task MigrateAsync(this IHost host, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(host);
        foreach (var migration in host.Services.GetServices<MigrationOf>())
        {
            await using var scope = host.Services.CreateAsyncScope();
            await migration.RunAsync(scope.ServiceProvider, cancel);
        }
    }

    /// <summary>What is done to the rows of a service's database each time that it was brought to the current schema; done again it changes nothing.</summary>
    public static IServiceCollection AddAfterMigration(this IServiceCollection services, string service, Func<IServiceProvider, CancellationToken, Task> run) =>
        services.AddSingleton(new MigrationOf(service, run));

    internal static void Postgres(DbContextOptionsBuilder options, string connection) =>
        options.UseNpgsql(connection).UseSnakeCaseNamingConvention();

    internal static void Sqlite(DbContextOptionsBuilder options, string connection) =>
        options.UseSqlite(connection, sqlite => sqlite.CommandTimeout(SqliteBusySeconds))
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(SqlitePragmas.Instance);

    private static (string Connection, bool IsPostgres) AddContexts<TDb, TPostgres, TSqlite>(
        this IServiceCollection services, string service, IConfiguration configuration)
        where TDb : DbContext
        where TPostgres : TDb
        where TSqlite : TDb
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var postgres = configuration.GetConnectionString(service);
        var isPostgres = !string.IsNullOrEmpty(postgres);
        var connection = isPostgres ? PostgresDefaults + postgres : SqliteConnectionString(configuration["Data:Directory"] ?? "data", service);
        if (isPostgres)
        {
            services.AddDbContextPool<TPostgres>(options => Postgres(options, connection));
        }
        else
        {
            services.AddDbContextPool<TSqlite>(options => Sqlite(options, connection));
        }

        services.AddSingleton(new MigrationOf(service, async (provider, cancel) =>
            await MigrateAsync(provider.GetRequiredService<TDb>(), cancel)));
        services.AddHealthChecks().AddCheck<DatabaseHealth<TDb>>($"database-{service}", tags: ["ready"]);
        return (connection, isPostgres);
    }

    private static string SqliteConnectionString(string directory, string service)
    {
        OwnFiles.CreateFolder(directory);
        var path = Path.Combine(directory, $"{service}.db");
        OwnFiles.CloseDatabase(path);
        return new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ConnectionString;
    }

    private static async Task MigrateAsync(DbContext db, CancellationToken cancel)
    {
        // Asking first keeps a start without news from taking the migration lock.
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
        {
            await db.Database.MigrateAsync(cancel);
        }
    }
}

/// <summary>Brings one database to the current schema.</summary>
internal sealed record MigrationOf(string Service, Func<IServiceProvider, CancellationToken, Task> RunAsync);

/// <summary>Options for the migrations tool; it never connects.</summary>
public static class DesignTime
{
    public static DbContextOptions<TDb> Postgres<TDb>()
        where TDb : DbContext
    {
        var options = new DbContextOptionsBuilder<TDb>();
        DatabaseSetup.Postgres(options, new NpgsqlConnectionStringBuilder { Host = "localhost" }.ConnectionString);
        return options.Options;
    }

    public static DbContextOptions<TDb> Sqlite<TDb>()
        where TDb : DbContext
    {
        var options = new DbContextOptionsBuilder<TDb>();
        DatabaseSetup.Sqlite(options, "Data Source=design-time.db");
        return options.Options;
    }
}
