using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aso.Platform.Tests.Tenants;

namespace Aso.Platform.Tests.Described;

/// <summary>What waits for whoever is not the maker of it: in each service a proposal to approve and one to reject, and a request for a carrier to
/// decide.</summary>
/// <param name="Proposals">By service, to approve and to reject.</param>
/// <param name="Mark">Stands in every name that is new, so that each client has its own.</param>
public sealed record WaitingWork(Tenant Owner, IReadOnlyDictionary<string, (string Approve, string Reject)> Proposals, string RequestId, string Mark)
{
    private const string Approvals = "/approvals/";
    private const string Carrier = "/v1/carrier/";

    /// <summary>Whether a carrier's client calls it; everything else is called as the administrator, who is the checker of what another made.</summary>
    public static bool IsOfACarrier(NamedOperation operation) => operation.Template.StartsWith(Carrier, StringComparison.Ordinal);

    /// <summary>Has a person propose; the request is the one that the owner's carrier has not decided.</summary>
    public static async Task<WaitingWork> MakeAsync(DescribedPlatform platform, string mark)
    {
        var owner = await platform.OwnerAsync();
        using var maker = await platform.AsNewClientAsync(new() { ["kind"] = "administrator" });
        var making = new Making(platform, owner, maker, mark);
        return new(
            owner,
            new Dictionary<string, (string, string)>
            {
                ["funding"] = (await making.ProposeAccountAsync(1), await making.ProposeAccountAsync(2)),
                ["claims"] = await making.ProposeReleasesAsync(),
            },
            owner.RequestId,
            mark);
    }

    /// <summary>The ids and the body of a call that is about it; null of one that is not.</summary>
    public (IReadOnlyDictionary<string, string> Ids, string? Body)? CallOf(NamedOperation operation)
    {
        var template = operation.Template;
        if (template.Split(Approvals) is [_, var rest])
        {
            var (approve, reject) = Proposals[rest.Split('/')[0]];
            return rest.EndsWith("/reject", StringComparison.Ordinal) ? (With("approvalId", reject), """{"reason": "Not so."}""")
                : (With("approvalId", approve), null);
        }

        return !IsOfACarrier(operation) ? null : (With("requestId", RequestId), template switch
        {
            _ when operation.Method == "GET" => null,
            Carrier + "requests/{requestId}/decision" => """{"accepted": "1.00"}""",
            Carrier + "remittances" => $$"""{"employerId": "{{Owner.EmployerId}}", "amount": "1.00", "reference": "{{Mark}}"}""",
            _ => throw new InvalidOperationException($"Say here what a carrier sends to {operation}."),
        });
    }

    private Dictionary<string, string> With(string name, string id) => new(Owner.Ids) { [name] = id };

    private sealed class Making(DescribedPlatform platform, Tenant owner, HttpClient maker, string mark)
    {
        private string Employer => $"v1/employers/{owner.EmployerId}";

        public async Task<string> ProposeAccountAsync(int number) => Text(await SendAsync(maker, HttpMethod.Post, $"{Employer}/payee-accounts", new JsonObject
        {
            ["memberId"] = $"{mark}{number}", ["routingNumber"] = "021000021", ["accountNumber"] = "4711", ["accountType"] = "checking", ["name"] = "PAYEE",
        }), "approvalId");

        /// <summary>Of two claims that were held back.</summary>
        public async Task<(string, string)> ProposeReleasesAsync()
        {
            var items = await UnderRulesAsync(new() { ["billedOver"] = "0.00" }, async () => (await HeldBackAsync(1), await HeldBackAsync(2)));
            return (await ProposeAsync(items.Item1), await ProposeAsync(items.Item2));

            async Task<string> HeldBackAsync(int number)
            {
                await ClaimAsync($"R{number}", "E2", "10.00");
                var queue = await platform.Administrator.GetAsync($"{Employer}/work-queue?limit=1000", CancellationToken.None);
                return Text(queue["items"]!.AsArray().Single(item => Text(item!, "claimNumber") == $"{owner.Canary}{mark}R{number}")!, "itemId");
            }

            async Task<string> ProposeAsync(string item) =>
                Text(await SendAsync(maker, HttpMethod.Post, $"{Employer}/work-queue/{item}/release", new JsonObject { ["why"] = "So." }), "approvalId");
        }

        /// <summary>Does something while claims are held back for that, whatever they were for before and are for afterwards.</summary>
        private async Task<T> UnderRulesAsync<T>(JsonObject rules, Func<Task<T>> work)
        {
            var before = await platform.Administrator.GetAsync($"{Employer}/review-rules", CancellationToken.None);
            await SendAsync(maker, HttpMethod.Put, $"{Employer}/review-rules", rules);
            var made = await work();
            await SendAsync(maker, HttpMethod.Put, $"{Employer}/review-rules", before);
            return made;
        }

        // Each of a service of its own: the same one of the same day is a duplicate.
        private Task<JsonNode> ClaimAsync(string name, string member, string billed) => SendAsync(maker, HttpMethod.Post, $"{Employer}/claims", JsonNode.Parse($$"""
            {"claimNumber": "{{owner.Canary}}{{mark}}{{name}}", "line": "medical", "frequency": 1, "memberId": "{{owner.Canary}}{{member}}", "providerNpi": "1234567893",
             "diagnoses": ["M54.50"], "lines": [{"procedure": "{{mark}}{{name}}1", "serviceDate": "2026-03-01", "units": 1, "billed": "{{billed}}"}]}
            """)!);

        private static async Task<JsonNode> SendAsync(HttpClient caller, HttpMethod method, string path, JsonNode body)
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
            using var answer = await caller.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{method} {path} {(int)answer.StatusCode} {text}");
            return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
        }

        private static string Text(JsonNode node, string name) =>
            node[name]?.GetValue<string>() ?? throw new InvalidOperationException($"No {name} in {node.ToJsonString()}");
    }
}
