using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Aso.Platform.Tests.Tenants;

/// <summary>No tenant learns anything of another: every operation that the API describes is tried with another's ids.</summary>
public abstract class TenantTests(RunningPlatform platform)
{
    private readonly List<string> _findings = [];

    [Fact]
    public async Task Another_employers_data_answers_as_if_it_did_not_exist()
    {
        var owner = await platform.OwnerAsync();
        using var caller = await AsStrangerAsync();

        foreach (var operation in (await platform.OperationsAsync()).Where(operation => !operation.IsPublic))
        {
            var (foreign, foreignBody) = await CallAsync(caller, operation, owner.Ids);
            Find(operation, !foreignBody.Contains(owner.Canary, StringComparison.Ordinal) && !foreignBody.Contains(owner.EmployerId.ToString(), StringComparison.Ordinal), "shows the other's data");
            if (operation.IsAboutAnEmployer)
            {
                var (unknown, unknownBody) = await CallAsync(caller, operation, Tenant.NobodysIds(Guid.CreateVersion7()));
                Find(operation, foreign == unknown && foreignBody == unknownBody, $"tells another's employer ({foreign} {foreignBody}) from one that does not exist ({unknown} {unknownBody})");
                Find(operation, (int)foreign is >= 400 and < 500, $"answers {foreign}");
            }
        }

        Assert.True(_findings.Count == 0, string.Join('\n', _findings));
    }

    [Fact]
    public async Task Anothers_members_claims_policies_and_files_do_not_exist_below_ones_own_employer()
    {
        var (owner, stranger) = (await platform.OwnerAsync(), await platform.StrangerAsync());
        using var caller = await AsStrangerAsync();
        using var administrator = await platform.AsAdministratorAsync();
        var mixed = new Dictionary<string, string>(owner.Ids) { ["employerId"] = stranger.EmployerId.ToString() };

        var tried = (await platform.OperationsAsync()).Where(operation => operation.IsAboutAnEmployer && operation.OtherIds.Count > 0).ToList();
        foreach (var operation in tried)
        {
            var (foreign, foreignBody) = await CallAsync(caller, operation, mixed);
            var (unknown, unknownBody) = await CallAsync(caller, operation, Tenant.NobodysIds(stranger.EmployerId));
            Find(operation, foreign == unknown && foreignBody == unknownBody, $"tells another's {string.Join(", ", operation.OtherIds)} ({foreign} {foreignBody}) from one that does not exist ({unknown} {unknownBody})");
            Find(operation, !foreignBody.Contains(owner.Canary, StringComparison.Ordinal), "shows the other's data");

            // The ids are right: whoever owns them is answered. Nothing of the owner's waits for a person, and its claim was not denied.
            var (own, _) = await CallAsync(administrator, operation, owner.Ids);
            var right = operation.Path.EndsWith("/denial-notice", StringComparison.Ordinal) ? HttpStatusCode.Conflict : HttpStatusCode.OK;
            Find(operation, operation.Method != HttpMethod.Get || own == right || operation.OtherIds.Contains("itemId"), $"answers {own} to its owner");
        }

        Assert.True(tried.Count >= 10, $"Only {tried.Count} operations take another id.");
        Assert.True(_findings.Count == 0, string.Join('\n', _findings));
    }

    [Fact]
    public async Task Nobody_calls_anything_without_a_token()
    {
        foreach (var operation in (await platform.OperationsAsync()).Where(operation => !operation.IsPublic))
        {
            var (status, body) = await CallAsync(platform.Anonymous, operation, Tenant.NobodysIds(Guid.CreateVersion7()));
            Find(operation, status == HttpStatusCode.Unauthorized, $"answers {status} {body}");
        }

        Assert.True(_findings.Count == 0, string.Join('\n', _findings));
    }

    [Fact]
    public async Task Every_operation_is_open_to_one_scope_and_closed_to_all_others()
    {
        var client = await platform.Administrator.PostAsync("v1/clients", new JsonObject { ["kind"] = "administrator" }, CancellationToken.None);
        var callers = new Dictionary<string, HttpClient>();
        foreach (var scope in client["scopes"]!.AsArray().Select(scope => scope!.GetValue<string>()))
        {
            callers[scope] = platform.WithToken(await TokenAsync(client, scope));
        }

        foreach (var operation in (await platform.OperationsAsync()).Where(operation => !operation.IsPublic))
        {
            var open = new List<string>();
            foreach (var (scope, caller) in callers)
            {
                var (status, _) = await CallAsync(caller, operation, Tenant.NobodysIds(Guid.CreateVersion7()));
                if (status != HttpStatusCode.Forbidden)
                {
                    open.Add(scope);
                }
            }

            Find(operation, open.Count == 1 || IsProgress(operation), $"is open to {string.Join(", ", open)}");
        }

        Assert.True(_findings.Count == 0, string.Join('\n', _findings));
    }

