using System.Net;
using System.Net.Http.Json;
using Aso.Foundation;
using static Aso.Enrollment.UnitTests.Api.EnrollmentHost;

namespace Aso.Enrollment.UnitTests.Api;

public sealed class EmployerApiTestsOnSqlite(SqliteHost host) : EmployerApiTests(host), IClassFixture<SqliteHost>;

public sealed class EmployerApiTestsOnPostgres(PostgresHost host) : EmployerApiTests(host), IClassFixture<PostgresHost>;

public abstract class EmployerApiTests(EnrollmentHost host)
{
    [Fact]
    public async Task An_employer_is_registered_once_however_often_it_is_sent()
    {
        var draft = Samples.AcmeTooling with { EmployerId = Guid.NewGuid() };

        using var first = await host.Administrator.PostAsJsonAsync("v1/employers", draft, WireJson.Options);
        using var again = await host.Administrator.PostAsJsonAsync("v1/employers", draft, WireJson.Options);
        var other = await RefusedAsync(host.Administrator.PostAsJsonAsync("v1/employers", draft with { Name = "Other" }, WireJson.Options));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal((409, "employer-id-taken"), (other.Status, other.Code));
        var employer = await MustAsync(host.Administrator.GetAsync($"v1/employers/{draft.EmployerId}"));
        Assert.Equal(("draft", "Acme Tooling", "prefunded"), ((string)employer["state"]!, (string)employer["name"]!, (string)employer["funding"]!["method"]!));
        Assert.Equal(["enrollment.employer-registered.v1"], await host.ToldAsync(draft.EmployerId.Value));
    }

    [Fact]
    public async Task A_refused_employer_is_told_every_reason_and_nothing_is_kept()
    {
        var id = Guid.NewGuid();

        var refused = await RefusedAsync(host.Administrator.PostAsJsonAsync(
            "v1/employers", new { employerId = id, name = "Acme", taxId = "1", arrangement = "aso", planYearStart = "2026-02-30" }));

        Assert.Equal(422, refused.Status);
        Assert.Equal(["tax-id-malformed taxId", "date-malformed planYearStart", "required funding"], refused.Errors);
        Assert.Equal(404, (await RefusedAsync(host.Administrator.GetAsync($"v1/employers/{id}"))).Status);
    }

