using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Aso.Scenarios.Format;
using Aso.Scenarios.Play;
using Aso.X12.Remittance835;

namespace Aso.Platform.Tests;

[Collection("embedded")]
public sealed class EmbeddedRemittanceTests(EmbeddedInProcess platform) : RemittanceTests(platform);

[Collection("separate")]
public sealed class SeparateRemittanceTests(SeparateProcesses platform) : RemittanceTests(platform);

/// <summary>What a provider is told of its payments, from the claim to the file that it posts.</summary>
public abstract class RemittanceTests(RunningPlatform platform)
{
    private const string Clinic = "1234567893";
    private const string Hospital = "1245319599";

    [Fact]
    public async Task A_provider_reads_each_claim_and_line_of_its_payment_in_an_835()
    {
        using var player = await PlayedAsync();
        using var clinic = await AsProviderAsync(Clinic);

        var paid = await FileAsync(clinic, player.EmployerId, "2026-03-10");

        Assert.Equal((14_000L, "BOP", "I"), (paid.PaidCents, paid.Method, paid.Handling));
        Assert.Equal(new DateOnly(2026, 3, 11), paid.EffectiveOn);
        Assert.Equal(
            [
                "C1 1 18000 8000 3000: 99213 18000-8000 CO-45 7000 PR-3 3000",
                "C2 2 18000 6000 0: 99213 18000-6000 CO-45 7000 OA-23 5000",
                "C3 4 9000 0 9000: D9999 9000-0 PR-96 9000",
            ],
            paid.Claims.Select(Line));
        Assert.Empty(paid.ProviderAdjustments);
    }

    [Fact]
    public async Task A_correction_takes_the_payment_back_and_says_what_was_kept_back_and_what_is_still_owed()
    {
        using var player = await PlayedAsync();
        using var clinic = await AsProviderAsync(Clinic);

        // The correction of 50.00 is kept back for the 80.00 taken back; 30.00 stay open and are kept back from the next day's payment.
        var corrected = await FileAsync(clinic, player.EmployerId, "2026-03-11");
        Assert.Equal((0L, "NON", "H"), (corrected.PaidCents, corrected.Method, corrected.Handling));
        Assert.Equal(
            [
                "C1 22 -18000 -8000 0: 99213 -18000--8000 CO-45 -7000 PR-3 -3000",
                "C1-R 1 18000 5000 3000: 99212 18000-5000 CO-45 10000 PR-3 3000",
            ],
            corrected.Claims.Select(Line));
        var forward = Assert.Single(corrected.ProviderAdjustments);
        Assert.Equal(("FB", -3000L, corrected.Claims[0].PayerClaimNumber), (forward.Reason, forward.Cents, forward.Reference));
        Assert.Equal("F8 " + corrected.Claims[0].PayerClaimNumber, string.Join(',', corrected.Claims[1].References.Select(reference => $"{reference.Qualifier} {reference.Value}")));

        var next = await FileAsync(clinic, player.EmployerId, "2026-03-12");
        Assert.Equal(5000, next.PaidCents);
        Assert.Equal(("WO", 3000L, forward.Reference), (next.ProviderAdjustments[0].Reason, next.ProviderAdjustments[0].Cents, next.ProviderAdjustments[0].Reference));
    }

    [Fact]
    public async Task A_provider_and_a_stranger_learn_nothing_of_anothers_payments()
    {
        using var player = await PlayedAsync();
        using var administrator = await platform.AsAdministratorAsync();
        using var hospital = await AsProviderAsync(Hospital);
        var all = await ListAsync(administrator, player.EmployerId);

        Assert.Equal(["2026-03-10 1234567893 140.00", "2026-03-11 1234567893 0.00", "2026-03-12 1234567893 50.00", "2026-03-12 1245319599 80.00"], all.Select(Summary));
        Assert.Equal(all.Where(item => (string)item["providerNpi"]! == Hospital).Select(Summary), (await ListAsync(hospital, player.EmployerId)).Select(Summary));
        using var foreign = await hospital.GetAsync($"v1/employers/{player.EmployerId}/remittances/{all[0]["traceNumber"]}");
        Assert.Equal(404, (int)foreign.StatusCode);
    }

