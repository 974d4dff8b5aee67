using Aso.Contracts;
using Aso.Foundation;

namespace Aso.Enrollment;

internal static class Program
{
    public static Task<int> Main(string[] args) => ServiceHost.RunAsync(
        args,
        ServiceNames.Enrollment,
        (services, configuration) => services.AddEnrollment(configuration),
        app => app.MapEnrollment(),
        bus => bus.AddEnrollmentConsumers());
}
