using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Aso.Gateway.Tests;

/// <summary>A gateway in front of four stubs, one for each service.</summary>
public sealed class FourServices : IAsyncLifetime
{
    private readonly Dictionary<string, StubService> _stubs = [];

    internal GatewayHost Gateway { get; private set; } = null!;

    internal string Token { get; private set; } = "";

    internal StubService this[string name] => _stubs[name];

    public async Task InitializeAsync()
    {
        foreach (var name in (string[])["Enrollment", "Claims", "Funding", "StopLoss"])
        {
            _stubs[name] = await StubService.StartAsync(name);
        }

        Gateway = await GatewayHost.StartAsync(
        [
            .. _stubs.Select(stub => ($"Services:{stub.Key}", stub.Value.Address)),
            .. _stubs.Select(stub => ($"Services:{stub.Key}Management", stub.Value.ManagementAddress)),
            ("Services:StopLossGrpc", _stubs["StopLoss"].GrpcAddress),
        ]);
        Token = await Gateway.TokenAsync();
    }

    public async Task DisposeAsync()
    {
        await Gateway.DisposeAsync();
        foreach (var stub in _stubs.Values)
        {
            await stub.DisposeAsync();
        }
    }
}

public sealed class RouteTests(FourServices platform) : IClassFixture<FourServices>
{
    private const string Employer = "/v1/employers/0198f3a0-0000-7000-8000-000000000001";
    private const string FhirEmployer = "/fhir/r4/employers/0198f3a0-0000-7000-8000-000000000001";

