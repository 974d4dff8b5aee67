using Aso.Contracts;
using Aso.Foundation;
using Aso.Foundation.Data;
using Aso.Foundation.Messaging;
using Aso.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Aso.Benchmarks.Outbox;

/// <summary>The smallest service that speaks as Claims: nothing but the tables that every service has, in a database and a virtual host of its own.</summary>
internal sealed class OutboxService : IAsyncDisposable
{
    /// <summary>Its messages go to the queues of Funding and Stop-Loss, as those about claims do.</summary>
    public const string Source = ServiceNames.Claims;

    private static readonly string[] Variables = ["ASO_PG", "ASO_AMQP", "ASO_RABBITMQ_MANAGEMENT"];

    private readonly IHost _host;

    private OutboxService(IHost host, string database, Uri broker) => (_host, Database, Broker) = (host, database, broker);

    public IServiceProvider Services => _host.Services;

    /// <summary>The connection string.</summary>
    public string Database { get; }

    public Uri Broker { get; }

    /// <summary>Why nothing can be measured: a server that is not named, or one that forgets; null where all is well.</summary>
    public static async Task<string?> WhyNotAsync()
    {
        if (Variables.FirstOrDefault(variable => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable))) is { } missing)
        {
            return $"{missing} is not set: start the servers with DURABLE=1 tests/servers start DIRECTORY, and set what it prints.";
        }

        await using var source = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable(Variables[0])!);
        await using var command = source.CreateCommand("SELECT current_setting('fsync') = 'on' AND current_setting('synchronous_commit') = 'on'");
        return await command.ExecuteScalarAsync() is true ? null : "PostgreSQL does not keep what it commits: start the servers with DURABLE=1.";
    }

    /// <summary>Sends nothing by itself.</summary>
    public static async Task<OutboxService> StartAsync()
    {
        var database = await TestServers.NewDatabaseAsync("outbox");
        var broker = await TestServers.NewVirtualHostAsync("outbox");
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:rabbitmq", broker), new($"ConnectionStrings:{Source}", database)]);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddServiceDb<SampleDb, SampleDbPostgres, SampleDbSqlite>(Source, builder.Configuration);
        builder.Services.AddAsoBus(builder.Configuration, _ => { });
        var host = builder.Build();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<SampleDb>().Database.EnsureCreatedAsync();
        }

        await host.StartAsync();
        await host.Services.GetRequiredService<StreamPublisher>().ReadyAsync(CancellationToken.None);
        return new(host, database, new(broker));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}

internal abstract class SampleDb(DbContextOptions options) : ServiceDb(options)
{
    protected override void MapService(ModelBuilder model)
    {
    }
}

internal sealed class SampleDbPostgres(DbContextOptions<SampleDbPostgres> options) : SampleDb(options);

internal sealed class SampleDbSqlite(DbContextOptions<SampleDbSqlite> options) : SampleDb(options);
