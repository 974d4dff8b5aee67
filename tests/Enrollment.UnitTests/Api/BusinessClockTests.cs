using System.Net;
using System.Net.Http.Json;
using Aso.Foundation;
using static Aso.Enrollment.UnitTests.Api.EnrollmentHost;
using static Aso.Enrollment.UnitTests.Samples;

namespace Aso.Enrollment.UnitTests.Api;

public sealed class SandboxClockTestsOnSqlite(SqliteHost host) : SandboxClockTests(host), IClassFixture<SqliteHost>;

public sealed class SandboxClockTestsOnPostgres(PostgresHost host) : SandboxClockTests(host), IClassFixture<PostgresHost>;

public sealed class CalendarTestsOnSqlite(CalendarTestsOnSqlite.Host host) : CalendarTests(host), IClassFixture<CalendarTestsOnSqlite.Host>
{
    public sealed class Host() : SqliteHost(sandbox: false, EveningInNewYork);
}

public sealed class CalendarTestsOnPostgres(CalendarTestsOnPostgres.Host host) : CalendarTests(host), IClassFixture<CalendarTestsOnPostgres.Host>
{
    public sealed class Host() : PostgresHost(sandbox: false, EveningInNewYork);
}

public abstract class SandboxClockTests(EnrollmentHost host)
{
    [Fact]
    public async Task A_plan_opens_on_any_date_and_its_clock_goes_forward_only()
    {
        var employerId = await host.RegisterAsync();
        var before = (await host.ToldAsync(employerId)).Count;
        var employer = $"v1/employers/{employerId}";

        Assert.Equal("employer-not-open", (await RefusedAsync(host.Administrator.PostAsJsonAsync($"{employer}/clock", new { date = "2026-01-02" }))).Code);
        Assert.Equal("2026-01-01", (string)(await MustAsync(host.Administrator.PostAsJsonAsync($"{employer}/open", new { on = "2026-01-01" })))["businessDate"]!);
        using var moved = await host.Administrator.PostAsJsonAsync($"{employer}/clock", new { date = "2026-03-01" });
        using var stood = await host.Administrator.PostAsJsonAsync($"{employer}/clock", new { date = "2026-03-01" });

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (moved.StatusCode, stood.StatusCode));
        Assert.Equal((409, "clock-backward"), await CodeAsync($"{employer}/clock", new { date = "2026-02-28" }));
        Assert.Equal((422, "clock-too-far"), await CodeAsync($"{employer}/clock", new { date = "2999-01-01" }));
        Assert.Equal((422, "required"), await CodeAsync($"{employer}/clock", new { }));
        Assert.Equal((409, "already-open"), await CodeAsync($"{employer}/open", new { on = "2026-01-01" }));
        Assert.Equal("2026-03-01", (string)(await MustAsync(host.Administrator.GetAsync($"{employer}/clock")))["businessDate"]!);
        Assert.Equal(
            [" 2026-01-01", "2026-01-01 2026-03-01"],
            (await host.BodiesAsync(employerId)).Skip(before).Select(body => $"{body["from"]} {body["to"]}"));
        var progress = await MustAsync(host.Administrator.GetAsync($"{employer}/progress/enrollment"));
        Assert.Equal(("2026-03-01", before + 2), ((string)progress["businessDate"]!, (int)progress["emitted"]!));
    }

    [Fact]
    public async Task An_employers_client_moves_its_own_clock_and_nobody_elses()
    {
        var (own, other) = (await host.RegisterAsync(), await host.RegisterAsync());
        await MustAsync(host.Administrator.PostAsJsonAsync($"v1/employers/{own}/open", new { on = "2026-01-01" }));
        await MustAsync(host.Administrator.PostAsJsonAsync($"v1/employers/{other}/open", new { on = "2026-01-01" }));
        using var client = host.ClientOf("employer", own, Scopes.EnrollmentRead, Scopes.EnrollmentWrite);

        Assert.Equal("2026-01-02", (string)(await MustAsync(client.PostAsJsonAsync($"v1/employers/{own}/clock", new { date = "2026-01-02" })))["businessDate"]!);
        Assert.Equal((404, "not-found"), Short(await RefusedAsync(client.PostAsJsonAsync($"v1/employers/{other}/clock", new { date = "2026-01-02" }))));
        Assert.Equal("2026-01-01", (string)(await MustAsync(host.Administrator.GetAsync($"v1/employers/{other}/clock")))["businessDate"]!);

        static (int, string) Short((int Status, string Code, string[] Errors) refused) => (refused.Status, refused.Code);
    }

    private async Task<(int Status, string Code)> CodeAsync(string address, object body)
    {
        var refused = await RefusedAsync(host.Administrator.PostAsJsonAsync(address, body));
        return (refused.Status, refused.Code);
    }
}

public abstract class CalendarTests(EnrollmentHost host)
{
    /// <summary>03:30 UTC on June 2 is still the evening of June 1 there.</summary>
    protected static readonly TimeProvider EveningInNewYork = new StandingClock(new(2026, 6, 2, 3, 30, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_plan_opens_today_and_the_clock_is_nobodys_to_move()
    {
        var employer = $"v1/employers/{await host.RegisterAsync()}";

        Assert.Equal("not-today", (await RefusedAsync(host.Administrator.PostAsJsonAsync($"{employer}/open", new { on = "2026-06-02" }))).Code);
        Assert.Equal("2026-06-01", (string)(await MustAsync(host.Administrator.PostAsync($"{employer}/open", null)))["businessDate"]!);
        Assert.Equal(404, (await RefusedAsync(host.Administrator.PostAsJsonAsync($"{employer}/clock", new { date = "2026-06-03" }))).Status);
    }

    [Fact]
    public async Task Outside_of_a_sandbox_an_employers_client_does_not_move_its_clock()
    {
        var employerId = await host.RegisterAsync();
        var employer = $"v1/employers/{employerId}";
        await MustAsync(host.Administrator.PostAsync($"{employer}/open", null));
        var before = (await host.ToldAsync(employerId)).Count;
        using var client = host.ClientOf("employer", employerId, Scopes.EnrollmentRead, Scopes.EnrollmentWrite);

        var refused = await RefusedAsync(client.PostAsJsonAsync($"{employer}/clock", new { date = "2026-06-03" }));

        Assert.Equal((404, "not-found"), (refused.Status, refused.Code));
        Assert.Equal("2026-06-01", (string)(await MustAsync(client.GetAsync($"{employer}/clock")))["businessDate"]!);
        Assert.Equal(before, (await host.ToldAsync(employerId)).Count);
    }

    [Fact]
    public async Task When_the_day_changes_every_open_employer_is_moved_once_over_missed_days()
    {
        var open = await host.RegisterAsync();
        var draft = await host.RegisterAsync();
        await MustAsync(host.Administrator.PostAsync($"v1/employers/{open}/open", null));
        var before = (await host.ToldAsync(open)).Count;

        await host.DayChange.MoveAllAsync(Day("2026-06-01"), CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => host.DayChange.MoveAllAsync(Day("2026-06-04"), CancellationToken.None)));

        Assert.Equal(["2026-06-01 2026-06-04"], (await host.BodiesAsync(open)).Skip(before).Select(body => $"{body["from"]} {body["to"]}"));
        Assert.Equal("draft", (string)(await MustAsync(host.Administrator.GetAsync($"v1/employers/{draft}")))["state"]!);
    }
}
