using System.Globalization;
using System.Text.Json.Nodes;

namespace Aso.Portal.Tests.Stub;

/// <summary>An employer after three months: the JSON of the public API, written by hand.</summary>
internal static class SampleData
{
    private static string Of(string path) => $"employers/{StubPlatform.EmployerId}/{path}";

    /// <summary>A list's only page.</summary>
    public static JsonObject Page(params JsonNode?[] items) => new() { ["items"] = new JsonArray(items), ["next"] = null };

    public static JsonNode Month(
        string month, string claims, string fees, string premium, string recoveries, string net, string expected, string insured, string savings, string variance, int employees) =>
        new JsonObject
        {
            ["month"] = month,
            ["claimsPaid"] = claims,
            ["fees"] = fees,
            ["premium"] = premium,
            ["recoveries"] = recoveries,
            ["netCost"] = net,
            ["expectedClaims"] = expected,
            ["fullyInsuredPremium"] = insured,
            ["savings"] = savings,
            ["budgetVariance"] = variance,
            ["enrolledEmployees"] = employees,
        };

    public static JsonNode Costs() => new JsonObject
    {
        ["businessDate"] = "2026-04-09",
        ["months"] = new JsonArray(
            Month("2026-01", "48210.55", "3965.00", "11102.00", "0.00", "63277.55", "58630.00", "87516.00", "24238.45", "10419.45", 122),
            Month("2026-02", "71894.10", "4030.00", "11284.00", "0.00", "87208.10", "59450.00", "88740.00", "1531.90", "-12444.10", 124),
            Month("2026-03", "66020.75", "4030.00", "11284.00", "18250.00", "63084.75", "59450.00", "88740.00", "25655.25", "11679.25", 124),
            Month("2026-04", "12480.00", "4095.00", "11466.00", "0.00", "28041.00", "60270.00", "89964.00", "61923.00", "47790.00", 126)),
        ["yearToDate"] = Month("2026", "198605.40", "16120.00", "45136.00", "18250.00", "241611.40", "237800.00", "354960.00", "113348.60", "57444.60", 126),
    };

