using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Aso.Foundation;
using static Aso.Enrollment.UnitTests.Api.EnrollmentHost;

namespace Aso.Enrollment.UnitTests.Api;

public sealed class EnrollmentFileApiTestsOnSqlite(SqliteHost host) : EnrollmentFileApiTests(host), IClassFixture<SqliteHost>;

public sealed class EnrollmentFileApiTestsOnPostgres(PostgresHost host) : EnrollmentFileApiTests(host), IClassFixture<PostgresHost>;

public abstract class EnrollmentFileApiTests(EnrollmentHost host)
{
    private const string AChild = "INS*N*19*021*02*A~REF*0F*E1~REF*23*C1~NM1*IL*1*DOE*JO~DMG*D8*20150901*F~HD*021**HLT**FAM~DTP*348*D8*20260101~";

    private const string AnEmployee = "INS*Y*18*021*28*A***FT~REF*0F*E1~NM1*IL*1*DOE*JAN~DMG*D8*19800203*F~ICM*1*900~HD*021**HLT**FAM~DTP*348*D8*20260101~HD*021**STD~DTP*348*D8*20260101~";

    private const string WithVision = "INS*Y*18*021*28*A***FT~REF*0F*E2~NM1*IL*1*ROE*SAM~DMG*D8*19790203*M~HD*021**VIS**EMP~DTP*348*D8*20260101~";

    private const string WithBadDate = "INS*Y*18*021*28*A***FT~REF*0F*E3~NM1*IL*1*POE*KIM~DMG*D8*19790203*M~HD*021**HLT**EMP~DTP*348*D8*20261301~";

