using System.Text.Json.Nodes;

namespace Aso.Claims.UnitTests.Serving.Review;

public sealed class ReviewRulesTestsOnSqlite(SqliteReviewHost host) : ReviewRulesTests(host), IClassFixture<SqliteReviewHost>;

public sealed class ReviewRulesTestsOnPostgres(PostgresReviewHost host) : ReviewRulesTests(host), IClassFixture<PostgresReviewHost>;

/// <summary>What an employer's claims are held back for.</summary>
public abstract class ReviewRulesTests(ReviewHost host)
{
    [Fact]
    public async Task Without_rules_nothing_is_held_back()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        Assert.Equal("approved", (await employer.SubmitAsync("C1", "9000.00", claim => claim["diagnoses"] = null))["status"]);
        Assert.Equal("", await employer.QueueAsync());
    }

    [Fact]
    public async Task A_missing_authorization_or_diagnosis_can_be_looked_at_before_it_denies()
    {
        var employer = await ReviewedEmployer.OpenAsync(host, terms: NeedsAuthorization);
        await employer.RulesAsync(new { noAuthorization = true, noDiagnosis = true });
        Assert.Equal("pended", (await employer.SubmitAsync("C1", "10.00"))["status"]);
        Assert.Equal("pended", (await employer.SubmitAsync("C2", "20.00", claim => (claim["authorization"], claim["diagnoses"]) = ("A-1", null)))["status"]);
        Assert.Equal("approved", (await employer.SubmitAsync("C3", "30.00", claim => claim["authorization"] = "A-1"))["status"]);
        Assert.Equal(("C1", "C2"), (await employer.QueueAsync("?rule=noAuthorization"), await employer.QueueAsync("?rule=noDiagnosis")));
    }

    [Fact]
    public async Task What_a_rule_would_pay_is_found_without_the_original_that_the_replacement_takes_back()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        await employer.SubmitAsync("C1", "700.00");
        await employer.RulesAsync(new { paysOver = "500.00" });

        // With its original still counted it would be a duplicate that pays nothing.
        Assert.Equal("pended", (await employer.ReplaceAsync("R1", "C1", "700.00"))["status"]);
    }

    [Fact]
    public async Task All_that_is_wrong_with_review_rules_is_told_at_once_and_the_rules_before_stay()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        await employer.RulesAsync(new { billedOver = "500.00", noDiagnosis = true });
        var refused = await employer.SendAsync(HttpMethod.Put, "review-rules", JsonNode.Parse("""{"billedOver":"-1.00","paysOver":"much","diagnosisPrefixes":["C50","","."]}"""));
        Assert.Equal("422 invalid-review-rules", refused.Outcome);
        Assert.Equal(["billedOver", "paysOver", "diagnosisPrefixes[1]", "diagnosisPrefixes[2]"], refused.Fields);

        var rules = await employer.SendAsync(HttpMethod.Get, "review-rules");
        Assert.Equal(("500.00", "true", ""), (rules["billedOver"], rules["noDiagnosis"], rules["paysOver"]));
        await employer.RulesAsync(new { });
        Assert.Equal("approved", (await employer.SubmitAsync("C1", "700.00"))["status"]);
    }

    private static Contracts.Enrollment.V1.PlanDefined NeedsAuthorization(Contracts.Enrollment.V1.PlanDefined plan) =>
        plan with { Health = plan.Health! with { Services = [.. plan.Health.Services.Select(service => service with { PriorAuthorization = true })] } };
}
