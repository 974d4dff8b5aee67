using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Aso.Foundation;
using static Aso.Enrollment.UnitTests.Api.EnrollmentHost;

namespace Aso.Enrollment.UnitTests.Api;

public sealed class EnrollmentFileJobTestsOnSqlite(SqliteHost host) : EnrollmentFileJobTests(host), IClassFixture<SqliteHost>;

public sealed class EnrollmentFileJobTestsOnPostgres(PostgresHost host) : EnrollmentFileJobTests(host), IClassFixture<PostgresHost>;

public abstract class EnrollmentFileJobTests(EnrollmentHost host)
{
    private const string Told = "enrollment.member-coverage-changed.v1";

    [Fact]
    public async Task A_file_is_answered_at_once_with_a_job_that_tells_when_all_is_done()
    {
        var employerId = await host.RegisterAsync();

        using var answer = await SendAsync(host.Administrator, employerId, File(Employee("E1"), Employee("E2", plan: "VIS")));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("respond-async", answer.Headers.GetValues("Preference-Applied").Single());
        var job = await EndedAsync(answer.Headers.Location!);
        Assert.Equal(("completed", 2, 1, 0, 1), (Text(job, "state"), Number(job, "recordsRead"), Number(job, "recordsApplied"), Number(job, "recordsUnchanged"), Number(job, "recordsRefused")));
        var report = await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/enrollment-files/{job["jobId"]}"));
        Assert.Equal((1, 1), (Number(report, "applied"), Number(report, "refused")));
    }

    [Fact]
    public async Task A_file_with_the_same_content_is_answered_with_the_first_job_and_applied_once()
    {
        var (employerId, other) = (await host.RegisterAsync(), await host.RegisterAsync());
        var file = File(Employee("E1"));
        var first = await JobAsync(employerId, file);

        var again = await SentAsync(employerId, file);

        Assert.Equal(Text(first, "jobId"), Text(again, "jobId"));
        Assert.True((bool)again["duplicate"]!);
        Assert.Equal("completed", Text(again, "state"));
        Assert.Single(await host.ToldAsync(employerId), Told);
        var others = await JobAsync(other, file);
        Assert.NotEqual(Text(first, "jobId"), Text(others, "jobId"));
        Assert.Equal(1, Number(others, "recordsApplied"));
    }

    [Fact]
    public async Task A_broken_envelope_applies_nothing_and_the_job_says_what_the_answer_would_have_said()
    {
        var employerId = await host.RegisterAsync();
        var file = File(Employee("E1")).Replace("IEA*1*000000001~", "IEA*2*000000009~", StringComparison.Ordinal);

        var job = await JobAsync(employerId, file);

        Assert.Equal("refused", Text(job, "state"));
        var codes = job["errors"]!.AsArray().Select(error => $"{error!["code"]} {error["field"]}");
        Assert.Equal((await RefusedAsync(PostAsync(host.Administrator, employerId, file, null))).Errors, codes);
        Assert.DoesNotContain(Told, await host.ToldAsync(employerId));
        var empty = await RefusedAsync(SendAsync(host.Administrator, employerId, ""));
        Assert.Equal((422, "file-empty"), (empty.Status, empty.Code));
    }

