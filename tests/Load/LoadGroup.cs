using System.Globalization;
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
        var serviceDate = DateOnly.Parse(FirstDate, CultureInfo.InvariantCulture).AddDays(index / employees % DaysOfService);
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
