using System.Text.Json.Nodes;

namespace Aso.Portal.Tests.Stub;

/// <summary>What each service knows of every employer, for the administrator's staff.</summary>
internal static class SampleOverview
{
    public const string BirchId = "0a7c2d84-58a5-4be0-8d4f-9c2c7f2c7a10";

    public static Dictionary<string, JsonNode?> Answers() => new()
    {
        ["overview/enrollment"] = Page($$"""
            {"employerId":"{{BirchId}}","name":"Birch & Sons","arrangement":"fully-insured","state":"open","businessDate":"2026-04-09","members":48},
            {"employerId":"{{StubPlatform.EmployerId}}","name":"Acme Tooling","arrangement":"aso","state":"open","businessDate":"2026-04-09","members":312}
            """),
        ["overview/claims"] = Page($$"""
            {"employerId":"{{BirchId}}","claimsThisMonth":21,"inReview":0,"appeals":0,"overdue":0},
            {"employerId":"{{StubPlatform.EmployerId}}","claimsThisMonth":1210,"inReview":17,"appeals":1,"overdue":12,"nextDueOn":"2026-03-28"}
            """),
        ["overview/funding"] = Page($$"""
            {"employerId":"{{BirchId}}","paidThisMonth":"8120.00","cash":"0.00","approvedUnpaid":"0.00","stopLossReceivable":"0.00","bankOverdraft":"0.00"},
            {"employerId":"{{StubPlatform.EmployerId}}","paidThisMonth":"12480.00","cash":"31240.18","approvedUnpaid":"8422.60","stopLossReceivable":"18250.00","bankOverdraft":"0.00",
             "requested":"22500.00","requestedOn":"2026-04-06"}
            """),
        ["overview/stop-loss"] = Page($$"""
            {"employerId":"{{BirchId}}","undecidedRequests":0,"undecided":"0.00"},
            {"employerId":"{{StubPlatform.EmployerId}}","undecidedRequests":2,"undecided":"41300.00","undecidedSince":"2026-03-02"}
            """),
    };

    private static JsonNode Page(string items) => JsonNode.Parse($$"""{"items":[{{items}}]}""")!;
}
