#nullable disable warnings // the library's strict reading has seen to it that what FHIR needs is there
using System.Net;
using System.Text.Json.Nodes;
using Aso.Claims.UnitTests.Serving.Review;
using Aso.Foundation;

namespace Aso.Claims.UnitTests.Serving.Fhir;

public sealed class FhirRefusalTests(SqliteReviewHost host) : IClassFixture<SqliteReviewHost>
{
    [Theory]
    [InlineData("identifier", null, "Claim.identifier")]
    [InlineData("identifier", """[{"value": "F1"}, {"value": "F2"}]""", "Claim.identifier")]
    [InlineData("identifier", """[{"value": " F1"}]""", "Claim.identifier")]
    [InlineData("identifier", """[{"value": "F/1"}]""", "Claim.identifier")]
    [InlineData("identifier", """[{"value": "F%2F1"}]""", "Claim.identifier")]
    [InlineData("identifier", """[{"value": ".."}]""", "Claim.identifier")]
    [InlineData("identifier", """[{"value": "F\u200B1"}]""", "Claim.identifier")]
    [InlineData("status", "\"activ\"", "Claim.status")]
    [InlineData("status", "\"draft\"", "Claim.status")]
    [InlineData("status", "\"cancelled\"", "Claim.related")]
    [InlineData("use", "\"preauthorization\"", "Claim.use")]
    [InlineData("type", """{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/claim-type", "code": "pharmacy"}]}""", "Claim.type")]
    [InlineData("patient", """{"reference": "Group/E1"}""", "Claim.patient")]
    [InlineData("patient", """{"identifier": {"system": "urn:other", "value": "E1"}}""", "Claim.patient")]
    [InlineData("created", "\"CANARY\"", "Claim.created")]
    [InlineData("provider", """{"identifier": {"value": "1234567890"}}""", "Claim.provider")]
    [InlineData("provider", """{"reference": "Organization/1"}""", "Claim.provider")]
    [InlineData("priority", null, "Claim.priority")]
    [InlineData("insurance", """[{"sequence": 1, "focal": false, "coverage": {"display": "x"}}]""", "Claim.insurance[0].claimResponse Claim.insurance")]
    [InlineData("insurance[0].preAuthRef", """["A", "B"]""", "Claim.insurance[0].preAuthRef")]
    [InlineData("insurance[0].preAuthRef", """["Ä"]""", "Claim.insurance[0].preAuthRef")]
    [InlineData("diagnosis[0].diagnosisCodeableConcept", """{"coding": [{"system": "http://snomed.info/sct", "code": "1"}]}""", "Claim.diagnosis[0].diagnosis")]
    [InlineData("related", """[{"claim": {"reference": "Claim/0198f3a0-0000-7000-8000-000000000001"}}]""", "Claim.related[0].claim Claim.related")]
    [InlineData("item", null, "Claim.item")]
    [InlineData("item[0].sequence", "2", "Claim.item[0].sequence")]
    [InlineData("item[0].productOrService", """{"text": "a visit"}""", "Claim.item[0].productOrService")]
    [InlineData("item[0].modifier", """[{"coding": [{"code": "25"}]}, {"text": "59"}]""", "Claim.item[0].modifier[1]")]
    [InlineData("item[0].servicedDate", "\"2026-02\"", "Claim.item[0].serviced")]
    [InlineData("item[0].servicedDate", "\"1850-01-01\"", "Claim.item[0].serviced")]
    [InlineData("item[0].servicedDate", "\"2026-03-02\"", "Claim.item[0].serviced")]                    // received on March 1
    [InlineData("item[0].servicedDate", "\"2027-02-20\"", "Claim.item[0].serviced")]
    [InlineData("item[0].servicedDate", null, "Claim.item[0].serviced")]
    [InlineData("item[0].quantity.value", "0", "Claim.item[0].quantity")]
    [InlineData("item[0].quantity.value", "0.0001", "Claim.item[0].quantity")]
    [InlineData("item[0].net", null, "Claim.item[0].net")]
    [InlineData("item[0].net.value", "1.005", "Claim.item[0].net")]
    [InlineData("item[0].net.value", "-1", "Claim.item[0].net")]
    [InlineData("item[0].net.value", "1e13", "Claim.item[0].net")]
    [InlineData("item[0].net.value", "\"CANARY\"", "Claim.item[0].net.value")]
    [InlineData("item[0].net.currency", "\"EUR\"", "Claim.item[0].net")]
    [InlineData("item[0].factor", "2", "Claim.item[0].factor")]
    [InlineData("item[0].detail", """[{"sequence": 1, "productOrService": {"text": "x"}}]""", "Claim.item[0].detail")]
    [InlineData("item[0].modifierExtension", """[{"url": "urn:not", "valueBoolean": true}]""", "Claim.item[0].modifierExtension")]
    [InlineData("item[0].canary", "\"CANARY\"", "Claim.item[0]")]
    [InlineData("implicitRules", "\"urn:rules\"", "Claim.implicitRules")]
    [InlineData("total", """{"value": 99.99, "currency": "USD"}""", "Claim.total")]
    public async Task Each_mistake_is_refused_by_its_element(string place, string? value, string elements)
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        var claim = FhirSamples.Claim("F1", "100.00");
        Set(claim, place, value);

