using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aso.Scenarios.Format;
using Aso.Scenarios.Play;

namespace Aso.Platform.Tests.Tenants;

/// <summary>No tenant learns anything of another: every operation that the API describes is tried with another's ids.</summary>
[Collection("embedded")]
public sealed class TenantTests(EmbeddedInProcess platform)
{
    private const string Canary = "Canary7";

    [Fact]
    public async Task Another_employers_data_answers_as_if_it_did_not_exist()
    {
        using var owner = await PlayWithCanariesAsync();
        using var stranger = await PlayWithCanariesAsync();
        using var caller = await platform.AsNewClientAsync(new JsonObject { ["kind"] = "employer", ["name"] = "B", ["employerId"] = stranger.EmployerId });

        var findings = new List<string>();
        foreach (var operation in (await OperationsAsync()).Where(operation => operation.IsAboutAnEmployer))
        {
            var (foreign, foreignBody) = await CallAsync(caller, operation, IdsOf(owner.EmployerId));
            var (unknown, unknownBody) = await CallAsync(caller, operation, IdsOf(Guid.CreateVersion7()));
            Find(findings, operation, foreign == unknown && foreignBody == unknownBody, $"tells another's employer ({foreign} {foreignBody}) from one that does not exist ({unknown} {unknownBody})");
            Find(findings, operation, (int)foreign is >= 400 and < 500, $"answers {foreign}");
            Find(findings, operation, !foreignBody.Contains(Canary, StringComparison.Ordinal), "shows the other's data");
        }

        Assert.Empty(findings);
    }

    [Fact]
    public async Task Nobody_calls_anything_without_a_token()
    {
        var findings = new List<string>();
        foreach (var operation in (await OperationsAsync()).Where(operation => operation.Path != "/connect/token"))
        {
            var (status, body) = await CallAsync(platform.Anonymous, operation, IdsOf(Guid.CreateVersion7()));
            Find(findings, operation, status == HttpStatusCode.Unauthorized, $"answers {status} {body}");
        }

        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("carrier")]
    [InlineData("provider")]
    public async Task A_caller_of_another_kind_sees_no_data_that_is_not_its_own(string kind)
    {
        using var owner = await PlayWithCanariesAsync();
        var registration = kind == "carrier"
            ? new JsonObject { ["kind"] = kind, ["carrierId"] = await platform.Callers.CreateCarrierAsync("Southern Re", CancellationToken.None) }
            : new JsonObject { ["kind"] = kind, ["npis"] = new JsonArray("1000000012") };
        using var caller = await platform.AsNewClientAsync(registration);

        var findings = new List<string>();
        foreach (var operation in await OperationsAsync())
        {
            var (status, body) = await CallAsync(caller, operation, IdsOf(owner.EmployerId));
            Find(findings, operation, !body.Contains(Canary, StringComparison.Ordinal), $"shows the employer's data ({status} {body})");
            Find(findings, operation, kind == "provider" || (int)status is >= 400 and < 500, $"answers {status}");
        }

        Assert.Empty(findings);
    }

    [Fact]
    public async Task An_employer_has_no_part_in_the_administrators_work()
    {
        using var owner = await PlayWithCanariesAsync();
        using var caller = await platform.AsNewClientAsync(new JsonObject { ["kind"] = "employer", ["employerId"] = owner.EmployerId });

        var findings = new List<string>();
        foreach (var operation in (await OperationsAsync()).Where(operation => !operation.IsAboutAnEmployer && operation.Path is not ("/connect/token" or "/v1/employers")))
        {
            var (status, _) = await CallAsync(caller, operation, IdsOf(owner.EmployerId));
            Find(findings, operation, status == HttpStatusCode.Forbidden, $"answers {status}");
        }

        Assert.Empty(findings);
    }

    private static void Find(List<string> findings, Operation operation, bool holds, string otherwise)
    {
        if (!holds)
        {
            findings.Add($"{operation} {otherwise}");
        }
    }

    private static Dictionary<string, string> IdsOf(Guid employerId) => new()
    {
        ["employerId"] = employerId.ToString(),
        ["memberId"] = $"{Canary}E1",
        ["claimNumber"] = $"{Canary}C1",
        ["fileId"] = Guid.NewGuid().ToString(),
        ["itemId"] = Guid.NewGuid().ToString(),
        ["messageId"] = Guid.NewGuid().ToString(),
        ["clientId"] = "administrator",
    };

    /// <returns>The answer, without what differs from call to call; what the caller said itself is not held against it.</returns>
    private static async Task<(HttpStatusCode Status, string Body)> CallAsync(HttpClient caller, Operation operation, Dictionary<string, string> ids)
    {
        using var request = operation.ToRequest(ids);
        Assert.DoesNotContain('{', request.RequestUri!.OriginalString);
        using var answer = await caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var body = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync();
        if (body.StartsWith('{') && JsonNode.Parse(body) is JsonObject problem && problem.ContainsKey("traceId"))
        {
            problem.Remove("traceId");
            body = problem.ToJsonString();
        }

        return (answer.StatusCode, body);
    }

    private async Task<IReadOnlyList<Operation>> OperationsAsync()
    {
        var operations = Operation.ReadAll((await platform.Anonymous.GetFromJsonAsync<JsonNode>("openapi/v1.json"))!);
        Assert.True(operations.Count > 40, $"Only {operations.Count} operations are described.");
        return operations;
    }

    /// <summary>A played employer whose names, members, claims and references can be told from any other text.</summary>
    private async Task<ScenarioPlayer> PlayWithCanariesAsync()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "scenarios", "specific-stop-loss-notices-and-request.json"));
        var marked = Regex.Replace(text, "\"((?:[ESC]|[WR]-)\\d+)\"", $"\"{Canary}$1\"");
        var scenario = Scenario.Read(Regex.Replace(marked, "(\"name\": \")(Acme)", $"$1{Canary} $2"));
        var player = new ScenarioPlayer(platform.Callers, scenario);
        await player.PlayAsync(() => { }, CancellationToken.None);
        return player;
    }
}
