using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Aso.Claims.Domain;
using Aso.Claims.Store;
using Aso.Claims.UnitTests.Serving.Review;
using Aso.Foundation;
using Aso.X12.ClaimAcknowledgment277;
using Aso.X12.Claims837;
using static Aso.Claims.UnitTests.Domain.ClaimBook;
using static Aso.Claims.UnitTests.Serving.ClaimFiles;

namespace Aso.Claims.UnitTests.Serving;

public sealed class ClaimFileJobTestsOnSqlite(SqliteReviewHost host) : ClaimFileJobTests(host), IClassFixture<SqliteReviewHost>;

public sealed class ClaimFileJobTestsOnPostgres(PostgresReviewHost host) : ClaimFileJobTests(host), IClassFixture<PostgresReviewHost>;

public abstract class ClaimFileJobTests(ReviewHost host)
{
    private static readonly Claim837 BadNpi = ClaimOf("F2", "E1", 2_000) with { BillingProvider = new() { Npi = "1234567890", Name = new("CLINIC"), IsOrganization = true } };

    [Fact]
    public async Task A_file_is_answered_at_once_with_a_job_and_its_claims_are_decided_in_its_order()
    {
        var employer = await OpenAsync();

        using var answer = await SendAsync(employer, Of(ClaimOf("F1", "E1", 15_000), BadNpi, ClaimOf("F3", "NOBODY", 3_000)));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var job = await EndedAsync(answer.Headers.Location!);
        Assert.Equal(("completed", 3, 2, 1), (Text(job, "state"), (int)job["recordsRead"]!, (int)job["recordsApplied"]!, (int)job["recordsRefused"]!));
        var report = await GetAsync($"v1/employers/{employer}/claim-files/{job["jobId"]}");
        Assert.Equal(["F1 approved", "F2 ", "F3 denied"], report["claims"]!.AsArray().Select(claim => $"{claim!["claimNumber"]} {claim["status"]}"));
        var table = await host.Http().GetStringAsync($"v1/employers/{employer}/claim-file-jobs/{job["jobId"]}/outcomes.csv");
        Assert.Equal(["F1,applied,", "F2,refused,invalid-claim", "F3,applied,"], table.Split("\r\n")[1..4].Select(row => string.Join(',', row.Split(',')[4..7])));
        Assert.DoesNotContain("DOE", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_claim_inside_a_good_set_is_rejected_alone_by_a_277CA_and_the_others_go_on()
    {
        var employer = await OpenAsync();
        var file = Of(ClaimOf("F1", "E1", 15_000), BadNpi, ClaimOf("F3", "E1", 3_000), ClaimOf("F4", "E1", 4_000)).With("CLM*F3*30.00***11:B:1", "CLM*F3*30.00***11:B");

        var report = await PostAsync(employer, file);

        Assert.Equal((2, 2), ((int)report["accepted"]!, (int)report["rejected"]!));
        var acknowledgment = await AcknowledgedAsync(employer, report["fileId"]!, "277ca");
        var outcomes = (await ClaimAcknowledgment277Reader.ReadFileAsync(new MemoryStream(Encoding.Latin1.GetBytes(acknowledgment)))).Items.Select(item => item.Outcome);
        Assert.Equal(
            [$"F1 A2:20:PR {Keys.OfClaim(employer, "F1")}", "F2 A7:562:85 ", "F3 A6:535: ", $"F4 A2:20:PR {Keys.OfClaim(employer, "F4")}"],
            outcomes.OrderBy(outcome => outcome.ClaimNumber, StringComparer.Ordinal).Select(outcome =>
                $"{outcome.ClaimNumber} {string.Join(' ', outcome.Statuses.Select(status => $"{status.Category}:{status.Code}:{status.Entity}"))} {outcome.PayerClaimNumber}"));
        Assert.Contains("TRN*2*B1~", acknowledgment, StringComparison.Ordinal);
        Assert.Contains("AMT*YU*190.00~", acknowledgment, StringComparison.Ordinal);
        Assert.Contains("AMT*YY*50.00~", acknowledgment, StringComparison.Ordinal);
        var sets = await AcknowledgedAsync(employer, report["fileId"]!, "999");
        Assert.Contains("IK5*E", sets, StringComparison.Ordinal);
        Assert.NotEqual(ControlNumberOf(sets), ControlNumberOf(acknowledgment));
    }

    [Fact]
    public async Task A_wrong_count_rejects_the_set_with_a_999_and_no_claim_of_it_is_spoken_of()
    {
        var employer = await OpenAsync();
        var file = Of([[ClaimOf("F1", "E1", 1_000)], [ClaimOf("F2", "E1", 2_000)]]).With("*0002~", "9*0002~");

        var job = await JobAsync(employer, file);

        Assert.Equal(("completed", 1), (Text(job, "state"), (int)job["recordsApplied"]!));
        Assert.Equal("segment-count-mismatch", Text(job["errors"]![0]!, "code"));
        Assert.Contains("AK9*P*2*2*1", await AcknowledgedAsync(employer, job["jobId"]!, "999"), StringComparison.Ordinal);
        var claims = await AcknowledgedAsync(employer, job["jobId"]!, "277ca");
        Assert.Contains("TRN*2*F1~", claims, StringComparison.Ordinal);
        Assert.DoesNotContain("F2", claims, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_interchange_is_refused_whole_as_a_job_and_as_an_answer_alike()
    {
        var employer = await OpenAsync();
        var file = Of(ClaimOf("F1", "E1", 1_000)).With("IEA*1*000000001", "IEA*1*000000002");

        var job = await JobAsync(employer, file);
        using var answer = await host.Http().PostAsync($"v1/employers/{employer}/claim-files", ToContent(file));

        Assert.Equal(("refused", 0), (Text(job, "state"), (int)job["recordsApplied"]!));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal(problem["errors"]!.ToJsonString(), job["errors"]!.ToJsonString());
        var acknowledgment = await AcknowledgedAsync(employer, job["jobId"]!, "999");
        Assert.Contains("AK9*R", acknowledgment, StringComparison.Ordinal);
        Assert.Equal((string)problem["acknowledgment"]!, acknowledgment);
        using var none = await host.Http().GetAsync($"v1/employers/{employer}/claim-files/{job["jobId"]}/acknowledgments/277ca");
        Assert.Equal("no-acknowledgment", Text((await none.Content.ReadFromJsonAsync<JsonNode>())!, "code"));
    }

    [Fact]
    public async Task Names_that_would_break_an_answer_are_written_without_what_breaks_it()
    {
        var employer = await OpenAsync();
        var file = Of(ClaimOf("F1", "E1", 1_000)).With("NM1*IL*1*DOE", "NM1*IL*1*DO:E");

        var job = await JobAsync(employer, file);

        Assert.Equal("completed", Text(job, "state"));
        Assert.Contains("NM1*QC*1*DOE*", await AcknowledgedAsync(employer, job["jobId"]!, "277ca"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_is_answered_with_the_first_job_and_decided_once()
    {
        var employer = await OpenAsync();
        var file = Of(ClaimOf("F1", "E1", 1_000));
        var first = await JobAsync(employer, file);
        var said = (await host.SaidAsync(employer)).Count;

        using var again = await SendAsync(employer, file);

        var job = (await again.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal((Text(first, "jobId"), true), (Text(job, "jobId"), (bool)job["duplicate"]!));
        Assert.Equal(said, (await host.SaidAsync(employer)).Count);
        Assert.Equal(1, (int)(await PostAsync(employer, file))["accepted"]!);
    }

    [Fact]
    public async Task A_provider_sees_its_own_jobs_only_even_of_a_file_that_another_sent_too()
    {
        var employer = await OpenAsync();
        var file = Of(ClaimOf("F1", "E1", 1_000));
        using var clinic = host.Http(CallerKind.Provider, npi: InNetwork, client: "clinic");
        using var other = host.Http(CallerKind.Provider, npi: OutOfNetwork, client: "other");

        var own = await JobAsync(employer, file, clinic);
        var others = await JobAsync(employer, file, other);

        Assert.Equal((1, 0), ((int)own["recordsApplied"]!, (int)own["recordsRefused"]!));
        Assert.Equal((0, 1), ((int)others["recordsApplied"]!, (int)others["recordsRefused"]!));
        foreach (var address in new[] { "", "/outcomes", "/outcomes.csv", "/stream" })
        {
            using var refused = await other.GetAsync($"v1/employers/{employer}/claim-file-jobs/{own["jobId"]}{address}");
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        Assert.Equal(Text(others, "jobId"), Text(Assert.Single((await other.GetFromJsonAsync<JsonNode>($"v1/employers/{employer}/claim-file-jobs"))!["items"]!.AsArray())!, "jobId"));
        var files = (await other.GetFromJsonAsync<JsonNode>($"v1/employers/{employer}/claim-files"))!["items"]!.AsArray();
        Assert.Equal((Text(others, "jobId"), "0 1"), (Text(Assert.Single(files)!, "fileId"), $"{files[0]!["accepted"]} {files[0]!["rejected"]}"));
        Assert.Equal(2, (await host.Http().GetFromJsonAsync<JsonNode>($"v1/employers/{employer}/claim-files"))!["items"]!.AsArray().Count);
        Assert.Empty((await host.Http().GetFromJsonAsync<JsonNode>($"v1/employers/{employer}/claim-files?receivedTo=2020-01-01"))!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_key_stands_for_one_file()
    {
        var employer = await OpenAsync();
        using var client = host.Http();
        client.DefaultRequestHeaders.Add(Idempotency.Header, "upload-1");
        await JobAsync(employer, Of(ClaimOf("F1", "E1", 1_000)), client);

        using var other = await SendAsync(employer, Of(ClaimOf("F2", "E1", 1_000)), client);

        Assert.Equal("idempotency-key-reused", Text((await other.Content.ReadFromJsonAsync<JsonNode>())!, "code"));
    }

    private static string Text(JsonNode node, string name) => (string)node[name]!;

    private static string ControlNumberOf(string interchange) => interchange.Split('*')[13];

    private async Task<Guid> OpenAsync() => (await ReviewedEmployer.OpenAsync(host, "2026-03-20")).Id;

    private static ByteArrayContent ToContent(byte[] file) => new(file) { Headers = { ContentType = new("application/edi-x12") } };

    private async Task<JsonNode> GetAsync(string address) => (await host.Http().GetFromJsonAsync<JsonNode>(address))!;

    private async Task<JsonNode> PostAsync(Guid employer, byte[] file)
    {
        using var answer = await host.Http().PostAsync($"v1/employers/{employer}/claim-files", ToContent(file));
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private async Task<string> AcknowledgedAsync(Guid employer, JsonNode fileId, string kind)
    {
        using var answer = await host.Http().GetAsync($"v1/employers/{employer}/claim-files/{fileId}/acknowledgments/{kind}");
        Assert.Equal("application/edi-x12", answer.EnsureSuccessStatusCode().Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(Guid employer, byte[] file, HttpClient? by = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v1/employers/{employer}/claim-files") { Content = ToContent(file) };
        request.Headers.Add(Preferences.Header, "wait=5, Respond-Async");
        return await (by ?? host.Http()).SendAsync(request);
    }

    private async Task<JsonNode> JobAsync(Guid employer, byte[] file, HttpClient? by = null)
    {
        using var answer = await SendAsync(employer, file, by);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await EndedAsync(answer.Headers.Location!);
    }

    /// <summary>Follows a job to its end, by its stream.</summary>
    private async Task<JsonNode> EndedAsync(Uri job)
    {
        var stream = await host.Http().GetStringAsync($"{job}/stream");
        return JsonNode.Parse(stream[(stream.LastIndexOf("data: ", StringComparison.Ordinal) + 6)..])!;
    }
}
