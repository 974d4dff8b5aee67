using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aso.Contracts.Partners.StopLoss.V1;
using Aso.Foundation;
using static Aso.StopLoss.UnitTests.Given;

namespace Aso.StopLoss.UnitTests.Service;

public sealed class CarrierOverHttpTestsOnSqlite(SqliteHost host) : CarrierOverHttpTests(host), IClassFixture<SqliteHost>;

public sealed class CarrierOverHttpTestsOnPostgres(PostgresHost host) : CarrierOverHttpTests(host), IClassFixture<PostgresHost>;

/// <summary>Carriers that do not speak gRPC: the same requests, notices and acts.</summary>
public abstract class CarrierOverHttpTests(StopLossHost host)
{
    [Fact]
    public async Task A_carrier_reads_decides_and_pays_and_the_figures_follow()
    {
        var (employer, carrier, asked) = await AskedAsync();

        var decided = await carrier.OkAsync(HttpMethod.Post, $"requests/{Id(asked)}/decision", new { accepted = "600.00", reason = "Not covered: lodging." });
        var remitted = await carrier.OkAsync(HttpMethod.Post, "remittances", new { employerId = employer.Id, amount = "450.00", reference = "R-1" });

        Assert.Equal(("1000.00", "undecided", "Acme Tooling", "E1", "2026-01-01", "2026-12-31", "12/15", 26), (
            Text(asked, "amount"), Text(asked, "status"), Text(asked, "employerName"), Text(asked, "memberId"),
            Text(asked, "periodStart"), Text(asked, "periodEnd"), Text(asked, "basis"), asked["daysOpen"]!.GetValue<int>()));
        Assert.Equal(("11000.00", "10000.00", "1000.00", "0.00"), (
            Text(asked["specific"]!, "eligible"), Text(asked["specific"]!, "deductible"), Text(asked["specific"]!, "excess"), Text(asked["specific"]!, "askedBefore")));
        Assert.Equal(("decided", "600.00", "400.00", "2026-03-01", "Not covered: lodging."), (
            Text(decided, "status"), Text(decided, "accepted"), Text(decided, "denied"), Text(decided, "decidedOn"), Text(decided, "reason")));
        Assert.Equal(("150.00", "2026-03-01"), (Text(remitted, "stillOwed"), Text(remitted, "receivedOn")));

        var account = Assert.Single((await carrier.OkAsync(HttpMethod.Get, "accounts"))["items"]!.AsArray())!["sums"]!;
        Assert.Equal(("1000.00", "0.00", "600.00", "400.00", "450.00", "150.00"), Sums(account));
        Assert.Equal(Sums(account), Sums((await carrier.OkAsync(HttpMethod.Get, "summary"))["sums"]!));
        Assert.Equal("R-1", Text(Assert.Single((await carrier.OkAsync(HttpMethod.Get, "remittances"))["items"]!.AsArray())!, "reference"));
        Assert.Equal(
            ["stop-loss.policy-written.v1", "stop-loss.reimbursement-accepted.v1", "stop-loss.remittance-received.v1"],
            (await host.SaidAsync(employer.Id)).Select(message => message.Kind));
    }

    [Fact]
    public async Task The_employer_and_the_carriers_system_read_why_it_was_denied()
    {
        var (employer, carrier, asked) = await AskedAsync();

        await carrier.OkAsync(HttpMethod.Post, $"requests/{Id(asked)}/decision", new { accepted = "0.00", reason = "Incurred before the period." });

        Assert.Equal("Incurred before the period.", Text(Assert.Single((await employer.ShowAsync())["requests"]!.AsArray())!, "reason"));
        var overGrpc = Assert.Single((await host.Carrier(carrier.CarrierId).ListReimbursementRequestsAsync(new())).Requests);
        Assert.Equal(("Incurred before the period.", 0), (overGrpc.Reason, overGrpc.AcceptedCents));
    }

    [Fact]
    public async Task What_is_decided_over_grpc_shows_its_reason_here()
    {
        var (_, carrier, asked) = await AskedAsync();

        await host.Carrier(carrier.CarrierId).DecideReimbursementAsync(new() { RequestId = Id(asked), AcceptedCents = 1, Reason = "Usual charge exceeded." });

        Assert.Equal("Usual charge exceeded.", Text(await carrier.OkAsync(HttpMethod.Get, $"requests/{Id(asked)}"), "reason"));
    }

