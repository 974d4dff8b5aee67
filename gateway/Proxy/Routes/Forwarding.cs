using System.Globalization;
using System.Net;
using Aso.Foundation;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Aso.Gateway.Routes;

/// <summary>The way from a route to a service, and what the caller hears when nobody is there.</summary>
internal static class Forwarding
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(2);

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IDestinationResolver>(provider =>
            new Replicas(provider.GetRequiredService<TimeProvider>(), Dns.GetHostAddressesAsync));
        services.AddSingleton<ILoadBalancingPolicy, EmployerAffinity>();
        services.AddReverseProxy()
            .LoadFromMemory(RouteTable.Routes, Destinations.Read(configuration))
            .ConfigureHttpClient((_, handler) =>
            {
                handler.ConnectTimeout = ConnectWithin;

                // A stream between carrier and service that says nothing is still known to be alive.
                handler.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
                handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
            });
    }

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(next => http => ForwardAsync(http, next));
            proxy.UseLoadBalancing();
        });

    // A destination that could not be reached has seen nothing of the request: another may have it, whatever the method.
    private static async Task ForwardAsync(HttpContext http, RequestDelegate next)
    {
        var proxy = http.GetReverseProxyFeature();
        var untried = proxy.AvailableDestinations;
        while (true)
        {
            await next(http);
            if (http.GetForwarderErrorFeature() is not { } failure || http.Response.HasStarted)
            {
                return;
            }

            untried = [.. untried.Where(destination => destination != proxy.ProxiedDestination)];
            if (untried.Count == 0 || !WasNeverReached(failure))
            {
                await AnswerFailureAsync(http, failure.Error);
                return;
            }

            http.Response.Clear();
            http.Features.Set<IForwarderErrorFeature>(null);
            proxy.AvailableDestinations = untried;
        }
    }

    private static bool WasNeverReached(IForwarderErrorFeature failure) =>
        failure is { Error: ForwarderError.Request, Exception: HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError,
        } };

    private static async Task AnswerFailureAsync(HttpContext http, ForwarderError error)
    {
        if (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        var problem = error switch
        {
            ForwarderError.RequestBodyClient => http.Response.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? Problems.Of(StatusCodes.Status413PayloadTooLarge, "body-too-large", "The body is larger than this address takes.", [])
                : Problems.Of(StatusCodes.Status400BadRequest, "body-broken", "The body ended before its time: send the request again.", []),
            ForwarderError.RequestTimedOut => Problems.Of(
                StatusCodes.Status504GatewayTimeout, "deadline-exceeded", "The service did not answer in time.", []),
            _ => Problems.Of(
                StatusCodes.Status503ServiceUnavailable, "service-unavailable",
                "The service is not there at the moment. Send the request again after Retry-After seconds; a write with the same Idempotency-Key.", []),
        };
        http.Response.Clear();
        if (problem.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = Destinations.ProbedEvery.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        await problem.ExecuteAsync(http);
    }
}
