using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit.Abstractions;

namespace Aso.Platform.Tests.Tenants;

/// <summary>
/// Every operation that the platform describes, called by everyone who must not: what they are answered is a refusal without a byte of the tenant's data,
/// and nothing has changed afterwards. An operation that is new is called here by itself; one that nobody has said how to call fails.
/// </summary>
public abstract class IsolationTests(RunningPlatform platform, ITestOutputHelper output)
{
    private readonly List<string> _findings = [];
    private int _cases;

    [Fact]
    public async Task Every_operation_is_understood_so_the_others_are_refused_for_who_they_are()
    {
        var owner = await platform.OwnerAsync();
        using var administrator = await platform.AsAdministratorAsync();
        using var carrier = await platform.AsNewClientAsync(new() { ["kind"] = "carrier", ["carrierId"] = owner.CarrierId });

        foreach (var operation in await GuardedAsync())
        {
            var (status, body) = await Attack.SendAsync(operation.IsOfACarrier ? carrier : administrator, operation, Tenant.NobodysIds(Guid.CreateVersion7()), Attack.BodyOf(operation, owner));
            Expect(
                status is not (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed or HttpStatusCode.UnsupportedMediaType)
                && (int)status < 500,
                "the administrator", operation, $"{status} {body}: say in Attack.BodyOf what to send to {operation.Id}");
        }

        AssertAllHeld();
    }

    [Fact]
    public async Task A_token_that_is_no_proof_opens_nothing()
    {
        var owner = await platform.OwnerAsync();
        var before = await EverythingAsync(owner);

        foreach (var (what, token) in (await TokenForge.OfAsync(platform)).Unbelievable())
        {
            using var caller = token is null ? platform.NewClient() : platform.WithToken(token);
            await TryAllAsync(what, caller, owner, (_, status) => status == HttpStatusCode.Unauthorized);
        }

        await ExpectUnchangedAsync("Tokens that are no proof", owner, before);
        AssertAllHeld();
    }

    [Fact]
    public async Task A_token_that_says_of_nobody_what_may_be_done_opens_nothing()
    {
        var owner = await platform.OwnerAsync();
        var before = await EverythingAsync(owner);

        foreach (var (what, token) in (await TokenForge.OfAsync(platform)).Nobodys())
        {
            using var caller = platform.WithToken(token);
            await TryAllAsync(what, caller, owner, (_, status) => status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound);
        }

        await ExpectUnchangedAsync("Tokens of nobody", owner, before);
        AssertAllHeld();
    }

    [Fact]
    public async Task Whoever_is_of_another_tenant_gets_nothing_and_changes_nothing()
    {
        var (owner, stranger) = (await platform.OwnerAsync(), await platform.StrangerAsync());

        using var intruders = await Intruders.OfAsync(platform, stranger);
        foreach (var one in intruders)
        {
            await ExpectAtHomeAsync(one);
            var before = await EverythingAsync(owner);
            await TryAllAsync(one.Name, one.Http, owner, (operation, status) => status switch
            {
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => true,

                // The employers that it may see, what a carrier wrote, an employer at which a provider may file: nothing of it says anything of the owner.
                _ => operation.Id is "ListEmployers" || (one.IsCarrier && operation.ShowsACarrierItsOwn) || (one.SeesEveryEmployer && operation.IsAboutAnEmployer),
            }, one.SeesEveryEmployer);
            await ExpectUnchangedAsync(one.Name, owner, before, one.SeesEveryEmployer ? await FilesOfAsync(one, owner) : []);
        }

        AssertAllHeld();
    }

    [Fact]
    public async Task To_whoever_is_of_another_tenant_ones_employer_is_like_one_that_does_not_exist()
    {
        var (owner, stranger) = (await platform.OwnerAsync(), await platform.StrangerAsync());
        var nobody = Tenant.NobodysIds(Guid.CreateVersion7());

        using var intruders = await Intruders.OfAsync(platform, stranger);
        foreach (var one in intruders.Where(intruder => !intruder.SeesEveryEmployer))
        {
            foreach (var operation in (await GuardedAsync()).Where(operation => operation.IsAboutAnEmployer))
            {
                var body = Attack.BodyOf(operation, owner);
                var (foreign, unknown) = (await Attack.SendAsync(one.Http, operation, owner.Ids, body), await Attack.SendAsync(one.Http, operation, nobody, body));
                Expect(foreign == unknown, one.Name, operation, $"tells an employer of another ({foreign}) from one that does not exist ({unknown})");
            }
        }

        AssertAllHeld();
    }

