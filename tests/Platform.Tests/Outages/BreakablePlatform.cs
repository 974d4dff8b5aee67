using Aso.Servers;
using Npgsql;

namespace Aso.Platform.Tests.Outages;

/// <summary>The platform as separate processes, with a link to each server that a test can cut.</summary>
public sealed class BreakablePlatform : SeparateProcesses
{
    private readonly Dictionary<string, BreakableLink> _databases = [];

    public BreakableLink Broker { get; private set; } = null!;

    public BreakableLink Redis { get; private set; } = null!;

    public BreakableLink DatabaseOf(string service) => _databases[service];

    protected override async Task<string> BrokerAsync()
    {
        var address = new UriBuilder(await base.BrokerAsync());
        Broker = new(address.Host, address.Port);
        (address.Host, address.Port) = ("127.0.0.1", Broker.Port);
        return address.Uri.ToString();
    }

    protected override async Task<string> RedisAsync()
    {
        var address = (await TestServers.RedisAsync()).Split(':');
        Redis = new(address[0], int.Parse(address[1], System.Globalization.CultureInfo.InvariantCulture));
        return $"127.0.0.1:{Redis.Port},abortConnect=false";
    }

    protected override async Task<string> DatabaseAsync(string service)
    {
        var connection = new NpgsqlConnectionStringBuilder(await base.DatabaseAsync(service));
        var link = _databases[service] = new(connection.Host!, connection.Port);
        (connection.Host, connection.Port) = ("127.0.0.1", link.Port);
        return connection.ConnectionString;
    }

    protected override async Task StopAsync()
    {
        await base.StopAsync();
        foreach (var link in _databases.Values.Append(Broker).Append(Redis))
        {
            await link.DisposeAsync();
        }
    }
}
