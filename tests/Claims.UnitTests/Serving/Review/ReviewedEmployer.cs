using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aso.Claims.Domain;
using Aso.Claims.Store;
using Aso.Contracts.Enrollment.V1;
using Aso.Foundation;
using Microsoft.EntityFrameworkCore;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Serving.Review;

/// <summary>An employer with one medical plan and one family, E1 and S1, and what is asked of Claims about it over HTTP.</summary>
internal sealed class ReviewedEmployer
{
    private readonly ReviewHost _host;
    private DateOnly _today;

    private ReviewedEmployer(ReviewHost host, DateOnly today)
    {
        _host = host;
        _today = today;
    }

    public Guid Id { get; } = Guid.NewGuid();

    /// <param name="terms">Changes the message that defines the plan.</param>
    public static async Task<ReviewedEmployer> OpenAsync(ReviewHost host, string today = "2026-03-01", Action<TestPlan>? plan = null, Func<PlanDefined, PlanDefined>? terms = null)
    {
        var employer = new ReviewedEmployer(host, Day(today));
        var test = new TestPlan();
        plan?.Invoke(test);
        var defined = test.ToMessage(employer.Id);
        await host.HearAsync(
            employer.Id,
            new EmployerRegistered { EmployerId = employer.Id, Name = "Acme Tooling", Arrangement = Arrangement.Aso, PlanYearStart = new(2026, 1, 1) },
            terms is null ? defined : terms(defined),
            new PlanDefined
            {
                EmployerId = employer.Id,
                PlanCode = "STD",
                Line = BenefitLine.Std,
                ShortTermDisability = new() { PercentMillionths = 60_000_000, MinimumCents = 0, MaximumCents = 100_000, EliminationDaysAccident = 0, EliminationDaysSickness = 7, MaxWeeks = 26 },
            },
            new NetworkChanged { EmployerId = employer.Id, InNetworkNpis = [InNetwork] },
            WithDisability(ClaimsPlatform.Member(employer.Id, "E1", "E1")),
            ClaimsPlatform.Member(employer.Id, "S1", "E1"),
            new BusinessDateMoved { EmployerId = employer.Id, To = employer._today });
        return employer;
    }

    public Task MoveToAsync(string date)
    {
        var moved = new BusinessDateMoved { EmployerId = Id, From = _today, To = Day(date) };
        _today = moved.To;
        return _host.HearAsync(Id, moved);
    }

    public async Task RulesAsync(object rules) => Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Put, "review-rules", rules)).Status);

    /// <summary>Submits a medical claim of one line for each amount.</summary>
    public Task<Reply> SubmitAsync(string number, string billed, Action<JsonObject>? change = null, HttpClient? by = null)
    {
        var claim = new JsonObject
        {
            ["claimNumber"] = number,
            ["line"] = "medical",
            ["memberId"] = "E1",
            ["providerNpi"] = InNetwork,
            ["diagnoses"] = new JsonArray("Z00.00"),
            ["lines"] = new JsonArray([.. billed.Split(' ').Select((amount, index) => (JsonNode)new JsonObject
            {
                ["procedure"] = $"9921{index}",
                ["serviceDate"] = "2026-02-20",
                ["units"] = 1,
                ["billed"] = amount,
            })]),
        };
        change?.Invoke(claim);
        return SendAsync(HttpMethod.Post, "claims", claim, by);
    }

    public Task<Reply> VoidAsync(string number, string original) => SendAsync(HttpMethod.Post, "claims", new { claimNumber = number, line = "medical", frequency = 8, original, memberId = "E1" });

    public Task<Reply> ReplaceAsync(string number, string original, string billed) => SubmitAsync(number, billed, claim =>
    {
        claim["frequency"] = 7;
        claim["original"] = original;
    });

    public Task<Reply> ClaimAsync(string number, HttpClient? by = null) => SendAsync(HttpMethod.Get, $"claims/{number}", by: by);

    /// <summary>The id of the claim's review.</summary>
    public async Task<string> ReviewOfAsync(string number) => (await ClaimAsync(number)).Body["review"]!["itemId"]!.GetValue<string>();

    public Task<Reply> ActAsync(string item, string act, object? request = null, HttpClient? by = null) =>
        SendAsync(HttpMethod.Post, $"work-queue/{item}/{act}", request ?? new { why = "As agreed." }, by);

    public Task<Reply> AppealAsync(string number, int[]? lines = null, HttpClient? by = null) =>
        SendAsync(HttpMethod.Post, $"claims/{number}/appeals", new { why = "It was needed.", lines }, by);

    /// <summary>The claim numbers of the work queue.</summary>
    public async Task<string> QueueAsync(string query = "") =>
        string.Join(' ', (await SendAsync(HttpMethod.Get, $"work-queue{query}")).Body["items"]!.AsArray().Select(item => (string)item!["claimNumber"]!));

    public async Task<Reply> SendAsync(HttpMethod method, string path, object? body = null, HttpClient? by = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, $"/v1/employers/{Id}/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add(Idempotency.Header, key);
        }

        using var response = await (by ?? _host.Http()).SendAsync(request);
        return new(response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    /// <summary>The kinds of what other services were told of claims, in order, in short: adjudicated, reversed.</summary>
    public async Task<string> ToldAsync() => string.Join(' ', (await _host.SaidAsync(Id))
        .Select(message => message.Kind).Where(kind => !kind.Contains("date-moved", StringComparison.Ordinal))
        .Select(kind => kind.Split('.')[1]["claim-".Length..]));

    public async Task<JsonNode> LastToldAsync() => (await _host.SaidAsync(Id))[^1].Body;

    public Task<PlanYearUsage> UsedAsync(string member = "E1") => _host.WithDbAsync(async db =>
        (await db.Accumulators.AsNoTracking().SingleOrDefaultAsync(row => row.MemberKey == Keys.OfMember(Id, member)))?.Usage ?? default);

    private static MemberCoverageChanged WithDisability(MemberCoverageChanged member) => member with
    {
        Coverages = [.. member.Coverages, new() { PlanCode = "STD", Line = BenefitLine.Std, From = new(2026, 1, 1) }],
    };
}

/// <summary>What came back.</summary>
internal sealed record Reply(HttpStatusCode Status, JsonNode Body)
{
    public string this[string field] => Body[field]?.ToString() ?? "";

    /// <summary>"409 appeal-open"; the status alone where there is no problem.</summary>
    public string Outcome => $"{(int)Status} {this["code"]}".Trim();

    /// <summary>The adjustments of each line: "CO-50=100.00".</summary>
    public IEnumerable<string> Adjustments => Body["lines"]!.AsArray().Select(line => string.Join(' ', line!["adjustments"]!.AsObject().Select(adjustment => $"{adjustment.Key}={adjustment.Value}")));

    /// <summary>The fields that a problem names.</summary>
    public IEnumerable<string> Fields => Body["errors"]!.AsArray().Select(error => (string)error!["field"]!);
}
