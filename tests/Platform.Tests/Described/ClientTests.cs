using System.Net.Http.Headers;

namespace Aso.Platform.Tests.Described;

/// <summary>Who writes a client from the description can call everything, and is answered as it says: tried by two generators, with every operation.</summary>
[Collection("described")]
public sealed class ClientTests(DescribedPlatform platform)
{
    [Fact]
    public async Task What_the_platform_answers_is_as_it_describes_it_to_whoever_asks()
    {
        var (owner, description) = (await platform.OwnerAsync(), await platform.DescriptionAsync());
        using var administrator = await platform.AsAdministratorAsync();
        using var provider = await platform.AsNewClientAsync(new() { ["kind"] = "provider", ["npis"] = new System.Text.Json.Nodes.JsonArray("1234567893") });
        foreach (var operation in await platform.OperationsAsync())
        {
            foreach (var (caller, ids) in new[] { (administrator, owner.Ids), (administrator, Tenants.Tenant.NobodysIds(owner.EmployerId)), (provider, owner.Ids), (platform.Anonymous, owner.Ids) })
            {
                await SendAsync(caller, operation.ToRequest(ids));
            }

            if (operation.MediaType is not null)
            {
                var spoilt = operation.ToRequest(owner.Ids);
                spoilt.Content = new StringContent("{", new MediaTypeHeaderValue("application/json"));
                await SendAsync(administrator, spoilt);
                var strange = operation.ToRequest(owner.Ids);
                strange.Content = new StringContent("{", new MediaTypeHeaderValue("application/strange"));
                await SendAsync(administrator, strange);
            }
        }

        AssertAsDescribed(description, platform.Answers, description.Operations);
    }

    [Fact]
    public async Task A_TypeScript_client_made_from_the_description_calls_every_operation()
    {
        var calls = await PlannedCall.ForAllAsync(platform, await WaitingWork.MakeAsync(platform, "TS"));
        var description = await platform.DescriptionAsync();
        using var client = new TypeScriptClient();
        using var carrier = await AsCarrierAsync();

        var answers = await client.CallAsync(
            description, calls, platform.Address, platform.Management,
            await platform.Administrator.TokenAsync(CancellationToken.None), carrier.DefaultRequestHeaders.Authorization!.Parameter!);

        AssertAsDescribed(description, answers, description.Operations);
        AssertCarriedOut(description, answers, calls);
    }

    [Fact]
    public async Task A_CSharp_client_made_from_the_description_calls_every_operation()
    {
        var calls = await PlannedCall.ForAllAsync(platform, await WaitingWork.MakeAsync(platform, "CS"));
        var description = await platform.DescriptionAsync();
        var client = await CSharpClient.MakeAsync(description);
        var answers = new List<Answered>();
        using var administrator = Recorded(await platform.Administrator.TokenAsync(CancellationToken.None));
        using var known = await AsCarrierAsync();
        using var carrier = Recorded(known.DefaultRequestHeaders.Authorization!.Parameter!);

        var failures = new List<string>();
        foreach (var call in calls)
        {
            try
            {
                await client.CallAsync(WaitingWork.IsOfACarrier(call.Operation) ? carrier : administrator, call);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                failures.Add($"{call.Operation} {failure.Message}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        AssertAsDescribed(description, answers, description.Operations);
        AssertCarriedOut(description, answers, calls);

        HttpClient Recorded(string token) => new(new Recording(answers, new ByTheRightDoor(platform.Management)))
        {
            BaseAddress = platform.Address,
            DefaultRequestHeaders = { Authorization = new("Bearer", token) },
        };
    }

    private async Task<HttpClient> AsCarrierAsync() =>
        await platform.AsNewClientAsync(new() { ["kind"] = "carrier", ["carrierId"] = (await platform.OwnerAsync()).CarrierId });

    private static async Task SendAsync(HttpClient caller, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        }
    }

    /// <param name="called">Which operations must be among the answers.</param>
    private static void AssertAsDescribed(Description description, IEnumerable<Answered> answers, IEnumerable<NamedOperation> called)
    {
        var known = answers.Select(answer => (Answer: answer, Operation: description.Find(answer.Method, answer.Path))).Where(answer => answer.Operation is not null).ToList();
        var faults = known.SelectMany(answer => description.Compare(answer.Operation!, answer.Answer)).Distinct().ToList();
        Assert.True(faults.Count == 0, $"{faults.Count} answers are not as described:\n{string.Join('\n', faults.Select(fault => fault[..Math.Min(500, fault.Length)]).Take(60))}");

        var missing = called.Except(known.Select(answer => answer.Operation!)).ToList();
        Assert.True(missing.Count == 0, $"Nobody called {string.Join(", ", missing)}.");
    }

    /// <summary>
    /// What waited for this client is carried out, and what was carried out once is for this client too: with the same effect, or refused for being there already.
    /// Of all others the example that the description allows is sent, which names what nobody has.
    /// </summary>
    private static void AssertCarriedOut(Description description, IReadOnlyList<Answered> answers, IReadOnlyList<PlannedCall> calls)
    {
        var byOperation = answers.GroupBy(answer => description.Find(answer.Method, answer.Path)!).ToDictionary(answer => answer.Key, answer => answer.Last());
        var refused = calls.Where(call => byOperation[call.Operation].Status is not (>= 200 and < 300) and var status && (call.IsWaitedFor || (call.IsKnownGood && status != 409)))
            .Select(call => $"{call.Operation} {byOperation[call.Operation].Status} {byOperation[call.Operation].Body}").ToList();
        Assert.True(refused.Count == 0, string.Join('\n', refused));

        var notDone = byOperation.Where(answer => answer.Value.Status is not (>= 200 and < 300))
            .Select(answer => $"{answer.Key.Id} {answer.Value.Status} {answer.Value.Body}").Order(StringComparer.Ordinal).ToList();
        Assert.True(notDone.Count * 3 < calls.Count, $"{notDone.Count} of {calls.Count} operations were not carried out:\n{string.Join('\n', notDone)}");
    }

    /// <summary>Keeps each answer; of a stream it hands on the first part only, for whoever reads to the end.</summary>
    private sealed class Recording(List<Answered> answers, HttpMessageHandler next) : DelegatingHandler(next)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            var media = answer.Content.Headers.ContentType?.MediaType;
            string? body = null;
            if (media == "text/event-stream")
            {
                var first = new byte[16];
                await using (var stream = await answer.Content.ReadAsStreamAsync(cancellationToken))
                {
                    _ = await stream.ReadAsync(first, cancellationToken);
                }

                answer.Content = new StringContent("data", new MediaTypeHeaderValue(media));
            }
            else
            {
                await answer.Content.LoadIntoBufferAsync(cancellationToken);
                body = await answer.Content.ReadAsStringAsync(cancellationToken);
            }

            lock (answers)
            {
                answers.Add(new(request.Method.Method, request.RequestUri!.AbsolutePath, (int)answer.StatusCode, media, [.. answer.Headers.Select(header => header.Key)], body is "" ? null : body));
            }

            return answer;
        }
    }
}
