using Aso.Contracts;
using Aso.Foundation;

namespace Aso.Claims;

internal static class Program
{
    public static Task<int> Main(string[] args) =>
        ServiceHost.RunAsync(
            args,
            ServiceNames.Claims,
            (services, configuration) => services.AddClaims(configuration),
            app => app.MapClaims(),
            bus => bus.AddClaimsConsumers(),
            ("--re-execute", ClaimsService.ReExecuteAsync));
}
