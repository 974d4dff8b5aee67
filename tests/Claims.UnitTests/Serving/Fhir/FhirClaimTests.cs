#nullable disable warnings // the library's strict reading has seen to it that what FHIR needs is there
using System.Net;
using System.Text.Json.Nodes;
using Aso.Claims.UnitTests.Serving.Review;
using Aso.Foundation;
using Hl7.Fhir.Model;
using static Aso.Claims.UnitTests.Domain.ClaimBook;
using static Aso.Claims.UnitTests.Serving.Fhir.FhirSamples;
using Task = System.Threading.Tasks.Task;

namespace Aso.Claims.UnitTests.Serving.Fhir;

public sealed class FhirClaimOnSqlite(SqliteReviewHost host) : FhirClaimTests(host), IClassFixture<SqliteReviewHost>;

public sealed class FhirClaimOnPostgres(PostgresReviewHost host) : FhirClaimTests(host), IClassFixture<PostgresReviewHost>;

public abstract class FhirClaimTests(ReviewHost host)
{
    private const string Stranger = "1000000012";

    [Fact]
    public async Task A_claim_submitted_as_fhir_is_decided_as_the_same_claim_of_the_api_is()
    {
        var (employer, fhir) = await OpenAsync(plan => plan.In = new() { CopayCents = 1_000, CoinsuranceMillionths = 20_000_000, Deductible = false });

        var response = await fhir.SubmitAsync(Claim("F1", "100.00", "60.00"));
        await employer.SubmitAsync("R1", "100.00 60.00", claim => claim["memberId"] = "S1");

        var byFhir = (await employer.ClaimAsync("F1")).Body;
        var byApi = (await employer.ClaimAsync("R1")).Body;
        foreach (var field in new[] { "status", "billed", "allowed", "paid", "memberOwes", "lines" })
        {
            Assert.Equal(byApi[field]!.ToJsonString(), byFhir[field]!.ToJsonString());
        }

        Assert.Equal((ClaimProcessingCodes.Complete, "Approved", $"Claim/{(string)byFhir["claimId"]!}"), (response.Outcome, response.Disposition, response.Request.Reference));
        Assert.Equal((string)byFhir["paid"]!, $"{response.Total.Single(total => Code(total.Category) == "benefit").Amount.Value}");
    }

    [Fact]
    public async Task Each_adjustment_has_the_category_of_its_code_and_keeps_the_code_as_reason()
    {
        // 10.00 copay, 50.00 deductible, 20% of what is left; 90% of billed is allowed.
        var (_, fhir) = await OpenAsync(
            plan =>
            {
                plan.In = new() { CopayCents = 1_000, CoinsuranceMillionths = 20_000_000, Deductible = true };
                plan.Deductible = new() { IndividualCents = 5_000, FamilyCents = 10_000 };
            },
            allowedMillionths: 90_000_000);
        var claim = Claim("F1", "200.00");

        await fhir.SubmitAsync(claim);

        var explanation = (ExplanationOfBenefit)Assert.Single((await fhir.GetAsync<Bundle>("ExplanationOfBenefit?identifier=F1")).Entry).Resource;
        var amounts = explanation.Item.Single().Adjudication.Where(amount => amount.Amount is not null).Select(amount => $"{Code(amount.Category)} {amount.Amount.Value} {amount.Reason?.Text}".Trim());

        // 180 allowed, 180 - 10 - 50 = 120 shared, of which 24 is the member's.
        Assert.Equal(
            ["submitted 200.00", "eligible 180.00", "discount 20.00 CO-45", "copay 10.00 PR-3", "deductible 50.00 PR-1", "coinsurance 24.00 PR-2", "benefit 96.00", "memberliability 84.00"],
            amounts);
        Assert.Equal(["CO", "45"], explanation.Item[0].Adjudication[2].Reason.Coding.Select(coding => coding.Code));
        Assert.Equal("innetwork", Code(explanation.Item[0].Adjudication[^1].Reason));
        Assert.Equal("Coverage/m739616-E1", explanation.Insurance.Single().Coverage.Reference);   // from 2026-01-01
    }

