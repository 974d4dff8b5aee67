namespace Aso.Scenarios;

internal static class DemoRun
{
    public static Task<int> RunAsync(Target target, CancellationToken cancel) => throw new NotSupportedException();
}
