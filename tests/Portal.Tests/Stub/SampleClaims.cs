using System.Text.Json.Nodes;

namespace Aso.Portal.Tests.Stub;

/// <summary>Claims as the API shows them.</summary>
internal static class SampleClaims
{
    public static JsonNode OfficeVisit() => JsonNode.Parse("""
        {"claimId":"c0ffee00-0000-4000-8000-000000000107","claimNumber":"C-2026-0107","status":"approved","memberId":"E-1001","line":"medical","frequency":1,
         "providerNpi":"1234567893","receivedOn":"2026-04-08","billed":"660.00","allowed":"330.00","paid":"176.00","memberOwes":"114.00",
         "lines":[
           {"lineNumber":1,"procedure":"99213","modifiers":["25"],"serviceDate":"2026-04-02","units":1,"billed":"180.00","service":"office-visit","status":"priced",
            "allowed":"110.00","paid":"45.00","adjustments":{"CO-45":"70.00","PR-3":"25.00","OA-23":"40.00"}},
           {"lineNumber":2,"procedure":"73721","modifiers":[],"serviceDate":"2026-04-02","units":1,"billed":"320.00","service":"imaging","status":"priced",
            "allowed":"220.00","paid":"131.00","adjustments":{"CO-45":"100.00","PR-1":"56.25","PR-2":"32.75"}},
           {"lineNumber":3,"procedure":"99213","modifiers":["25"],"serviceDate":"2026-04-02","units":1,"billed":"160.00","status":"denied",
            "allowed":"0.00","paid":"0.00","adjustments":{"CO-197":"160.00"}}]}
        """)!;

    public static JsonNode OfficeVisitTrace() => JsonNode.Parse("""
        {"claimNumber":"C-2026-0107","steps":[
          {"line":1,"rule":"allowedByFeeSchedule","text":"The network's fee of $110.00 applies instead of the $180.00 billed."},
          {"line":1,"rule":"copay","text":"The copay of $25.00 for this visit is the member's."},
          {"line":1,"rule":"coordinationStandard","text":"The other insurer paid $40.00, so the plan pays $45.00 instead of $85.00."},
          {"line":2,"rule":"allowedByFeeSchedule","text":"The network's fee of $220.00 applies instead of the $320.00 billed."},
          {"line":2,"rule":"deductibleOfMember","text":"$56.25 was left of the member's deductible, and is the member's."},
          {"line":2,"rule":"coinsurance","text":"Of the remaining $163.75 the member pays 20 percent: $32.75."},
          {"line":2,"rule":"paid","text":"The plan pays the rest: $131.00."},
          {"line":3,"rule":"denied","text":"Denied: the service needs prior authorization, and the claim carries none."}]}
        """)!;

    public static JsonNode List() => SampleData.Page(
        OfficeVisit(),
        JsonNode.Parse("""{"claimId":"c0ffee00-0000-4000-8000-000000000108","claimNumber":"C-2026-0108","status":"denied","memberId":"S-1002","line":"dental","frequency":1,"receivedOn":"2026-04-08","billed":"1240.00","allowed":"0.00","paid":"0.00","memberOwes":"1240.00","lines":[]}"""),
        JsonNode.Parse("""{"claimId":"c0ffee00-0000-4000-8000-000000000109","claimNumber":"C-2026-0109","status":"voided","memberId":"E-1044","line":"medical","frequency":1,"receivedOn":"2026-04-07","billed":"15230.40","allowed":"9800.00","paid":"8640.00","memberOwes":"1160.00","lines":[]}"""),
        JsonNode.Parse("""{"claimId":"c0ffee00-0000-4000-8000-000000000110","claimNumber":"D-2026-0004","status":"approved","memberId":"E-1012","line":"std","frequency":1,"receivedOn":"2026-04-06","billed":"0.00","allowed":"0.00","paid":"4320.00","memberOwes":"0.00","lines":[],"days":42}"""),
        JsonNode.Parse("""{"claimId":"c0ffee00-0000-4000-8000-000000000111","claimNumber":"C-2026-0109-V","status":"approved","memberId":"E-1044","line":"medical","frequency":8,"original":"C-2026-0109","receivedOn":"2026-04-09","billed":"0.00","allowed":"0.00","paid":"0.00","memberOwes":"0.00","lines":[]}"""));
}
