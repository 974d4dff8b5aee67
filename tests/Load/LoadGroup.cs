using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aso.Embedded.Demo;
using Aso.Primitives;

namespace Aso.Load;

/// <summary>The employer of a run: made for it, its account full, every claim of it approved and paid at once.</summary>
/// <param name="linesPerClaim">Service lines of each claim, 1 to 3.</param>
internal sealed class LoadGroup(PlatformConnection administrator, int employees, int linesPerClaim = 1)
{
    private const string FirstDate = "2026-01-01";

    /// <summary>Half a year into the plan year: the services of claims are spread over it.</summary>
    private const string OpenedOn = "2026-07-01";
    private const int DaysOfService = 181;
    private const string Npi = "1234567893";
    private const int RegistrationsAtOnce = 8;

    // No two claims bill the same amount for the same visit: a duplicate would be denied, not paid.
    private const int SmallestChargeCents = 15_000;

    private static readonly string[] Diagnoses = ["J06.9"];

    private static readonly string[] Procedures = ["99213", "99214", "99212"];

    public Guid EmployerId { get; } = Guid.CreateVersion7();

    public Settlement Settlement => new(administrator, EmployerId);

    private string Employer => $"v1/employers/{EmployerId}";

    public async Task SetUpAsync(CancellationToken cancel)
    {
        await administrator.PostAsync("v1/employers", Parse($$"""
            {"employerId": "{{EmployerId}}", "name": "Load {{EmployerId:N}}", "taxId": "12-3456789", "arrangement": "aso",
             "planYearStart": "{{FirstDate}}", "funding": {"method": "payAsYouGo", "requestWeekday": "friday"},
             "fees": {"perEmployeePerMonth": "30.00"},
             "expectedMonthlyClaims": {"employeeSpouse": "800.00"}, "fullyInsuredPremium": {"employeeSpouse": "1200.00"} }
            """), cancel);
        await administrator.PostAsync($"{Employer}/plans", Parse("""
            {"code": "MED", "line": "medical", "timelyFilingDays": 365, "coordination": "standard",
             "pricing": {"feeSchedule": {"99213": "110.00", "99214": "160.00"}, "otherwisePercentOfBilled": "80"},
             "deductible": {"in": {"individual": "20.00", "family": "40.00"}},
             "services": [{"name": "office-visit", "procedures": ["99202-99215"], "in": {"copay": "25.00", "coinsurance": "10", "deductible": true}}]}
            """), cancel);
        await administrator.PutAsync($"{Employer}/network", Parse($$"""{"npis": ["{{Npi}}"]}"""), cancel);
        await RegisterAsync(Employee, cancel);
        await RegisterAsync(Spouse, cancel);
        await Settlement.SettleAsync(cancel);
        await administrator.PostAsync($"{Employer}/open", Parse($$"""{"on": "{{OpenedOn}}"}"""), cancel);
        await Settlement.SettleAsync(cancel);
        await administrator.PostAsync($"{Employer}/deposits", Parse("""{"amount": "1000000000.00", "reference": "LOAD"}"""), cancel);
        await Settlement.SettleAsync(cancel);
    }

    /// <summary>Has the carrier insure the year's claims above a deductible for each person.</summary>
    public async Task InsureAsync(string carrierId, string specificDeductible, CancellationToken cancel)
    {
        await administrator.PostAsync($"{Employer}/stop-loss/policies", Parse($$"""
            {"carrierId": "{{carrierId}}", "periodStart": "{{FirstDate}}", "basis": "12/15", "lines": ["medical"],
             "specific": {"deductible": "{{specificDeductible}}", "carrierPercent": "100", "maximumPerPerson": "1000000.00"} }
            """), cancel);
        await Settlement.SettleAsync(cancel);
    }

    /// <summary>What claims have cost so far, as the platform answers when it is asked.</summary>
    public async Task<Money> ClaimsPaidAsync(CancellationToken cancel) =>
        Money.Parse((await administrator.GetAsync($"{Employer}/costs", cancel))["yearToDate"]!["claimsPaid"]!.GetValue<string>());

