using Aso.Foundation;
using Aso.Portal;

namespace Aso.Gateway;

/// <summary>The gateway as a process of its own; with <c>--migrate</c> brings its database to the current schema and ends.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => StartRules.OrSayWhyNotAsync(() => RunAsync(args));

    /// <summary>The gateway, ready to be started.</summary>
    internal static WebApplication Build(string[] args)
    {
        // Named, since the manifest of the portal's files goes by it, whoever hosts this.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(GatewayService).Assembly.GetName().Name });
        builder.Configuration.AddEnvironmentVariables("ASO_");
        builder.AddAsoDefaults(GatewayService.Name);
        builder.Services.AddGateway(builder.Configuration).AddGatewayRoutes(builder.Configuration).AddPortal(builder.Configuration);
        var app = builder.Build();
        app.UseGateway();
        app.MapAsoDefaults();
        app.MapGateway();
        app.MapGatewayRoutes();
        app.MapPortal();
        return app;
    }

    private static async Task<int> RunAsync(string[] args)
    {
        await using var app = Build(args);
        app.ValidateSettings();
        if (args.Contains("--migrate"))
        {
            await app.MigrateAsync(CancellationToken.None);
            return 0;
        }

        await app.RunAsync();
        return 0;
    }
}