    [Fact]
    public async Task What_became_of_each_record_can_be_had_as_data_and_as_a_table_without_a_name()
    {
        var employerId = await host.RegisterAsync();
        var job = await JobAsync(employerId, File(Employee("E1"), Employee("E2", plan: "VIS"), Employee("E1")));
        var outcomes = $"v1/employers/{employerId}/enrollment-file-jobs/{job["jobId"]}/outcomes";

        var all = await MustAsync(host.Administrator.GetAsync(outcomes));
        var refused = await MustAsync(host.Administrator.GetAsync($"{outcomes}?outcome=refused"));
        var first = await MustAsync(host.Administrator.GetAsync($"{outcomes}?limit=1"));
        var rest = await MustAsync(host.Administrator.GetAsync($"{outcomes}?after={first["next"]}"));

        Assert.Equal(["8 E1 applied ", "14 E2 refused line-unknown", "20 E1 applied "], Lines(all));
        Assert.Equal(["14 E2 refused line-unknown"], Lines(refused));
        Assert.Equal(Lines(all), [.. Lines(first), .. Lines(rest)]);
        var table = await host.Administrator.GetStringAsync($"{outcomes}.csv");
        Assert.StartsWith("interchange,group,set,segment,id,outcome,code,field,message\r\n1,1,1,8,E1,applied,,,\r\n1,1,1,14,E2,refused,line-unknown,HD03,", table, StringComparison.Ordinal);
        Assert.Equal(4, table.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("DOE", table + all.ToJsonString(), StringComparison.Ordinal);
        using var asked = new HttpRequestMessage(HttpMethod.Get, outcomes) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/csv") } } };
        using var answer = await host.Administrator.SendAsync(asked);
        Assert.Equal(table, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Who_watches_a_job_sees_it_move_and_the_stream_ends_with_it()
    {
        var employerId = await host.RegisterAsync();
        var job = await SentAsync(employerId, File([.. Enumerable.Range(0, 300).Select(number => Employee($"E{number}"))]));

        var stream = await host.Administrator.GetStringAsync($"v1/employers/{employerId}/enrollment-file-jobs/{job["jobId"]}/stream");

        var events = stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.All(events, one => Assert.StartsWith("event: progress\ndata: {", one, StringComparison.Ordinal));
        var last = JsonNode.Parse(events[^1][(events[^1].IndexOf('{', StringComparison.Ordinal))..])!;
        Assert.Equal(("completed", 300), (Text(last, "state"), Number(last, "recordsApplied")));
    }

    [Fact]
    public async Task After_an_interruption_a_job_goes_on_where_it_stopped_and_applies_nothing_twice()
    {
        const int Members = 1_000;
        var employerId = await host.RegisterAsync();
        var held = host.HoldAfterAsync(transactions: 12);
        var job = await SentAsync(employerId, File([.. Enumerable.Range(0, Members).Select(number => Employee($"E{number}"))]));
        var address = new Uri($"v1/employers/{employerId}/enrollment-file-jobs/{job["jobId"]}", UriKind.Relative);
        await held;
        Assert.InRange(Number(await MustAsync(host.Administrator.GetAsync(address)), "recordsApplied"), 1, Members - 1);

        await host.RestartAsync();

        var ended = await EndedAsync(address);
        Assert.Equal(("completed", Members, 0), (Text(ended, "state"), Number(ended, "recordsApplied"), Number(ended, "recordsUnchanged")));
        Assert.Equal(Members, (await host.ToldAsync(employerId)).Count(kind => kind == Told));
        var report = await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/enrollment-files/{job["jobId"]}"));
        Assert.Equal((Members, Members), (Number(report, "applied"), report["outcomes"]!.AsArray().Count));
    }

    [Fact]
    public async Task An_employers_files_are_applied_in_the_order_in_which_they_came()
    {
        var employerId = await host.RegisterAsync();
        await SentAsync(employerId, File([.. Enumerable.Range(0, 400).Select(number => Employee($"E{number}"))]));
        var end = await SentAsync(employerId, File(Employee("E399").Replace("DTP*348*D8*20260101~", "DTP*349*D8*20260131~", StringComparison.Ordinal).Replace("*021*", "*024*", StringComparison.Ordinal).Replace("HD*021", "HD*024", StringComparison.Ordinal)));

        var ended = await EndedAsync(new Uri($"v1/employers/{employerId}/enrollment-file-jobs/{end["jobId"]}", UriKind.Relative));

        Assert.Equal((1, 0), (Number(ended, "recordsApplied"), Number(ended, "recordsRefused")));
        var member = await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/members/E399"));
        Assert.Equal("2026-01-31", (string)member["coverages"]![0]!["to"]!);
    }

    [Fact]
    public async Task Another_employer_learns_nothing_of_a_job()
    {
        var (employerId, other) = (await host.RegisterAsync(), await host.RegisterAsync());
        var job = await JobAsync(employerId, File(Employee("E1")));
        var stranger = host.ClientOf("employer", other, Scopes.EnrollmentRead);

        foreach (var address in new[] { "", "/outcomes", "/outcomes.csv", "/stream" })
        {
            Assert.Equal("not-found", (await RefusedAsync(stranger.GetAsync($"v1/employers/{employerId}/enrollment-file-jobs/{job["jobId"]}{address}"))).Code);
            Assert.Equal("not-found", (await RefusedAsync(stranger.GetAsync($"v1/employers/{other}/enrollment-file-jobs/{job["jobId"]}{address}"))).Code);
        }

        Assert.Empty((await MustAsync(stranger.GetAsync($"v1/employers/{other}/enrollment-file-jobs")))["items"]!.AsArray());
        Assert.Single((await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/enrollment-file-jobs")))["items"]!.AsArray());
    }

    [Fact]
    public async Task Under_an_idempotency_key_a_job_is_answered_alike()
    {
        var employerId = await host.RegisterAsync();
        var client = host.Administrator;
        client.DefaultRequestHeaders.Add(Idempotency.Header, $"job-{employerId}");

        var first = await MustAsync(SendAsync(client, employerId, File(Employee("E1"))));
        var again = await MustAsync(SendAsync(client, employerId, File(Employee("E1"))));

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal("idempotency-key-reused", (await RefusedAsync(SendAsync(client, employerId, File(Employee("E2"))))).Code);
    }

    private static List<string> Lines(JsonNode page) =>
        [.. page["items"]!.AsArray().Select(outcome => $"{outcome!["segment"]} {outcome["id"]} {outcome["outcome"]} {outcome["code"]}")];

    private static string Text(JsonNode node, string name) => (string)node[name]!;

    private static int Number(JsonNode node, string name) => (int)node[name]!;

    private async Task<JsonNode> JobAsync(Guid employerId, string file)
    {
        using var answer = await SendAsync(host.Administrator, employerId, file);
        return await EndedAsync(answer.Headers.Location!);
    }

    private Task<JsonNode> SentAsync(Guid employerId, string file) => MustAsync(SendAsync(host.Administrator, employerId, file));

    /// <summary>Follows a job to its end.</summary>
    private async Task<JsonNode> EndedAsync(Uri job)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (true)
        {
            var now = await MustAsync(host.Administrator.GetAsync(job, patience.Token));
            if (Text(now, "state") is not ("waiting" or "running"))
            {
                return now;
            }

            await Task.Delay(10, patience.Token);
        }
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, Guid employerId, string file) => PostAsync(client, employerId, file, "respond-async");

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, Guid employerId, string file, string? preference)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v1/employers/{employerId}/enrollment-files") { Content = new StringContent(file, Encoding.ASCII, "application/edi-x12") };
        if (preference is not null)
        {
            request.Headers.Add(Preferences.Header, preference);
        }

        return await client.SendAsync(request);
    }

    /// <summary>Six segments.</summary>
    private static string Employee(string memberId, string plan = "HLT") =>
        $"INS*Y*18*021*28*A***FT~REF*0F*{memberId}~NM1*IL*1*DOE*JAN~DMG*D8*19800203*F~HD*021**{plan}**FAM~DTP*348*D8*20260101~";

    /// <summary>A change file around member loops; the first stands at segment 8.</summary>
    private static string File(params string[] members)
    {
        var body = string.Concat(members);
        var segments = body.Count(letter => letter == '~') + 6;
        return "ISA*00*          *00*          *ZZ*ACME           *ZZ*ASO            *260101*1200*^*00501*000000001*0*T*:~"
            + "GS*BE*ACME*ASO*20260101*1200*1*X*005010X220A1~"
            + "ST*834*0001*005010X220A1~BGN*00*1*20260101*1200****2~DTP*007*D8*20260101~N1*P5*ACME*FI*123456789~N1*IN*ASO*FI*999999999~"
            + body
            + $"SE*{segments}*0001~GE*1*1~IEA*1*000000001~";
    }
}
