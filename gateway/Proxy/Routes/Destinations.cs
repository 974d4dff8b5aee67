using System.Net;
using Aso.Foundation;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Aso.Gateway.Routes;

/// <summary>Where the services are: section <c>Services</c>, each an address or several between commas.</summary>
/// <remarks>
/// <c>Services:StopLossGrpc</c> may be left out: without TLS it is the port after the REST one, with TLS the same. So may
/// <c>Services:EnrollmentManagement</c> and the like, where operations answer: the second port after the REST one.
/// </remarks>
internal static class Destinations
{
    public static readonly TimeSpan ProbedEvery = TimeSpan.FromSeconds(5);

    private const string Section = "Services";

    // REST answers within a deadline of its own class, and a stream says something every 15 seconds: silence longer than this is a death.
    private static readonly ForwarderRequestConfig Rest = new() { ActivityTimeout = TimeSpan.FromSeconds(100) };

    // A carrier's watch may be silent for long. Only HTTP/2 carries gRPC, and without TLS that must be known beforehand.
    private static readonly ForwarderRequestConfig Grpc = new()
    {
        ActivityTimeout = TimeSpan.FromHours(1),
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <exception cref="StartRefusedException">Addresses are missing or wrong; the message names every one.</exception>
    public static IReadOnlyList<ClusterConfig> Read(IConfiguration configuration)
    {
        var mistakes = new List<string>();
        var clusters = Cluster.Services.Select(service =>
            Describe(service.Name, AddressesOf(configuration, service.Key, mistakes), Rest)).ToList();
        var grpc = configuration[$"{Section}:StopLossGrpc"] is null
            ? [.. AddressesOf(configuration, "StopLoss", []).Select(GrpcBeside)]
            : AddressesOf(configuration, "StopLossGrpc", mistakes);
        clusters.Add(Describe(Cluster.StopLossGrpc, grpc, Grpc));
        foreach (var (name, key) in Cluster.Services)
        {
            var management = configuration[$"{Section}:{key}Management"] is null
                ? [.. AddressesOf(configuration, key, []).Select(rest => new UriBuilder(rest) { Port = rest.Port + 2 }.Uri)]
                : AddressesOf(configuration, $"{key}Management", mistakes);
            clusters.Add(Describe(Cluster.ManagementOf(name), management, Rest) with { HealthCheck = null });   // asked now and then, by a person who sees what is away
        }

        return mistakes.Count == 0 ? clusters : throw new StartRefusedException(string.Join(' ', mistakes));
    }

    private static List<Uri> AddressesOf(IConfiguration configuration, string key, List<string> mistakes)
    {
        var addresses = new List<Uri>();
        foreach (var part in (configuration[$"{Section}:{key}"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Uri.TryCreate(part, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                addresses.Add(address);
            }
            else
            {
                mistakes.Add($"{Section}:{key} has \"{part}\", which is no http or https address.");
            }
        }

        if (addresses.Count == 0)
        {
            mistakes.Add($"Set {Section}:{key} to the address of that service, or several between commas.");
        }

        return addresses;
    }

    private static Uri GrpcBeside(Uri rest) =>
        rest.Scheme == "https" ? rest : new UriBuilder(rest) { Port = rest.Port + 1 }.Uri;

    private static ClusterConfig Describe(string name, IEnumerable<Uri> addresses, ForwarderRequestConfig request) => new()
    {
        ClusterId = name,
        LoadBalancingPolicy = EmployerAffinity.PolicyName,
        Destinations = addresses.Select((address, index) => (Key: $"{name}-{index + 1}", address))
            .ToDictionary(pair => pair.Key, pair => new DestinationConfig { Address = pair.address.AbsoluteUri }),
        HttpRequest = request,
        HealthCheck = new()
        {
            // All down: then rather try one than refuse all, for the probe may be what is wrong.
            AvailableDestinationsPolicy = "HealthyOrPanic",
            Active = new()
            {
                Enabled = true,
                Interval = ProbedEvery,
                Timeout = TimeSpan.FromSeconds(2),
                Policy = "ConsecutiveFailures",
                Path = "/health/ready",
            },
        },
    };
}
