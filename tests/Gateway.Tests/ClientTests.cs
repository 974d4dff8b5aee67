using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Aso.Gateway.Tests;

public sealed class ClientTestsOnSqlite(GatewayOnSqlite shared) : ClientTests(shared), IClassFixture<GatewayOnSqlite>;

public sealed class ClientTestsOnPostgres(GatewayOnPostgres shared) : ClientTests(shared), IClassFixture<GatewayOnPostgres>;

public abstract class ClientTests(SharedGateway shared)
{
    private readonly GatewayHost _gateway = shared.Host;

    [Theory]
    [InlineData("""{"kind":"employer"}""", "employer-required", "employerId")]
    [InlineData("""{"kind":"carrier"}""", "carrier-required", "carrierId")]
    [InlineData("""{"kind":"provider"}""", "npi-required", "npis")]
    [InlineData("""{"kind":"provider","npis":["1234567890"]}""", "npi-invalid", "npis[0]")]
    [InlineData("""{"kind":"administrator","npis":["1234567893"]}""", "npi-not-applicable", "npis")]
    [InlineData("""{"kind":"administrator","carrierId":"0198f3a0-0000-7000-8000-000000000001"}""", "carrier-not-applicable", "carrierId")]
    [InlineData("""{"kind":"carrier","carrierId":"0198f3a0-0000-7000-8000-000000000001","employerId":"0198f3a0-0000-7000-8000-000000000002"}""", "employer-not-applicable", "employerId")]
    [InlineData("""{"kind":"administrator","name":""}""", "name-invalid", "name")]
    public async Task A_client_whose_standing_makes_no_sense_is_refused_by_field(string body, string code, string field)
    {
        var problem = await RefusedAsync(body, HttpStatusCode.UnprocessableEntity);

        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("""{"kind":"owner"}""")]
    [InlineData("""{"kind":"employer","employerID":"0198f3a0-0000-7000-8000-000000000001","scopes":["platform:admin"]}""")]
    [InlineData("""{}""")]
    [InlineData("""not json""")]
    public async Task A_body_that_is_not_of_the_form_is_refused(string body) =>
        Assert.Equal("malformed-json", (await RefusedAsync(body, HttpStatusCode.BadRequest)).GetProperty("code").GetString());

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var problem = await RefusedAsync("""{"kind":"provider","name":"","carrierId":"0198f3a0-0000-7000-8000-000000000001","npis":["x"]}""", HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["carrier-not-applicable", "npi-invalid", "name-invalid"],
            problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task The_list_shows_clients_in_pages_and_never_a_secret()
    {
        var carrierId = Guid.NewGuid();
        var (id, secret) = await _gateway.RegisterAsync(new { kind = "carrier", name = "Northern Re", carrierId });
        var token = await _gateway.TokenAsync();

        using var first = await _gateway.SendAsync(HttpMethod.Get, "/v1/clients?limit=1", token);
        var page = await first.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("administrator", Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("clientId").GetString());
        using var rest = await _gateway.SendAsync(HttpMethod.Get, $"/v1/clients?after={page.GetProperty("next").GetString()}", token);
        var text = await rest.Content.ReadAsStringAsync();

        var client = JsonDocument.Parse(text).RootElement.GetProperty("items").EnumerateArray().Single(one => one.GetProperty("clientId").GetString() == id);
        Assert.Equal("Northern Re", client.GetProperty("name").GetString());
        Assert.Equal(carrierId, client.GetProperty("carrierId").GetGuid());
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_client_gets_no_more_tokens_and_those_in_hand_end()
    {
        var (id, secret) = await _gateway.RegisterAsync(new { kind = "administrator" });
        var held = await _gateway.TokenAsync(id, secret);
        var token = await _gateway.TokenAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(held));

        using var removed = await _gateway.SendAsync(HttpMethod.Delete, $"/v1/clients/{id}", token);
        using var again = await _gateway.SendAsync(HttpMethod.Delete, $"/v1/clients/{id}", token);
        using var refused = await _gateway.RequestTokenAsync(id, secret);

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(held));
    }

