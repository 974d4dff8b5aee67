using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aso.Gateway.Limits;
using Aso.Servers;
using CsCheck;

namespace Aso.Gateway.Tests;

public sealed class LimitTests
{
    /// <summary>As seconds in which one request flows back: none does while a test lasts, however slow the machine is.</summary>
    private const string AnHour = "3600";

    /// <summary>In milliseconds, and the longest that may be set.</summary>
    private const string AMinute = "60000";

    [Fact]
    public async Task Who_asks_too_fast_is_told_when_to_go_on_and_nobody_else_is_held_up()
    {
        await using var gateway = await GatewayHost.StartAsync(("Limits:Read:PerSecond", "1"), ("Limits:Read:Seconds", AnHour), ("Limits:Read:Burst", "3"));
        var (hurried, other) = (await gateway.TokenAsync(), await NewTokenAsync(gateway));

        var (allowed, refusal) = await AskUntilRefusedAsync(gateway, hurried);

        Assert.Equal(3, allowed);
        Assert.Equal("1", Assert.Single(refusal.Headers.GetValues("RateLimit-Limit")));
        Assert.Equal("0", Assert.Single(refusal.Headers.GetValues("RateLimit-Remaining")));
        Assert.InRange(refusal.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Assert.Equal("too-many-requests", (await refusal.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        using var others = await gateway.SendAsync(HttpMethod.Get, "/v1/clients", other);
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
        await gateway.RegisterAsync(new { kind = "administrator" });   // writes have a bucket of their own
    }

    [Fact]
    public async Task Guessing_at_one_clients_secret_is_slowed_down_and_does_not_lock_others_out()
    {
        await using var gateway = await GatewayHost.StartAsync(("Limits:Token:PerSecond", "1"), ("Limits:Token:Seconds", AnHour), ("Limits:Token:Burst", "3"));

        var statuses = new List<HttpStatusCode>();
        for (var guess = 0; guess < 40 && !statuses.Contains(HttpStatusCode.TooManyRequests); guess++)
        {
            using var answer = await gateway.RequestTokenAsync("employer-x", $"guess-{guess}");
            statuses.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.NotEmpty(await gateway.TokenAsync());
    }

    [Fact]
    public async Task One_address_that_tries_many_names_is_slowed_down()
    {
        await using var gateway = await GatewayHost.StartAsync(("Limits:TokenAddress:PerSecond", "1"), ("Limits:TokenAddress:Seconds", AnHour), ("Limits:TokenAddress:Burst", "3"));

        var statuses = new List<HttpStatusCode>();
        for (var guess = 0; guess < 40 && !statuses.Contains(HttpStatusCode.TooManyRequests); guess++)
        {
            using var answer = await gateway.RequestTokenAsync($"employer-{guess}", "a-secret");
            statuses.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Fact]
    public async Task The_portal_has_no_secret_to_guess_so_its_many_people_do_not_share_an_allowance()
    {
        await using var gateway = await GatewayHost.StartAsync(("Limits:Token:PerSecond", "1"), ("Limits:Token:Seconds", AnHour), ("Limits:Token:Burst", "1"));

        for (var person = 0; person < 20; person++)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token", ["client_id"] = "portal", ["refresh_token"] = $"of-person-{person}",
            });
            using var answer = await gateway.Client.PostAsync(new Uri("connect/token", UriKind.Relative), form);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);   // no such token: judged, not held back
        }
    }

    [Fact]
    public async Task Two_replicas_share_one_allowance_in_Redis()
    {
        var folder = Directory.CreateTempSubdirectory("aso-gateways-").FullName;
        (string, string)[] settings =
        [
            ("Data:Directory", folder), ("ConnectionStrings:redis", await TestServers.RedisAsync()), ("Limits:RedisPatience", AMinute),
            ("Limits:Read:PerSecond", "1"), ("Limits:Read:Seconds", AnHour), ("Limits:Read:Burst", "60"),
        ];
        await using var left = await GatewayHost.StartAsync(settings);
        await using var right = await GatewayHost.StartAsync(settings);
        var token = await NewTokenAsync(left);   // a client of its own: nobody has used its bucket

        var (byLeft, _) = await AskUntilRefusedAsync(left, token);
        var (byRight, refusal) = await AskUntilRefusedAsync(right, token);

        // A bucket for each replica would have let 120 through.
        Assert.Equal((60, 0), (byLeft, byRight));
        Assert.InRange(refusal.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task While_Redis_is_away_requests_pass_without_delay_and_are_still_limited()
    {
        await using var gateway = await GatewayHost.StartAsync(
            ("ConnectionStrings:redis", "127.0.0.1:1"), ("Limits:RedisPatience", AMinute),
            ("Limits:Read:PerSecond", "1"), ("Limits:Read:Seconds", AnHour), ("Limits:Read:Burst", "20"));
        var token = await gateway.TokenAsync();

        var clock = Stopwatch.StartNew();
        var (allowed, _) = await AskUntilRefusedAsync(gateway, token);

        // Had each waited for Redis, they would have taken twenty minutes.
        Assert.Equal(20, allowed);
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(10), $"{allowed} requests took {clock.Elapsed}");
    }

    [Fact]
    public void A_bucket_never_lets_more_through_than_its_burst_and_what_flowed_back() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[1, 50], Gen.Long[0, 2_000_000].Array[1, 200]).Sample((burst, rate, pauses) =>
        {
            var allowance = new LimitOptions.Allowance { Burst = burst, PerSecond = rate };
            var (bucket, now, allowed) = (Bucket.Full(allowance, 0), 0L, 0L);
            foreach (var pause in pauses)
            {
                now += pause;
                (bucket, var verdict) = bucket.Take(allowance, now);
                allowed += verdict.IsAllowed ? 1 : 0;
                if (!verdict.IsAllowed)
                {
                    // The wait that it names is right: one moment earlier is too early.
                    var wait = (long)verdict.RetryAfter.TotalMicroseconds;
                    Assert.True(bucket.Take(allowance, now + wait).Verdict.IsAllowed);
                    Assert.False(bucket.Take(allowance, now + wait - 1).Verdict.IsAllowed);
                }
            }

            Assert.True(allowed <= burst + now * rate / 1_000_000);
            Assert.True(allowed >= Math.Min(pauses.Length, burst));
        });

    [Fact]
    public void A_clock_that_goes_back_gives_nothing_away()
    {
        var allowance = new LimitOptions.Allowance { Burst = 1, PerSecond = 1 };
        var (bucket, first) = Bucket.Full(allowance, 10_000_000).Take(allowance, 10_000_000);
        var (_, second) = bucket.Take(allowance, 0);

        Assert.Equal((true, false), (first.IsAllowed, second.IsAllowed));
    }

    private static async Task<string> NewTokenAsync(GatewayHost gateway)
    {
        var (id, secret) = await gateway.RegisterAsync(new { kind = "administrator" });
        return await gateway.TokenAsync(id, secret);
    }

    private static async Task<(int Allowed, HttpResponseMessage Refusal)> AskUntilRefusedAsync(GatewayHost gateway, string token)
    {
        for (var allowed = 0; allowed < 500; allowed++)
        {
            var answer = await gateway.SendAsync(HttpMethod.Get, "/v1/clients?limit=1", token);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return (allowed, answer);
            }

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            answer.Dispose();
        }

        throw new InvalidOperationException("500 requests passed and none was refused.");
    }
}
