using System.Text.Json.Nodes;
using Aso.Claims.Files;
using Aso.Claims.UnitTests.Serving.Review;

namespace Aso.Claims.UnitTests.Serving;

/// <summary>What was not done yet when the claim came is not taken. Over FHIR see <see cref="Fhir.FhirRefusalTests"/>.</summary>
public sealed class ServiceDateTests(SqliteReviewHost host) : IClassFixture<SqliteReviewHost>
{
    [Theory]
    [InlineData("medical")]
    [InlineData("dental")]
    public async Task A_service_after_the_receipt_is_refused_by_its_line_and_nothing_is_kept(string line)
    {
        var employer = await ReviewedEmployer.OpenAsync(host, today: "2026-03-01");

        var refused = await employer.SubmitAsync("C1", "10.00 20.00 30.00", claim =>
        {
            claim["line"] = line;
            claim["lines"]![1]!["serviceDate"] = "2026-03-02";
            claim["lines"]![2]!["serviceDate"] = "2027-01-10";
        });

        Assert.Equal(("422 service-after-receipt", "lines[1].serviceDate lines[2].serviceDate"), (refused.Outcome, string.Join(' ', refused.Fields)));
        Assert.Equal(("404 not-found", ""), ((await employer.ClaimAsync("C1")).Outcome, await employer.ToldAsync()));
    }

    [Fact]
    public async Task A_service_on_the_day_of_receipt_is_taken_and_a_refused_claim_may_come_again_on_its_day()
    {
        var employer = await ReviewedEmployer.OpenAsync(host, today: "2026-03-01");
        Assert.Equal("approved", (await employer.SubmitAsync("C1", "10.00", claim => On(claim, "2026-03-01")))["status"]);
        Assert.Equal("422 service-after-receipt", (await employer.SubmitAsync("C2", "10.00", claim => On(claim, "2026-03-02"))).Outcome);

        await employer.MoveToAsync("2026-03-02");

        Assert.Equal("approved", (await employer.SubmitAsync("C2", "10.00", claim => On(claim, "2026-03-02")))["status"]);
    }

    [Fact]
    public async Task A_correction_with_such_a_service_leaves_the_original_as_it_is_and_a_rule_does_not_hold_it_back()
    {
        var employer = await ReviewedEmployer.OpenAsync(host, today: "2026-03-01");
        await employer.SubmitAsync("C1", "10.00");
        await employer.RulesAsync(new { billedOver = "0.00" });

        var refused = await employer.SubmitAsync("R1", "20.00", claim =>
        {
            (claim["frequency"], claim["original"]) = (7, "C1");
            On(claim, "2026-03-02");
        });

        Assert.Equal(("422 service-after-receipt", "approved", ""), (refused.Outcome, (await employer.ClaimAsync("C1"))["status"], await employer.QueueAsync()));
    }

    [Fact]
    public async Task A_disability_is_certified_ahead_of_time()
    {
        var employer = await ReviewedEmployer.OpenAsync(host, today: "2026-03-01");

        var ahead = await employer.SendAsync(HttpMethod.Post, "claims", new { claimNumber = "D1", line = "std", memberId = "E1", cause = "accident", disabledFrom = "2026-03-02", certifiedThrough = "2026-03-15" });

        Assert.Equal("approved", ahead["status"]);
    }

    [Fact]
    public async Task A_file_is_told_which_of_its_claims_came_too_early_and_the_others_are_taken()
    {
        var employer = await ReviewedEmployer.OpenAsync(host, today: "2026-03-01");
        var early = ClaimFiles.ClaimOf("F1", "E1", 1_000);
        var right = early with { ClaimNumber = "F2", Lines = [early.Lines[0] with { From = new(2026, 3, 1), Through = new(2026, 3, 1) }] };
        using var content = new ByteArrayContent(ClaimFiles.Of(early, right)) { Headers = { { "Content-Type", "application/edi-x12" } } };
        using var http = host.Http();

        using var answer = await http.PostAsync(new Uri($"v1/employers/{employer.Id}/claim-files", UriKind.Relative), content);

        var claims = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["claims"]!.AsArray();
        Assert.Equal(["F1 rejected service-after-receipt lines[0].serviceDate", "F2 accepted"], claims.Select(claim => $"{claim!["claimNumber"]} {claim["outcome"]} {claim["code"]} {claim["field"]}".Trim()));
        Assert.Equal("187", RejectionStatus.Of(new() { Position = new(1, 1, 1, 1), Outcome = FileOutcome.Rejected, Code = "service-after-receipt", Field = "lines[0].serviceDate" })!.Code);
    }

    private static void On(JsonObject claim, string date) => claim["lines"]![0]!["serviceDate"] = date;
}
