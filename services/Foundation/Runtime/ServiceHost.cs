using Aso.Foundation.Http;
using Aso.Foundation.Messaging;
using Aso.Foundation.OpenApi;
using Aso.Foundation.Telemetry;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Aso.Foundation;

/// <summary>What every program of the platform is built of; a service adds its three doors.</summary>
public static class ServiceHost
{
    private const int BodyBytesMax = 1 << 20;

    /// <summary>Runs one service as a process of its own; with <c>--migrate</c> brings its database to the current schema and ends.</summary>
    /// <param name="command">Another thing that the program can do and then ends: its name, and what is done with the arguments after it.</param>
    public static Task<int> RunAsync(
        string[] args, string service,
        Action<IServiceCollection, IConfiguration> add, Action<IEndpointRouteBuilder> map, Action<IBusRegistrationConfigurator> consumers,
        (string Name, Func<IServiceProvider, IReadOnlyList<string>, CancellationToken, Task<int>> RunAsync)? command = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        return StartRules.OrSayWhyNotAsync(() => RunOneAsync(args, service, add, map, consumers, command));
    }

    private static async Task<int> RunOneAsync(
        string[] args, string service,
        Action<IServiceCollection, IConfiguration> add, Action<IEndpointRouteBuilder> map, Action<IBusRegistrationConfigurator> consumers,
        (string Name, Func<IServiceProvider, IReadOnlyList<string>, CancellationToken, Task<int>> RunAsync)? command)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Configuration.AddEnvironmentVariables("ASO_");
        builder.AddAsoDefaults(service);
        add(builder.Services, builder.Configuration);
        builder.Services.AddAsoBus(builder.Configuration, consumers);
        await using var app = builder.Build();
        app.ValidateSettings();
        if (args.Contains("--migrate"))
        {
            await app.MigrateAsync(CancellationToken.None);
            return 0;
        }

        if (command is { } named && Array.IndexOf(args, named.Name) is >= 0 and var at)
        {
            return await named.RunAsync(app.Services, args[(at + 1)..], CancellationToken.None);
        }

        app.UseAsoDefaults();
        app.MapAsoDefaults();
        map(app);
        await app.RunAsync();
        return 0;
    }

    /// <summary>Errors, JSON, tokens, telemetry, health and limits, alike everywhere.</summary>
    /// <param name="reach">Where the program listens on other addresses than its configuration says.</param>
    /// <param name="parts">Services of a program of several whose API is described apart, too.</param>
    /// <exception cref="StartRefusedException">The program must not run in this environment, or not so.</exception>
    public static void AddAsoDefaults(this WebApplicationBuilder builder, string service, Reach? reach = null, params IReadOnlyList<string> parts)
    {
        ArgumentNullException.ThrowIfNull(builder);
        StartRules.Check(builder.Environment, builder.Configuration);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(DevelopmentSecrets.Of(builder.Environment, reach ?? Reach.Of(builder.Configuration)));
        services.Configure<SandboxOptions>(builder.Configuration.GetSection("Sandbox"));
        services.AddSingleton<IStartupFilter, RequestTrace>();
        services.AddSingleton<IProblemDetailsWriter, OperationOutcomes>();   // the first that can write does
        services.AddSingleton<IProblemDetailsWriter, ProblemAnswers>();
        services.AddProblemDetails();
        services.AddTransient<IStartupFilter, HeadAsGet>();
        services.AddExceptionHandler<ProblemExceptions>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options => WireJson.Configure(options.SerializerOptions));
        services.AddSingleton(PublicName.Of(builder.Configuration));
        services.AddAsoDescriptions(parts);
        services.AddAsoAccess(builder.Configuration);
        services.AddAsoTelemetry(service, builder.Configuration);
        services.AddHealthChecks();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
            Management.ListenAsConfigured(kestrel);
        });

        // One line per request and per SQL statement would cost more than the work, and could quote data.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        if (!AsoTelemetry.HasCollector(builder.Configuration))
        {
            // While this one could write, every request begins a span, and with it every request to another service. Its trace has an id all the same.
            builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        }

        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        // It tells every address that it forwards, and with it whom a request is about.
        builder.Logging.AddFilter("Yarp", LogLevel.Warning);
        builder.Logging.AddFilter("MassTransit", LogLevel.Warning);
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning);
    }

    public static void UseAsoDefaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseExceptionHandler();
        app.UseStatusCodePages(async context =>
        {
            var status = context.HttpContext.Response.StatusCode;
            var (code, detail) = status switch
            {
                StatusCodes.Status401Unauthorized => ("unauthorized", "Send a valid access token of this platform as a bearer token."),
                StatusCodes.Status403Forbidden => ("forbidden", "The token lacks the scope that this address asks for."),
                StatusCodes.Status404NotFound => ("not-found", "There is nothing at this address."),
                StatusCodes.Status405MethodNotAllowed => ("method-not-allowed", "This address does not take that method."),
                StatusCodes.Status415UnsupportedMediaType => ("unsupported-media-type", TakenTypes.Remedy(context.HttpContext)),
                _ => ("failed", "The request was not carried out."),
            };
            await Problems.Of(status, code, detail, []).ExecuteAsync(context.HttpContext);
        });
        app.UseManagementDoor();
        app.UseReadableCharsets();
        app.Use(next => context => Idempotency.BufferAsync(context, next));
        app.UseCallers();
        app.UseAuthorization();
        QueryCheck.Use(app);
        EntityTags.Use(app);
    }

    public static void MapAsoDefaults(this IEndpointRouteBuilder app, params IReadOnlyList<string> parts)
    {
        app.MapAsoDescriptions(parts);
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
        app.MapPrometheusScrapingEndpoint(Management.MetricsPath).AllowAnonymous();
    }
}
