using System.Net;
using System.Net.Http.Json;
using Aso.Foundation;
using static Aso.Enrollment.UnitTests.Api.EnrollmentHost;

namespace Aso.Enrollment.UnitTests.Api;

public sealed class MemberApiTestsOnSqlite(SqliteHost host) : MemberApiTests(host), IClassFixture<SqliteHost>;

public sealed class MemberApiTestsOnPostgres(PostgresHost host) : MemberApiTests(host), IClassFixture<PostgresHost>;

public abstract class MemberApiTests(EnrollmentHost host)
{
    [Fact]
    public async Task A_member_is_added_once_and_its_family_told()
    {
        var employerId = await host.RegisterAsync();
        var before = (await host.ToldAsync(employerId)).Count;
        var members = $"v1/employers/{employerId}/members";

        using var first = await host.Administrator.PostAsJsonAsync(members, Samples.AnEmployee, WireJson.Options);
        using var again = await host.Administrator.PostAsJsonAsync(members, Samples.AnEmployee, WireJson.Options);
        await MustAsync(host.Administrator.PostAsJsonAsync(members, Samples.ASpouse, WireJson.Options));
        var other = await RefusedAsync(host.Administrator.PostAsJsonAsync(members, Samples.AnEmployee with { BirthDate = "1981-01-01" }, WireJson.Options));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal((409, "member-id-taken"), (other.Status, other.Code));
        var told = (await host.BodiesAsync(employerId)).Skip(before).ToList();
        Assert.Equal(["E1 E1 family", "S1 E1 "], told.Select(body => $"{body["memberId"]} {body["subscriberId"]} {(body["coverages"]![0]!["tier"] is { } tier ? ((int)tier == 4 ? "family" : "?") : "")}"));
        Assert.Equal(("2026-01-01", "2026-06-30", "medical"), ((string)told[1]["coverages"]![0]!["from"]!, (string)told[1]["coverages"]![0]!["to"]!, ((string)told[1]["coverages"]![0]!["line"]!).ToLowerInvariant()));
    }

