using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Aso.Foundation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aso.Claims.UnitTests.Serving.Review;

public sealed class ClaimListTestsOnSqlite(SqliteReviewHost host) : ClaimListTests(host), IClassFixture<SqliteReviewHost>;

public sealed class ClaimListTestsOnPostgres(PostgresReviewHost host) : ClaimListTests(host), IClassFixture<PostgresReviewHost>;

/// <summary>Lists as a caller asks for them: narrowed down, ordered, page by page; what is not understood is refused.</summary>
public abstract class ClaimListTests(ReviewHost host)
{
    private const string Other = "1000000004";

    [Theory]
    [InlineData("received", "C1 C2 C3 C4 C5")]
    [InlineData("serviceDate", "C5 C3 C1 C4 C2")]
    [InlineData("billed", "C3 C2 C5 C4 C1")]
    [InlineData("paid", "C4 C3 C2 C5 C1")]
    public async Task Every_order_leads_page_by_page_through_all_claims_once_and_back(string order, string expected)
    {
        var employer = await FiveClaimsAsync();

        Assert.Equal(expected, await PagesAsync(employer, $"orderBy={order}"));
        Assert.Equal(string.Join(' ', expected.Split(' ').Reverse()), await PagesAsync(employer, $"orderBy={order}&descending=true"));
    }

    [Theory]
    [InlineData("memberId=S1", "C2")]
    [InlineData("memberId=nobody", "")]
    [InlineData("providerNpi=1000000004", "C4")]
    [InlineData("line=medical", "C1 C2 C3 C4 C5 V5")]
    [InlineData("line=dental", "")]
    [InlineData("status=voided", "C5")]
    [InlineData("status=denied", "C4")]
    [InlineData("status=approved&memberId=E1", "C1 C3 V5")]
    [InlineData("planCode=MED", "C1 C2 C3 C4 C5")]
    [InlineData("planCode=STD", "")]
    [InlineData("deniedFor=notCoveredOutOfNetwork", "C4")]
    [InlineData("deniedFor=coverageEnded", "")]
    [InlineData("numberStartsWith=c", "C1 C2 C3 C4 C5")]
    [InlineData("numberStartsWith=V5", "V5")]
    [InlineData("numberStartsWith=5", "")]
    [InlineData("serviceFrom=2026-02-19&serviceTo=2026-02-20", "C3 C1")]
    [InlineData("serviceTo=2026-02-18", "C5")]
    [InlineData("receivedFrom=2026-03-02", "C4 C5 V5")]
    [InlineData("receivedTo=2026-03-01", "C1 C2 C3")]
    [InlineData("billedFrom=40.00&billedTo=50", "C4 C5")]
    [InlineData("paidFrom=60", "C1")]
    [InlineData("paidTo=10.00", "C3 C4 V5")]
    public async Task Claims_are_narrowed_down(string query, string expected)
    {
        var employer = await FiveClaimsAsync();
        await employer.VoidAsync("V5", "C5");

        var page = await employer.SendAsync(HttpMethod.Get, $"claims?{query}&total=true&limit=1");

        Assert.Equal(expected.Length == 0 ? 0 : expected.Split(' ').Length, (int)page.Body["total"]!);
        Assert.Equal(expected, Numbers((await employer.SendAsync(HttpMethod.Get, $"claims?{query}")).Body));
    }

    [Fact]
    public async Task A_page_says_what_is_next_until_the_last_and_how_many_there_are_where_asked()
    {
        var employer = await FiveClaimsAsync();

        var first = (await employer.SendAsync(HttpMethod.Get, "claims?limit=4")).Body.AsObject();
        var last = (await employer.SendAsync(HttpMethod.Get, $"claims?limit=4&total=true&after={first["next"]}")).Body.AsObject();

        Assert.False(first.ContainsKey("total"));
        Assert.True(last.ContainsKey("next"));
        Assert.Null(last["next"]);
        Assert.Equal(("C5", 5), (Numbers(last), (int)last["total"]!));
    }

    [Fact]
    public async Task A_place_of_another_order_is_no_place_of_this_one()
    {
        var employer = await FiveClaimsAsync();
        var next = (string)(await employer.SendAsync(HttpMethod.Get, "claims?limit=1&orderBy=paid")).Body["next"]!;

        foreach (var query in new[] { $"after={next}", $"after={next}&orderBy=paid&descending=true", "after=C1", $"after={next[1..]}&orderBy=paid" })
        {
            var refused = await employer.SendAsync(HttpMethod.Get, $"claims?{query}");
            Assert.Equal(("422 invalid-query", "after"), (refused.Outcome, refused.Fields.Single()));
        }
    }

