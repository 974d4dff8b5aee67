using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aso.Embedded.Demo;
using Aso.Scenarios.Format;
using Aso.Scenarios.Play;

namespace Aso.Platform.Tests;

[Collection("embedded")]
public sealed class EmbeddedRetroactiveChangeTests(EmbeddedInProcess platform) : RetroactiveChangeTests(platform);

[Collection("separate")]
public sealed class SeparateRetroactiveChangeTests(SeparateProcesses platform) : RetroactiveChangeTests(platform);

/// <summary>A coverage that is to end back in time: seen before it is done, then acted on, to the recoupment.</summary>
public abstract class RetroactiveChangeTests(RunningPlatform platform)
{
    private static readonly JsonObject Ended = new() { ["coverages"] = new JsonArray(new JsonObject { ["plan"] = "MED", ["from"] = "2026-01-01", ["to"] = "2026-03-31" }) };

    [Fact]
    public async Task What_the_preview_shows_is_what_the_change_and_the_voids_then_do()
    {
        using var player = await PlayedAsync();
        var employer = $"v1/employers/{player.EmployerId}";
        var administrator = platform.Administrator;

        var preview = await administrator.PostAsync($"{employer}/members/S1/coverages/preview", Ended.DeepClone(), CancellationToken.None);
        Assert.Equal(["C1 100.00 recouped", "C2 100.00 withdrawn"], preview["claims"]!.AsArray().Select(one => $"{one!["claim"]!["claimNumber"]} {one["claim"]!["recoverable"]} {one["byVoid"]}"));
        Assert.All(preview["claims"]!.AsArray(), one => Assert.False((bool)one!["alreadyRecoverable"]!));
        var payee = Assert.Single(preview["payees"]!.AsArray())!;
        Assert.Equal(("1234567893", "200.00", "100.00", "100.00"), ((string)payee["providerNpi"]!, (string)payee["recoverable"]!, (string)payee["recouped"]!, (string)payee["withdrawn"]!));
        Assert.Empty((await administrator.GetAsync($"{employer}/recoverable-claims", CancellationToken.None))["items"]!.AsArray());

        await administrator.PutAsync($"{employer}/members/S1/coverages", Ended.DeepClone(), CancellationToken.None);
        await SettleAsync(player.EmployerId);
        var voided = await administrator.PostAsync($"{employer}/recoverable-claims/void", new JsonObject { ["memberId"] = "S1" }, CancellationToken.None);
        await SettleAsync(player.EmployerId);

        Assert.Equal("200.00", (string)voided["voided"]!);
        Assert.Equal("100.00", await BalanceAsync(employer, "providerReceivable"));
        Assert.Equal("0.00", await BalanceAsync(employer, "claimsPayable"));

        // The provider's next payment is kept back: it needs no cash.
        await administrator.PostAsync($"{employer}/claims", ClaimOf("C9", "E1", "60.00"), CancellationToken.None);
        await SettleAsync(player.EmployerId);
        var last = (await administrator.GetAsync($"{employer}/payments", CancellationToken.None))["items"]!.AsArray()[^1]!;
        Assert.Equal(("C9", "60.00", "60.00"), ((string)last["claimNumber"]!, (string)last["amount"]!, (string)last["recouped"]!));
        Assert.Equal("40.00", await BalanceAsync(employer, "providerReceivable"));
    }

    [Fact]
    public async Task The_preview_refuses_what_the_change_would_refuse_in_the_same_words()
    {
        using var player = await PlayedAsync();
        using var http = await platform.AsAdministratorAsync();
        var coverages = $"v1/employers/{player.EmployerId}/members/S1/coverages";
        foreach (var wrong in new[]
        {
            """{"coverages":[{"plan":"MED","from":"2026-01-01"},{"plan":"MED","from":"2026-02-01","tier":"family"},{"plan":"VIS"}]}""",
            """{"coverages":[{"plan":"MED","from":"2026-03-01","to":"2026-02-01"}]}""",
            "{}",
        })
        {
            using var change = await http.PutAsync(coverages, new StringContent(wrong, System.Text.Encoding.UTF8, "application/json"));
            using var preview = await http.PostAsync($"{coverages}/preview", new StringContent(wrong, System.Text.Encoding.UTF8, "application/json"));

            Assert.Equal(422, (int)change.StatusCode);
            Assert.Equal(change.StatusCode, preview.StatusCode);
            Assert.Equal(await ProblemAsync(change), await ProblemAsync(preview));
        }

        using var nobody = await http.PostAsync($"v1/employers/{player.EmployerId}/members/S9/coverages/preview", JsonContent.Create(Ended));
        Assert.Equal(404, (int)nobody.StatusCode);
    }

    [Fact]
    public async Task What_a_dependant_loses_is_shown_for_the_dependant_alone()
    {
        using var player = await PlayedAsync();

        var preview = await platform.Administrator.PostAsync(
            $"v1/employers/{player.EmployerId}/members/E1/coverages/preview", new JsonObject { ["coverages"] = new JsonArray() }, CancellationToken.None);

        Assert.Empty(preview["claims"]!.AsArray());
        Assert.Equal("0.00", (string)preview["recoverable"]!);
    }

    private static async Task<string> ProblemAsync(HttpResponseMessage response)
    {
        var problem = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        return $"{problem["code"]} {problem["errors"]!.ToJsonString()}";
    }

    private async Task<string> BalanceAsync(string employer, string account) =>
        (string)(await platform.Administrator.GetAsync($"{employer}/ledger", CancellationToken.None))["accounts"]![account]!;

    private Task SettleAsync(Guid employerId) => new Settlement(platform.Administrator, employerId).SettleAsync(CancellationToken.None);

    /// <summary>150 dollars paid in; of the spouse's two claims over 100 dollars the first is released, the second waits for cash.</summary>
    private async Task<ScenarioPlayer> PlayedAsync()
    {
        var text = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "scenarios", "retroactive-termination.json")))!.AsObject();
        text["steps"] = new JsonArray(
            new JsonObject { ["on"] = "2026-05-01", ["do"] = "deposit", ["amount"] = "150.00", ["reference"] = "W-1" },
            Submission("C1", "99213"),
            Submission("C2", "99214"));
        text.Remove("expect");
        var player = new ScenarioPlayer(platform.Callers, Scenario.Read(text.ToJsonString()));
        await player.PlayAsync(() => { }, CancellationToken.None);
        return player;
    }

    private static JsonObject Submission(string number, string procedure) => new()
    {
        ["on"] = "2026-05-04",
        ["do"] = "submitClaim",
        ["claim"] = new JsonObject
        {
            ["id"] = number,
            ["line"] = "medical",
            ["frequency"] = 1,
            ["member"] = "S1",
            ["provider"] = "1234567893",
            ["lines"] = new JsonArray(new JsonObject { ["procedure"] = procedure, ["serviceDate"] = "2026-04-20", ["units"] = 1, ["billed"] = "100.00" }),
        },
    };

    private static JsonObject ClaimOf(string number, string member, string billed) => new()
    {
        ["claimNumber"] = number,
        ["line"] = "medical",
        ["memberId"] = member,
        ["providerNpi"] = "1234567893",
        ["lines"] = new JsonArray(new JsonObject { ["procedure"] = "99213", ["serviceDate"] = "2026-04-22", ["units"] = 1, ["billed"] = billed }),
    };
}
