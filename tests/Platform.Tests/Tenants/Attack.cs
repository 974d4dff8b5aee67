using System.Net;
using System.Text.Json.Nodes;

namespace Aso.Platform.Tests.Tenants;

/// <summary>A call of an operation about a tenant that would be answered, or done, if nobody stopped it.</summary>
internal static class Attack
{
    /// <summary>Differs from answer to answer, whatever is asked.</summary>
    private const string TraceId = "traceId";

    /// <param name="door">Where to go instead of the caller's own address.</param>
    /// <returns>What was answered, without what differs from call to call; of a stream only that it began.</returns>
    /// <exception cref="InvalidOperationException">Nobody has said how the operation is called.</exception>
    public static async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpClient caller, Operation operation, IReadOnlyDictionary<string, string> ids, string? body = null, Uri? door = null)
    {
        using var request = ToRequest(operation, ids, body);
        request.RequestUri = door is null ? request.RequestUri : new Uri(door, request.RequestUri!);
        using var answer = await caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            return (answer.StatusCode, "");
        }

        var text = await answer.Content.ReadAsStringAsync();
        if (text.StartsWith('{') && JsonNode.Parse(text) is JsonObject problem && (problem.Remove(TraceId) || ((string?)problem["resourceType"] == "OperationOutcome" && problem.Remove("id"))))
        {
            text = problem.ToJsonString();
        }

        return (answer.StatusCode, text);
    }

    /// <summary>The body by which the operation would take, give or change something of the tenant; null where the described example serves.</summary>
    public static string? BodyOf(Operation operation, Tenant tenant) => operation.Id switch
    {
        "SubmitClaim" => Claim(tenant),
        "UploadClaimFile" => FileText.Claims(FileText.Claim("STOLEN-2", $"{tenant.Canary}E1")),
        "FhirSubmitClaim" => FhirClaim(tenant),
        "SubmitEnrollmentFile" => FileText.Enrollment(FileText.Employee("STOLEN-E1")),
        "LookUpClaims" => $$"""{"claimIds": ["{{tenant.ClaimId}}"]}""",
        "VoidRecoverableClaims" => $$"""{"memberId": "{{tenant.Canary}}E1"}""",
        "FileAppeal" => """{"why": "It is ours."}""",
        "PreviewCoverageChange" or "ChangeCoverages" or "CheckCoverages" => """{"coverages": []}""",
        "AddMember" => """{"memberId": "STOLEN-E2", "relationship": "employee", "birthDate": "1980-01-01", "coverages": []}""",
        "MoveClock" => """{"date": "2026-12-31"}""",
        "MakeDeposit" => """{"amount": "1.00", "reference": "STOLEN"}""",
        "RefundSurplus" => """{"amount": "0.01"}""",
        "RegisterPayeeAccount" => """{"providerNpi": "1234567893", "routingNumber": "021000021", "accountNumber": "1", "accountType": "checking", "name": "THIEF"}""",
        "ReplaceNetwork" => """{"npis": []}""",
        "SetReviewRules" => """{"billedOver": "0.00"}""",
        "AssignWorkItem" => """{"assignee": "me"}""",
        "AskForInformation" => """{"information": "All of it."}""",
        "ReleaseClaim" or "UpholdDenial" or "ExtendTime" or "RecordInformation" or "UnassignWorkItem" => """{"why": "So."}""",
        "DenyClaim" => """{"reason": "lacksInformation", "why": "So."}""",
        "OverturnDenial" => """{"waive": ["duplicate"], "why": "So."}""",
        "DefinePlan" => "{}",
        "OpenPlan" => """{"on": "2026-12-31"}""",
        "RegisterCarrier" => """{"name": ""}""",
        "RemitAsCarrier" => $$"""{"employerId": "{{tenant.EmployerId}}", "amount": "1.00", "reference": "STOLEN"}""",
        "DecideCarrierRequest" => """{"accepted": "1.00"}""",
        "RegisterClient" => $$"""{"kind": "employer", "employerId": "{{tenant.EmployerId}}"}""",
        "RegisterPerson" => $$"""{"userName": "{{tenant.Canary}}", "password": "short", "kind": "employer", "employerId": "{{tenant.EmployerId}}"}""",
        _ => null,
    };

    private static HttpRequestMessage ToRequest(Operation operation, IReadOnlyDictionary<string, string> ids, string? body)
    {
        try
        {
            return operation.ToRequest(ids, body: body);
        }
        catch (KeyNotFoundException unknown)
        {
            throw new InvalidOperationException($"Say in Tenant.Ids what to put into the address of {operation.Id} ({operation}): {unknown.Message}", unknown);
        }
    }

    private static string Claim(Tenant tenant) => $$"""
        {"claimNumber": "STOLEN-1", "line": "medical", "frequency": 8, "original": "{{tenant.Canary}}C1", "memberId": "{{tenant.Canary}}E1", "providerNpi": "1234567893"}
        """;

    private static string FhirClaim(Tenant tenant) => $$"""
        {"resourceType": "Claim", "status": "active", "use": "claim", "created": "2026-01-01",
         "identifier": [{"value": "STOLEN-3"}],
         "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/claim-type", "code": "professional"}]},
         "priority": {"coding": [{"code": "normal"}]},
         "patient": {"reference": "Patient/{{tenant.Canary}}E1"}, "provider": {"identifier": {"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567893"} },
         "insurance": [{"sequence": 1, "focal": true, "coverage": {"reference": "Coverage/{{tenant.CoverageId}}"} }],
         "item": [{"sequence": 1, "productOrService": {"coding": [{"code": "99213"}]}, "servicedDate": "2026-01-01", "unitPrice": {"value": 10.00, "currency": "USD"}, "quantity": {"value": 1}, "net": {"value": 10.00, "currency": "USD"} }]}
        """;
}
