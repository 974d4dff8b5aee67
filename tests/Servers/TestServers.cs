using System.Net.Http.Json;
using System.Text;
using Npgsql;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;
using Testcontainers.Redis;

namespace Aso.Servers;

/// <summary>The real PostgreSQL, RabbitMQ and Redis of a test run: those that tests/run names in the environment, otherwise containers of its own.</summary>
public static class TestServers
{
    private static readonly Lazy<Task<string>> SharedPostgres = new(() => NamedOr("ASO_PG", StartPostgresAsync));
    private static readonly Lazy<Task<Broker>> SharedRabbitMq = new(NamedOrStartedBrokerAsync);
    private static readonly Lazy<Task<string>> SharedRedis = new(() => NamedOr("ASO_REDIS", StartRedisAsync));

    /// <summary>host:port.</summary>
    public static Task<string> RedisAsync() => SharedRedis.Value;

    /// <summary>A new virtual host on the broker: its queues are nobody else's. Returns its address.</summary>
    public static async Task<string> NewVirtualHostAsync(string purpose)
    {
        var broker = await SharedRabbitMq.Value;
        var name = $"{purpose}-{Guid.NewGuid():N}";
        using var management = await ManagementAsync();
        (await management.PutAsync($"/api/vhosts/{name}", null)).EnsureSuccessStatusCode();
        var user = broker.Management.UserInfo.Split(':')[0];
        (await management.PutAsJsonAsync($"/api/permissions/{name}/{user}", new { configure = ".*", write = ".*", read = ".*" })).EnsureSuccessStatusCode();
        return new Uri(broker.Amqp, $"/{name}").ToString();
    }

    /// <summary>The broker's management interface.</summary>
    internal static async Task<HttpClient> ManagementAsync()
    {
        var broker = await SharedRabbitMq.Value;
        var management = new HttpClient { BaseAddress = broker.Management };
        management.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(broker.Management.UserInfo)));
        return management;
    }

    /// <summary>A new, empty database; returns its connection string.</summary>
    public static async Task<string> NewDatabaseAsync(string purpose)
    {
        var server = await SharedPostgres.Value;
        var name = $"{purpose.Replace('-', '_')}_{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(server);
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync();
        // Connections of a test that has ended go soon: the server's are few beside those of a whole run.
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20, ConnectionIdleLifetime = 5, ConnectionPruningInterval = 1 }.ConnectionString;
    }

    private static Task<string> NamedOr(string variable, Func<Task<string>> start) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named ? Task.FromResult(named) : start();

    private static async Task<string> StartPostgresAsync()
    {
        var container = new PostgreSqlBuilder("postgres:17").Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }

    private static async Task<Broker> NamedOrStartedBrokerAsync()
    {
        if (Environment.GetEnvironmentVariable("ASO_AMQP") is { Length: > 0 } amqp
            && Environment.GetEnvironmentVariable("ASO_RABBITMQ_MANAGEMENT") is { Length: > 0 } management)
        {
            return new(new(amqp), new(management));
        }

        const int ManagementPort = 15672;
        const string User = "aso";
        var container = new RabbitMqBuilder("rabbitmq:4-management").WithUsername(User).WithPassword(User).WithPortBinding(ManagementPort, assignRandomHostPort: true).Build();
        await container.StartAsync();
        return new(new(container.GetConnectionString()), new($"http://{User}:{User}@{container.Hostname}:{container.GetMappedPublicPort(ManagementPort)}"));
    }

    private sealed record Broker(Uri Amqp, Uri Management);

    private static async Task<string> StartRedisAsync()
    {
        var container = new RedisBuilder("redis:8").Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }
}