    [Fact]
    public async Task The_good_are_applied_where_others_are_bad_and_each_is_reported_at_its_place()
    {
        var employerId = await host.RegisterAsync();

        var report = await SubmitAsync(employerId, File("2", AChild, WithVision, AnEmployee, WithBadDate));

        Assert.Equal((2, 0, 2), Counts(report));
        Assert.Equal(
            ["8 C1 add applied ", "15 E2 add refused line-unknown HD03", "21 E1 add applied ", "30   refused date-invalid DTP03"],
            report["outcomes"]!.AsArray().Select(outcome =>
                $"{outcome!["position"]!["segment"]} {outcome["memberId"]} {outcome["action"]} {outcome["outcome"]} {outcome["code"]}{(outcome["field"] is { } field ? $" {field}" : "")}"));
        Assert.Equal(19, (int)report["outcomes"]![1]!["errors"]![0]!["segment"]!);
        var child = await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/members/C1"));
        Assert.Equal(("child", "E1"), ((string)child["relationship"]!, (string)child["subscriberId"]!));
        Assert.Equal("900.00", (string)(await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/members/E1")))["weeklyEarnings"]!);
    }

    [Fact]
    public async Task A_file_sent_again_changes_nothing_and_tells_nobody()
    {
        var employerId = await host.RegisterAsync();
        var file = File("2", AnEmployee, AChild, WithVision);
        await SubmitAsync(employerId, file);
        var told = (await host.ToldAsync(employerId)).Count;

        var report = await SubmitAsync(employerId, file);

        Assert.Equal((0, 2, 1), Counts(report));
        Assert.Equal(told, (await host.ToldAsync(employerId)).Count);
        var kept = await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/enrollment-files/{report["fileId"]}"));
        Assert.Equal(report.ToJsonString(), kept.ToJsonString());
        var listed = (await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/enrollment-files?total=true")));
        Assert.Equal(((string)report["fileId"]!, 2), ((string)listed["items"]![0]!["fileId"]!, (int)listed["total"]!));
        Assert.Equal(["0 2 1", "2 0 1"], listed["items"]!.AsArray().Select(one => $"{one!["applied"]} {one["unchanged"]} {one["refused"]}"));
    }

    [Fact]
    public async Task A_broken_envelope_applies_nothing_and_is_refused_by_place()
    {
        var employerId = await host.RegisterAsync();
        var file = File("2", AnEmployee).Replace("IEA*1*000000001~", "IEA*2*000000009~", StringComparison.Ordinal);

        var refused = await RefusedAsync(PostAsync(host.Administrator, employerId, file));
        var cut = await RefusedAsync(PostAsync(host.Administrator, employerId, file[..300]));
        var empty = await RefusedAsync(PostAsync(host.Administrator, employerId, ""));

        Assert.Equal(422, refused.Status);
        Assert.Contains("group-count-mismatch IEA01", refused.Errors);
        Assert.Contains("interchange-control-number-mismatch IEA02", refused.Errors);
        Assert.Contains(cut.Errors, error => error.StartsWith("unexpected-end", StringComparison.Ordinal));
        Assert.Equal("file-empty", empty.Code);
        Assert.Empty((await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/members")))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_full_file_names_the_covered_who_are_absent_and_ends_nobody()
    {
        var employerId = await host.RegisterAsync();
        await SubmitAsync(employerId, File("2", AnEmployee, AChild));

        var report = await SubmitAsync(employerId, File("4", AnEmployee.Replace("*021*", "*030*", StringComparison.Ordinal)));

        Assert.Equal(("full", 1), ((string)report["kind"]!, (int)report["notNamed"]!));
        Assert.Equal("C1", (string)Assert.Single(report["notNamedMemberIds"]!.AsArray())!);
        Assert.Equal((0, 1, 0), Counts(report));
        Assert.Null((await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/members/C1")))["coverages"]![0]!["to"]);
    }

    [Fact]
    public async Task Families_may_stand_in_any_order_across_commits()
    {
        var employerId = await host.RegisterAsync();
        var children = Enumerable.Range(0, 60).Select(number => AChild.Replace("*E1~", $"*E{number}~", StringComparison.Ordinal).Replace("*C1~", $"*C{number}~", StringComparison.Ordinal));
        var employees = Enumerable.Range(0, 60).Select(number => AnEmployee.Replace("*E1~", $"*E{number}~", StringComparison.Ordinal));

        var report = await SubmitAsync(employerId, File("2", [.. children, .. employees]));

        Assert.Equal((120, 0, 0), Counts(report));
        Assert.Equal(120, (await host.ToldAsync(employerId)).Count(kind => kind == "enrollment.member-coverage-changed.v1"));
    }

    [Fact]
    public async Task Under_an_idempotency_key_a_file_is_read_whole_and_answered_alike()
    {
        var employerId = await host.RegisterAsync();
        var client = host.Administrator;
        client.DefaultRequestHeaders.Add(Idempotency.Header, $"file-{employerId}");

        var first = await MustAsync(PostAsync(client, employerId, File("2", AnEmployee)));
        var again = await MustAsync(PostAsync(client, employerId, File("2", AnEmployee)));

        Assert.Equal((1, 0, 0), Counts(first));
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
    }

    [Fact]
    public async Task A_file_may_be_longer_than_any_other_request()
    {
        var employerId = await host.RegisterAsync();
        var padding = string.Concat(Enumerable.Repeat($"REF*ZZ*{new string('X', 50)}~", 20));
        var employees = Enumerable.Range(0, 1_000).Select(number => AnEmployee
            .Replace("*E1~", $"*E{number}~", StringComparison.Ordinal).Replace("NM1*", padding + "NM1*", StringComparison.Ordinal));
        var file = File("2", [.. employees]);
        Assert.True(file.Length > 1 << 20);

        Assert.Equal((1_000, 0, 0), Counts(await SubmitAsync(employerId, file)));
        Assert.Equal((0, 1_000, 0), Counts(await SubmitAsync(employerId, file)));
    }

    private static (int Applied, int Unchanged, int Refused) Counts(JsonNode report) =>
        ((int)report["applied"]!, (int)report["unchanged"]!, (int)report["refused"]!);

    private Task<JsonNode> SubmitAsync(Guid employerId, string file) =>
        MustAsync(PostAsync(host.Administrator, employerId, file));

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, Guid employerId, string file) =>
        client.PostAsync($"v1/employers/{employerId}/enrollment-files", new StringContent(file, Encoding.ASCII, "application/edi-x12"));

    /// <summary>An 834 around member loops; the first stands at segment 8.</summary>
    private static string File(string action, params string[] members)
    {
        var body = string.Concat(members);
        var segments = body.Count(letter => letter == '~') + 6;
        return "ISA*00*          *00*          *ZZ*ACME           *ZZ*ASO            *260101*1200*^*00501*000000001*0*T*:~"
            + "GS*BE*ACME*ASO*20260101*1200*1*X*005010X220A1~"
            + $"ST*834*0001*005010X220A1~BGN*00*1*20260101*1200****{action}~DTP*007*D8*20260101~N1*P5*ACME*FI*123456789~N1*IN*ASO*FI*999999999~"
            + body
            + $"SE*{segments}*0001~GE*1*1~IEA*1*000000001~";
    }
}
