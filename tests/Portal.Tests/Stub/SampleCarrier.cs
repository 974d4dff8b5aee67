using System.Text.Json.Nodes;

namespace Aso.Portal.Tests.Stub;

/// <summary>What a stop-loss carrier reads: one request waits, one is decided in part, some of it is remitted.</summary>
internal static class SampleCarrier
{
    public const string UndecidedId = "9d0a4f1e-2b44-4c1f-9a3e-0d3a6a1c2f01";
    public const string DecidedId = "9d0a4f1e-2b44-4c1f-9a3e-0d3a6a1c2f02";

    private const string Sums =
        """{"requests":2,"asked":"59550.00","undecidedRequests":1,"undecided":"41300.00","accepted":"15000.00","denied":"3250.00","remitted":"5000.00","owed":"10000.00"}""";

    public static Dictionary<string, JsonNode?> Answers() => new()
    {
        ["carrier/summary"] = JsonNode.Parse($$"""{"carrierId":"7c0d1a56-13f3-4a57-b1f4-2f0f4f1f7a01","name":"Northern Re","employers":1,"sums":{{Sums}}}"""),
        ["carrier/accounts"] = JsonNode.Parse($$"""
            {"items":[{"employerId":"{{StubPlatform.EmployerId}}","employerName":"Acme Tooling","businessDate":"2026-04-09","sums":{{Sums}}}]}
            """),
        ["carrier/requests"] = new JsonObject { ["items"] = new JsonArray(Undecided(), Decided()) },
        [$"carrier/requests/{UndecidedId}"] = Undecided(),
        [$"carrier/requests/{DecidedId}"] = Decided(),
        ["carrier/notices"] = JsonNode.Parse($$"""
            {"items":[{"employerId":"{{StubPlatform.EmployerId}}","employerName":"Acme Tooling","policyId":"{{UndecidedId}}","memberId":"E-1044","kind":"exceeded","on":"2026-03-02","eligible":"91300.00","deductible":"50000.00"},
                      {"employerId":"{{StubPlatform.EmployerId}}","employerName":"Acme Tooling","policyId":"{{UndecidedId}}","memberId":"E-1050","kind":"diagnosis","on":"2026-02-11","eligible":"1200.00","deductible":"50000.00","trigger":"C"}]}
            """),
        ["carrier/remittances"] = JsonNode.Parse($$"""
            {"items":[{"employerId":"{{StubPlatform.EmployerId}}","employerName":"Acme Tooling","reference":"NR-2026-0017","amount":"5000.00","receivedOn":"2026-03-20"}]}
            """),
    };

    private static JsonNode Undecided() => Request(UndecidedId, "E-1044", "2026-03-02", 38, "41300.00", "91300.00", """
        "status":"undecided"
        """);

    private static JsonNode Decided() => Request(
        DecidedId, "E-1001", "2026-02-14", 9, "18250.00", "68250.00",
        """
        "status":"decided","accepted":"15000.00","denied":"3250.00","decidedOn":"2026-02-23","reason":"Lodging is not covered."
        """);

    private static JsonNode Request(string id, string member, string on, int days, string amount, string eligible, string state) => JsonNode.Parse($$"""
        {"requestId":"{{id}}","employerId":"{{StubPlatform.EmployerId}}","employerName":"Acme Tooling","policyId":"{{UndecidedId}}","periodStart":"2026-01-01","periodEnd":"2026-12-31",
         "basis":"12/15","memberId":"{{member}}","on":"{{on}}","daysOpen":{{days}},"amount":"{{amount}}",{{state}},
         "specific":{"eligible":"{{eligible}}","deductible":"50000.00","excess":"{{amount}}","recoverable":"{{amount}}","reimbursable":"{{amount}}","askedBefore":"0.00"} }
        """)!;
}
