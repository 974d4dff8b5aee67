namespace Aso.Gateway.Routes;

/// <summary>The services behind the gateway, by the names of their clusters and of their configuration keys.</summary>
internal static class Cluster
{
    public const string Enrollment = "enrollment";
    public const string Claims = "claims";
    public const string Funding = "funding";
    public const string StopLoss = "stop-loss";

    /// <summary>The stop-loss service's other port: gRPC, always HTTP/2.</summary>
    public const string StopLossGrpc = "stop-loss-grpc";

    /// <summary>The operators' port of a service.</summary>
    public static string ManagementOf(string service) => service + "-management";

    /// <summary>Each service and the key under <c>Services</c> that holds its addresses.</summary>
    public static readonly IReadOnlyList<(string Name, string Key)> Services =
        [(Enrollment, "Enrollment"), (Claims, "Claims"), (Funding, "Funding"), (StopLoss, "StopLoss")];
}
