using System.Net;
using System.Net.Http.Json;
using Aso.Enrollment.Clock;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Aso.Enrollment.UnitTests.Api.EnrollmentHost;
using static Aso.Enrollment.UnitTests.Samples;

namespace Aso.Enrollment.UnitTests.Api;

public sealed class BusinessClockTests
{
    [Fact]
    public async Task In_a_sandbox_a_plan_opens_on_any_date_and_its_clock_goes_forward_only()
    {
        await using var host = await StartAsync();
        var employerId = await host.RegisterAsync();
        var before = (await host.ToldAsync(employerId)).Count;
        var employer = $"v1/employers/{employerId}";

        Assert.Equal("employer-not-open", (await RefusedAsync(host.Administrator.PostAsJsonAsync($"{employer}/clock", new { date = "2026-01-02" }))).Code);
        Assert.Equal("2026-01-01", (string)(await MustAsync(host.Administrator.PostAsJsonAsync($"{employer}/open", new { on = "2026-01-01" })))["businessDate"]!);
        using var moved = await host.Administrator.PostAsJsonAsync($"{employer}/clock", new { date = "2026-03-01" });
        using var stood = await host.Administrator.PostAsJsonAsync($"{employer}/clock", new { date = "2026-03-01" });

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (moved.StatusCode, stood.StatusCode));
        Assert.Equal((409, "clock-backward"), await CodeAsync(host, $"{employer}/clock", new { date = "2026-02-28" }));
        Assert.Equal((422, "clock-too-far"), await CodeAsync(host, $"{employer}/clock", new { date = "2999-01-01" }));
        Assert.Equal((422, "required"), await CodeAsync(host, $"{employer}/clock", new { }));
        Assert.Equal((409, "already-open"), await CodeAsync(host, $"{employer}/open", new { on = "2026-01-01" }));
        Assert.Equal("2026-03-01", (string)(await MustAsync(host.Administrator.GetAsync($"{employer}/clock")))["businessDate"]!);
        Assert.Equal(
            [" 2026-01-01", "2026-01-01 2026-03-01"],
            (await host.BodiesAsync(employerId)).Skip(before).Select(body => $"{body["from"]} {body["to"]}"));
        var progress = await MustAsync(host.Administrator.GetAsync($"{employer}/progress/enrollment"));
        Assert.Equal(("2026-03-01", before + 2), ((string)progress["businessDate"]!, (int)progress["emitted"]!));
    }

    [Fact]
    public async Task Outside_of_a_sandbox_a_plan_opens_today_and_the_clock_follows_the_calendar()
    {
        // 03:30 UTC is still the evening before in New York.
        var clock = new SetClock(new(2026, 6, 2, 3, 30, 0, TimeSpan.Zero));
        await using var host = await StartAsync(sandbox: false, clock);
        var employerId = await host.RegisterAsync();
        var employer = $"v1/employers/{employerId}";

        Assert.Equal((422, "not-today"), await CodeAsync(host, $"{employer}/open", new { on = "2026-06-02" }));
        Assert.Equal("2026-06-01", (string)(await MustAsync(host.Administrator.PostAsync($"{employer}/open", null)))["businessDate"]!);
        Assert.Equal(404, (await CodeAsync(host, $"{employer}/clock", new { date = "2026-06-03" })).Status);
    }

    [Fact]
    public async Task When_the_day_changes_every_open_employer_is_moved_once_over_missed_days()
    {
        var clock = new SetClock(new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        await using var host = await StartAsync(sandbox: false, clock);
        var open = await host.RegisterAsync();
        var draft = await host.RegisterAsync();
        await MustAsync(host.Administrator.PostAsync($"v1/employers/{open}/open", null));
        var before = (await host.ToldAsync(open)).Count;
        var dayChange = host.Services.GetServices<IHostedService>().OfType<DayChange>().Single();

        await dayChange.MoveAllAsync(Day("2026-06-01"), CancellationToken.None);
        await Task.WhenAll(dayChange.MoveAllAsync(Day("2026-06-04"), CancellationToken.None), dayChange.MoveAllAsync(Day("2026-06-04"), CancellationToken.None));

        Assert.Equal(["2026-06-01 2026-06-04"], (await host.BodiesAsync(open)).Skip(before).Select(body => $"{body["from"]} {body["to"]}"));
        Assert.Equal("draft", (string)(await MustAsync(host.Administrator.GetAsync($"v1/employers/{draft}")))["state"]!);
    }

    private static async Task<(int Status, string Code)> CodeAsync(EnrollmentHost host, string address, object body)
    {
        var refused = await RefusedAsync(host.Administrator.PostAsJsonAsync(address, body));
        return (refused.Status, refused.Code);
    }

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