    [Fact]
    public async Task What_another_payer_paid_is_read_from_its_claim_response_and_shown_as_its_own()
    {
        var (employer, fhir) = await OpenAsync();
        var claim = Claim("F1", "100.00", "60.00");
        AddOtherPayer(claim, """[{"itemSequence": 2, "adjudication": [{"category": {"coding": [{"code": "benefit"}]}, "amount": {"value": 15.5, "currency": "USD"}}]}]""");

        await fhir.SubmitAsync(claim);

        Assert.Equal(["", "OA-23=15.50"], (await employer.ClaimAsync("F1")).Adjustments);
        var stored = await OnlyAsync<Claim>(fhir, "Claim?identifier=F1");
        Assert.Equal((2, 15.50m), (((ClaimResponse)stored.Contained.Single()).Item.Single().ItemSequence, ((ClaimResponse)stored.Contained.Single()).Item.Single().Adjudication.Single().Amount.Value));
        var explanation = await OnlyAsync<ExplanationOfBenefit>(fhir, "ExplanationOfBenefit?identifier=F1");
        Assert.Contains(explanation.Item[1].Adjudication, amount => Code(amount.Category) == "priorpayerpaid" && amount.Amount.Value == 15.50m);
    }

    [Fact]
    public async Task The_claim_that_is_read_is_the_claim_that_was_submitted_and_submitted_again_changes_nothing()
    {
        var (employer, fhir) = await OpenAsync();
        var first = Claim("F1", "100.00", "60.00");
        first["insurance"]![0]!["preAuthRef"] = new JsonArray("A-7");
        first["item"]![0]!["modifier"] = new JsonArray(Concept("", "25"), Concept("", "59"));
        AddOtherPayer(first, """[{"itemSequence": 1, "adjudication": [{"category": {"coding": [{"code": "benefit"}]}, "amount": {"value": 0, "currency": "USD"}}]}]""");
        foreach (var modifier in first["item"]![0]!["modifier"]!.AsArray())
        {
            modifier!["coding"]![0]!.AsObject().Remove("system");
        }

        var answered = await fhir.SubmitAsync(first);
        var told = await employer.ToldAsync();

        var again = await fhir.SubmitAsync(await OnlyAsync<Claim>(fhir, "Claim?identifier=F1"));
        Assert.True(answered.IsExactly(again));
        Assert.Equal(told, await employer.ToldAsync());
        Assert.Equal((HttpStatusCode.Conflict, "Claim.identifier"), await OutcomeAsync(fhir, Claim("F1", "100.00", "61.00")));
    }

    [Fact]
    public async Task A_related_prior_claim_is_replaced_and_with_the_status_cancelled_voided()
    {
        var (employer, fhir) = await OpenAsync();
        await fhir.SubmitAsync(Claim("F1", "100.00"));
        var original = await OnlyAsync<Claim>(fhir, "Claim?identifier=F1");
        var replacement = Claim("F2", "70.00");
        replacement["related"] = Prior($"Claim/{original.Id}");
        await fhir.SubmitAsync(replacement);
        var cancelled = Claim("F3");
        cancelled["status"] = "cancelled";
        cancelled["related"] = new JsonArray(new JsonObject { ["claim"] = new JsonObject { ["identifier"] = new JsonObject { ["value"] = "F2" } } });
        cancelled.Remove("item");

        await fhir.SubmitAsync(cancelled);

        Assert.Equal("adjudicated reversed adjudicated reversed", await employer.ToldAsync());
        Assert.Equal(("replaced", "voided"), ((await employer.ClaimAsync("F1"))["status"], (await employer.ClaimAsync("F2"))["status"]));
        var claims = (await fhir.GetAsync<Bundle>("Claim")).Entry.ConvertAll(entry => (Claim)entry.Resource);
        Assert.Equal([FinancialResourceStatusCodes.Cancelled, FinancialResourceStatusCodes.Cancelled, FinancialResourceStatusCodes.Cancelled], claims.Select(claim => claim.Status));
        Assert.Equal([null, $"Claim/{claims[0].Id}", $"Claim/{claims[1].Id}"], claims.Select(claim => claim.Related.FirstOrDefault()?.Claim.Reference));
        Assert.Equal(3, (await fhir.GetAsync<Bundle>("ExplanationOfBenefit")).Total);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Claim.related"), await OutcomeAsync(fhir, cancelled, "F4"));
    }

