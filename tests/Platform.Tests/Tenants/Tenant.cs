using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aso.Embedded.Demo;
using Aso.Scenarios.Format;
using Aso.Scenarios.Play;

namespace Aso.Platform.Tests.Tenants;

/// <summary>A played employer whose names, members, claims, references and files can be told from any other text.</summary>
/// <param name="Canary">Stands in all of these, and nowhere else.</param>
public sealed record Tenant(string Canary, Guid EmployerId, string CarrierId, string PolicyId, string RequestId, string EnrollmentFileId, string ClaimFileId,
    string EnrollmentJobId, string ClaimJobId, string TraceNumber, string CoverageId, string ClaimId, string ItemId)
{
    /// <summary>What to put for each name in an address; of things that nobody has, where it names no tenant.</summary>
    public IReadOnlyDictionary<string, string> Ids => new Dictionary<string, string>
    {
        ["employerId"] = EmployerId.ToString(),
        ["memberId"] = $"{Canary}E1",
        ["claimNumber"] = $"{Canary}C1",
        ["patientId"] = $"{Canary}E1",
        ["coverageId"] = CoverageId,
        ["claimId"] = ClaimId,
        ["explanationOfBenefitId"] = ClaimId,
        ["policyId"] = PolicyId,
        ["requestId"] = RequestId,
        ["enrollment-files/fileId"] = EnrollmentFileId,
        ["claim-files/fileId"] = ClaimFileId,
        ["enrollment-file-jobs/jobId"] = EnrollmentJobId,
        ["claim-file-jobs/jobId"] = ClaimJobId,
        ["traceNumber"] = TraceNumber,
        ["date"] = "2026-03-02",
        ["planYear"] = "2026-01-01",
        ["itemId"] = ItemId,
        ["depositId"] = Guid.NewGuid().ToString(),
        ["approvalId"] = Guid.NewGuid().ToString(),
        ["messageId"] = Guid.NewGuid().ToString(),
        ["clientId"] = $"{Canary}-client",
        ["personId"] = Guid.NewGuid().ToString(),
        ["sessionId"] = Guid.NewGuid().ToString(),
    };

    /// <summary>Ids of the same kinds of things, of which there are none.</summary>
    public static IReadOnlyDictionary<string, string> NobodysIds(Guid employerId) =>
        new Tenant("Nobody", employerId, "", Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), Guid.NewGuid().ToString(),
            Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), "20260101", "m739616-NobodyE1", Guid.NewGuid().ToString(), Guid.NewGuid().ToString()).Ids;

    public static async Task<Tenant> SetUpAsync(RunningPlatform platform, string canary)
    {
        var administrator = platform.Administrator;
        using var player = new ScenarioPlayer(platform.Callers, Marked("specific-stop-loss-notices-and-request", canary));
        await player.PlayAsync(() => { }, CancellationToken.None);
        var employer = $"v1/employers/{player.EmployerId}";

        // One claim more, so that a request waits for its decision, and files that are kept.
        await administrator.PostAsync($"{employer}/claims", JsonNode.Parse($$"""
            {"claimNumber": "{{canary}}C9", "line": "medical", "frequency": 1, "memberId": "{{canary}}E1", "providerNpi": "1234567893",
             "diagnoses": ["C50.911"], "lines": [{"procedure": "J9271", "serviceDate": "2026-05-20", "units": 1, "billed": "700.00"}]}
            """)!, CancellationToken.None);
        var enrollment = await SendAsync("enrollment-files", FileText.Enrollment(FileText.Employee($"{canary}E3")));
        var claims = await SendAsync("claim-files", FileText.Claims(FileText.Claim($"{canary}C10", $"{canary}E2")));
        var enrollmentJob = await FileJobs.RunAsync(platform, player.EmployerId, "enrollment-file", FileText.Enrollment(FileText.Employee($"{canary}E4")));
        var claimJob = await FileJobs.RunAsync(platform, player.EmployerId, "claim-file", FileText.Claims(FileText.Claim($"{canary}C11", $"{canary}E2")));

        // A denial of what was before the coverage, and its appeal, which waits for a person.
        await administrator.PostAsync($"{employer}/claims", JsonNode.Parse($$"""
            {"claimNumber": "{{canary}}C12", "line": "medical", "frequency": 1, "memberId": "{{canary}}E1", "providerNpi": "1234567893",
             "diagnoses": ["C50.911"], "lines": [{"procedure": "J9271", "serviceDate": "2025-12-20", "units": 1, "billed": "700.00"}]}
            """)!, CancellationToken.None);
        var appeal = await administrator.PostAsync($"{employer}/claims/{canary}C12/appeals", new JsonObject { ["why"] = $"{canary} was covered." }, CancellationToken.None);
        await new Settlement(administrator, player.EmployerId).SettleAsync(CancellationToken.None);

        var remittances = await administrator.GetAsync($"{employer}/remittances", CancellationToken.None);
        var coverages = await administrator.GetAsync($"fhir/r4/employers/{player.EmployerId}/Coverage?patient={canary}E1", CancellationToken.None);
        var claim = await administrator.GetAsync($"{employer}/claims/{canary}C1", CancellationToken.None);
        var stopLoss = await administrator.GetAsync($"{employer}/stop-loss", CancellationToken.None);
        return new(
            canary, player.EmployerId, Text(stopLoss["policy"]!["carrierId"]), Text(stopLoss["policy"]!["policyId"]),
            Text(stopLoss["requests"]!.AsArray().Single(request => Text(request!["status"]) == "undecided")!["requestId"]), Text(enrollment["fileId"]), Text(claims["fileId"]),
            Text(enrollmentJob["jobId"]), Text(claimJob["jobId"]), Text(remittances["items"]![0]!["traceNumber"]),
            Text(coverages["entry"]![0]!["resource"]!["id"]), Text(claim["claimId"]), Text(appeal["itemId"]));

        Task<JsonNode> SendAsync(string kind, string file) =>
            administrator.PostFileAsync($"{employer}/{kind}", Encoding.ASCII.GetBytes(file), CancellationToken.None);
    }

    private static Scenario Marked(string name, string canary)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "scenarios", $"{name}.json"));
        var marked = Regex.Replace(text, "\"((?:[ESC]|[WR]-)\\d+)\"", $"\"{canary}$1\"");
        return Scenario.Read(Regex.Replace(marked, "(\"name\": \")(Acme)", $"$1{canary} $2"));
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
