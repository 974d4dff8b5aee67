using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aso.Foundation;

namespace Aso.Platform.Tests.Tenants;

/// <summary>Every operation that the API describes is open to the scopes that it names, and the administrator's work is the administrator's.</summary>
public abstract class TenantTests(RunningPlatform platform)
{
    private readonly List<string> _findings = [];

    [Fact]
    public async Task Every_operation_is_open_to_the_scopes_that_it_names_and_closed_to_all_others()
    {
        var client = await platform.Administrator.PostAsync("v1/clients", new JsonObject { ["kind"] = "administrator" }, CancellationToken.None);
        var callers = new Dictionary<string, HttpClient>();
        foreach (var scope in client["scopes"]!.AsArray().Select(scope => scope!.GetValue<string>()))
        {
            callers[scope] = platform.WithToken(await TokenAsync(client, scope));
        }

        // To an administrator the carriers' scope opens nothing.
        callers[Scopes.Carrier] = await platform.AsNewClientAsync(new() { ["kind"] = "carrier", ["carrierId"] = (await platform.OwnerAsync()).CarrierId });

        foreach (var operation in (await platform.OperationsAsync()).Where(operation => !operation.IsPublic))
        {
            // Of several it wants each: what it asks of other services with the caller's own token, it asks with theirs.
            string[] subsets = operation.Scopes.Count > 1 ? [string.Join(' ', operation.Scopes), .. operation.Scopes.Select(without => string.Join(' ', operation.Scopes.Except([without])))] : [];
            foreach (var subset in subsets.Where(subset => !callers.ContainsKey(subset)))
            {
                callers[subset] = platform.WithToken(await TokenAsync(client, subset));
            }

            var open = new List<string>();
            foreach (var (scopes, caller) in callers)
            {
                var (status, _) = await Attack.SendAsync(caller, operation, Tenant.NobodysIds(Guid.CreateVersion7()));
                if (status != HttpStatusCode.Forbidden)
                {
                    open.Add(scopes);
                }
            }

            var named = callers.Keys.Where(scopes => operation.Scopes.Count > 0 && operation.Scopes.All(scopes.Split(' ').Contains)).ToList();
            Find(operation, open.SequenceEqual(named) || IsProgress(operation), $"names {string.Join(" and ", operation.Scopes)}, and is open to {string.Join(", ", open)}");
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
            var (foreign, foreignBody) = await Attack.SendAsync(caller, operation, owner.Ids);
            var (unknown, unknownBody) = await Attack.SendAsync(caller, operation, Tenant.NobodysIds(Guid.CreateVersion7()));
            Find(operation, foreign == unknown && foreignBody == unknownBody, $"tells another's ({foreign} {foreignBody}) from what does not exist ({unknown} {unknownBody})");
            Find(operation, operation.Method != HttpMethod.Get || (await Attack.SendAsync(itself, operation, owner.Ids)).Status == HttpStatusCode.OK, "is refused to its own carrier");
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
            var (status, _) = await Attack.SendAsync(caller, operation, stranger.Ids);
            Find(operation, status == HttpStatusCode.Forbidden, $"answers {status}");
        }

        Assert.True(_findings.Count == 0, string.Join('\n', _findings));
    }

    /// <summary>How far a service is says nothing of an employer's data.</summary>
    private static bool IsProgress(Operation operation) => operation.Path.Contains("/progress/", StringComparison.Ordinal);

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
