using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Aso.Load;

namespace Aso.Platform.Tests;

/// <summary>A file with a fault is answered with a stable code, the element and the segment at fault; what is at fault is not applied, not even half.</summary>
public abstract class BadFileTests(RunningPlatform platform) : IAsyncLifetime
{
    [Theory]
    [InlineData("claim-files", "respond-sync")]
    [InlineData("claim-files", "respond-async")]
    [InlineData("enrollment-files", "respond-sync")]
    [InlineData("enrollment-files", "respond-async")]
    public async Task Of_a_file_with_thousands_of_faults_the_first_hundred_are_told_and_the_number_of_the_others(string address, string prefer)
    {
        const int sets = 2_000;
        var whole = FileOf(address);
        var (start, end) = (whole.IndexOf("ST*", StringComparison.Ordinal), whole.IndexOf("GE*1*1~", StringComparison.Ordinal));

        // Each set counts its segments wrong.
        var set = whole[start..end].Replace("SE*", "SE*9", StringComparison.Ordinal);
        var broken = string.Concat(Enumerable.Range(1, sets).Select(number => set.Replace("*0001", $"*{number:0000}", StringComparison.Ordinal)));
        var file = $"{whole[..start]}{broken}GE*{sets}*1~{whole[(end + "GE*1*1~".Length)..]}";

        var problem = await AnswerAsync(address, file, prefer);

        var errors = problem["errors"]!.AsArray();
        Assert.Equal(101, errors.Count);
        Assert.Equal("more-errors", errors[^1]!["code"]!.GetValue<string>());
        Assert.StartsWith($"{sets - 100} further errors", errors[^1]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(problem.ToJsonString().Length < 100_000, $"{problem.ToJsonString().Length} characters for {file.Length}");
    }

    /// <summary>The problem, or the job once it has ended.</summary>
    private async Task<JsonNode> AnswerAsync(string address, string file, string prefer)
    {
        using var http = await platform.AsAdministratorAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v1/employers/{_group.EmployerId}/{address}") { Content = new StringContent(file, Encoding.ASCII, "application/edi-x12") };
        request.Headers.Add("Prefer", prefer);
        using var answer = await http.SendAsync(request);
        var body = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        if (answer.StatusCode != HttpStatusCode.Accepted)
        {
            return body;
        }

        using var live = await http.GetAsync(new Uri($"{answer.Headers.Location}/stream", UriKind.RelativeOrAbsolute), HttpCompletionOption.ResponseHeadersRead);
        var last = (await live.Content.ReadAsStringAsync()).Split('\n').Last(line => line.StartsWith("data: ", StringComparison.Ordinal));   // it ends with the job
        return JsonNode.Parse(last["data: ".Length..])!;
    }

    private const string Canary = "CANARY9";

    private LoadGroup _group = null!;

    public async Task InitializeAsync()
    {
        _group = new(platform.Administrator, employees: 1);
        await _group.SetUpAsync(CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    // The envelope is broken: the whole file is.
    [InlineData("enrollment-files", "SE*12*", "SE*13*", "segment-count-mismatch", "SE01", 14)]
    [InlineData("enrollment-files", "SE*12*0001~", "SE*12*0002~", "set-control-number-mismatch", "SE02", 14)]
    [InlineData("enrollment-files", "GE*1*1~IEA*1*000000001~", "", "group-trailer-missing", "GE", 14)]
    [InlineData("enrollment-files", "IEA*1*", "IEA*2*", "group-count-mismatch", "IEA01", 16)]
    [InlineData("enrollment-files", "0101~SE*12*0001~GE*1*1~IEA*1*000000001~", "", "unexpected-end", "IEA", 13)]
    [InlineData("enrollment-files", "~DTP*348*D8*20260101~SE", "~DTP*348*D8*20260", "set-trailer-missing", "SE", 14)]
    [InlineData("claim-files", "SE*21*", "SE*22*", "segment-count-mismatch", "SE01", 23)]
    [InlineData("claim-files", "SE*21*0001~", "SE*21*0002~", "set-control-number-mismatch", "SE02", 23)]
    [InlineData("claim-files", "~GE*1*1~IEA*1*000000001~", "~", "group-trailer-missing", "GE", 23)]
    [InlineData("claim-files", "ST*837*0001*005010X222A1", "ST*837*0001*004010X098A1", "", "ST03", 3)]
    public async Task A_broken_file_is_refused_whole_with_element_and_segment(string address, string right, string wrong, string code, string field, int segment)
    {
        var before = await StateAsync();

        using var answer = await SendAsync(address, FileOf(address).Replace(right, wrong, StringComparison.Ordinal));

        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var isSaid = problem["errors"]!.AsArray().Any(error =>
            Says(error!, code, field) && error!["detail"]!.GetValue<string>().Contains($"segment {segment}", StringComparison.Ordinal));
        Assert.True(isSaid, problem.ToJsonString());
        Assert.DoesNotContain(Canary, problem["errors"]!.ToJsonString() + problem["detail"], StringComparison.Ordinal);
        await AssertUnchangedAsync(before);
    }

    [Theory]
    // One loop or claim is bad, the envelope whole: it is refused at its place in the report.
    [InlineData("enrollment-files", "DTP*348*D8*20260101", "DTP*348*D8*20261301", "date-invalid", "DTP03", 8)]
    [InlineData("enrollment-files", "HLT**ESP", "VIS**ESP", "line-unknown", "HD03", 8)]
    [InlineData("enrollment-files", "HLT**ESP", "HLT", "tier-required", "HD05", 8)]
    [InlineData("enrollment-files", "INS*Y*18*021*28", "INS*Y*18*999*28", "", "INS03", 8)]
    [InlineData("claim-files", "XX*1234567893", "XX*1234567890", "invalid-claim", "providerNpi", 18)]
    [InlineData("claim-files", "DTP*472*D8*20260101", "DTP*472*D8*20260230", "date-invalid", "DTP03", 18)]
    [InlineData("claim-files", "HC:99213*150.00", "HC:99213*150.001", "amount-invalid", "SV102", 18)]
    [InlineData("claim-files", "HC:99213*150.00", "HC:99213*99999999999999999999.00", "", "SV102", 18)]
    [InlineData("claim-files", "HC:99213*150.00", "HC:99213*-150.00", "", "", 18)]
    public async Task What_is_bad_in_a_whole_file_is_reported_at_its_place_and_not_applied(string address, string right, string wrong, string code, string field, int segment)
    {
        var before = await StateAsync(withFiles: false);

        using var answer = await SendAsync(address, FileOf(address).Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var report = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        var outcome = Assert.Single((report["outcomes"] ?? report["claims"])!.AsArray())!;
        Assert.Equal(segment, outcome["position"]!["segment"]!.GetValue<int>());
        Assert.True(outcome["outcome"]!.GetValue<string>() is "refused" or "rejected");
        Assert.True(Says(outcome, code, field), outcome.ToJsonString());
        await AssertUnchangedAsync(before, withFiles: false);
    }

    [Theory]
    [InlineData("enrollment-files")]
    [InlineData("claim-files")]
    public async Task The_same_file_without_a_fault_is_applied(string address)
    {
        var before = await StateAsync(withFiles: false);

        using var answer = await SendAsync(address, FileOf(address));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var report = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal(1, (report["applied"] ?? report["accepted"])!.GetValue<int>());
        Assert.NotEqual(before, await StateAsync(withFiles: false));
        Assert.DoesNotContain(await platform.TelemetryAsync(), line => line.Contains(Canary, StringComparison.Ordinal));
    }

    private static string FileOf(string address) => address == "enrollment-files"
        ? FileText.Enrollment(FileText.Employee(Canary, "ESP"))
        : FileText.Claims(FileText.Claim(Canary, "E0"));

    private static bool Says(JsonNode error, string code, string field) =>
        (code.Length == 0 ? error["code"] is not null : error["code"]!.GetValue<string>() == code) && error["field"]!.GetValue<string>().StartsWith(field, StringComparison.Ordinal);

    private async Task<HttpResponseMessage> SendAsync(string address, string file)
    {
        using var http = await platform.AsAdministratorAsync();
        return await http.PostAsync($"v1/employers/{_group.EmployerId}/{address}", new StringContent(file, Encoding.ASCII, "application/edi-x12"));
    }

    private async Task AssertUnchangedAsync(string before, bool withFiles = true)
    {
        Assert.Equal(before, await StateAsync(withFiles));
        Assert.DoesNotContain(await platform.TelemetryAsync(), line => line.Contains(Canary, StringComparison.Ordinal));
    }

    /// <param name="withFiles">Whether with the lists of files; a file that could be read stands there with its report, whatever was refused of it.</param>
    private async Task<string> StateAsync(bool withFiles = true)
    {
        await _group.Settlement.SettleAsync(CancellationToken.None);
        return await platform.StateOfAsync(_group.EmployerId, withFiles);
    }
}

[Collection("embedded")]
public sealed class EmbeddedBadFileTests(EmbeddedInProcess platform) : BadFileTests(platform)
{
    private readonly RunningPlatform _platform = platform;

    [Theory]
    [InlineData("return-files", 2, false)]
    [InlineData("return-files", 9, true)]
    [InlineData("claim-files", 31, false)]
    [InlineData("claim-files", 33, true)]
    [InlineData("enrollment-files", 65, true)]
    [InlineData("deposits", 2, true)]
    public async Task Of_two_limits_the_smaller_counts(string address, int megabytes, bool isTooLarge)
    {
        using var http = await _platform.AsAdministratorAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v1/employers/{Guid.NewGuid()}/{address}") { Content = new ByteArrayContent(new byte[megabytes << 20]) };
        request.Content.Headers.ContentType = new(address switch { "deposits" => "application/json", "return-files" => "text/plain", _ => "application/edi-x12" });
        request.Headers.ExpectContinue = true;   // what is refused is not sent at all

        using var answer = await http.SendAsync(request);

        Assert.True(isTooLarge == (answer.StatusCode == HttpStatusCode.RequestEntityTooLarge), $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }
}

[Collection("separate")]
public sealed class SeparateBadFileTests(SeparateProcesses platform) : BadFileTests(platform);
