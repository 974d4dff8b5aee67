using Npgsql;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;
using Testcontainers.Redis;

namespace Aso.Servers;

/// <summary>The real PostgreSQL, RabbitMQ and Redis of a test run: those named by ASO_PG, ASO_AMQP and ASO_REDIS (tests/run names them), otherwise containers of its own.</summary>
public static class TestServers
{
    private static readonly Lazy<Task<string>> SharedPostgres = new(() => NamedOr("ASO_PG", StartPostgresAsync));
    private static readonly Lazy<Task<string>> SharedRabbitMq = new(() => NamedOr("ASO_AMQP", StartRabbitMqAsync));
    private static readonly Lazy<Task<string>> SharedRedis = new(() => NamedOr("ASO_REDIS", StartRedisAsync));

    /// <summary>host:port.</summary>
    public static Task<string> RedisAsync() => SharedRedis.Value;

    /// <summary>A virtual host would need the management API; tests that share a broker use <see cref="RabbitMqAsync"/> one after the other.</summary>
    public static Task<string> RabbitMqAsync() => SharedRabbitMq.Value;

    /// <summary>A new, empty database; returns its connection string.</summary>
    public static async Task<string> NewDatabaseAsync(string purpose)
    {
        var server = await SharedPostgres.Value;
        var name = $"{purpose.Replace('-', '_')}_{Guid.NewGuid():N}"[..40];
        await using var source = NpgsqlDataSource.Create(server);
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    private static Task<string> NamedOr(string variable, Func<Task<string>> start) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named ? Task.FromResult(named) : start();

    private static async Task<string> StartPostgresAsync()
    {
        var container = new PostgreSqlBuilder("postgres:17").Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }

    private static async Task<string> StartRabbitMqAsync()
    {
        var container = new RabbitMqBuilder("rabbitmq:4-management").Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }

    private static async Task<string> StartRedisAsync()
    {
        var container = new RedisBuilder("redis:8").Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }
}