    [Fact]
    public async Task A_claim_in_review_is_queued_and_has_nothing_adjudicated_until_a_person_decided()
    {
        var (employer, fhir) = await OpenAsync();
        await employer.RulesAsync(new { billedOver = "50.00" });

        var response = await fhir.SubmitAsync(Claim("F1", "100.00"));

        Assert.Equal(ClaimProcessingCodes.Queued, response.Outcome);
        Assert.Equal(["submitted"], response.Item.Single().Adjudication.Select(amount => Code(amount.Category)));
        await employer.ActAsync(await employer.ReviewOfAsync("F1"), "release");
        Assert.Equal(ClaimProcessingCodes.Complete, (await OnlyAsync<ExplanationOfBenefit>(fhir, "ExplanationOfBenefit?identifier=F1")).Outcome);
    }

    [Fact]
    public async Task A_disability_claim_is_read_by_its_days_without_items_or_provider()
    {
        var (employer, fhir) = await OpenAsync();
        await employer.SendAsync(HttpMethod.Post, "claims", new { claimNumber = "D1", line = "std", memberId = "E1", cause = "accident", disabledFrom = "2026-02-01", certifiedThrough = "2026-02-14" });

        var explanation = await OnlyAsync<ExplanationOfBenefit>(fhir, "ExplanationOfBenefit?identifier=D1");

        var paid = (string)(await employer.ClaimAsync("D1")).Body["paid"]!;
        Assert.Equal(("2026-02-01", "2026-02-14", paid), (explanation.BillablePeriod.Start, explanation.BillablePeriod.End, $"{explanation.Total.Single(total => Code(total.Category) == "benefit").Amount.Value}"));
        Assert.Empty(explanation.Item);
        Assert.Empty((await OnlyAsync<Claim>(fhir, "Claim?identifier=D1")).Item);
    }

    [Fact]
    public async Task A_search_finds_what_all_its_parameters_allow_page_by_page()
    {
        var (employer, fhir) = await OpenAsync();
        foreach (var number in new[] { "F1", "F2", "F3" })
        {
            await fhir.SubmitAsync(Claim(number, "10.00"));
            await employer.MoveToAsync($"2026-03-0{number[1] - '0' + 1}");
        }

        await employer.SubmitAsync("S9", "20.00", claim => claim["memberId"] = "S1");   // on the fourth of March
        var id = (await OnlyAsync<Claim>(fhir, "Claim?identifier=F2")).Id;

        Assert.Equal("F1 F2 F3", await NumbersAsync(fhir, "patient=E1"));
        Assert.Equal("S9", await NumbersAsync(fhir, "patient=Patient/S1"));
        Assert.Equal("F2 F3", await NumbersAsync(fhir, "created=gt2026-03-01&created=lt2026-03-04"));
        Assert.Equal("F1 F2 F3 S9", await NumbersAsync(fhir, "created=2026-03"));
        Assert.Equal("", await NumbersAsync(fhir, "created=2025"));
        Assert.Equal("F2", await NumbersAsync(fhir, $"_id={id}&patient=E1"));
        Assert.Equal("", await NumbersAsync(fhir, "identifier=urn:other|F2"));
        Assert.Equal("F2", await NumbersAsync(fhir, $"identifier=urn:aso:employer:{employer.Id}:claim|F2"));

        var page = await fhir.GetAsync<Bundle>("ExplanationOfBenefit?patient=E1&_count=2");
        var next = await fhir.GetAsync<Bundle>(page.NextLink.OriginalString);
        Assert.Equal((3, "F1 F2", 3, "F3", null), (page.Total, Numbers(page), next.Total, Numbers(next), next.NextLink));
        Assert.StartsWith($"{fhir.Base}/ExplanationOfBenefit/", page.Entry[0].FullUrl, StringComparison.Ordinal);
        Assert.Equal((3, 0), ((await fhir.GetAsync<Bundle>("Claim?patient=E1&_count=0")).Total, (await fhir.GetAsync<Bundle>("Claim?patient=E1&_count=0")).Entry.Count));
    }

