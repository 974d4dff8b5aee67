using Aso.Claims;
using Aso.Contracts;
using Aso.Enrollment;
using Aso.Foundation;
using Aso.Foundation.Messaging;
using Aso.Foundation.OpenApi;
using Aso.Funding;
using Aso.Gateway;
using Aso.Portal;
using Aso.StopLoss;

namespace Aso.Embedded;

/// <summary>What the embedded host is started with.</summary>
/// <param name="DataDirectory">Where its databases and keys lie; kept between starts.</param>
/// <param name="Url">Where REST, SSE and the portal answer; gRPC answers on the next port, because HTTP/1.1 and HTTP/2 cannot share one without TLS, and operations on the one after it, on loopback alone. Port 0 takes free ones.</param>
public sealed record EmbeddedOptions(string DataDirectory, Uri Url);

/// <summary>Every service, the gateway and the portal in one process, on SQLite files and a bus of its own. It opens the same doors as the separate programs.</summary>
public static class EmbeddedHost
{
    private const string Name = "embedded";

    /// <summary>Builds the host and brings its databases to the current schema.</summary>
    /// <exception cref="IOException">Another process uses the data directory.</exception>
    /// <exception cref="StartRefusedException">It must not start as it is set up, or listen where it was told to.</exception>
    public static async Task<WebApplication> BuildAsync(EmbeddedOptions options, Action<WebApplicationBuilder>? adjust = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var listening = await ListenAddresses.OfAsync(options.Url, cancel);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(EmbeddedHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = EnvironmentName(),
        });
        builder.Configuration.AddInMemoryCollection([new("Data:Directory", Path.GetFullPath(options.DataDirectory))]);
        builder.Configuration.AddEnvironmentVariables("ASO_");
        adjust?.Invoke(builder);

        var reach = Reach.Of(builder.Configuration, listening.AreLoopback);
        if (builder.Configuration["Sandbox:Enabled"] is null)
        {
            // Whoever tries the platform out on an own machine need not say so; who opens it to others must.
            builder.Configuration["Sandbox:Enabled"] = builder.Environment.IsDevelopment() && reach.IsLoopbackOnly ? "true" : "false";
        }

        var directory = new DataDirectory(builder.Configuration["Data:Directory"]!);
        builder.Services.AddSingleton(_ => directory);
        listening.Bind(builder.WebHost);
        Add(builder, reach);
        var app = builder.Build();
        app.Services.GetRequiredService<DataDirectory>();
        app.ValidateSettings();
        await app.MigrateAsync(cancel);
        Map(app);
        return app;
    }

    private static string EnvironmentName() =>
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is { Length: > 0 } named ? named
        : Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is { Length: > 0 } general ? general
        : Environments.Development;

    private static void Add(WebApplicationBuilder builder, Reach reach)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        builder.AddAsoDefaults(Name, reach, [.. ServiceNames.All]);
        services.AddEnrollment(configuration);
        services.AddClaims(configuration);
        services.AddFunding(configuration);
        services.AddStopLoss(configuration);
        services.AddGateway(configuration);
        services.AddPortal(configuration);
        services.AddAsoBus(configuration, bus =>
        {
            bus.AddEnrollmentConsumers();
            bus.AddClaimsConsumers();
            bus.AddFundingConsumers();
            bus.AddStopLossConsumers();
        });
    }

    private static void Map(WebApplication app)
    {
        app.UseGateway();
        app.MapAsoDefaults([.. ServiceNames.All]);
        app.MapGateway();
        Described(ServiceNames.Enrollment).MapEnrollment();
        Described(ServiceNames.Claims).MapClaims();
        Described(ServiceNames.Funding).MapFunding();
        Described(ServiceNames.StopLoss).MapStopLoss();
        app.MapPortal();

        // As behind a gateway of its own, each service's part of the API has a description of its own beside that of the whole.
        RouteGroupBuilder Described(string service) => app.MapGroup("").InDocument(service);
    }
}