    [Theory]
    [InlineData("carrier")]
    [InlineData("provider")]
    public async Task A_caller_of_another_kind_sees_no_data_that_is_not_its_own(string kind)
    {
        var owner = await platform.OwnerAsync();
        var registration = kind == "carrier"
            ? new JsonObject { ["kind"] = kind, ["carrierId"] = (await platform.StrangerAsync()).CarrierId }
            : new JsonObject { ["kind"] = kind, ["npis"] = new JsonArray("1000000012") };
        using var caller = await platform.AsNewClientAsync(registration);

        foreach (var operation in await platform.OperationsAsync())
        {
            var (status, body) = await CallAsync(caller, operation, owner.Ids);
            Find(operation, !body.Contains(owner.Canary, StringComparison.Ordinal), $"shows the employer's data ({status} {body})");
            Find(operation, kind == "provider" || operation.IsPublic || IsOwn(operation) || (int)status is >= 400 and < 500, $"answers {status}");
        }

        Assert.True(_findings.Count == 0, string.Join('\n', _findings));
    }

    [Fact]
    public async Task A_carrier_cannot_tell_anothers_request_or_employer_from_one_that_does_not_exist()
    {
        var owner = await platform.OwnerAsync();
        using var caller = await platform.AsNewClientAsync(new JsonObject { ["kind"] = "carrier", ["carrierId"] = (await platform.StrangerAsync()).CarrierId });
        using var itself = await platform.AsNewClientAsync(new JsonObject { ["kind"] = "carrier", ["carrierId"] = owner.CarrierId });

        foreach (var operation in (await platform.OperationsAsync()).Where(operation => operation.IsOfACarrier))
        {
            var (foreign, foreignBody) = await CallAsync(caller, operation, owner.Ids);
            var (unknown, unknownBody) = await CallAsync(caller, operation, Tenant.NobodysIds(Guid.CreateVersion7()));
            Find(operation, foreign == unknown && foreignBody == unknownBody, $"tells another's ({foreign} {foreignBody}) from what does not exist ({unknown} {unknownBody})");
            Find(operation, operation.Method != HttpMethod.Get || (await CallAsync(itself, operation, owner.Ids)).Status == HttpStatusCode.OK, "is refused to its own carrier");
        }

        using var payment = JsonContent.Create(new { employerId = owner.EmployerId, amount = "1.00", reference = "R-1" });
        using var paid = await caller.PostAsync(new Uri("v1/carrier/remittances", UriKind.Relative), payment);
        Assert.Equal(HttpStatusCode.NotFound, paid.StatusCode);
        Assert.True(_findings.Count == 0, string.Join('\n', _findings));
    }

    [Fact]
    public async Task An_employer_has_no_part_in_the_administrators_work()
    {
        using var caller = await AsStrangerAsync();
        var stranger = await platform.StrangerAsync();

        foreach (var operation in (await platform.OperationsAsync()).Where(operation => !operation.IsAboutAnEmployer && !operation.IsPublic && operation.Path is not "/v1/employers"))
        {
            var (status, _) = await CallAsync(caller, operation, stranger.Ids);
            Find(operation, status == HttpStatusCode.Forbidden, $"answers {status}");
        }

        Assert.True(_findings.Count == 0, string.Join('\n', _findings));
    }

    /// <summary>Whether it shows a carrier what is its own, and takes no id of anybody else's.</summary>
    private static bool IsOwn(Operation operation) => operation is { IsOfACarrier: true, OtherIds: [] } && operation.Method == HttpMethod.Get;

    /// <summary>How far a service is says nothing of an employer's data.</summary>
    private static bool IsProgress(Operation operation) => operation.Path.Contains("/progress/", StringComparison.Ordinal);

    /// <returns>The answer, without what differs from call to call; what the caller said itself is not held against it.</returns>
    private static async Task<(HttpStatusCode Status, string Body)> CallAsync(HttpClient caller, Operation operation, IReadOnlyDictionary<string, string> ids)
    {
        using var request = operation.ToRequest(ids);
        using var answer = await caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var body = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync();
        if (body.StartsWith('{') && JsonNode.Parse(body) is JsonObject problem && problem.ContainsKey("traceId"))
        {
            problem.Remove("traceId");
            body = problem.ToJsonString();
        }

        return (answer.StatusCode, body);
    }

    private void Find(Operation operation, bool holds, string otherwise)
    {
        if (!holds)
        {
            _findings.Add($"{operation} {otherwise}");
        }
    }

    private async Task<HttpClient> AsStrangerAsync() =>
        await platform.AsNewClientAsync(new JsonObject { ["kind"] = "employer", ["name"] = "B", ["employerId"] = (await platform.StrangerAsync()).EmployerId });

    private async Task<string> TokenAsync(JsonNode client, string scope)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client["clientId"]!.GetValue<string>(),
            ["client_secret"] = client["clientSecret"]!.GetValue<string>(),
            ["scope"] = scope,
        });
        using var answer = await platform.Anonymous.PostAsync(new Uri("connect/token", UriKind.Relative), form);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!["access_token"]!.GetValue<string>();
    }
}

[Collection("embedded")]
public sealed class EmbeddedTenantTests(EmbeddedInProcess platform) : TenantTests(platform);

[Collection("separate")]
public sealed class SeparateTenantTests(SeparateProcesses platform) : TenantTests(platform);
