using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aso.Embedded.Demo;
using Aso.Load;

namespace Aso.Platform.Tests;

/// <summary>Work that is disturbed at any moment: what was acknowledged is applied, once, to the cent.</summary>
/// <remarks>
/// The same work is played undisturbed and disturbed, and the books are compared. Families submit side by side, a family's
/// claims one after the other, so that order, and with it every amount, is the same in both.
/// </remarks>
public abstract class DisturbedWork(RunningPlatform platform)
{
    private const int Families = 24;
    private const int Claims = 360;

    private static readonly ConcurrentDictionary<RunningPlatform, Task<string>> Undisturbed = new();

    private protected RunningPlatform Platform => platform;

    /// <param name="disturb">What happens to the platform, while others go on working.</param>
    /// <param name="moments">After how many acknowledgements it does.</param>
    private protected async Task Books_are_equal_to_those_of_an_undisturbed_run(Func<Task> disturb, IReadOnlyCollection<int> moments)
    {
        var expected = await Undisturbed.GetOrAdd(platform, _ => BooksAfterAsync(() => Task.CompletedTask, []));
        try
        {
            Assert.Equal(expected, await BooksAfterAsync(disturb, moments));
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or PlatformRefusalException)
        {
            Assert.Fail($"The platform did not do its work: {unanswered.Message}\n{platform.LastWords}");
        }

        await platform.ReadyAsync();
        Assert.Equal(Claims, Count(expected, "\"claimNumber\"", "claims"));
        using var administrator = await platform.AsAdministratorAsync();
        foreach (var service in new[] { "claims", "funding", "stop-loss" })
        {
            Assert.Empty((await administrator.GetFromJsonAsync<JsonNode>($"v1/operations/{service}/parked-messages"))!["items"]!.AsArray());
        }
    }

    private async Task<string> BooksAfterAsync(Func<Task> disturb, IReadOnlyCollection<int> moments)
    {
        var group = await SetUpAsync();
        using var turn = new SemaphoreSlim(1, 1);
        await WorkAsync(group, acknowledged => moments.Contains(acknowledged) ? InTurnAsync(turn, disturb) : Task.CompletedTask);
        return await BooksAsync(group);
    }

    /// <summary>The next moment may come before the last disturbance is over.</summary>
    private static async Task InTurnAsync(SemaphoreSlim turn, Func<Task> disturb)
    {
        await turn.WaitAsync();
        try
        {
            await disturb();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<LoadGroup> SetUpAsync()
    {
        var group = new LoadGroup(platform.Administrator, Families);
        await group.SetUpAsync(CancellationToken.None);
        var carrier = await platform.Callers.CreateCarrierAsync("Northern Re", CancellationToken.None);
        await group.InsureAsync(carrier, specificDeductible: "600.00", CancellationToken.None);
        return group;
    }

    /// <summary>Submits every claim, and enrolls somebody with every tenth, until each is acknowledged.</summary>
    private async Task WorkAsync(LoadGroup group, Func<int, Task> afterAcknowledgement)
    {
        var acknowledged = 0;
        await Task.WhenAll(Enumerable.Range(0, Families).Select(async family =>
        {
            for (var index = family; index < Claims; index += Families)
            {
                await platform.Administrator.PostAsync($"v1/employers/{group.EmployerId}/claims", JsonNode.Parse(group.ClaimOf(index))!, CancellationToken.None);
                if (index % 10 == 0)
                {
                    await platform.Administrator.PostAsync($"v1/employers/{group.EmployerId}/members", LoadGroup.Employee(Families + index), CancellationToken.None);
                }

                await afterAcknowledgement(Interlocked.Increment(ref acknowledged));
            }
        }));
        await group.Settlement.SettleAsync(CancellationToken.None);
    }

    /// <summary>All that an employer can see of its money, in an order that does not depend on who came first.</summary>
    private async Task<string> BooksAsync(LoadGroup group)
    {
        var employer = $"v1/employers/{group.EmployerId}";
        var ledger = await platform.Administrator.GetAsync($"{employer}/ledger", CancellationToken.None);
        var stopLoss = await platform.Administrator.GetAsync($"{employer}/stop-loss", CancellationToken.None);
        return string.Join('\n', [
            await ListAsync($"{employer}/claims", "claimNumber", "status", "paid", "memberOwes"),
            await ListAsync($"{employer}/payments", "claimNumber", "amount", "recouped"),
            await ListAsync($"{employer}/members", "memberId"),
            ledger["accounts"]!.ToJsonString(),
            .. stopLoss["members"]!.AsArray().Select(member => Pick(member!, "memberId", "eligible", "excess", "reimbursable", "notices")).Order(StringComparer.Ordinal),
        ]);
    }

    private async Task<string> ListAsync(string path, params string[] keys)
    {
        var lines = new List<string>();
        await foreach (var element in platform.Administrator.ListAsync(path, CancellationToken.None))
        {
            lines.Add(Pick(element, keys));
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal).Prepend(path[(path.LastIndexOf('/') + 1)..]));
    }

    private static string Pick(JsonNode element, params string[] keys) =>
        new JsonObject(keys.Select(key => KeyValuePair.Create(key, element[key]?.DeepClone()))).ToJsonString();

    private static int Count(string books, string text, string section) =>
        books.Split('\n').SkipWhile(line => line != section).Skip(1).TakeWhile(line => line.StartsWith('{')).Count(line => line.Contains(text, StringComparison.Ordinal));
}
