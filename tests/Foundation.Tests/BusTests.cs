using Aso.Foundation.Messaging;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aso.Foundation.Tests;

public sealed class BusTests
{
    [Fact]
    public async Task The_bus_reports_its_use_to_nobody()
    {
        var services = new ServiceCollection().AddLogging().AddAsoBus(new ConfigurationBuilder().Build(), _ => { });
        await using var provider = services.BuildServiceProvider();

        Assert.False(provider.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled);
    }
}
