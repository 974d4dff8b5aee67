using System.Text.Json.Nodes;
using Aso.Embedded.Demo;
using Aso.Primitives;

namespace Aso.Load;

/// <summary>The employer of a run: made for it, its account full, every claim of it approved and paid at once.</summary>
/// <param name="linesPerClaim">Service lines of each claim, 1 to 3.</param>
internal sealed class LoadGroup(PlatformConnection administrator, int employees, int linesPerClaim = 1)
{
    private const string FirstDate = LoadClaims.FirstDate;

    /// <summary>Half a year into the plan year, after the services of every claim.</summary>
    private const string OpenedOn = "2026-07-01";
    private const int RegistrationsAtOnce = 8;

    public Guid EmployerId { get; } = Guid.CreateVersion7();

    /// <summary>What is submitted for it.</summary>
    public LoadClaims Claims { get; } = new(employees, linesPerClaim);

    /// <summary>Where they are submitted, with the administrator's token.</summary>
    public ClaimDestination Destination => new(
        $"{Employer}/claims", Claims.BodyOf, (request, cancel) => administrator.SendOnceAsync(request, HttpCompletionOption.ResponseContentRead, cancel))
    {
        SendFileAsync = (from, count, cancel) => administrator.PostFileAsync($"{Employer}/claim-files", Claims.FileOf(from, count), cancel),
    };

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
        await administrator.PutAsync($"{Employer}/network", Parse($$"""{"npis": ["{{LoadClaims.ProviderNpi}}"]}"""), cancel);
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
    public byte[] ClaimOf(int index) => Claims.BodyOf(index);

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
