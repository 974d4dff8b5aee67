using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Aso.Foundation.Telemetry;

/// <summary>Traces, metrics and logs of every program, by OpenTelemetry. Ids and amounts of work only: nothing that names a person.</summary>
public static class AsoTelemetry
{
    public const string SourceName = "Aso";

    /// <summary>The platform's own spans; the bus's and the broker client's are left out, they would double these.</summary>
    public static readonly ActivitySource Source = new(SourceName);

    public static readonly Meter Meter = new(SourceName);

    /// <summary>Whether anybody is told of traces and logs.</summary>
    public static bool HasCollector(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }

    public static IServiceCollection AddAsoTelemetry(this IServiceCollection services, string service, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"aso-{service}"))
            .WithMetrics(metrics => metrics
                .AddMeter(SourceName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());

        // Without a collector nobody reads traces: then they cost nothing.
        if (HasCollector(configuration))
        {
            telemetry
                .WithTracing(traces => traces
                    .AddSource(SourceName)
                    .AddAspNetCoreInstrumentation(options => options.Filter = context =>
                        !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) && !context.Request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal))
                    .AddHttpClientInstrumentation()
                    .AddNpgsql()
                    .AddProcessor(new PathsWithoutNames()))
                .WithLogging()
                .UseOtlpExporter();
        }

        return services;
    }
}