    [Fact]
    public async Task A_key_that_the_interface_does_not_know_is_refused_by_name()
    {

        var refused = await RefusedAsync(host.Administrator.PostAsJsonAsync("v1/employers", new { nmae = "Acme" }));

        Assert.Equal((400, "malformed-json"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task An_employers_client_sees_its_own_employer_alone()
    {
        var mine = await host.RegisterAsync();
        var theirs = await host.RegisterAsync();
        var client = host.ClientOf("employer", mine, Scopes.EnrollmentRead, Scopes.EnrollmentWrite);

        var listed = await MustAsync(client.GetAsync("v1/employers"));

        Assert.Equal(mine, (Guid)Assert.Single(listed["items"]!.AsArray())!["employerId"]!);
        Assert.Equal(404, (await RefusedAsync(client.GetAsync($"v1/employers/{theirs}"))).Status);
        Assert.Equal(404, (await RefusedAsync(client.GetAsync($"v1/employers/{theirs}/members"))).Status);
        Assert.Equal(404, (await RefusedAsync(client.PutAsJsonAsync($"v1/employers/{theirs}/network", NetworkOf()))).Status);
        var all = (await MustAsync(host.Administrator.GetAsync("v1/employers")))["items"]!.AsArray().Select(employer => (Guid)employer!["employerId"]!).ToList();
        Assert.True(all.IndexOf(mine) >= 0 && all.IndexOf(mine) < all.IndexOf(theirs));
        Assert.Empty((await MustAsync(host.ClientOf("provider", null, Scopes.EnrollmentRead).GetAsync("v1/employers")))["items"]!.AsArray());
    }

    [Fact]
    public async Task Without_the_scope_nothing_is_answered()
    {
        var employerId = await host.RegisterAsync();

        Assert.Equal(401, (await RefusedAsync(host.Stranger.GetAsync("v1/employers"))).Status);
        Assert.Equal(403, (await RefusedAsync(host.ClientOf("employer", employerId, Scopes.EnrollmentRead)
            .PutAsJsonAsync($"v1/employers/{employerId}/network", NetworkOf()))).Status);
        Assert.Equal(403, (await RefusedAsync(host.ClientOf("employer", employerId, Scopes.EnrollmentWrite)
            .PostAsJsonAsync("v1/employers", Samples.AcmeTooling, WireJson.Options))).Status);
    }

    [Fact]
    public async Task A_plan_is_answered_as_it_was_defined()
    {
        var employerId = await host.RegisterAsync();

        using var again = await host.Administrator.PostAsJsonAsync($"v1/employers/{employerId}/plans", Samples.Medical, WireJson.Options);
        var other = await RefusedAsync(host.Administrator.PostAsJsonAsync(
            $"v1/employers/{employerId}/plans", Samples.Medical with { TimelyFilingDays = 90 }, WireJson.Options));
        var plans = (await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/plans")))["items"]!.AsArray();

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(["plan-code-taken code"], other.Errors);
        Assert.Equal(["MED", "DEN", "STD"], plans.Select(plan => (string)plan!["code"]!));
        Assert.Equal("""{"accident":0,"sickness":7}""", plans[2]!["eliminationDays"]!.ToJsonString());
        Assert.Equal("110.00", (string)plans[0]!["pricing"]!["feeSchedule"]!["99213"]!);
    }

    [Fact]
    public async Task A_plan_that_is_unusual_says_so_wherever_it_is_shown()
    {
        var employerId = await host.RegisterAsync();
        var limits = new { @in = new { individual = "400.00", family = "1000.00" } };
        var plan = System.Text.Json.JsonSerializer.SerializeToNode(Samples.Medical with { Code = "LOW" }, WireJson.Options)!;
        plan["outOfPocket"] = System.Text.Json.JsonSerializer.SerializeToNode(limits);

        var defined = await MustAsync(host.Administrator.PostAsJsonAsync($"v1/employers/{employerId}/plans", plan));
        var plans = (await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/plans")))["items"]!.AsArray();

        Assert.Equal("out-of-pocket-below-deductible outOfPocket.in.individual", $"{defined["warnings"]![0]!["code"]} {defined["warnings"]![0]!["field"]}");
        Assert.Equal(defined.ToJsonString(), plans[^1]!.ToJsonString());
        Assert.Null(plans[0]!["warnings"]);
    }

    [Theory]
    [InlineData("employers", """{"name": "Acme", "name": "Other"}""", "name")]
    [InlineData("employers", """{"fees": {"perClaim": "1.00", "perclaim": "2.00"}}""", "fees.perclaim")]
    [InlineData("employers", """{"fullyInsuredPremium": {"employee": "1.00", "employee": "2.00"}}""", "fullyInsuredPremium.employee")]
    [InlineData("plans", """{"pricing": {"feeSchedule": {"99213": "1.00", "99213": "2.00"}}}""", "pricing.feeSchedule")]
    [InlineData("plans", """{"services": [{"procedure": "99213"}]}""", "services[0].procedure")]
    [InlineData("plans", """{"eliminationDays": {"accident": 0, "accident": 7}}""", "eliminationDays")]
    public async Task A_key_that_is_unknown_or_given_twice_is_named(string what, string body, string field)
    {
        var address = what == "employers" ? "v1/employers" : $"v1/employers/{await host.RegisterAsync()}/plans";

        using var answer = await host.Administrator.PostAsync(address, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = Assert.Single((await answer.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonNode>())!["errors"]!.AsArray())!;
        Assert.Equal("malformed-json", (string)error["code"]!);
        Assert.StartsWith(field, (string)error["field"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_network_is_told_only_when_it_changes()
    {
        var employerId = await host.RegisterAsync();
        var before = (await host.ToldAsync(employerId)).Count;

        for (var time = 0; time < 2; time++)
        {
            await MustAsync(host.Administrator.PutAsJsonAsync($"v1/employers/{employerId}/network", NetworkOf("1234567893")));
        }

        var refused = await RefusedAsync(host.Administrator.PutAsJsonAsync($"v1/employers/{employerId}/network", NetworkOf("1234567890")));

        Assert.Equal(["npi-invalid npis[0]"], refused.Errors);
        Assert.Equal("1234567893", (string)(await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/network")))["npis"]![0]!);
        Assert.Equal(["enrollment.network-changed.v1"], (await host.ToldAsync(employerId)).Skip(before));
    }

    private static object NetworkOf(params string[] npis) => new { npis };
}