    public static Dictionary<string, JsonNode?> Answers() => new(SampleCarrier.Answers().Concat(SampleOverview.Answers()))
    {
        ["employers"] = JsonNode.Parse($$"""
            {"items":[{"employerId":"{{StubPlatform.EmployerId}}","name":"Acme Tooling","taxId":"12-3456789","arrangement":"aso","planYearStart":"2026-01-01","state":"open"},
             {"employerId":"0a7c2d84-58a5-4be0-8d4f-9c2c7f2c7a10","name":"Birch & Sons","taxId":"98-7654321","arrangement":"fully-insured","planYearStart":"2026-01-01","state":"open"}],"next":null}
            """),
        [$"employers/{StubPlatform.EmployerId}"] = JsonNode.Parse($$"""
            {"employerId":"{{StubPlatform.EmployerId}}","name":"Acme Tooling","taxId":"12-3456789","arrangement":"aso","planYearStart":"2026-01-01","state":"open"}
            """),
        [Of("ledger")] = JsonNode.Parse("""
            {"businessDate":"2026-04-09","accounts":{"cash":"31240.18","stopLossReceivable":"18250.00","providerReceivable":"612.40",
             "claimsPayable":"8422.60","feesPayable":"4095.00","premiumPayable":"0.00","employerContributions":"240000.00","insurerFunds":"0.00",
             "claimsExpense":"207028.00","feesExpense":"16120.00","premiumExpense":"45136.00","stopLossRecoveries":"18250.00"}}
            """),
        [Of("funding-requests")] = JsonNode.Parse("""
            {"items":[{"on":"2026-01-01","amount":"80000.00","outstanding":"0.00","status":"funded"},
             {"on":"2026-04-06","amount":"60000.00","outstanding":"22500.00","status":"open"}],"next":null}
            """),
        [Of("stop-loss")] = JsonNode.Parse("""
            {"businessDate":"2026-04-09","policy":{"carrierId":"7c0d1a56-13f3-4a57-b1f4-2f0f4f1f7a01","periodStart":"2026-01-01","basis":"12/15","lines":["medical"]},
             "members":[
               {"memberId":"E-1001","deductible":"50000.00","eligible":"68250.00","excess":"18250.00","reimbursable":"18250.00","notices":["half","exceeded"]},
               {"memberId":"E-1044","deductible":"50000.00","eligible":"39400.00","excess":"0.00","reimbursable":"0.00","notices":["half"]},
               {"memberId":"E-1050","deductible":"50000.00","eligible":"25000.00","excess":"0.00","reimbursable":"0.00","notices":["half"]},
               {"memberId":"E-1071","deductible":"50000.00","eligible":"9000.00","excess":"0.00","reimbursable":"0.00","notices":[]}],
             "requests":[
               {"requestId":"c0ffee00-0000-4000-8000-000000000501","on":"2026-03-10","memberId":"E-1001","amount":"20000.00","accepted":"18250.00","status":"decided","decidedOn":"2026-03-12"},
               {"requestId":"c0ffee00-0000-4000-8000-000000000502","on":"2026-04-08","memberId":"E-1001","amount":"7400.00","status":"undecided"}],
             "aggregate":{"attachmentToDate":"297250.00","eligible":"180355.40","ratio":"60","projectedAttachment":"903000.00","projectedEligible":"671500.00"}}
            """),
        [Of("costs")] = Costs(),
        [Of("payables")] = JsonNode.Parse("""{"items":[{"claimId":"c0ffee00-0000-4000-8000-000000000107","claimNumber":"C-2026-0107","amount":"176.00","payment":"released","on":"2026-04-09"}]}"""),
        [Of("remittances")] = JsonNode.Parse("""{"items":[{"traceNumber":"R20260409A7","providerNpi":"1234567893","on":"2026-04-09","effectiveOn":"2026-04-10","paid":"176.00","claims":1,"isFinal":true}]}"""),
        [Of("settlement?planYear=2026-01-01")] = Settlement(),
        [Of("claims")] = SampleClaims.List(),
        [Of("claims/C-2026-0107")] = SampleClaims.OfficeVisit(),
        [Of("claims/C-2026-0107/trace")] = SampleClaims.OfficeVisitTrace(),
    };

    /// <summary>The plan year of <see cref="Costs"/>, with the ledger of <see cref="Answers"/>.</summary>
    public static JsonNode Settlement() => JsonNode.Parse("""
        {"planYear":"2026-01-01","to":"2026-12-31","asOf":"2026-04-09","isFinal":false,"arrangement":"aso","fundingMethod":"prefunded",
         "surplusBelongsTo":"employer","deficitBorneBy":"employer","explanation":"Prefunded: what is left stays the employer's and is refundable.",
         "cash":{"opening":{"amount":"0.00","origin":"What was in the account before."},
                 "contributions":{"amount":"240000.00","origin":"What the employer paid in."},
                 "claimPayments":{"amount":"198605.40","origin":"What was paid for claims."},
                 "closing":{"amount":"31240.18","origin":"The cash in the account after the last booking."}},
         "cost":{"netCost":{"amount":"241611.40","origin":"Claims paid, fees and premium, less recoveries."}},
         "outstanding":{"unpaidClaims":{"amount":"8422.60","origin":"Approved and waiting to be paid: the run-out."}},
         "result":{"surplus":{"amount":"36972.58","origin":"opening + income − expense, where that is above zero."},
                   "deficit":{"amount":"0.00","origin":"opening + income − expense, where that is below zero."}},
         "comparison":{"fullyInsuredPremium":{"amount":"354960.00","origin":"Σ over the 1sts."},
                       "netCost":{"amount":"241611.40","origin":"The net cost above."},
                       "savings":{"amount":"113348.60","origin":"fullyInsuredPremium − netCost."}}}
        """)!;
}
