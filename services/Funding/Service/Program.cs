using Aso.Contracts;
using Aso.Foundation;

namespace Aso.Funding;

internal static class Program
{
    public static Task<int> Main(string[] args) => ServiceHost.RunAsync(
        args, ServiceNames.Funding,
        (services, configuration) => services.AddFunding(configuration),
        app => app.MapFunding(),
        bus => bus.AddFundingConsumers());
}