    [Theory]
    [InlineData("nobody=1", "unknown-query-parameter nobody")]
    [InlineData("sort=paid&min=7", "unknown-query-parameter sort", "unknown-query-parameter min")]
    [InlineData("status=approved&status=denied", "repeated-query-parameter status")]
    [InlineData("limit=0", "invalid-query limit")]
    [InlineData("limit=1001", "invalid-query limit")]
    [InlineData("limit=many", "invalid-query limit")]
    [InlineData("limit=", "invalid-query limit")]
    [InlineData("total=yes", "invalid-query total")]
    [InlineData("status=1", "invalid-query status")]
    [InlineData("status=Approved", "invalid-query status")]
    [InlineData("receivedFrom=03/01/2026", "invalid-query receivedFrom")]
    [InlineData("receivedTo=2026-02-30", "invalid-query receivedTo")]
    [InlineData("billedFrom=1e3", "invalid-query billedFrom")]
    [InlineData("paidTo=-1", "invalid-query paidTo")]
    [InlineData("memberId=E1%00", "invalid-query memberId")]
    public async Task What_is_not_understood_is_refused_by_its_name(string query, params string[] errors)
    {
        var employer = await ReviewedEmployer.OpenAsync(host);

        var refused = await employer.SendAsync(HttpMethod.Get, $"claims?{query}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(errors, refused.Body["errors"]!.AsArray().Select(error => $"{error!["code"]} {error["field"]}"));
    }

    [Fact]
    public async Task An_unknown_parameter_is_answered_with_those_that_the_address_knows()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);

        var ofList = await employer.SendAsync(HttpMethod.Get, "recoverable-claims?from=2026-01-01");
        var ofOne = await employer.SendAsync(HttpMethod.Get, "claims/C1?from=2026-01-01");