    /// <summary>The body of one claim; each index is another claim.</summary>
    public byte[] ClaimOf(int index)
    {
        var serviceDate = ServiceDateOf(index);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            claimNumber = NumberOf(index),
            line = "medical",
            frequency = 1,
            memberId = MemberOf(index),
            providerNpi = Npi,
            diagnoses = Diagnoses,
            lines = Enumerable.Range(0, linesPerClaim).Select(line => new { procedure = ProcedureOf(index, line), serviceDate, units = 1, billed = BilledOf(index).ToString() }),
        });
    }

    /// <summary>The claims of these indices as an 837 file, the same as <see cref="ClaimOf"/> gives them one by one.</summary>
    public byte[] FileOf(int from, int count)
    {
        const string Version = "005010X222A1";
        var body = new StringBuilder("BHT*0019*00*LOAD*20260701*1200*CH~NM1*41*2*LOAD*****46*LOAD~PER*IC*EDI*EM*edi@example.com~NM1*40*2*ASO*****46*ASO~")
            .Append(CultureInfo.InvariantCulture, $"HL*1**20*1~NM1*85*2*CLINIC*****XX*{Npi}~N3*1 MAIN ST~N4*HARBOR POINT*OH*441010001~REF*EI*910000000~");
        for (var index = from; index < from + count; index++)
        {
            AppendClaim(body, index, level: index - from + 2);
        }

        var segments = body.ToString().Count(letter => letter == '~') + 2;
        var control = from + 1;
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            ISA*00*          *00*          *ZZ*LOAD           *ZZ*ASO            *260701*1200*^*00501*{control:000000000}*0*T*:~GS*HC*LOAD*ASO*20260701*1200*{control}*X*{Version}~ST*837*0001*{Version}~{body}SE*{segments}*0001~GE*1*{control}~IEA*1*{control:000000000}~
            """));
    }

    private void AppendClaim(StringBuilder body, int index, int level)
    {
        var member = MemberOf(index);
        var lines = Enumerable.Range(0, linesPerClaim).ToList();
        var total = lines.Aggregate(Money.Zero, (sum, _) => sum + BilledOf(index));
        body.Append(CultureInfo.InvariantCulture, $"HL*{level}*1*22*0~SBR*P*18*******CI~NM1*IL*1*LOAD*JAN****MI*{member}~DMG*D8*19800203*F~NM1*PR*2*ASO*****PI*ASO~")
            .Append(CultureInfo.InvariantCulture, $"CLM*{NumberOf(index)}*{total}***11:B:1*Y*A*Y*Y~HI*ABK:J069~");
        foreach (var line in lines)
        {
            body.Append(CultureInfo.InvariantCulture, $"LX*{line + 1}~SV1*HC:{ProcedureOf(index, line)}*{BilledOf(index)}*UN*1***1~DTP*472*D8*{ServiceDateOf(index):yyyyMMdd}~");
        }
    }

    private DateOnly ServiceDateOf(int index) => DateOnly.Parse(FirstDate, CultureInfo.InvariantCulture).AddDays(index / employees % DaysOfService);

    private static string NumberOf(int index) => "L" + index.ToString("000000000", CultureInfo.InvariantCulture);

    private string MemberOf(int index) => $"{(index / employees % 2 == 0 ? 'E' : 'S')}{index % employees}";

    private static string ProcedureOf(int index, int line) => Procedures[(index + line) % Procedures.Length];

    private static Money BilledOf(int index) => new(SmallestChargeCents + index);

    private Task RegisterAsync(Func<int, JsonNode> member, CancellationToken cancel) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, employees),
            new ParallelOptions { MaxDegreeOfParallelism = RegistrationsAtOnce, CancellationToken = cancel },
            async (index, stop) => await administrator.PostAsync($"{Employer}/members", member(index), stop));

    /// <summary>The body of one employee; each index is another.</summary>
    internal static JsonNode Employee(int index) => Parse($$"""
        {"memberId": "E{{index}}", "relationship": "employee", "birthDate": "1980-02-03",
         "coverages": [{"plan": "MED", "tier": "employeeSpouse", "from": "{{FirstDate}}"}]}
        """);

    private static JsonNode Spouse(int index) => Parse($$"""
        {"memberId": "S{{index}}", "relationship": "spouse", "subscriberId": "E{{index}}", "birthDate": "1981-05-06",
         "coverages": [{"plan": "MED", "from": "{{FirstDate}}"}]}
        """);

    private static JsonNode Parse(string json) => JsonNode.Parse(json)!;
}