    [Theory]
    [InlineData("POST", "/v1/employers", "Enrollment")]
    [InlineData("GET", "/v1/employers", "Enrollment")]
    [InlineData("GET", Employer, "Enrollment")]
    [InlineData("POST", Employer + "/plans", "Enrollment")]
    [InlineData("PUT", Employer + "/network", "Enrollment")]
    [InlineData("GET", Employer + "/members?after=E1&limit=10", "Enrollment")]
    [InlineData("GET", Employer + "/members/E%201", "Enrollment")]
    [InlineData("PUT", Employer + "/members/E1/coverages", "Enrollment")]
    [InlineData("POST", Employer + "/members/E1/coverages/check", "Enrollment")]
    [InlineData("POST", Employer + "/members/E%201/coverages/preview", "Claims")]
    [InlineData("GET", Employer + "/recoverable-claims", "Claims")]
    [InlineData("POST", Employer + "/recoverable-claims/void", "Claims")]
    [InlineData("POST", Employer + "/re-executions", "Claims")]
    [InlineData("POST", Employer + "/open", "Enrollment")]
    [InlineData("POST", Employer + "/clock", "Enrollment")]
    [InlineData("POST", Employer + "/enrollment-files", "Enrollment")]
    [InlineData("GET", Employer + "/enrollment-files", "Enrollment")]
    [InlineData("GET", Employer + "/enrollment-files/f1", "Enrollment")]
    [InlineData("GET", Employer + "/enrollment-file-jobs/f1", "Enrollment")]
    [InlineData("GET", Employer + "/enrollment-file-jobs/f1/outcomes.csv", "Enrollment")]
    [InlineData("POST", Employer + "/claims", "Claims")]
    [InlineData("GET", Employer + "/claims/C1/explanation-of-benefits", "Claims")]
    [InlineData("GET", Employer + "/accumulators?memberId=E1", "Claims")]
    [InlineData("PUT", Employer + "/review-rules", "Claims")]
    [InlineData("GET", Employer + "/work-queue?dueWithin=5", "Claims")]
    [InlineData("POST", Employer + "/work-queue/i1/release", "Claims")]
    [InlineData("GET", "/v1/work-queue?kind=appeal", "Claims")]
    [InlineData("POST", Employer + "/claims/C1/appeals", "Claims")]
    [InlineData("POST", Employer + "/claim-files", "Claims")]
    [InlineData("GET", Employer + "/claim-files", "Claims")]
    [InlineData("GET", Employer + "/claim-files/f1", "Claims")]
    [InlineData("GET", Employer + "/claim-files/f1/acknowledgments/277ca", "Claims")]
    [InlineData("GET", Employer + "/claim-file-jobs", "Claims")]
    [InlineData("GET", Employer + "/claim-file-jobs/f1/stream", "Claims")]
    [InlineData("POST", Employer + "/deposits", "Funding")]
    [InlineData("POST", Employer + "/deposits/0197a3c4-0000-7000-8000-000000000001/confirm", "Funding")]
    [InlineData("POST", Employer + "/refunds", "Funding")]
    [InlineData("GET", Employer + "/approvals/funding?status=waiting", "Funding")]
    [InlineData("POST", Employer + "/approvals/claims/0197a3c4-0000-7000-8000-000000000001/approve", "Claims")]
    [InlineData("GET", Employer + "/ledger", "Funding")]
    [InlineData("GET", Employer + "/ledger/entries?after=1", "Funding")]
    [InlineData("GET", Employer + "/funding-requests", "Funding")]
    [InlineData("GET", Employer + "/payments", "Funding")]
    [InlineData("GET", Employer + "/payables", "Funding")]
    [InlineData("GET", Employer + "/payment-files?from=2026-01-01", "Funding")]
    [InlineData("GET", Employer + "/costs", "Funding")]
    [InlineData("GET", Employer + "/settlement?planYear=2026-01-01", "Funding")]
    [InlineData("POST", "/v1/carriers", "StopLoss")]
    [InlineData("GET", "/v1/carriers", "StopLoss")]
    [InlineData("POST", Employer + "/stop-loss/policies", "StopLoss")]
    [InlineData("GET", Employer + "/stop-loss", "StopLoss")]
    [InlineData("GET", FhirEmployer + "/Patient?identifier=E1", "Enrollment")]
    [InlineData("GET", FhirEmployer + "/Patient/E1", "Enrollment")]
    [InlineData("GET", FhirEmployer + "/Coverage?patient=E1", "Enrollment")]
    [InlineData("GET", FhirEmployer + "/Claim?created=ge2026-01-01", "Claims")]
    [InlineData("POST", FhirEmployer + "/Claim/$submit", "Claims")]
    [InlineData("GET", FhirEmployer + "/ExplanationOfBenefit/0198f3a0-0000-7000-8000-000000000002", "Claims")]
    [InlineData("GET", Employer + "/progress/enrollment", "Enrollment")]
    [InlineData("GET", Employer + "/progress/claims", "Claims")]
    [InlineData("GET", Employer + "/progress/funding", "Funding")]
    [InlineData("GET", Employer + "/progress/stop-loss", "StopLoss")]
    public async Task Every_address_of_the_api_reaches_its_service_unchanged(string method, string address, string service)
    {
        using var answer = await platform.Gateway.SendAsync(new(method), address, platform.Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var echo = (await answer.Content.ReadFromJsonAsync<StubService.Echo>())!;
        var asked = new Uri(platform.Gateway.Address, address);
        Assert.Equal((service, method), (echo.Service, echo.Method));
        Assert.Equal((Uri.UnescapeDataString(asked.AbsolutePath), asked.Query), (echo.Path, echo.Query));
        Assert.Equal($"Bearer {platform.Token}", echo.Authorization);   // for the service to judge by itself
    }

    [Theory]
    [InlineData("GET", "/v1/operations/enrollment/parked-messages", "Enrollment")]
    [InlineData("GET", "/v1/operations/claims/parked-messages", "Claims")]
    [InlineData("GET", "/v1/operations/funding/parked-messages", "Funding")]
    [InlineData("POST", "/v1/operations/stop-loss/parked-messages/0198f3a0-0000-7000-8000-000000000002/retry", "StopLoss")]
    public async Task Operations_reach_the_operators_port_of_their_service_from_the_gateways_own_alone(string method, string address, string service)
    {
        var there = new Uri(platform.Gateway.Management, address).AbsoluteUri;
        using var answer = await platform.Gateway.SendAsync(new(method), there, platform.Token);
        using var stranger = await platform.Gateway.SendAsync(new(method), there, token: null);
        using var publicly = await platform.Gateway.SendAsync(new(method), address, platform.Token);
        using var upper = await platform.Gateway.SendAsync(new(method), address.ToUpperInvariant(), platform.Token);

        var echo = (await answer.Content.ReadFromJsonAsync<StubService.Echo>())!;
        Assert.Equal((service, method, address, true), (echo.Service, echo.Method, echo.Path, echo.IsManagement));
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (publicly.StatusCode, upper.StatusCode));
    }