    [Fact]
    public async Task The_undecided_come_first_and_every_request_stands_on_one_page_whatever_is_decided_meanwhile()
    {
        var carrier = await CarrierAsync();
        var employer = await Employer.InsuredAsync(host, carrier.CarrierId);
        foreach (var member in new[] { "E1", "E2", "E3", "E4" })
        {
            await employer.HearAsync(employer.Released(member, "11000.00", "2026-02-03"));
        }

        var all = (await carrier.OkAsync(HttpMethod.Get, "requests"))["items"]!.AsArray();
        await DecideAsync(all[0]!);
        await DecideAsync(all[1]!);

        Assert.Equal(["E3", "E4", "E2", "E1"], await PagedAsync("requests?limit=1"));
        Assert.Equal(["E3", "E4"], await PagedAsync("requests?limit=1&status=undecided"));
        Assert.Equal(["E2", "E1"], await PagedAsync("requests?limit=1&status=decided"));

        // Who has read up to E3 goes on behind it although it is decided by now.
        var first = await carrier.OkAsync(HttpMethod.Get, "requests?limit=1");
        await DecideAsync(all[2]!);
        Assert.Equal("E4", Text((await carrier.OkAsync(HttpMethod.Get, $"requests?limit=1&after={Text(first, "next")}"))["items"]![0]!, "memberId"));

        Task DecideAsync(JsonNode request) => carrier.OkAsync(HttpMethod.Post, $"requests/{Id(request)}/decision", new { accepted = Text(request, "amount") });

        async Task<List<string>> PagedAsync(string list) => [.. (await carrier.EveryAsync(list)).Select(request => Text(request, "memberId"))];
    }

    [Fact]
    public async Task Notices_and_remittances_are_read_page_by_page()
    {
        var (employer, carrier, asked) = await AskedAsync();
        await carrier.OkAsync(HttpMethod.Post, $"requests/{Id(asked)}/decision", new { accepted = "1000.00" });
        foreach (var reference in new[] { "R-1", "R/2", "R-3" })
        {
            await carrier.OkAsync(HttpMethod.Post, "remittances", new { employerId = employer.Id, amount = "1.00", reference });
        }

        Assert.Equal(["half", "exceeded"], (await carrier.EveryAsync("notices?limit=1")).Select(notice => Text(notice, "kind")));
        Assert.Equal(["exceeded", "half"], (await carrier.EveryAsync("notices?limit=1&descending=true")).Select(notice => Text(notice, "kind")));
        Assert.Equal(["R-1", "R-3", "R/2"], (await carrier.EveryAsync("remittances?limit=1")).Select(remittance => Text(remittance, "reference")).Order(StringComparer.Ordinal));
        Assert.Single(await carrier.EveryAsync("accounts?limit=1"));
        Assert.Empty(await carrier.EveryAsync($"requests?employerId={Guid.NewGuid()}"));
    }