        var (status, outcome) = await Fhir(employer).RefusedToSubmitAsync(claim.ToJsonString());

        Assert.Equal((HttpStatusCode.UnprocessableEntity, elements), (status, FhirCaller.ElementsOf(outcome)));
        Assert.All(outcome.Issue, issue => Assert.True(issue.Diagnostics.Length > 10 && !issue.Diagnostics.Contains("CANARY", StringComparison.OrdinalIgnoreCase), issue.Diagnostics));
        Assert.Equal("404 not-found", (await employer.ClaimAsync("F1")).Outcome);
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        var claim = FhirSamples.Claim("F1", "100.00", "50.00");
        Set(claim, "item[1].net.value", "0.001");
        Set(claim, "item[0].servicedDate", null);
        Set(claim, "provider", """{"identifier": {"value": "1234567890"}}""");

        Assert.Equal("Claim.item[0].serviced Claim.item[1].net Claim.provider", await Fhir(employer).ElementsAtFaultAsync(claim));
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{\"resourceType\": \"Claim\", ", HttpStatusCode.BadRequest)]
    [InlineData("{\"resourceType\": \"Claim\"} {}", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"resourceType\": \"Clam\", \"id\": \"1\"}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"resourceType\": \"Patient\", \"id\": \"E1\"}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"resourceType\": \"Parameters\", \"parameter\": [{\"name\": \"resource\", \"valueString\": \"x\"}]}", HttpStatusCode.UnprocessableEntity)]
    public async Task What_is_no_claim_is_refused(string body, HttpStatusCode status)
    {
        var employer = await ReviewedEmployer.OpenAsync(host);

        Assert.Equal(status, (await Fhir(employer).RefusedToSubmitAsync(body)).Status);
    }

    [Fact]
    public async Task A_claim_may_come_as_a_parameter()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);

        await Fhir(employer).SubmitAsync(new JsonObject
        {
            ["resourceType"] = "Parameters",
            ["parameter"] = new JsonArray(new JsonObject { ["name"] = "resource", ["resource"] = FhirSamples.Claim("F1", "100.00") }),
        });

        Assert.Equal("approved", (await employer.ClaimAsync("F1"))["status"]);
    }

    [Theory]
    [InlineData("Claim?colour=blue", HttpStatusCode.UnprocessableEntity, "http.colour")]
    [InlineData("Claim?patient.identifier=E1", HttpStatusCode.UnprocessableEntity, "http.patient.identifier")]
    [InlineData("Claim?created=ne2026", HttpStatusCode.UnprocessableEntity, "http.created")]
    [InlineData("Claim?created=2026-02-30&_count=many", HttpStatusCode.UnprocessableEntity, "http._count http.created")]
    [InlineData("Claim?identifier=F1,F2", HttpStatusCode.UnprocessableEntity, "http.identifier")]
    [InlineData("Claim?identifier=", HttpStatusCode.UnprocessableEntity, "http.identifier")]
    [InlineData("Claim?_after=E1", HttpStatusCode.UnprocessableEntity, "http._after")]
    [InlineData("Claim/F1", HttpStatusCode.NotFound, "")]
    [InlineData("Observation", HttpStatusCode.NotFound, "")]
    public async Task What_cannot_be_found_is_refused_by_its_parameter(string path, HttpStatusCode status, string places)
    {
        var employer = await ReviewedEmployer.OpenAsync(host);

        var (answered, outcome) = await Fhir(employer).RefusedAsync(path);

#pragma warning disable CS0618 // deprecated in favour of FHIRPaths, which no HTTP parameter has
        Assert.Equal((status, places), (answered, string.Join(' ', outcome.Issue.SelectMany(issue => issue.Location))));
#pragma warning restore CS0618
    }

    [Fact]
    public async Task Errors_of_the_platform_itself_are_operation_outcomes_too()
    {
        var employer = await ReviewedEmployer.OpenAsync(host);
        var other = new FhirCaller(host.Http(CallerKind.Employer, Guid.NewGuid()), employer.Id);
        using var nobody = new HttpClient { BaseAddress = host.Http().BaseAddress };

        Assert.Equal(HttpStatusCode.NotAcceptable, (await Fhir(employer).RefusedAsync("Claim", accept: "application/fhir+xml")).Status);
        Assert.Equal(HttpStatusCode.NotAcceptable, (await Fhir(employer).RefusedAsync("Claim?_format=xml")).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Fhir(employer).RefusedToSubmitAsync("<Claim/>", "application/fhir+xml")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.RefusedAsync("Claim")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await new FhirCaller(nobody, employer.Id).RefusedAsync("Claim", accept: "*/*")).Status);
    }

    private FhirCaller Fhir(ReviewedEmployer employer) => new(host.Http(), employer.Id);

    /// <summary>Sets, or with null removes, what stands at a place such as <c>item[0].net</c>.</summary>
    private static void Set(JsonObject claim, string place, string? value)
    {
        JsonNode node = claim;
        var steps = place.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1])
        {
            node = int.TryParse(step, out var index) ? node[index]! : node[step]!;
        }

        if (value is null)
        {
            node.AsObject().Remove(steps[^1]);
        }
        else
        {
            node[steps[^1]] = JsonNode.Parse(value);
        }
    }
}