    [Fact]
    public async Task Metrics_answer_on_the_operators_port_alone_and_health_on_every_one()
    {
        using var metrics = await platform.Gateway.SendAsync(HttpMethod.Get, new Uri(platform.Gateway.Management, "metrics").AbsoluteUri, token: null);
        using var publicly = await platform.Gateway.SendAsync(HttpMethod.Get, "metrics", token: null);
        using var api = await platform.Gateway.SendAsync(HttpMethod.Get, new Uri(platform.Gateway.Management, "v1/employers").AbsoluteUri, platform.Token);
        using var health = await platform.Gateway.SendAsync(HttpMethod.Get, new Uri(platform.Gateway.Management, "health/live").AbsoluteUri, token: null);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (metrics.StatusCode, publicly.StatusCode));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (api.StatusCode, health.StatusCode));
    }

    [Theory]
    [InlineData(Employer + "/secrets")]
    [InlineData(Employer + "/progress/portal")]
    [InlineData("/v2/employers")]
    public async Task An_address_outside_the_api_reaches_nobody(string address)
    {
        using var answer = await platform.Gateway.SendAsync(HttpMethod.Get, address, platform.Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/v1/employers")]
    [InlineData(Employer + "/claims")]
    public async Task A_stranger_goes_no_further_than_the_gateway(string address)
    {
        using var answer = await platform.Gateway.SendAsync(HttpMethod.Get, address, token: null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/fhir/r4/metadata")]
    [InlineData(FhirEmployer + "/metadata")]
    public async Task What_fhir_there_is_is_told_to_everyone(string address)
    {
        using var answer = await platform.Gateway.SendAsync(HttpMethod.Get, address, token: null);

        Assert.Equal("Enrollment", (await answer.Content.ReadFromJsonAsync<StubService.Echo>())!.Service);
    }

    [Theory]
    [InlineData(FhirEmployer + "/Claim", null, HttpStatusCode.Unauthorized, "login")]
    [InlineData(FhirEmployer + "/Observation", "token", HttpStatusCode.NotFound, "not-found")]
    public async Task Where_fhir_is_spoken_the_gateway_too_refuses_with_an_operation_outcome(string address, string? token, HttpStatusCode status, string issue)
    {
        using var answer = await platform.Gateway.SendAsync(HttpMethod.Get, address, token is null ? null : platform.Token);

        Assert.Equal((status, "application/fhir+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var outcome = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal(("OperationOutcome", issue), ((string)outcome["resourceType"]!, (string)outcome["issue"]![0]!["code"]!));
    }

    [Theory]
    [InlineData("enrollment", "Enrollment")]
    [InlineData("stop-loss", "StopLoss")]
    public async Task The_description_of_each_service_is_offered_to_everyone(string document, string service)
    {
        using var answer = await platform.Gateway.SendAsync(HttpMethod.Get, $"/openapi/{document}.json", token: null);

        var echo = (await answer.Content.ReadFromJsonAsync<StubService.Echo>())!;
        Assert.Equal((service, "/openapi/v1.json"), (echo.Service, echo.Path));
    }
}
