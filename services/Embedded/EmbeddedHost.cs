using System.Net;
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
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aso.Embedded;

/// <summary>What the embedded host is started with.</summary>
/// <param name="DataDirectory">Where its databases and keys lie; kept between starts.</param>
/// <param name="Url">Where REST, SSE and the portal answer; gRPC answers on the next port, because HTTP/1.1 and HTTP/2 cannot share one without TLS. Port 0 takes free ones.</param>
public sealed record EmbeddedOptions(string DataDirectory, Uri Url);

/// <summary>Every service, the gateway and the portal in one process, on SQLite files and a bus of its own. It opens the same doors as the separate programs.</summary>
public static class EmbeddedHost
{
    private const string Name = "embedded";

    /// <summary>Builds the host and brings its databases to the current schema.</summary>
    /// <exception cref="IOException">Another process uses the data directory.</exception>
    public static async Task<WebApplication> BuildAsync(EmbeddedOptions options, Action<WebApplicationBuilder>? adjust = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(EmbeddedHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Development,
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = Path.GetFullPath(options.DataDirectory),
            ["Sandbox:Enabled"] = builder.Environment.IsProduction() ? "false" : "true",
        });
        builder.Configuration.AddEnvironmentVariables("ASO_");
        adjust?.Invoke(builder);

        var directory = new DataDirectory(builder.Configuration["Data:Directory"]!);
        builder.Services.AddSingleton(_ => directory);
        Listen(builder, options.Url);
        Add(builder);
        var app = builder.Build();
        app.Services.GetRequiredService<DataDirectory>();
        await app.MigrateAsync(cancel);
        Map(app);
        return app;
    }

    private static void Add(WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        builder.AddAsoDefaults(Name, [.. ServiceNames.All]);
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

    private static void Listen(WebApplicationBuilder builder, Uri url) =>
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var grpcPort = url.Port == 0 ? 0 : url.Port + 1;
            if (url.Host is "localhost" && url.Port != 0)
            {
                kestrel.ListenLocalhost(url.Port, listen => listen.Protocols = HttpProtocols.Http1);
                kestrel.ListenLocalhost(grpcPort, listen => listen.Protocols = HttpProtocols.Http2);
            }
            else
            {
                var address = IPAddress.TryParse(url.Host, out var named) ? named : url.Host is "localhost" ? IPAddress.Loopback : IPAddress.Any;
                kestrel.Listen(address, url.Port, listen => listen.Protocols = HttpProtocols.Http1);
                kestrel.Listen(address, grpcPort, listen => listen.Protocols = HttpProtocols.Http2);
            }
        });
}
