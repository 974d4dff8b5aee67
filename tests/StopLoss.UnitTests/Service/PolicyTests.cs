using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aso.Contracts.Enrollment.V1;
using Aso.Foundation;
using static Aso.StopLoss.UnitTests.Given;

namespace Aso.StopLoss.UnitTests.Service;

public sealed class PolicyTestsOnSqlite(SqliteHost host) : PolicyTests(host), IClassFixture<SqliteHost>;

public sealed class PolicyTestsOnPostgres(PostgresHost host) : PolicyTests(host), IClassFixture<PostgresHost>;

/// <summary>What a policy that was written does.</summary>
public abstract class PolicyTests(StopLossHost host)
{
    [Fact]
    public async Task A_policy_below_what_its_state_asks_for_is_written_and_says_so_for_good()
    {
        var employer = await Employer.RegisteredAsync(host, expectedClaims: new() { Employee = 1_000_00 });
        await employer.HearAsync(employer.Covered("E1", Relationship.Employee, 1, "2026-01-01"), employer.Covered("E2", Relationship.Employee, 1, "2026-01-01"));
        var policy = Employer.Policy(await host.CarrierIdAsync(), policy =>
        {
            policy["state"] = "AR";
            policy["aggregate"] = new JsonObject
            {
                ["monthlyFactor"] = new JsonObject { ["employee"] = "1199.99" }, // 120 % of expected is 28,800.00 a year
                ["minimumAttachment"] = "0.00",
                ["maximum"] = "1000000.00",
            };
        });

        var answer = await employer.WriteAsync(policy);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var written = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal(
            ["specific-deductible-below-minimum specific.deductible", "attachment-below-minimum aggregate"],
            written["warnings"]!.AsArray().Select(warning => $"{warning!["code"]} {warning["field"]}"));
        Assert.All(written["warnings"]!.AsArray(), warning => Assert.StartsWith("Arkansas Code § 23-62-111", warning!["source"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Contains("28799.76", written["warnings"]![1]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("28800.00", written["warnings"]![1]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);

        await employer.HearAsync(employer.Covered("E2", Relationship.Employee, 1, "2026-01-01", "2026-01-31"));
        Assert.Equal(written.ToJsonString(), (await employer.ShowAsync())["policy"]!.ToJsonString());
        Assert.Equal("AR", (await employer.ShowAsync())["policy"]!["state"]!.GetValue<string>());
        Assert.Equal(written.ToJsonString(), (await host.Http().GetFromJsonAsync<JsonNode>($"{employer.Address}/policies"))!["items"]!.AsArray().Single()!.ToJsonString());
    }

    [Fact]
    public async Task Policies_follow_one_another_and_never_overlap()
    {
        var carrierId = await host.CarrierIdAsync();
        var employer = await Employer.InsuredAsync(host, carrierId);

        var overlapping = await employer.WriteAsync(Employer.Policy(carrierId, policy => policy["periodStart"] = "2026-12-31"));
        var renewal = await employer.WriteAsync(Employer.Policy(carrierId, policy => policy["periodStart"] = "2027-01-01"));

        Assert.Equal(HttpStatusCode.Conflict, overlapping.StatusCode);
        Assert.Equal(HttpStatusCode.Created, renewal.StatusCode);
        Assert.Equal("2026-01-01", (await employer.ShowAsync())["policy"]!["periodStart"]!.GetValue<string>());
        await employer.ReachAsync("2027-01-01");
        Assert.Equal("2027-01-01", (await employer.ShowAsync())["policy"]!["periodStart"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_written_policy_tells_Funding_the_premium_of_each_tier()
    {
        var employer = await Employer.InsuredAsync(host, await host.CarrierIdAsync());

        var (kind, body) = Assert.Single(await host.SaidAsync(employer.Id));

        Assert.Equal("stop-loss.policy-written.v1", kind);
        Assert.Equal("2026-01-01", body["periodStart"]!.GetValue<string>());
        Assert.Equal("""{"employee":9150}""", body["monthlyPremium"]!.ToJsonString());
    }

    [Fact]
    public async Task Payments_accumulate_and_show_with_notices_and_the_request()
    {
        var employer = await Employer.InsuredAsync(host, await host.CarrierIdAsync());
        var reversed = Guid.CreateVersion7();

        await employer.HearAsync(
            employer.Approved("S1", "2026-02-01", "C50.911"),
            employer.Released("S1", "9000.00", "2026-02-02"),
            employer.Released("S1", "400.00", "2026-02-02", claimId: reversed),
            employer.Released("S1", "3000.00", "2026-02-03"));
        await employer.HearAsync(new Contracts.Funding.V1.PaymentReversed { EmployerId = employer.Id, ClaimId = reversed, ReversedOn = Day("2026-02-09") });

        var member = await employer.ShowMemberAsync("S1");
        Assert.Equal("12000.00", member["eligible"]!.GetValue<string>());
        Assert.Equal("2000.00", member["reimbursable"]!.GetValue<string>());
        Assert.Equal("0.00", member["distance"]!.GetValue<string>());
        Assert.Equal("""["diagnosis","half","exceeded"]""", member["notices"]!.ToJsonString());
        var request = Assert.Single((await employer.ShowAsync())["requests"]!.AsArray())!;
        Assert.Equal(("2026-02-03", "2400.00", "undecided"), (request["on"]!.GetValue<string>(), request["amount"]!.GetValue<string>(), request["status"]!.GetValue<string>()));
        Assert.Null(request["accepted"]);
    }

    [Fact]
    public async Task A_policy_written_late_counts_what_was_released_before()
    {
        var employer = await Employer.RegisteredAsync(host);
        var reversed = Guid.CreateVersion7();
        await employer.ReachAsync("2026-01-01");
        await employer.HearAsync(
            employer.Approved("E1", "2026-01-05", "C34.1"),
            employer.Released("E1", "7000.00", "2026-01-06", claimId: reversed),
            employer.Released("E1", "10500.00", "2026-01-07"),
            employer.Released("E2", "500.00", "2026-01-08", serviceDate: "2025-12-31"));
        await employer.HearAsync(new Contracts.Funding.V1.PaymentReversed { EmployerId = employer.Id, ClaimId = reversed, ReversedOn = Day("2026-01-09") });
        await employer.ReachAsync("2026-03-15");

        (await employer.WriteAsync(Employer.Policy(await host.CarrierIdAsync()))).EnsureSuccessStatusCode();
        await employer.HearAsync(employer.Released("E1", "1.00", "2026-03-15"));

        var shown = await employer.ShowAsync();
        var member = Assert.Single(shown["members"]!.AsArray())!;
        Assert.Equal(("E1", "10501.00"), (member["memberId"]!.GetValue<string>(), member["eligible"]!.GetValue<string>()));
        Assert.Equal("""["diagnosis","half","exceeded"]""", member["notices"]!.ToJsonString());
        var request = Assert.Single(shown["requests"]!.AsArray())!;
        Assert.Equal(("2026-03-15", "500.00"), (request["on"]!.GetValue<string>(), request["amount"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_aggregate_is_settled_when_the_last_day_of_the_paid_window_is_left()
    {
        var employer = await Employer.InsuredAsync(host, await host.CarrierIdAsync(), policy =>
        {
            policy["basis"] = "12/13";
            policy["aggregate"] = new JsonObject
            {
                ["monthlyFactor"] = new JsonObject { ["employee"] = "500.00", ["family"] = "1000.00" },
                ["minimumAttachment"] = "100.00",
                ["maximum"] = "2500.00",
            };
        });
        await employer.HearAsync(
            employer.Covered("E1", Relationship.Employee, 1, "2026-01-01"),
            employer.Covered("E2", Relationship.Employee, 4, "2026-02-01", "2026-06-30"),
            employer.Covered("S2", Relationship.Spouse, null, "2026-01-01"),
            employer.Released("E1", "25000.00", "2026-02-01"),
            employer.Released("S2", "3500.00", "2026-02-01"));
        await employer.ReachAsync("2027-01-31");
        Assert.DoesNotContain((await employer.ShowAsync())["requests"]!.AsArray(), request => request!["memberId"] is null);

        await employer.ReachAsync("2027-03-05");

        var shown = await employer.ShowAsync();
        Assert.Equal("11000.00", shown["aggregate"]!["attachmentToDate"]!.GetValue<string>()); // 12 × 500 + 5 × 1,000
        Assert.Equal("13500.00", shown["aggregate"]!["eligible"]!.GetValue<string>());         // 10,000 + 3,500
        Assert.Equal("122.73", shown["aggregate"]!["ratio"]!.GetValue<string>());
        var request = shown["requests"]!.AsArray().Single(request => request!["memberId"] is null)!;
        Assert.Equal(("2027-01-31", "2500.00"), (request["on"]!.GetValue<string>(), request["amount"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Another_employer_and_a_carrier_get_404_and_an_unregistered_employer_does_not_exist()
    {
        var employer = await Employer.InsuredAsync(host, await host.CarrierIdAsync());

        Assert.Equal(HttpStatusCode.OK, (await host.Http(CallerKind.Employer, employer.Id).GetAsync(employer.Address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http(CallerKind.Employer, Guid.NewGuid()).GetAsync(employer.Address)).StatusCode);
        var nobody = new Employer(host, Guid.NewGuid());
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.WriteAsync(Employer.Policy(Guid.NewGuid()))).StatusCode);
    }
}
