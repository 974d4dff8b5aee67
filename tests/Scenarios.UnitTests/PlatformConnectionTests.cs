using System.Net;
using System.Text.Json.Nodes;
using Aso.Embedded.Demo;

namespace Aso.Scenarios.UnitTests;

public sealed class PlatformConnectionTests
{
    [Fact]
    public async Task One_token_serves_many_requests_while_it_lives()
    {
        using var platform = new ScriptedPlatform(_ => ScriptedPlatform.Json("{}"));
        using var connection = new PlatformConnection(platform.Client, "client", "secret");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => connection.GetAsync("v1/employers", CancellationToken.None)));

        Assert.Equal(1, platform.TokensGiven);
        Assert.All(platform.Requests, request => Assert.Equal("token-1", request.Headers.Authorization!.Parameter));
    }

    [Fact]
    public async Task A_token_that_has_run_out_is_renewed()
    {
        using var platform = new ScriptedPlatform(_ => ScriptedPlatform.Json("{}")) { TokenLivesSeconds = 0 };
        using var connection = new PlatformConnection(platform.Client, "client", "secret");

        await connection.GetAsync("v1/employers", CancellationToken.None);
        await connection.GetAsync("v1/employers", CancellationToken.None);

        Assert.Equal(2, platform.TokensGiven);
    }

    [Fact]
    public async Task A_write_that_met_a_limit_is_repeated_under_the_same_idempotency_key()
    {
        var answers = new Queue<HttpResponseMessage>([ScriptedPlatform.Json("{}", HttpStatusCode.TooManyRequests), ScriptedPlatform.Json("""{"done": true}""")]);
        using var platform = new ScriptedPlatform(_ => answers.Dequeue());
        using var connection = new PlatformConnection(platform.Client, "client", "secret");

        var answer = await connection.PostAsync("v1/employers", new JsonObject(), CancellationToken.None);

        Assert.True(answer["done"]!.GetValue<bool>());
        Assert.Equal(2, platform.Requests.Count);
        Assert.Single(platform.Requests.Select(request => request.Headers.GetValues("Idempotency-Key").Single()).Distinct());
    }

    [Fact]
    public async Task A_refusal_is_not_repeated_and_says_its_code_and_fields()
    {
        using var platform = new ScriptedPlatform(_ => ScriptedPlatform.Json(
            """{"code": "required", "detail": "2 things must be mended; see errors.", "errors": [{"field": "name", "detail": "Give a name."}, {"field": "taxId", "detail": "Give a tax id."}]}""",
            HttpStatusCode.UnprocessableEntity));
        using var connection = new PlatformConnection(platform.Client, "client", "secret");

        var refusal = await Assert.ThrowsAsync<PlatformRefusalException>(() => connection.PostAsync("v1/employers", new JsonObject(), CancellationToken.None));

        Assert.Single(platform.Requests);
        Assert.Equal("required", refusal.Code);
        Assert.Contains("name: Give a name.; taxId: Give a tax id.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_read_to_its_end_page_by_page()
    {
        using var platform = new ScriptedPlatform(request => ScriptedPlatform.Json(request.RequestUri!.Query switch
        {
            "?limit=1000" => """{"items": [{"id": "a"}, {"id": "b"}], "next": "b7"}""",
            "?limit=1000&after=b7" => """{"items": [{"id": "c"}], "next": null}""",
            var query => throw new InvalidOperationException(query),
        }));
        using var connection = new PlatformConnection(platform.Client, "client", "secret");

        var ids = await connection.ListAsync("v1/things", CancellationToken.None).Select(thing => thing["id"]!.GetValue<string>()).ToListAsync();

        Assert.Equal(["a", "b", "c"], ids);
    }
}
