using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aso.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Aso.Foundation.Tests;

/// <summary>What operations can see and do about messages that cannot be applied, and messages that leave later. The same sentences on both set-ups.</summary>
public abstract class OperationsTests(Installation installation) : IDisposable
{
    private static readonly Uri Parked = new("v1/operations/claims/parked-messages", UriKind.Relative);

    private readonly Guid _employer = Guid.NewGuid();

    private readonly DateTime _began = DateTime.UtcNow;

    public void Dispose()
    {
        installation.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_parked_message_is_listed_with_its_reason_and_what_waits_behind_it()
    {
        await using var platform = await PoisonedAsync();
        using var operations = platform.Operator;

        var parked = (await operations.GetFromJsonAsync<JsonNode>(Parked))!["items"]!.AsArray();

        Assert.Equal(["poison 2", "waiting 3"], parked.Select(message => $"{message!["state"]} {message["sequence"]}").Order());
        Assert.Equal("InvalidOperationException", parked.Single(message => message!["state"]!.GetValue<string>() == "poison")!["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_cannot_be_applied_is_listed_before_what_only_waits_though_it_was_parked_later()
    {
        await using var platform = await PoisonedAsync();
        using var operations = platform.Operator;
        await platform.AskListenerAsync(db => db.Set<ParkedMessageRow>()
            .Where(row => row.State == ParkedState.Waiting).ExecuteUpdateAsync(row => row.SetProperty(r => r.ParkedAt, DateTime.UtcNow.AddHours(-1))));

        var parked = (await operations.GetFromJsonAsync<JsonNode>(Parked))!["items"]!.AsArray();

        Assert.Equal(["poison", "waiting"], parked.Select(message => message!["state"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Tried_again_once_its_cause_is_mended_it_is_applied_and_those_behind_it_follow()
    {
        await using var platform = await PoisonedAsync();
        using var operations = platform.Operator;
        platform.Applied.Poison.Clear();

        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(operations, "retry"));

        await platform.HeardBecomesAsync(_employer, [1, 2, 3]);
        Assert.Equal([$"retry by {OperatorScheme.PersonId} through {OperatorScheme.ClientId}"], await ActsAsync(operations));
    }

    [Fact]
    public async Task Tried_again_too_early_it_is_parked_again_and_nothing_is_applied_out_of_order()
    {
        await using var platform = await PoisonedAsync();
        using var operations = platform.Operator;

        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(operations, "retry"));

        Assert.Equal(2, (await operations.GetFromJsonAsync<JsonNode>(Parked))!["items"]!.AsArray().Count);
        await platform.HeardBecomesAsync(_employer, [1]);
    }

    [Fact]
    public async Task Given_up_it_is_gone_those_behind_it_follow_and_who_did_it_is_kept()
    {
        await using var platform = await PoisonedAsync();
        using var operations = platform.Operator;

        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(operations, "discard"));
        Assert.Equal(HttpStatusCode.NotFound, await ActAsync(operations, "discard", Guid.NewGuid()));

        await platform.HeardBecomesAsync(_employer, [1, 3]);
        Assert.Empty((await operations.GetFromJsonAsync<JsonNode>(Parked))!["items"]!.AsArray());
        Assert.Equal([$"discard by {OperatorScheme.PersonId} through {OperatorScheme.ClientId}"], await ActsAsync(operations));
    }

    [Fact]
    public async Task A_scheduled_message_leaves_when_its_time_has_come_and_not_before()
    {
        await using var platform = await TwoServices.StartAsync(await installation.SettingsAsync());

        await platform.SayAtAsync(_employer, 2, DateTime.UtcNow);
        await platform.SayAtAsync(_employer, 3, DateTime.UtcNow.AddHours(1));
        await platform.SayAsync(_employer, 1);

        await platform.HeardBecomesAsync(_employer, [1, 2]);
        Assert.Equal(1, await platform.AskSpeakerAsync(db => db.Set<ScheduledMessageRow>().CountAsync()));
    }

    private async Task<IEnumerable<string>> ActsAsync(HttpClient operations)
    {
        var acts = (await operations.GetFromJsonAsync<JsonNode>(new Uri($"{Parked}/acts", UriKind.Relative)))!["items"]!.AsArray();
        Assert.All(acts, act => Assert.InRange(act!["at"]!.GetValue<DateTime>(), _began, DateTime.UtcNow));
        return acts.Select(act => $"{act!["action"]} by {act["personId"]} through {act["clientId"]}");
    }

    private static async Task<HttpStatusCode> ActAsync(HttpClient operations, string action, Guid? messageId = null)
    {
        messageId ??= (await operations.GetFromJsonAsync<JsonNode>(Parked))!["items"]!.AsArray()
            .Single(message => message!["state"]!.GetValue<string>() == "poison")!["messageId"]!.GetValue<Guid>();
        using var answer = await operations.PostAsync(new Uri($"{Parked}/{messageId}/{action}", UriKind.Relative), content: null);
        return answer.StatusCode;
    }

    /// <summary>Two services, of whose three messages the second cannot be applied.</summary>
    private async Task<TwoServices> PoisonedAsync()
    {
        var platform = await TwoServices.StartAsync(await installation.SettingsAsync());
        platform.Applied.Poison.Add(2);
        await platform.SayAsync(_employer, 1, 2, 3);
        await platform.HeardBecomesAsync(_employer, [1]);
        await platform.Applied.BecomesAsync(async () => await platform.AskListenerAsync(db => db.Set<ParkedMessageRow>().CountAsync()) == 2, "two messages parked");
        return platform;
    }
}

public sealed class EmbeddedOperationsTests() : OperationsTests(new OneProcess());

public sealed class DistributedOperationsTests() : OperationsTests(new OverABroker());