    [Fact]
    public async Task Another_carriers_things_do_not_exist()
    {
        var (employer, owner, asked) = await AskedAsync();
        var other = await CarrierAsync();

        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Get, $"requests/{Id(asked)}", null),
            (HttpMethod.Post, $"requests/{Id(asked)}/decision", new { accepted = "1.00", reason = "x" }),
            (HttpMethod.Post, "remittances", new { employerId = employer.Id, amount = "1.00", reference = "R-1" }),
        })
        {
            Assert.Equal((HttpStatusCode.NotFound, "not-found"), await other.RefusedAsync(method, path, body));
        }

        foreach (var list in new[] { "requests", "notices", "remittances", "accounts" })
        {
            Assert.Empty(await other.EveryAsync(list));
        }

        Assert.Equal("undecided", Text(await owner.OkAsync(HttpMethod.Get, $"requests/{Id(asked)}"), "status"));
    }

    [Fact]
    public async Task A_refusal_names_every_field_and_its_remedy_and_changes_nothing()
    {
        var (employer, carrier, asked) = await AskedAsync();
        var decision = $"requests/{Id(asked)}/decision";

        Assert.Equal(["accepted"], await carrier.FieldsAsync(decision, new { }));
        Assert.Equal(["reason"], await carrier.FieldsAsync(decision, new { accepted = "999.99" }));
        Assert.Equal(["reason"], await carrier.FieldsAsync(decision, new { accepted = "1.00", reason = new string('x', 501) }));
        Assert.Equal(["accepted"], await carrier.FieldsAsync(decision, new { accepted = "1000.01" }));
        Assert.Equal(["accepted"], await carrier.FieldsAsync(decision, new { accepted = "-0.01", reason = "x" }));
        Assert.Equal(["employerId", "amount", "reference"], await carrier.FieldsAsync("remittances", new { amount = "0.00", reference = "tab\t" }));
        Assert.Equal(["amount"], await carrier.FieldsAsync("remittances", new { employerId = employer.Id, amount = "0.01", reference = "R-1" }));
        Assert.Empty(await carrier.EveryAsync("remittances"));
        Assert.Equal("undecided", Text(await carrier.OkAsync(HttpMethod.Get, $"requests/{Id(asked)}"), "status"));

        await carrier.OkAsync(HttpMethod.Post, decision, new { accepted = "1000.00" });
        await carrier.OkAsync(HttpMethod.Post, "remittances", new { employerId = employer.Id, amount = "0.01", reference = "R-1" });
        Assert.Equal((HttpStatusCode.Conflict, "request-already-decided"), await carrier.RefusedAsync(HttpMethod.Post, decision, new { accepted = "1000.00" }));
        Assert.Equal((HttpStatusCode.Conflict, "reference-used"), await carrier.RefusedAsync(HttpMethod.Post, "remittances", new { employerId = employer.Id, amount = "0.01", reference = "R-1" }));
    }

    [Theory]
    [InlineData("requests?limit=0", "limit")]
    [InlineData("requests?limit=1001", "limit")]
    [InlineData("requests?after=12", "after")]
    [InlineData("requests?status=open", "status")]
    [InlineData("notices?after=x", "after")]
    [InlineData("remittances?after=2026-01-01", "after")]
    [InlineData("accounts?after=x", "after")]
    public async Task A_page_or_a_status_that_there_is_not_is_refused_by_its_name(string path, string field)
    {
        var refused = await (await CarrierAsync()).SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(field, refused.Body["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Fact]
    public async Task Repeating_a_write_under_its_key_gives_the_first_answer_and_no_second_effect()
    {
        var (employer, carrier, asked) = await AskedAsync();
        var (decision, payment) = (new { accepted = "1000.00" }, new { employerId = employer.Id, amount = "1.00", reference = "R-1" });
        var (first, second) = ($"{Guid.NewGuid()}", $"{Guid.NewGuid()}");

        var decided = await carrier.SendAsync(HttpMethod.Post, $"requests/{Id(asked)}/decision", decision, first);
        var decidedAgain = await carrier.SendAsync(HttpMethod.Post, $"requests/{Id(asked)}/decision", decision, first);
        var paid = await carrier.SendAsync(HttpMethod.Post, "remittances", payment, second);
        var paidAgain = await carrier.SendAsync(HttpMethod.Post, "remittances", payment, second);

        Assert.Equal((HttpStatusCode.OK, decided.Body.ToJsonString()), (decidedAgain.Status, decidedAgain.Body.ToJsonString()));
        Assert.Equal((HttpStatusCode.Created, paid.Body.ToJsonString()), (paidAgain.Status, paidAgain.Body.ToJsonString()));
        Assert.Equal(3, (await host.SaidAsync(employer.Id)).Count);
    }

    [Theory]
    [InlineData(CallerKind.Administrator)]
    [InlineData(CallerKind.Employer)]
    public async Task Whoever_is_no_carrier_finds_none_here(CallerKind kind)
    {
        var stranger = new CarrierOverHttp(host.Http(kind, Guid.NewGuid()), Guid.Empty);

        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), await stranger.RefusedAsync(HttpMethod.Get, "summary"));
    }

    private async Task<CarrierOverHttp> CarrierAsync()
    {
        var carrierId = await host.CarrierIdAsync();
        return new(host.Http(CallerKind.Carrier, carrierId), carrierId);
    }

    /// <summary>An employer of whose member $1,000 above the deductible of $10,000 is asked for, on 2026-02-03; today is 2026-03-01.</summary>
    private async Task<(Employer Employer, CarrierOverHttp Carrier, JsonNode Asked)> AskedAsync()
    {
        var carrier = await CarrierAsync();
        var employer = await Employer.InsuredAsync(host, carrier.CarrierId);
        await employer.HearAsync(employer.Released("E1", "11000.00", "2026-02-03"));
        await employer.ReachAsync("2026-03-01");
        return (employer, carrier, Assert.Single(await carrier.EveryAsync("requests?status=undecided")));
    }

    private static (string Asked, string Undecided, string Accepted, string Denied, string Remitted, string Owed) Sums(JsonNode sums) =>
        (Text(sums, "asked"), Text(sums, "undecided"), Text(sums, "accepted"), Text(sums, "denied"), Text(sums, "remitted"), Text(sums, "owed"));

    private static string Id(JsonNode request) => Text(request, "requestId");

    private static string Text(JsonNode of, string name) => of[name]!.GetValue<string>();
}

/// <summary>What a carrier's program does over HTTP.</summary>
internal sealed class CarrierOverHttp(HttpClient http, Guid carrierId)
{
    public Guid CarrierId => carrierId;

    public async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, $"/v1/carrier/{path}");
        request.Content = body is null ? null : JsonContent.Create(body);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    public async Task<JsonNode> OkAsync(HttpMethod method, string path, object? body = null)
    {
        var (status, answer) = await SendAsync(method, path, body);
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Created, $"{method} {path}: {status} {answer}");
        return answer;
    }

    public async Task<(HttpStatusCode, string)> RefusedAsync(HttpMethod method, string path, object? body = null)
    {
        var (status, answer) = await SendAsync(method, path, body);
        return (status, answer["code"]!.GetValue<string>());
    }

    /// <summary>The fields that a refused POST names, each with a remedy.</summary>
    public async Task<string[]> FieldsAsync(string path, object body)
    {
        var (status, answer) = await SendAsync(HttpMethod.Post, path, body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.All(answer["errors"]!.AsArray(), error => Assert.NotEqual("", error!["detail"]!.GetValue<string>()));
        return [.. answer["errors"]!.AsArray().Select(error => error!["field"]!.GetValue<string>())];
    }

    /// <summary>The items of all pages of a list.</summary>
    public async Task<List<JsonNode>> EveryAsync(string list)
    {
        var (items, next) = (new List<JsonNode>(), (string?)null);
        do
        {
            var page = await OkAsync(HttpMethod.Get, next is null ? list : $"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}after={Uri.EscapeDataString(next)}");
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            next = page["next"]?.GetValue<string>();
        }
        while (next is not null);
        return items;
    }
}