    [Fact]
    public async Task A_blocked_client_is_out_at_once_and_comes_back_with_its_secret()
    {
        var (id, secret) = await _gateway.RegisterAsync(new { kind = "administrator" });
        var held = await _gateway.TokenAsync(id, secret);
        var token = await _gateway.TokenAsync();

        using var blocked = await _gateway.SendAsync(HttpMethod.Post, $"/v1/clients/{id}/block", token);
        using var twice = await _gateway.SendAsync(HttpMethod.Post, $"/v1/clients/{id}/block", token);
        using var refused = await _gateway.RequestTokenAsync(id, secret);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (blocked.StatusCode, twice.StatusCode));
        Assert.NotEqual(JsonValueKind.Null, (await blocked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("blockedAt").ValueKind);
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(held));

        using var unblocked = await _gateway.SendAsync(HttpMethod.Post, $"/v1/clients/{id}/unblock", token);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(await _gateway.TokenAsync(id, secret)));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(held));
    }

    [Fact]
    public async Task A_new_secret_ends_the_old_one_and_what_it_fetched()
    {
        var (id, secret) = await _gateway.RegisterAsync(new { kind = "administrator" });
        var held = await _gateway.TokenAsync(id, secret);

        var next = await ReplaceSecretAsync(id, new { });
        using var old = await _gateway.RequestTokenAsync(id, secret);

        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(held));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(await _gateway.TokenAsync(id, next)));
    }

    [Fact]
    public async Task Two_secrets_may_overlap_until_the_next_exchange()
    {
        var (id, first) = await _gateway.RegisterAsync(new { kind = "administrator" });
        var held = await _gateway.TokenAsync(id, first);

        var second = await ReplaceSecretAsync(id, new { overlapHours = 24 });
        Assert.Equal(HttpStatusCode.OK, await AskAsync(held));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(await _gateway.TokenAsync(id, first)));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(await _gateway.TokenAsync(id, second)));

        await ReplaceSecretAsync(id, new { overlapHours = 0 });
        using var old = await _gateway.RequestTokenAsync(id, first);
        using var older = await _gateway.RequestTokenAsync(id, second);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (old.StatusCode, older.StatusCode));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(169)]
    public async Task An_overlap_is_a_week_at_most(int overlapHours)
    {
        var (id, _) = await _gateway.RegisterAsync(new { kind = "administrator" });

        using var answer = await _gateway.SendAsync(HttpMethod.Post, $"/v1/clients/{id}/secret", await _gateway.TokenAsync(), JsonContent.Create(new { overlapHours }));

        Assert.Equal("overlap-invalid", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("administrator")]
    [InlineData("portal")]
    public async Task A_client_of_the_configuration_is_changed_there(string clientId)
    {
        using var removed = await _gateway.SendAsync(HttpMethod.Delete, $"/v1/clients/{clientId}", await _gateway.TokenAsync());
        using var blocked = await _gateway.SendAsync(HttpMethod.Post, $"/v1/clients/{clientId}/block", await _gateway.TokenAsync());

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (removed.StatusCode, blocked.StatusCode));
    }

    [Theory]
    [InlineData("GET", "/v1/clients")]
    [InlineData("POST", "/v1/clients")]
    [InlineData("DELETE", "/v1/clients/administrator")]
    [InlineData("POST", "/v1/clients/administrator/secret")]
    [InlineData("POST", "/v1/people")]
    [InlineData("GET", "/v1/people")]
    [InlineData("POST", "/v1/people/invitations")]
    [InlineData("GET", "/v1/access-log")]
    public async Task Only_the_administrator_lets_others_in(string method, string path)
    {
        var (id, secret) = await _gateway.RegisterAsync(new { kind = "employer", employerId = Guid.NewGuid() });
        using var body = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");

        using var answer = await _gateway.SendAsync(new(method), path, await _gateway.TokenAsync(id, secret), body);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("forbidden", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    private async Task<HttpStatusCode> AskAsync(string token)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Get, "/v1/clients", token);
        return answer.StatusCode;
    }

    private async Task<string> ReplaceSecretAsync(string clientId, object request)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, $"/v1/clients/{clientId}/secret", await _gateway.TokenAsync(), JsonContent.Create(request));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("clientSecret").GetString()!;
    }

    private async Task<JsonElement> RefusedAsync(string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "/v1/clients", await _gateway.TokenAsync(), content);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
