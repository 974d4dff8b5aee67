using Aso.Contracts;
using Aso.Servers;

namespace Aso.Foundation.Tests;

/// <summary>Where two services run; the settings stay the same however often they are asked for.</summary>
public abstract class Installation : IDisposable
{
    public abstract Task<IReadOnlyDictionary<string, string?>> SettingsAsync();

    public virtual void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>In one process, on SQLite files.</summary>
internal sealed class OneProcess : Installation
{
    private readonly string _directory = Directory.CreateTempSubdirectory("aso-delivery").FullName;

    public override Task<IReadOnlyDictionary<string, string?>> SettingsAsync() =>
        Task.FromResult<IReadOnlyDictionary<string, string?>>(new Dictionary<string, string?> { ["Data:Directory"] = _directory });

    public override void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
        base.Dispose();
    }
}

/// <summary>Over RabbitMQ, on PostgreSQL.</summary>
internal sealed class OverABroker : Installation
{
    private IReadOnlyDictionary<string, string?>? _settings;

    public override async Task<IReadOnlyDictionary<string, string?>> SettingsAsync() => _settings ??= new Dictionary<string, string?>
    {
        ["ConnectionStrings:rabbitmq"] = await TestServers.NewVirtualHostAsync("delivery"),
        [$"ConnectionStrings:{ServiceNames.Enrollment}"] = await TestServers.NewDatabaseAsync("speaker"),
        [$"ConnectionStrings:{ServiceNames.Claims}"] = await TestServers.NewDatabaseAsync("listener"),
    };
}
