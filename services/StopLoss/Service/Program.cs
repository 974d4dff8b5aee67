using Aso.Contracts;
using Aso.Foundation;

namespace Aso.StopLoss;

internal static class Program
{
    public static Task<int> Main(string[] args) => ServiceHost.RunAsync(
        args,
        ServiceNames.StopLoss,
        (services, configuration) => services.AddStopLoss(configuration),
        app => app.MapStopLoss(),
        bus => bus.AddStopLossConsumers());
}