    [Fact]
    public async Task While_its_date_lasts_a_payment_may_be_seen_and_not_yet_sent()
    {
        using var player = await PlayedAsync(isOver: false);
        using var clinic = await AsProviderAsync(Clinic);
        var last = (await ListAsync(clinic, player.EmployerId))[^1];

        Assert.False((bool)last["isFinal"]!);
        var advice = JsonNode.Parse(await clinic.GetStringAsync($"v1/employers/{player.EmployerId}/remittances/{last["traceNumber"]}"))!;
        Assert.Equal("50.00", (string)advice["paid"]!);
        using var refused = await AskForFileAsync(clinic, player.EmployerId, (string)last["traceNumber"]!);
        Assert.Equal(409, (int)refused.StatusCode);
        Assert.Contains("remittance-not-final", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Summary(JsonNode item) => $"{item["on"]} {item["providerNpi"]} {item["paid"]}";

    private static string Line(ClaimPayment claim) =>
        $"{claim.ClaimNumber} {claim.Status} {claim.ChargeCents} {claim.PaidCents} {claim.PatientResponsibilityCents ?? 0}: "
        + string.Join("; ", claim.Services.Select(service =>
            $"{service.Procedure} {service.ChargeCents}-{service.PaidCents} {string.Join(' ', service.Adjustments.Select(adjustment => $"{adjustment.Group}-{adjustment.Reason} {adjustment.Cents}"))}"));

    private static async Task<List<JsonNode>> ListAsync(HttpClient http, Guid employerId) =>
        [.. JsonNode.Parse(await http.GetStringAsync($"v1/employers/{employerId}/remittances"))!["items"]!.AsArray().Select(item => item!)];

    private static async Task<Remittance> FileAsync(HttpClient http, Guid employerId, string on)
    {
        var number = (await ListAsync(http, employerId)).Single(item => (string)item["on"]! == on)["traceNumber"]!;
        using var answer = await AskForFileAsync(http, employerId, (string)number!);
        Assert.Equal("application/edi-x12", answer.EnsureSuccessStatusCode().Content.Headers.ContentType?.MediaType);
        var file = await Remittance835Reader.ReadFileAsync(await answer.Content.ReadAsStreamAsync());
        Assert.Empty(file.Errors);
        Assert.Empty(file.Warnings);
        return Assert.Single(file.Items);
    }

    private static async Task<HttpResponseMessage> AskForFileAsync(HttpClient http, Guid employerId, string traceNumber)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/employers/{employerId}/remittances/{traceNumber}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/edi-x12"));
        return await http.SendAsync(request);
    }

    private Task<HttpClient> AsProviderAsync(string npi) => platform.AsNewClientAsync(new() { ["kind"] = "provider", ["npis"] = new JsonArray(npi) });

    /// <summary>A paid, a secondary and a denied claim; the next day a correction of the first; then one more claim of this provider and of another.</summary>
    private async Task<ScenarioPlayer> PlayedAsync(bool isOver = true)
    {
        var text = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "scenarios", "void-after-payment-recoup.json")))!.AsObject();
        text["steps"] = new JsonArray(
            new JsonObject { ["on"] = "2026-03-01", ["do"] = "deposit", ["amount"] = "1000.00", ["reference"] = "W-1" },
            Submission("2026-03-10", "C1", "99213", "180.00"),
            Submission("2026-03-10", "C2", "99213", "180.00", serviceDate: "2026-03-03", otherPayerPaid: "50.00"),
            Submission("2026-03-10", "C3", "D9999", "90.00"),
            Submission("2026-03-11", "C1-R", "99212", "180.00", original: "C1"),
            Submission("2026-03-12", "C4", "99213", "180.00", serviceDate: "2026-03-04"),
            Submission("2026-03-12", "C5", "99213", "180.00", serviceDate: "2026-03-05", provider: Hospital));
        if (isOver)
        {
            text["steps"]!.AsArray().Add(new JsonObject { ["on"] = "2026-03-13", ["do"] = "advance" });
        }

        text.Remove("expect");
        var player = new ScenarioPlayer(platform.Callers, Scenario.Read(text.ToJsonString()));
        await player.PlayAsync(() => { }, CancellationToken.None);
        return player;
    }

    private static JsonObject Submission(
        string on, string number, string procedure, string billed,
        string serviceDate = "2026-03-02", string provider = Clinic, string? original = null, string? otherPayerPaid = null)
    {
        var line = new JsonObject { ["procedure"] = procedure, ["serviceDate"] = serviceDate, ["units"] = 1, ["billed"] = billed };
        var claim = new JsonObject
        {
            ["id"] = number, ["line"] = "medical", ["frequency"] = original is null ? 1 : 7, ["member"] = "E1", ["provider"] = provider, ["lines"] = new JsonArray(line),
        };
        if (otherPayerPaid is not null)
        {
            line["otherPayerPaid"] = otherPayerPaid;
        }

        if (original is not null)
        {
            claim["original"] = original;
        }

        return new() { ["on"] = on, ["do"] = "submitClaim", ["claim"] = claim };
    }
}
