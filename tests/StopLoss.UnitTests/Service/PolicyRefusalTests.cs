using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aso.Contracts.Enrollment.V1;

namespace Aso.StopLoss.UnitTests.Service;

public sealed class PolicyRefusalTestsOnSqlite(SqliteHost host) : PolicyRefusalTests(host), IClassFixture<SqliteHost>;

public sealed class PolicyRefusalTestsOnPostgres(PostgresHost host) : PolicyRefusalTests(host), IClassFixture<PostgresHost>;

/// <summary>What is not written as a policy, and what is said of it.</summary>
public abstract class PolicyRefusalTests(StopLossHost host)
{
    [Theory]
    [InlineData("100.5")]
    [InlineData("-5")]
    [InlineData("one hundred")]
    public async Task Everything_wrong_with_a_policy_is_said_at_once_and_nothing_is_written(string percent)
    {
        var employer = await Employer.RegisteredAsync(host);
        await employer.HearAsync(employer.Covered("E1", Relationship.Employee, 4, "2026-01-01"));
        var policy = new JsonObject
        {
            ["carrierId"] = Guid.NewGuid(),
            ["periodStart"] = "2026-02-30",
            ["basis"] = "12/0",
            ["lines"] = new JsonArray("medical", "vision", "medical"),
            ["specific"] = new JsonObject
            {
                ["deductible"] = "-1.00",
                ["lasers"] = new JsonObject { ["E1"] = "-0.01" },
                ["aggregatingDeductible"] = "12.345",
                ["carrierPercent"] = percent,
            },
            ["aggregate"] = new JsonObject
            {
                ["monthlyFactor"] = new JsonObject { ["employee"] = "1000000.01" },
                ["minimumAttachment"] = "0.00",
                ["maximum"] = "99999999999999999999.00",
            },
            ["premium"] = new JsonObject { ["employee"] = new JsonObject { ["specific"] = "-85.00", ["aggregate"] = "6.5" } },
            ["triggerDiagnoses"] = new JsonArray("C", "c5"),
            ["state"] = "XX",
        };

        var answer = await employer.WriteAsync(policy);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        string[] expected =
        [
            "invalid-policy periodStart", "invalid-basis basis", "invalid-line lines[1]", "invalid-line lines[2]",
            "invalid-amount specific.deductible", "invalid-amount specific.lasers.E1", "invalid-percent specific.carrierPercent",
            "invalid-amount specific.aggregatingDeductible", "invalid-amount specific.maximumPerPerson",
            "invalid-amount aggregate.monthlyFactor.employee", "missing-tier aggregate.monthlyFactor.family", "invalid-amount aggregate.maximum",
            "invalid-amount premium.employee.specific", "missing-tier premium.family", "unknown-state state", "invalid-trigger triggerDiagnoses[1]", "unknown-carrier carrierId",
        ];
        Assert.Equal(expected.Order(), problem["errors"]!.AsArray().Select(error => $"{error!["code"]} {error["field"]}").Order());
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http().GetAsync(employer.Address)).StatusCode);
    }

    [Theory]
    [InlineData("74999.99", HttpStatusCode.UnprocessableEntity)]
    [InlineData("75000.00", HttpStatusCode.Created)]
    public async Task A_laser_is_not_below_the_specific_deductible(string laser, HttpStatusCode expected)
    {
        var employer = await Employer.RegisteredAsync(host);
        var policy = Employer.Policy(await host.CarrierIdAsync(), policy =>
        {
            policy["specific"]!["deductible"] = "75000.00";
            policy["specific"]!["lasers"] = new JsonObject { ["E7"] = laser };
        });

        var answer = await employer.WriteAsync(policy);

        Assert.Equal(expected, answer.StatusCode);
        if (expected != HttpStatusCode.Created)
        {
            var error = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonNode>())!["errors"]!.AsArray())!;
            Assert.Equal("laser-below-deductible specific.lasers.E7", $"{error["code"]} {error["field"]}");
        }
    }

    [Theory]
    [InlineData("""{"basis": "12/15", "basis": "12/12"}""", "basis")]
    [InlineData("""{"aggregate": {"monthlyFactor": {"employee": "1.00", "employee": "2.00"}}}""", "aggregate.monthlyFactor.employee")]
    [InlineData("""{"specific": {"lasers": {"E1": "1.00", "E1": "2.00"}}}""", "specific.lasers")]
    [InlineData("""{"specific": {"deductable": "1.00"}}""", "specific.deductable")]
    [InlineData("""{"premium": {"couple": {"specific": "1.00"}}}""", "premium.couple")]
    public async Task A_key_that_is_unknown_or_given_twice_is_named(string policy, string field)
    {
        var employer = await Employer.RegisteredAsync(host);

        var answer = await host.Http().PostAsync($"{employer.Address}/policies", new StringContent(policy, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonNode>())!["errors"]!.AsArray())!;
        Assert.Equal("malformed-json", error["code"]!.GetValue<string>());
        Assert.StartsWith(field, error["field"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Arkansas")]
    [InlineData("XX")]
    [InlineData("ar")]
    public async Task A_policys_state_is_a_postal_code(string state)
    {
        var employer = await Employer.RegisteredAsync(host);

        var answer = await employer.WriteAsync(Employer.Policy(await host.CarrierIdAsync(), policy => policy["state"] = state));

        var error = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonNode>())!["errors"]!.AsArray())!;
        Assert.Equal("unknown-state state", $"{error["code"]} {error["field"]}");
    }

    [Theory]
    [InlineData("6/3")]
    [InlineData("0/12")]
    [InlineData("12/0")]
    [InlineData("12")]
    [InlineData("12/15/18")]
    [InlineData("-12/15")]
    [InlineData("12.5/15")]
    [InlineData("12/999")]
    public async Task A_basis_that_is_not_a_window_is_refused(string basis)
    {
        var employer = await Employer.RegisteredAsync(host);

        var answer = await employer.WriteAsync(Employer.Policy(await host.CarrierIdAsync(), policy => policy["basis"] = basis));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var error = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonNode>())!["errors"]!.AsArray())!;
        Assert.Equal("invalid-basis basis", $"{error["code"]} {error["field"]}");
        Assert.Empty((await host.Http().GetFromJsonAsync<JsonNode>($"{employer.Address}/policies"))!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_fully_insured_employer_has_no_stop_loss()
    {
        var employer = await Employer.RegisteredAsync(host, Arrangement.FullyInsured);

        var answer = await employer.WriteAsync(Employer.Policy(await host.CarrierIdAsync()));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("fully-insured", (await answer.Content.ReadFromJsonAsync<JsonNode>())!["code"]!.GetValue<string>());
    }
}