    [Fact]
    public async Task A_dependant_of_nobody_is_refused_whole()
    {
        var employerId = await host.RegisterAsync();

        var refused = await RefusedAsync(host.Administrator.PostAsJsonAsync(
            $"v1/employers/{employerId}/members", Samples.ASpouse with { Coverages = [new() { Plan = "VIS", From = "2026-01-01" }] }, WireJson.Options));

        Assert.Equal(["subscriber-unknown subscriberId", "plan-unknown coverages[0].plan"], refused.Errors);
        Assert.Equal(404, (await RefusedAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/members/S1"))).Status);
    }

    [Fact]
    public async Task A_coverage_change_is_told_once_with_all_spans()
    {
        var employerId = await host.RegisterAsync();
        await MustAsync(host.Administrator.PostAsJsonAsync($"v1/employers/{employerId}/members", Samples.AnEmployee, WireJson.Options));
        var before = (await host.ToldAsync(employerId)).Count;
        var change = new { coverages = new object[] { new { plan = "MED", tier = "employee", from = "2026-01-01", to = "2026-05-31" }, new { plan = "MED", tier = "family", from = "2026-06-01" } } };

        for (var time = 0; time < 2; time++)
        {
            await MustAsync(host.Administrator.PutAsJsonAsync($"v1/employers/{employerId}/members/E1/coverages", change));
        }

        var member = await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/members/E1"));
        Assert.Equal(["employee", "family"], member["coverages"]!.AsArray().Select(span => (string)span!["tier"]!));
        Assert.Null(member["coverages"]![1]!["to"]);
        Assert.Equal(["enrollment.member-coverage-changed.v1"], (await host.ToldAsync(employerId)).Skip(before));
        Assert.Equal(404, (await RefusedAsync(host.Administrator.PutAsJsonAsync($"v1/employers/{employerId}/members/E9/coverages", change))).Status);
    }

    [Fact]
    public async Task Under_one_idempotency_key_a_member_is_added_once_and_the_answer_is_the_same()
    {
        var employerId = await host.RegisterAsync();
        var client = host.Administrator;
        client.DefaultRequestHeaders.Add(Idempotency.Header, $"add-{employerId}");

        using var first = await client.PostAsJsonAsync($"v1/employers/{employerId}/members", Samples.AnEmployee, WireJson.Options);
        using var again = await client.PostAsJsonAsync($"v1/employers/{employerId}/members", Samples.AnEmployee, WireJson.Options);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal($"/v1/employers/{employerId}/members/E1", first.Headers.Location?.OriginalString);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
    }

    [Theory]
    [InlineData("plan=MED", "E1 S1")]
    [InlineData("plan=OTHER", "")]
    [InlineData("tier=family", "E1")]
    [InlineData("coveredOn=2026-06-30", "E1 S1")]
    [InlineData("coveredOn=2026-07-01", "E1")]
    [InlineData("tier=family&coveredOn=2025-12-31", "")]
    [InlineData("idContains=s", "S1")]
    [InlineData("subscriberId=E1&idContains=1", "E1 S1")]
    [InlineData("idContains=%25", "")]
    public async Task Members_are_narrowed_down_by_their_coverage_and_id(string query, string expected)
    {
        var employerId = await host.RegisterAsync();
        await MustAsync(host.Administrator.PostAsJsonAsync($"v1/employers/{employerId}/members", Samples.AnEmployee, WireJson.Options));
        await MustAsync(host.Administrator.PostAsJsonAsync($"v1/employers/{employerId}/members", Samples.ASpouse, WireJson.Options));

        var page = await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/members?{query}&total=true&limit=1"));
        var all = await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/members?{query}"));

        Assert.Equal(expected, string.Join(' ', all["items"]!.AsArray().Select(member => (string)member!["memberId"]!)));
        Assert.Equal(all["items"]!.AsArray().Count, (int)page["total"]!);
    }

    [Fact]
    public async Task A_member_that_somebody_changed_meanwhile_is_not_overwritten()
    {
        var employerId = await host.RegisterAsync();
        await MustAsync(host.Administrator.PostAsJsonAsync($"v1/employers/{employerId}/members", Samples.AnEmployee, WireJson.Options));
        using var read = await host.Administrator.GetAsync($"v1/employers/{employerId}/members/E1");
        var client = host.Administrator;
        client.DefaultRequestHeaders.Add("If-Match", read.Headers.ETag!.ToString());
        var change = new { coverages = new[] { new { plan = "MED", tier = "employee", from = "2026-01-01" } } };

        using var first = await client.PutAsJsonAsync($"v1/employers/{employerId}/members/E1/coverages", change);
        using var second = await client.PutAsJsonAsync($"v1/employers/{employerId}/members/E1/coverages", new { coverages = Array.Empty<object>() });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (first.StatusCode, second.StatusCode));
        using var now = await host.Administrator.GetAsync($"v1/employers/{employerId}/members/E1");
        Assert.Equal(first.Headers.ETag, now.Headers.ETag);
    }

    [Fact]
    public async Task Members_are_paged_by_id_to_the_last()
    {
        var employerId = await host.RegisterAsync();
        for (var number = 0; number < 7; number++)
        {
            await MustAsync(host.Administrator.PostAsJsonAsync($"v1/employers/{employerId}/members", Samples.AnEmployee with { MemberId = $"E{number}" }, WireJson.Options));
        }

        var seen = new List<string>();
        for (var query = "limit=3"; query is not null;)
        {
            var page = await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/members?{query}"));
            seen.AddRange(page["items"]!.AsArray().Select(member => (string)member!["memberId"]!));
            query = (string?)page["next"] is { } next ? $"limit=3&after={next}" : null;
        }

        Assert.Equal(["E0", "E1", "E2", "E3", "E4", "E5", "E6"], seen);
        Assert.Equal(["invalid-query limit"], (await RefusedAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/members?limit=1001"))).Errors);
    }
}
