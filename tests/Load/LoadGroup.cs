using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aso.Embedded.Demo;
using Aso.Primitives;

namespace Aso.Load;

/// <summary>The employer of a run: made for it, its account full, every claim of it approved and paid at once.</summary>
internal sealed class LoadGroup(PlatformConnection administrator, int employees)
{
    private const string FirstDate = "2026-01-01";
    private const string Npi = "1234567893";
    private const int RegistrationsAtOnce = 8;

    // No two claims bill the same amount for the same visit: a duplicate would be denied, not paid.
    private const int SmallestChargeCents = 15_000;

    private static readonly string[] Diagnoses = ["J06.9"];

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
        await administrator.PostAsync($"{Employer}/open", Parse($$"""{"on": "{{FirstDate}}"}"""), cancel);
        await Settlement.SettleAsync(cancel);
        await administrator.PostAsync($"{Employer}/deposits", Parse("""{"amount": "1000000000.00", "reference": "LOAD"}"""), cancel);
        await Settlement.SettleAsync(cancel);
    }

    /// <summary>What claims have cost so far, as the platform answers when it is asked.</summary>
    public async Task<Money> ClaimsPaidAsync(CancellationToken cancel) =>
        Money.Parse((await administrator.GetAsync($"{Employer}/costs", cancel))["yearToDate"]!["claimsPaid"]!.GetValue<string>());

    /// <summary>The body of one claim; each index is another claim.</summary>
    public byte[] ClaimOf(int index)
    {
        var family = index % employees;
        var member = index / employees % 2 == 0 ? $"E{family}" : $"S{family}";
        var billed = new Money(SmallestChargeCents + index).ToString();
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            claimNumber = "L" + index.ToString("000000000", CultureInfo.InvariantCulture),
            line = "medical",
            frequency = 1,
            memberId = member,
            providerNpi = Npi,
            diagnoses = Diagnoses,
            lines = new[] { new { procedure = index % 3 == 0 ? "99214" : "99213", serviceDate = FirstDate, units = 1, billed } },
        });
    }

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
