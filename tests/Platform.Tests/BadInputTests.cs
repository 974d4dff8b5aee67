using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Aso.Load;

namespace Aso.Platform.Tests;

/// <summary>Bad input is answered with a stable code, the field and the remedy; nothing of it is applied, and nothing that names a person is kept in a log.</summary>
public abstract class BadInputTests(RunningPlatform platform) : IAsyncLifetime
{
    /// <summary>Stands for whatever identifies a person: in ids, names, birth dates' places and diagnoses of every request below.</summary>
    private protected const string Canary = "CANARY7";

    private LoadGroup _group = null!;

    public async Task InitializeAsync()
    {
        _group = new(platform.Administrator, employees: 1);
        await _group.SetUpAsync(CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    //          address                    what is sent                                                                             status  code                   field
    [InlineData("POST claims", """{"claimNumber": "CANARY7", "memberId": """, 400, "malformed-json", "memberId")]
    [InlineData("POST claims", """{"claimNumber": "CANARY7", "canary": 1}""", 400, "malformed-json", "canary")]
    [InlineData("POST claims", "{CLAIM providerNpi=\"1234567890\"}", 422, "invalid-claim", "providerNpi")]
    [InlineData("POST claims", "{CLAIM lines[0].serviceDate=\"2026-02-30\"}", 422, "invalid-claim", "lines[0].serviceDate")]
    [InlineData("POST claims", "{CLAIM lines[0].billed=\"-1.00\"}", 422, "invalid-claim", "lines[0].billed")]
    [InlineData("POST claims", "{CLAIM lines[0].billed=\"1.001\"}", 422, "invalid-claim", "lines[0].billed")]
    [InlineData("POST claims", "{CLAIM lines[0].billed=\"99999999999999999999.00\"}", 422, "invalid-claim", "lines[0].billed")]
    [InlineData("POST claims", "{CLAIM lines[0].billed=150.00}", 400, "malformed-json", "lines[0].billed")]
    [InlineData("POST deposits", """{"amount": "-0.01", "reference": "CANARY7"}""", 422, null, "amount")]
    [InlineData("POST deposits", """{"amount": "0.001", "reference": "CANARY7"}""", 400, "malformed-json", "amount")]
    [InlineData("POST deposits", """{"amount": "99999999999999999999.00", "reference": "CANARY7"}""", 400, "malformed-json", "amount")]
    [InlineData("POST refunds", """{"amount": "999999999999.00"}""", null, null, "amount")]
    [InlineData("POST members", """{"memberId": "CANARY7", "relationship": "employee", "birthDate": "1980-13-01", "coverages": []}""", 422, "date-malformed", "birthDate")]
    [InlineData("POST members", """{"memberId": "CANARY7", "relationship": "spouse", "subscriberId": "CANARY8", "birthDate": "1980-12-01", "coverages": []}""", 422, null, "subscriberId")]
    [InlineData("PUT members/E0/coverages", """{"coverages": [{"plan": "CANARY7", "tier": "employee", "from": "2026-01-01"}]}""", 422, "plan-unknown", "coverages[0].plan")]
    [InlineData("PUT members/E0/coverages", """{"coverages": [{"plan": "MED", "tier": "employee", "from": "2026-01-01"}, {"plan": "MED", "tier": "employee", "from": "2026-05-01"}]}""", 422, null, "coverages[1]")]
    [InlineData("PUT members/CANARY7/coverages", """{"coverages": []}""", 404, "not-found", null)]
    [InlineData("GET claims/CANARY7", null, 404, "not-found", null)]
    [InlineData("GET claims?sort=paid", null, 422, "unknown-query-parameter", "sort")]
    [InlineData("GET payments?from=soon", null, 422, "invalid-query", "from")]
    [InlineData("PUT network", """{"npis": ["1234567890"]}""", 422, "npi-invalid", "npis[0]")]
    [InlineData("POST clock", """{"date": "2025-12-31"}""", null, null, "date")]
    [InlineData("POST enrollment-files", "ISA*00*CANARY7~", 422, "interchange-header-invalid", "ISA")]
    [InlineData("POST claim-files", "CANARY7", 422, "interchange-header-invalid", "ISA")]
    public async Task What_is_wrong_is_named_with_its_field_and_nothing_of_it_is_applied(string address, string? body, int? status, string? code, string? field)
    {
        var before = await StateAsync();

        var (method, path) = (address.Split(' ')[0], address.Split(' ')[1]);
        using var answer = await SendAsync(method, $"v1/employers/{_group.EmployerId}/{path}", Written(body));

        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.True(status is null ? answer.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict : (int)answer.StatusCode == status, $"{answer.StatusCode} {problem}");
        Assert.Equal(code ?? problem["code"]!.GetValue<string>(), problem["code"]!.GetValue<string>());
        Assert.Matches("^[a-z]+(-[a-z]+)*$", problem["code"]!.GetValue<string>());
        if (field is not null)
        {
            Assert.Contains(problem["errors"]!.AsArray(), error => error!["field"]!.GetValue<string>().StartsWith(field, StringComparison.Ordinal) && error["detail"]!.GetValue<string>().Length > 10);
        }

        Assert.DoesNotContain(Canary, problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync());
        Assert.DoesNotContain(await platform.TelemetryAsync(), line => line.Contains(Canary, StringComparison.Ordinal));
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? body)
    {
        using var http = await platform.AsAdministratorAsync();
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(path.EndsWith("-files", StringComparison.Ordinal) ? "application/edi-x12" : "application/json");
        }

        return await http.SendAsync(request);
    }

    /// <summary>A claim that is right but for one value: <c>{CLAIM path=value}</c>.</summary>
    private string? Written(string? body)
    {
        if (body?.StartsWith("{CLAIM ", StringComparison.Ordinal) != true)
        {
            return body;
        }

        var change = body[7..^1].Split('=', 2);
        var claim = JsonNode.Parse(_group.ClaimOf(0))!;
        (claim["claimNumber"], claim["diagnoses"]) = (Canary, new JsonArray(Canary));
        var target = change[0].StartsWith("lines[0].", StringComparison.Ordinal) ? claim["lines"]![0]! : claim;
        target[change[0][(change[0].LastIndexOf('.') + 1)..]] = JsonNode.Parse(change[1]);
        return claim.ToJsonString();
    }

    /// <summary>What every address says about the employer, how many messages each service has sent and applied included.</summary>
    private async Task<string> StateAsync()
    {
        await _group.Settlement.SettleAsync(CancellationToken.None);
        return await platform.StateOfAsync(_group.EmployerId);
    }
}

[Collection("embedded")]
public sealed class EmbeddedBadInputTests(EmbeddedInProcess platform) : BadInputTests(platform);

[Collection("separate")]
public sealed class SeparateBadInputTests(SeparateProcesses platform) : BadInputTests(platform);