    [Fact]
    public async Task Anothers_members_claims_policies_and_files_do_not_exist_below_ones_own_employer()
    {
        var (owner, stranger) = (await platform.OwnerAsync(), await platform.StrangerAsync());
        var mixed = new Dictionary<string, string>(owner.Ids) { ["employerId"] = stranger.EmployerId.ToString() };
        var tried = (await GuardedAsync()).Where(operation => operation.IsAboutAnEmployer && operation.OtherIds.Count > 0).ToList();

        using var intruders = await Intruders.OfAsync(platform, stranger);
        foreach (var one in intruders)
        {
            foreach (var operation in tried)
            {
                var (foreign, unknown) = (await Attack.SendAsync(one.Http, operation, mixed), await Attack.SendAsync(one.Http, operation, Tenant.NobodysIds(stranger.EmployerId)));
                Expect(foreign == unknown, one.Name, operation, $"tells another's {string.Join(", ", operation.OtherIds)} ({foreign}) from one that does not exist ({unknown})");
                Expect(IsFreeOf(owner, foreign.Body), one.Name, operation, "shows the other's data");
            }
        }

        // The ids are right: whoever owns them is answered. Its claim was not denied, and in a sandbox no proposal waits for a second person.
        using var administrator = await platform.AsAdministratorAsync();
        foreach (var operation in tried.Where(operation => operation.Method == HttpMethod.Get && !operation.OtherIds.Contains("approvalId")))
        {
            var right = operation.Path.EndsWith("/denial-notice", StringComparison.Ordinal) ? HttpStatusCode.Conflict : HttpStatusCode.OK;
            var (status, body) = await Attack.SendAsync(administrator, operation, owner.Ids);
            Expect(status == right, "the administrator", operation, $"{status} {body}: say in Tenant.Ids what the owner has");
        }

        Assert.True(tried.Count >= 10, $"Only {tried.Count} operations take another id.");
        AssertAllHeld();
    }

    private async Task<List<Operation>> GuardedAsync() => [.. (await platform.OperationsAsync()).Where(operation => !operation.IsPublic)];

    /// <param name="knowsOfIt">The employer's id, which the caller says itself, is no news to it.</param>
    private async Task TryAllAsync(string who, HttpClient caller, Tenant owner, Func<Operation, HttpStatusCode, bool> isRefused, bool knowsOfIt = false)
    {
        foreach (var operation in await GuardedAsync())
        {
            await TryAsync(operation, door: null);
            if (platform.DoorOf(operation.Document) is { } door)
            {
                // Each program believes its own eyes, whoever stands before it.
                await TryAsync(operation, door);
            }
        }

        async Task TryAsync(Operation operation, Uri? door)
        {
            var (status, body) = await Attack.SendAsync(caller, operation, owner.Ids, Attack.BodyOf(operation, owner), door);
            Expect(isRefused(operation, status), who, operation, $"answers {status}{(door is null ? "" : " at its own address")}");
            Expect(IsFreeOf(owner, knowsOfIt ? body.Replace($"{owner.EmployerId}", "", StringComparison.Ordinal) : body), who, operation, "shows the owner's data");
        }
    }

    /// <summary>The intruder's token is a good one: where it is at home, it is answered.</summary>
    private static async Task ExpectAtHomeAsync(Intruder intruder)
    {
        if (intruder.Home is { } home)
        {
            using var answer = await intruder.Http.GetAsync(new Uri(home, UriKind.Relative));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{intruder} is answered {answer.StatusCode} at home.");
        }
    }

    /// <summary>All that is said of the owner, and of what belongs to no employer.</summary>
    private async Task<string> EverythingAsync(Tenant owner)
    {
        using var administrator = await platform.AsAdministratorAsync();
        var said = new List<string> { await platform.StateOfAsync(owner.EmployerId) };
        foreach (var operation in (await GuardedAsync()).Where(operation => !operation.IsAboutAnEmployer && operation.Method == HttpMethod.Get && !operation.IsStream))
        {
            said.Add($"{operation} {await Attack.SendAsync(administrator, operation, owner.Ids)}");
        }

        return string.Join('\n', said);
    }

    /// <summary>The files that it sent to the owner, which is its right: all else stays as it was.</summary>
    private static async Task<IEnumerable<string>> FilesOfAsync(Intruder intruder, Tenant owner)
    {
        var files = await intruder.Http.GetFromJsonAsync<JsonElement>($"v1/employers/{owner.EmployerId}/claim-files");
        return [.. files.GetProperty("items").EnumerateArray().Select(file => file.GetRawText())];
    }

    private async Task ExpectUnchangedAsync(string who, Tenant owner, string before, IEnumerable<string>? ownFiles = null)
    {
        _cases++;
        var after = await EverythingAsync(owner);
        foreach (var file in ownFiles ?? [])
        {
            (before, after) = (before.Replace($"{file},", "", StringComparison.Ordinal), after.Replace($"{file},", "", StringComparison.Ordinal));
        }

        if (after != before)
        {
            var changed = after.Split('\n').Except(before.Split('\n')).Select(line => line[..Math.Min(line.Length, 300)]);
            _findings.Add($"{who}: changed {string.Join(" | ", changed)}");
        }
    }

    private static bool IsFreeOf(Tenant owner, string body) =>
        !body.Contains(owner.Canary, StringComparison.Ordinal) && !body.Contains(owner.EmployerId.ToString(), StringComparison.OrdinalIgnoreCase);

    private void Expect(bool holds, string who, Operation operation, string otherwise)
    {
        _cases++;
        if (!holds)
        {
            _findings.Add($"{who}: {operation} {otherwise}");
        }
    }

    private void AssertAllHeld()
    {
        output.WriteLine($"{_cases:N0} cases, {_findings.Count} of which did not hold.");
        Assert.True(_findings.Count == 0, $"{_findings.Count} of {_cases} cases:\n{string.Join('\n', _findings.Take(100))}");
    }
}

[Collection("embedded")]
public sealed class EmbeddedIsolationTests(EmbeddedInProcess platform, ITestOutputHelper output) : IsolationTests(platform, output);

[Collection("separate")]
public sealed class SeparateIsolationTests(SeparateProcesses platform, ITestOutputHelper output) : IsolationTests(platform, output);
