using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aso.Contracts.Partners.StopLoss.V1;
using Aso.Load;
using Grpc.Core;
using Grpc.Net.Client;

namespace Aso.Platform.Tests;

/// <summary>Each answer says its trace, which is the caller's where the caller has one; an error's id is that trace's.</summary>
public abstract partial class AnswerTraceTests(RunningPlatform platform)
{
    [Theory]
    [InlineData("GET", "v1/employers", "application/json", 200)]
    [InlineData("GET", "v1/clients", "application/json", 200)]
    [InlineData("GET", "v1/nothing", "application/json", 404)]
    [InlineData("GET", "v1/employers/{E}/claims/none", "application/json", 404)]
    [InlineData("GET", "v1/employers/{E}/claims?limit=many", "application/json", 422)]
    [InlineData("POST", "v1/employers/{E}/claims", "application/json", 400)]
    [InlineData("GET", "v1/employers/{E}/remittances/none", "application/edi-x12", 404)]
    [InlineData("GET", "v1/employers/{E}/remittances/none", "text/html", 404)]
    [InlineData("POST", "v1/employers/{E}/payment-files/2099-01-01", "text/plain", 409)]
    [InlineData("GET", "v1/employers/{E}/claims/none/denial-notice", "text/html", 404)]
    [InlineData("GET", "v1/employers/{E}/claim-file-jobs/00000000-0000-7000-8000-000000000000/outcomes", "text/csv", 404)]
    [InlineData("GET", "v1/operations/claims/parked-messages", "application/json", 200)]
    [InlineData("GET", "fhir/r4/metadata", "application/fhir+json", 200)]
    [InlineData("GET", "fhir/r4/employers/{E}/Patient/none", "application/fhir+json", 404)]
    [InlineData("GET", "fhir/r4/employers/{E}/Claim?bogus=1", "application/fhir+json", 422)]
    [InlineData("GET", ".well-known/openid-configuration", "application/json", 200)]
    [InlineData("GET", "health/live", "*/*", 200)]
    [InlineData("GET", "sign-in", "text/html", 200)]
    public async Task An_answer_says_the_trace_that_its_caller_began(string method, string path, string accept, int status)
    {
        var group = new LoadGroup(platform.Administrator, employees: 1);
        await group.SetUpAsync(CancellationToken.None);
        path = path.Replace("{E}", $"{group.EmployerId}", StringComparison.Ordinal);
        using var http = await platform.AsAdministratorAsync();
        var caller = ActivityTraceId.CreateRandom().ToHexString();

        using var begun = await SendAsync(http, method, path, accept, $"00-{caller}-00f067aa0ba902b7-01");
        using var alone = await SendAsync(http, method, path, accept, traceparent: null);
        using var broken = await SendAsync(http, method, path, accept, $"00-{caller}-zz-01");

        Assert.Equal(status, (int)begun.StatusCode);
        Assert.Equal(caller, TraceOf(begun));
        Assert.NotEqual(caller, TraceOf(alone));
        Assert.NotEqual(TraceOf(broken), TraceOf(alone));
        foreach (var answer in new[] { begun, alone, broken }.Where(answer => !answer.IsSuccessStatusCode))
        {
            var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
            Assert.Equal(TraceOf(answer), (problem["traceId"] ?? problem["id"])!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Who_is_not_known_is_told_the_trace_too()
    {
        using var answer = await SendAsync(platform.Anonymous, "GET", "v1/employers", "application/json", traceparent: null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(TraceOf(answer), (await answer.Content.ReadFromJsonAsync<JsonNode>())!["traceId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_carriers_refused_call_ends_with_the_trace()
    {
        var carrier = await platform.AsNewClientAsync(new JsonObject { ["kind"] = "carrier", ["carrierId"] = Guid.NewGuid().ToString() });
        using var channel = GrpcChannel.ForAddress(platform.Partners);
        var caller = ActivityTraceId.CreateRandom().ToHexString();
        var head = new Metadata { { "Authorization", $"{carrier.DefaultRequestHeaders.Authorization}" }, { "traceparent", $"00-{caller}-00f067aa0ba902b7-01" } };

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await new StopLossPartner.StopLossPartnerClient(channel).DecideReimbursementAsync(new() { RequestId = $"{Guid.NewGuid()}" }, head));

        Assert.Equal(caller, refusal.Trailers.GetValue("trace-id"));
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, string method, string path, string accept, string? traceparent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path) { Content = method == "POST" ? new StringContent("{", new MediaTypeHeaderValue("application/json")) : null };
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        if (traceparent is not null)
        {
            request.Headers.Add("traceparent", traceparent);
        }

        return await http.SendAsync(request);
    }

    private static string TraceOf(HttpResponseMessage answer)
    {
        var said = Response().Match(Assert.Single(answer.Headers.GetValues("traceresponse")));
        Assert.True(said.Success);
        return said.Groups[1].Value;
    }

    [GeneratedRegex("^00-([0-9a-f]{32})-[0-9a-f]{16}-0[01]$")]
    private static partial Regex Response();
}

[Collection("embedded")]
public sealed class EmbeddedAnswerTraceTests(EmbeddedInProcess platform) : AnswerTraceTests(platform);

[Collection("separate")]
public sealed class SeparateAnswerTraceTests(SeparateProcesses platform) : AnswerTraceTests(platform);