    [Fact]
    public async Task A_provider_submits_and_sees_claims_of_its_own_npis_only()
    {
        var (employer, fhir) = await OpenAsync();
        await fhir.SubmitAsync(Claim("F1", "100.00"));
        var id = (await OnlyAsync<Claim>(fhir, "Claim?identifier=F1")).Id;
        var own = new FhirCaller(host.Http(CallerKind.Provider, npi: InNetwork), employer.Id);
        var stranger = new FhirCaller(host.Http(CallerKind.Provider, npi: Stranger), employer.Id);

        await own.SubmitAsync(Claim("F2", "50.00"));

        Assert.Equal(2, (await own.GetAsync<Bundle>("Claim")).Total);
        Assert.Equal(0, (await stranger.GetAsync<Bundle>("ExplanationOfBenefit")).Total);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.RefusedAsync($"Claim/{id}")).Status);
        Assert.Equal((HttpStatusCode.Forbidden, "Claim.provider"), await OutcomeAsync(stranger, Claim("F3", "1.00")));
        var replacement = Claim("F4", "1.00");
        replacement["provider"]!["identifier"]!["value"] = Stranger;
        replacement["related"] = Prior($"Claim/{id}");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Claim.related[0].claim Claim.related"), await OutcomeAsync(stranger, replacement));
    }

    private async Task<(ReviewedEmployer Employer, FhirCaller Fhir)> OpenAsync(Action<TestPlan>? plan = null, long allowedMillionths = 100_000_000)
    {
        var employer = await ReviewedEmployer.OpenAsync(host, plan: plan, terms: defined => defined with { Health = defined.Health! with { OtherwisePercentOfBilledMillionths = allowedMillionths } });
        return (employer, new(host.Http(), employer.Id));
    }

    private static async Task<(HttpStatusCode, string)> OutcomeAsync(FhirCaller fhir, JsonObject claim, string? number = null)
    {
        if (number is not null)
        {
            claim["identifier"]![0]!["value"] = number;
        }

        var (status, outcome) = await fhir.RefusedToSubmitAsync(claim.ToJsonString());
        return (status, FhirCaller.ElementsOf(outcome));
    }

    private static async Task<T> OnlyAsync<T>(FhirCaller fhir, string search)
        where T : Resource => (T)Assert.Single((await fhir.GetAsync<Bundle>(search)).Entry).Resource;

    /// <summary>The numbers of the claims found, which are those of the explanations too.</summary>
    private static async Task<string> NumbersAsync(FhirCaller fhir, string search)
    {
        var numbers = Numbers(await fhir.GetAsync<Bundle>($"Claim?{search}"));
        Assert.Equal(numbers, Numbers(await fhir.GetAsync<Bundle>($"ExplanationOfBenefit?{search}")));
        return numbers;
    }

    private static string Numbers(Bundle found) => string.Join(' ', found.Entry.Select(entry => entry.Resource is Claim claim ? claim.Identifier[0].Value : ((ExplanationOfBenefit)entry.Resource).Identifier[0].Value));

    private static string Code(CodeableConcept concept) => concept.Coding[0].Code;

    private static JsonArray Prior(string reference) => new(new JsonObject
    {
        ["claim"] = new JsonObject { ["reference"] = reference },
        ["relationship"] = Concept("http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship", "prior"),
    });

    private static void AddOtherPayer(JsonObject claim, string items)
    {
        claim["contained"] = new JsonArray(JsonNode.Parse($$"""
            {"resourceType": "ClaimResponse", "id": "first", "status": "active", "type": {"text": "professional"}, "use": "claim", "patient": {"reference": "Patient/E1"},
             "created": "2026-02-27", "insurer": {"display": "Another payer"}, "outcome": "complete", "item": {{items}}}
            """));
        claim["insurance"]!.AsArray().Add(JsonNode.Parse("""{"sequence": 2, "focal": false, "coverage": {"display": "Another payer"}, "claimResponse": {"reference": "#first"}}"""));
    }
}
