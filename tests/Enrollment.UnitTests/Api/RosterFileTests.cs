using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using static Aso.Enrollment.UnitTests.Api.EnrollmentHost;

namespace Aso.Enrollment.UnitTests.Api;

public sealed class RosterFileTestsOnSqlite(SqliteHost host) : RosterFileTests(host), IClassFixture<SqliteHost>;

public sealed class RosterFileTestsOnPostgres(PostgresHost host) : RosterFileTests(host), IClassFixture<PostgresHost>;

/// <summary>What a carrier is told of who is covered.</summary>
public abstract class RosterFileTests(EnrollmentHost host)
{
    private static readonly object[] Families =
    [
        new
        {
            memberId = "E1", relationship = "employee", birthDate = "1980-02-03", weeklyEarnings = "923.08",
            coverages = new object[]
            {
                new { plan = "MED", tier = "employee", from = "2025-01-01", to = "2025-06-30" },
                new { plan = "MED", tier = "family", from = "2025-09-01" },
                new { plan = "DEN", tier = "family", from = "2025-09-01" },
                new { plan = "STD", from = "2025-01-01" },
            },
        },
        new
        {
            memberId = "C:1*2", relationship = "child", subscriberId = "E1", birthDate = "2015-09-01", otherCoveragePrimary = true,
            coverages = new object[] { new { plan = "MED", from = "2025-09-01", to = "2026-08-31" }, new { plan = "DEN", from = "2025-09-01" } },
        },
        new
        {
            memberId = "A-spouse", relationship = "spouse", subscriberId = "E1", birthDate = "1981-05-06",
            coverages = new object[] { new { plan = "MED", from = "2025-09-01" } },
        },
        new
        {
            memberId = "E0", relationship = "employee", birthDate = "1990-01-01", weeklyEarnings = "500.00",
            coverages = new object[] { new { plan = "STD", from = "2026-01-01" } },
        },
    ];

    [Fact]
    public async Task Who_applies_it_to_nobody_knows_as_much_as_its_sender()
    {
        var (sender, receiver) = (await EnrolledAsync(), await host.RegisterAsync());

        var report = await MustAsync(host.Administrator.PostAsync(
            $"v1/employers/{receiver}/enrollment-files", new StringContent(await RosterAsync(sender), Encoding.ASCII, "application/edi-x12")));

        Assert.Equal((Families.Length, 0, "full"), ((int)report["applied"]!, (int)report["refused"]!, (string)report["kind"]!));
        Assert.Equal(await MembersAsync(sender), await MembersAsync(receiver));
    }

    [Fact]
    public async Task Sent_back_to_its_sender_it_changes_nothing()
    {
        var employerId = await EnrolledAsync();

        var report = await MustAsync(host.Administrator.PostAsync(
            $"v1/employers/{employerId}/enrollment-files", new StringContent(await RosterAsync(employerId), Encoding.ASCII, "application/edi-x12")));

        Assert.Equal((0, Families.Length, 0, 0), ((int)report["applied"]!, (int)report["unchanged"]!, (int)report["refused"]!, (int)report["notNamed"]!));
    }

    [Fact]
    public async Task A_carrier_of_one_line_is_told_of_that_line_alone_and_of_earnings_only_where_it_pays_by_them()
    {
        var employerId = await EnrolledAsync();

        var dental = await RosterAsync(employerId, "?line=dental&receiver=SMILES");
        var disability = await RosterAsync(employerId, "?line=std");

        Assert.Equal(2, Count(dental, "INS"));
        Assert.Equal((2, 0), (Count(dental, "HD"), Count(dental, "ICM")));
        Assert.Contains("SMILES", dental, StringComparison.Ordinal);
        Assert.Equal((2, 2, 2), (Count(disability, "INS"), Count(disability, "HD"), Count(disability, "ICM")));
    }

    [Fact]
    public async Task Bad_questions_are_answered_with_all_their_errors_and_before_the_plan_is_open_there_is_no_roster()
    {
        var employerId = await host.RegisterAsync();

        Assert.Equal(409, (await RefusedAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/enrollment-files/roster"))).Status);
        var (status, _, errors) = await RefusedAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/enrollment-files/roster?line=vision&receiver=A*B"));
        Assert.Equal(422, status);
        Assert.Equal(["value-unknown line", "identifier-malformed receiver"], errors);
    }

    private async Task<Guid> EnrolledAsync()
    {
        var employerId = await host.RegisterAsync();
        await MustAsync(host.Administrator.PostAsJsonAsync($"v1/employers/{employerId}/open", new { on = "2026-03-01" }));
        foreach (var member in Families)
        {
            await MustAsync(host.Administrator.PostAsJsonAsync($"v1/employers/{employerId}/members", member));
        }

        return employerId;
    }

    private async Task<string> RosterAsync(Guid employerId, string query = "")
    {
        using var response = await host.Administrator.GetAsync($"v1/employers/{employerId}/enrollment-files/roster{query}");
        Assert.Equal("application/edi-x12", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<string> MembersAsync(Guid employerId) =>
        (await MustAsync(host.Administrator.GetAsync($"v1/employers/{employerId}/members"))).ToJsonString();

    /// <summary>Segments of that name, whatever the delimiters are: the fourth character of an interchange separates elements, the 106th ends segments.</summary>
    private static int Count(string file, string segment) =>
        file.Split(file[105]).Count(text => text.TrimStart().StartsWith(segment + file[3], StringComparison.Ordinal));
}
