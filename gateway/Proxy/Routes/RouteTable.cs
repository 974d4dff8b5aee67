using Aso.Foundation;
using Aso.Gateway.Edge;
using Yarp.ReverseProxy.Configuration;

namespace Aso.Gateway.Routes;

/// <summary>Which service answers which address: the public API, one line for each resource.</summary>
internal static class RouteTable
{
    private const string Employer = "/v1/employers/{employerId}";

    private const string FhirEmployer = OperationOutcomes.Root + "/employers/{employerId}";

    private static readonly (string Cluster, string Path)[] Resources =
    [
        (Cluster.Enrollment, "/v1/employers"),
        (Cluster.Enrollment, Employer),
        (Cluster.Enrollment, Employer + "/plans/{**rest}"),
        (Cluster.Enrollment, Employer + "/network"),
        (Cluster.Enrollment, Employer + "/members/{**rest}"),
        (Cluster.Enrollment, Employer + "/open"),
        (Cluster.Enrollment, Employer + "/clock"),
        (Cluster.Enrollment, Employer + "/enrollment-files/{**rest}"),
        (Cluster.Enrollment, Employer + "/enrollment-file-jobs/{**rest}"),

        (Cluster.Claims, Employer + "/claims/{**rest}"),
        (Cluster.Claims, Employer + "/claim-files/{**rest}"),
        (Cluster.Claims, Employer + "/claim-file-jobs/{**rest}"),
        (Cluster.Claims, Employer + "/accumulators"),
        (Cluster.Claims, Employer + "/members/{memberId}/coverages/preview"),
        (Cluster.Claims, Employer + "/recoverable-claims/{**rest}"),
        (Cluster.Claims, Employer + "/re-executions"),
        (Cluster.Claims, Employer + "/review-rules"),
        (Cluster.Claims, Employer + "/work-queue/{**rest}"),
        (Cluster.Claims, Employer + "/approvals/claims/{**rest}"),
        (Cluster.Claims, "/v1/work-queue"),

        (Cluster.Funding, Employer + "/deposits/{**rest}"),
        (Cluster.Funding, Employer + "/refunds"),
        (Cluster.Funding, Employer + "/approvals/funding/{**rest}"),
        (Cluster.Funding, Employer + "/ledger/{**rest}"),
        (Cluster.Funding, Employer + "/funding-requests"),
        (Cluster.Funding, Employer + "/payments/{**rest}"),
        (Cluster.Funding, Employer + "/payables"),
        (Cluster.Funding, Employer + "/remittances/{**rest}"),
        (Cluster.Funding, Employer + "/payee-accounts"),
        (Cluster.Funding, Employer + "/payment-files/{**rest}"),
        (Cluster.Funding, Employer + "/return-files"),
        (Cluster.Funding, Employer + "/returns"),
        (Cluster.Funding, Employer + "/costs/{**rest}"),
        (Cluster.Funding, Employer + "/settlement"),

        (Cluster.StopLoss, "/v1/carriers/{**rest}"),
        (Cluster.StopLoss, "/v1/carrier/{**rest}"),
        (Cluster.StopLoss, Employer + "/stop-loss/{**rest}"),
    ];

    /// <summary>Below an employer's FHIR base; <c>Type</c> and what follows it.</summary>
    private static readonly (string Cluster, string Path)[] FhirResources =
    [
        (Cluster.Enrollment, FhirEmployer + "/Patient/{**rest}"),
        (Cluster.Enrollment, FhirEmployer + "/Coverage/{**rest}"),
        (Cluster.Claims, FhirEmployer + "/Claim/{**rest}"),
        (Cluster.Claims, FhirEmployer + "/ExplanationOfBenefit/{**rest}"),
    ];

    /// <summary>What FHIR there is, for anyone to know; every service has it from the same table, so that one answers.</summary>
    private static readonly string[] FhirCapabilities = [OperationOutcomes.Root + "/metadata", FhirEmployer + "/metadata"];

    /// <summary>What carriers call.</summary>
    private const string OfCarriers = RequestClasses.PartnerPackage + "stoploss.{version}/{**method}";

    /// <summary>What gRPC's own tools ask of a server: what it serves, which is public, and whether it does.</summary>
    private const string OfGrpc = RequestClasses.GrpcPackage + "{package}/{**method}";

    public static IReadOnlyList<RouteConfig> Routes { get; } =
    [
        .. Resources.Select(resource => Api(resource.Cluster, resource.Path)),
        .. FhirResources.Select(resource => WithCallersHost(Api(resource.Cluster, resource.Path))),
        .. FhirCapabilities.Select(path => WithCallersHost(Api(Cluster.Enrollment, path)) with { AuthorizationPolicy = "anonymous" }),
        // How far a service is, what it knows of every employer; and what it set aside, which both ends show on their operators' port only.
        .. Cluster.Services.Select(service => Api(service.Name, $"{Employer}/progress/{service.Name}")),
        .. Cluster.Services.Select(service => Api(service.Name, $"/v1/overview/{service.Name}")),
        .. Cluster.Services.Select(service => Api(Cluster.ManagementOf(service.Name), $"{Management.OperationsRoot}/{service.Name}/{{**rest}}")),
        Api(Cluster.StopLossGrpc, OfCarriers),
        Api(Cluster.StopLossGrpc, OfGrpc) with { AuthorizationPolicy = "anonymous" },
        .. Cluster.Services.Select(service => Document(service.Name)),
    ];

    private static Dictionary<string, string> KeepHost => new() { ["RequestHeaderOriginalHost"] = "true" };

    // The token is checked here, so that a stranger's request goes no further, and again by the service, which trusts no one's word.
    private static RouteConfig Api(string cluster, string path) => new()
    {
        RouteId = $"{cluster} {path}",
        ClusterId = cluster,
        Match = new() { Path = path },
        AuthorizationPolicy = "default",
    };

    /// <summary>FHIR answers with full addresses: those by which the caller knows them.</summary>
    private static RouteConfig WithCallersHost(RouteConfig route) => route with { Transforms = [KeepHost] };

    /// <summary>The service's own description of its API; its "servers" then name this host, for the original one is kept.</summary>
    private static RouteConfig Document(string cluster) => new()
    {
        RouteId = $"{cluster} document",
        ClusterId = cluster,
        Match = new() { Path = $"/openapi/{cluster}.json", Methods = [HttpMethods.Get] },
        AuthorizationPolicy = "anonymous",
        Transforms =
        [
            new Dictionary<string, string> { ["PathSet"] = "/openapi/v1.json" },
            KeepHost,
        ],
    };
}