        Assert.Equal("This address knows no such parameter: use after, limit, memberId, total.", ofList["detail"]);
        Assert.Equal("This address takes no query parameters.", ofOne["detail"]);
    }

    [Fact]
    public async Task No_address_passes_over_what_it_does_not_know()
    {
        var endpoints = host.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal)).ToList();
        var passed = new List<string>();
        foreach (var endpoint in endpoints)
        {
            foreach (var method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods)
            {
                var path = string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part =>
                    part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart text ? text.Content : $"{Guid.Empty}"))));
                using var request = new HttpRequestMessage(new HttpMethod(method), $"/{path}?nobodyKnowsThis=1");
                request.Content = method == "GET" ? null : new StringContent("{}", Encoding.UTF8, endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>()?.ContentTypes[0] ?? "application/json");
                var isForOperators = $"/{path}".StartsWith(Management.OperationsRoot, StringComparison.Ordinal);
                using var answer = await host.Http(also: $"{Scopes.PlatformAdmin} {Scopes.EnrollmentRead} {Scopes.FundingRead}", operators: isForOperators).SendAsync(request);
                var problem = answer.StatusCode == HttpStatusCode.UnprocessableEntity ? (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["code"] : null;
                if (problem != "unknown-query-parameter")
                {
                    passed.Add($"{method} {path}: {(int)answer.StatusCode} {problem}");
                }
            }
        }

        Assert.NotEmpty(endpoints);
        Assert.Empty(passed);
    }

    [Fact]
    public async Task The_administrators_queue_is_that_of_all_employers_and_nobody_elses()
    {
        var (first, second) = (await ReviewedEmployer.OpenAsync(host, "2026-03-02"), await ReviewedEmployer.OpenAsync(host));
        foreach (var employer in new[] { first, second })
        {
            await employer.RulesAsync(JsonNode.Parse("""{"billedOver":"0.00"}""")!);
            await employer.SubmitAsync("Q1", "501.00");
        }

        using var http = host.Http();
        var items = new List<JsonNode>();
        for (var query = "limit=1"; query is not null;)
        {
            var page = (await http.GetFromJsonAsync<JsonNode>(new Uri($"/v1/work-queue?{query}", UriKind.Relative)))!;
            items.AddRange(page["items"]!.AsArray()!);
            query = (string?)page["next"] is { } next ? $"limit=1&after={next}" : null;
        }

        Assert.Equal([second.Id, first.Id], items.Select(item => (Guid)item["employerId"]!).Where(id => id == first.Id || id == second.Id));
        var due = (await http.GetFromJsonAsync<JsonNode>(new Uri("/v1/work-queue?dueWithin=29&limit=1000", UriKind.Relative)))!["items"]!.AsArray().Select(item => (Guid)item!["employerId"]!).ToList();
        Assert.DoesNotContain(first.Id, due);
        using var refused = await host.Http(CallerKind.Employer, first.Id).GetAsync(new Uri("/v1/work-queue", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task What_a_caller_has_already_is_not_sent_again_and_a_replacement_says_what_it_saw()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        using var http = host.Http();
        var address = new Uri($"/v1/employers/{employer.Id}/review-rules", UriKind.Relative);
        using var read = await http.GetAsync(address);

        using var again = await SendAsync(http, HttpMethod.Get, address, "If-None-Match", read.Headers.ETag!);
        Assert.Equal((HttpStatusCode.NotModified, 0), (again.StatusCode, (await again.Content.ReadAsByteArrayAsync()).Length));
        Assert.Equal(read.Headers.ETag, again.Headers.ETag);

        using var put = await SendAsync(http, HttpMethod.Put, address, "If-Match", read.Headers.ETag!, new { billedOver = "5.00" });
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        using var late = await SendAsync(http, HttpMethod.Put, address, "If-Match", read.Headers.ETag!, new { billedOver = "7.00" });
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Equal("changed-meanwhile", (string)(await late.Content.ReadFromJsonAsync<JsonNode>())!["code"]!);

        using var now = await http.GetAsync(address);
        Assert.Equal((put.Headers.ETag, "5.00"), (now.Headers.ETag, (string)(await now.Content.ReadFromJsonAsync<JsonNode>())!["billedOver"]!));
        using var whatever = await SendAsync(http, HttpMethod.Put, address, "If-Match", EntityTagHeaderValue.Any, new { billedOver = "9.00" });
        Assert.Equal(HttpStatusCode.OK, whatever.StatusCode);
    }

    [Fact]
    public async Task An_address_that_can_be_read_can_be_asked_for_its_head()
    {
        var employer = await FiveClaimsAsync();
        using var http = host.Http();
        using var get = await http.GetAsync(new Uri($"/v1/employers/{employer.Id}/claims", UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Head, $"/v1/employers/{employer.Id}/claims");

        using var head = await http.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, 0), (head.StatusCode, (await head.Content.ReadAsByteArrayAsync()).Length));
        Assert.Equal((get.Headers.ETag, get.Content.Headers.ContentLength), (head.Headers.ETag, head.Content.Headers.ContentLength));
    }

    [Theory]
    [InlineData("claims", "application/json")]
    [InlineData("claim-files", "application/edi-x12")]
    public async Task A_content_type_that_is_not_taken_is_answered_with_those_that_are(string path, string taken)
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        using var content = new StringContent("a,b", Encoding.UTF8, "text/csv");

        using var answer = await host.Http().PostAsync(new Uri($"/v1/employers/{employer.Id}/{path}", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal($"This address does not take that content type: send {taken}.", (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["detail"]!);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, Uri address, string header, EntityTagHeaderValue tag, object? body = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add(header, tag.ToString());
        return await http.SendAsync(request);
    }

    /// <summary>The claim numbers of all pages of two, in order.</summary>
    private static async Task<string> PagesAsync(ReviewedEmployer employer, string query)
    {
        var numbers = new List<string>();
        for (var asked = $"{query}&limit=2"; asked is not null;)
        {
            var page = (await employer.SendAsync(HttpMethod.Get, $"claims?{asked}")).Body;
            numbers.Add(Numbers(page));
            asked = (string?)page["next"] is { } next ? $"{query}&limit=2&after={next}" : null;
        }

        return string.Join(' ', numbers);
    }

    private static string Numbers(JsonNode page) => string.Join(' ', page["items"]!.AsArray().Select(claim => (string)claim!["claimNumber"]!));

    /// <summary>All that is billed is paid, but the fourth, whose provider is in no network.</summary>
    private async Task<ReviewedEmployer> FiveClaimsAsync()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        await employer.SubmitAsync("C1", "90.00");
        await employer.SubmitAsync("C2", "20.00", claim => (claim["memberId"], claim["lines"]![0]!["serviceDate"]) = ("S1", "2026-02-22"));
        await employer.SubmitAsync("C3", "10.00", claim => claim["lines"]![0]!["serviceDate"] = "2026-02-19");
        await employer.MoveToAsync("2026-03-02");
        await employer.SubmitAsync("C4", "50.00", claim => (claim["providerNpi"], claim["lines"]![0]!["serviceDate"]) = (Other, "2026-02-21"));
        await employer.SubmitAsync("C5", "40.00", claim => claim["lines"]![0]!["serviceDate"] = "2026-02-18");
        return employer;
    }
}
