using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace Aso.Claims.UnitTests.Serving.Fhir;

/// <summary>Speaks FHIR to an employer's base. Whatever comes back is read by the library in its strict mode: what FHIR R4 forbids fails the test.</summary>
internal sealed class FhirCaller(HttpClient http, Guid employerId)
{
    private static readonly FhirJsonDeserializer Strict = new(new DeserializerSettings().UsingMode(DeserializationMode.Strict));

    public string Base => $"{http.BaseAddress}fhir/r4/employers/{employerId}";

    public async Task<T> GetAsync<T>(string path)
        where T : Resource
    {
        using var answer = await http.GetAsync(new Uri(path.StartsWith("http", StringComparison.Ordinal) ? path : $"{Base}/{path}"));
        return await ReadAsync<T>(answer, HttpStatusCode.OK);
    }

    public async Task<(HttpStatusCode Status, OperationOutcome Outcome)> RefusedAsync(string path, string accept = "application/fhir+json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Base}/{path}") { Headers = { { "Accept", accept } } };
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await ReadAsync<OperationOutcome>(answer, answer.StatusCode));
    }

    public async Task<ClaimResponse> SubmitAsync(JsonNode claim)
    {
        using var answer = await PostAsync(claim.ToJsonString());
        return await ReadAsync<ClaimResponse>(answer, HttpStatusCode.OK);
    }

    public Task<ClaimResponse> SubmitAsync(Claim claim) => SubmitAsync(JsonNode.Parse(new FhirJsonSerializer().SerializeToString(claim))!);

    public async Task<(HttpStatusCode Status, OperationOutcome Outcome)> RefusedToSubmitAsync(string body, string contentType = "application/fhir+json")
    {
        using var answer = await PostAsync(body, contentType);
        return (answer.StatusCode, await ReadAsync<OperationOutcome>(answer, answer.StatusCode));
    }

    /// <summary>The elements that a submission is refused for, in order.</summary>
    public async Task<string> ElementsAtFaultAsync(JsonNode claim) => ElementsOf((await RefusedToSubmitAsync(claim.ToJsonString())).Outcome);

    public static string ElementsOf(OperationOutcome outcome) => string.Join(' ', outcome.Issue.SelectMany(issue => issue.Expression));

    private async Task<HttpResponseMessage> PostAsync(string body, string contentType = "application/fhir+json")
    {
        using var content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType));
        return await http.PostAsync(new Uri($"{Base}/Claim/$submit"), content);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, HttpStatusCode status)
        where T : Resource
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} {text}");
        Assert.Equal("application/fhir+json", answer.Content.Headers.ContentType?.MediaType);
        return Strict.Deserialize<T>(text);
    }
}

/// <summary>Claims to submit, in the JSON of FHIR R4.</summary>
internal static class FhirSamples
{
    /// <summary>A professional claim of E1 with an item for each amount.</summary>
    public static JsonObject Claim(string number, params string[] nets) => new()
    {
        ["resourceType"] = "Claim",
        ["identifier"] = new JsonArray(new JsonObject { ["value"] = number }),
        ["status"] = "active",
        ["type"] = Concept("http://terminology.hl7.org/CodeSystem/claim-type", "professional"),
        ["use"] = "claim",
        ["patient"] = new JsonObject { ["reference"] = "Patient/E1" },
        ["created"] = "2026-02-28",
        ["provider"] = new JsonObject { ["identifier"] = new JsonObject { ["system"] = "http://hl7.org/fhir/sid/us-npi", ["value"] = Domain.ClaimBook.InNetwork } },
        ["priority"] = Concept("http://terminology.hl7.org/CodeSystem/processpriority", "normal"),
        ["diagnosis"] = new JsonArray(new JsonObject { ["sequence"] = 1, ["diagnosisCodeableConcept"] = Concept("http://hl7.org/fhir/sid/icd-10-cm", "Z00.00") }),
        ["insurance"] = new JsonArray(new JsonObject { ["sequence"] = 1, ["focal"] = true, ["coverage"] = new JsonObject { ["display"] = "The plan" } }),
        ["item"] = new JsonArray([.. nets.Select((net, index) => (JsonNode)new JsonObject
        {
            ["sequence"] = index + 1,
            ["productOrService"] = Concept("http://www.ama-assn.org/go/cpt", $"9921{index}"),
            ["servicedDate"] = "2026-02-20",
            ["quantity"] = new JsonObject { ["value"] = 1 },
            ["net"] = Money(net),
        })]),
    };

    public static JsonObject Money(string amount) => new() { ["value"] = JsonNode.Parse(amount), ["currency"] = "USD" };

    public static JsonObject Concept(string system, string code) => new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = system, ["code"] = code }) };
}
