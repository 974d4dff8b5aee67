using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Aso.Servers;

namespace Aso.Gateway.Tests;

/// <summary>A secret can be tried in several places; wrong ones are counted alike in all.</summary>
public sealed partial class AttemptTests
{
    private const int Guesses = 100;
    private const string Person = "joan@acme.example";
    private const string Password = "a long enough pass phrase";

    /// <summary>Each place, and the request that tries a secret there under a name.</summary>
    private static readonly Dictionary<string, Func<string, string, HttpRequestMessage>> Places = new()
    {
        ["token, in the form"] = (id, secret) => Form("connect/token", ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)),
        ["token, in the header"] = (id, secret) => WithBasic(Form("connect/token", ("grant_type", "client_credentials")), id, secret),
        ["token, in the header and in another spelling"] = (id, secret) =>
            WithBasic(Form("connect/token", ("grant_type", "client_credentials")), $"%{(int)id[0]:x2}{id[1..]}", secret),
        ["revoke"] = (id, secret) => Form("connect/revoke", ("client_id", id), ("client_secret", secret), ("token", "x")),
        ["revoke, in the header"] = (id, secret) => WithBasic(Form("connect/revoke", ("token", "x")), id, secret),
        ["authorize"] = (id, secret) => new(HttpMethod.Get, $"connect/authorize?response_type=code&client_id={id}&client_secret={secret}"),
        ["authorize, by a form"] = (id, secret) => Form("connect/authorize", ("response_type", "code"), ("client_id", id), ("client_secret", secret)),
        ["introspect, which is not offered"] = (id, secret) => Form("connect/introspect", ("client_id", id), ("client_secret", secret), ("token", "x")),
    };

    public static TheoryData<string, bool> EachPlace
    {
        get
        {
            var all = new TheoryData<string, bool>();
            foreach (var place in Places.Keys)
            {
                all.Add(place, true);
                all.Add(place, false);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(EachPlace))]
    public async Task A_hundred_wrong_secrets_are_stopped_and_the_owner_elsewhere_gets_in(string place, bool atOnce)
    {
        await using var gateway = await GatewayHost.StartAsync(
            ("Limits:Token:PerSecond", "1"), ("Limits:Token:Seconds", "3600"), ("Limits:Token:Burst", "20"));   // nothing flows back meanwhile
        using var stranger = From(gateway, "127.0.0.2");

        var statuses = await GuessAsync(stranger, guess => Places[place](GatewayHost.AdministratorId, guess), atOnce);

        Assert.Equal(Guesses - 20, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
        Assert.NotEmpty(await gateway.TokenAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hundred_wrong_passwords_are_stopped_and_the_person_elsewhere_gets_in(bool atOnce)
    {
        await using var gateway = await GatewayHost.StartAsync(("Limits:Person:PerSecond", "1"), ("Limits:Person:Seconds", "3600"), ("Limits:Person:Burst", "5"));
        using var registered = await gateway.SendAsync(
            HttpMethod.Post, "/v1/people", await gateway.TokenAsync(), JsonContent.Create(new { userName = Person, password = Password, kind = "administrator" }));
        using var stranger = From(gateway, "127.0.0.2");
        using var owner = From(gateway, "127.0.0.3");
        var (strangers, owners) = (await PageAsync(stranger), await PageAsync(owner));

        var statuses = await GuessAsync(stranger, guess => Form("sign-in", [.. strangers, ("userName", Person), ("password", guess)]), atOnce);

        Assert.Equal(Guesses - 5, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
        using var still = await stranger.SendAsync(Form("sign-in", [.. strangers, ("userName", Person.ToUpperInvariant()), ("password", Password)]));
        using var answer = await owner.SendAsync(Form("sign-in", [.. owners, ("userName", Person), ("password", Password)]));
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.Redirect), (still.StatusCode, answer.StatusCode));
    }

    [Theory]
    [InlineData("sign-in/second-factor")]
    [InlineData("account/second-factor")]
    [InlineData("account/invitation")]
    public async Task What_is_tried_on_a_page_without_a_name_is_counted_by_address(string path)
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var stranger = From(gateway, "127.0.0.2");

        var statuses = await GuessAsync(stranger, guess => Form(path, ("code", guess)), atOnce: false);

        Assert.InRange(statuses.Count(status => status == HttpStatusCode.TooManyRequests), 1, Guesses - 20);
    }

    [Fact]
    public async Task A_hundred_right_secrets_at_once_pass_even_where_few_wrong_ones_would()
    {
        await using var gateway = await GatewayHost.StartAsync(("Limits:Token:PerSecond", "1"), ("Limits:Token:Seconds", "3600"), ("Limits:Token:Burst", "3"));

        var tokens = await Task.WhenAll(Enumerable.Range(0, Guesses).Select(_ => gateway.TokenAsync()));

        Assert.All(tokens, Assert.NotEmpty);
    }

    [Fact]
    public async Task Replicas_count_wrong_secrets_together_and_give_back_what_was_right()
    {
        var folder = Directory.CreateTempSubdirectory("aso-gateways-").FullName;
        (string, string)[] settings =
        [
            ("Data:Directory", folder), ("ConnectionStrings:redis", await TestServers.RedisAsync()), ("Limits:RedisPatience", "60000"),
            ("Limits:Token:PerSecond", "1"), ("Limits:Token:Seconds", "3600"), ("Limits:Token:Burst", "6"), ("Limits:TokenAddress:PerSecond", "1000"), ("Limits:TokenAddress:Burst", "1000"),
        ];
        await using var left = await GatewayHost.StartAsync(settings);
        await using var right = await GatewayHost.StartAsync(settings);
        var (id, secret) = await left.RegisterAsync(new { kind = "administrator" });   // nobody has used its buckets
        for (var time = 0; time < 10; time++)
        {
            Assert.NotEmpty(await (time % 2 == 0 ? left : right).TokenAsync(id, secret));
        }

        var statuses = new List<HttpStatusCode>();
        for (var guess = 0; guess < 10; guess++)
        {
            using var answer = await (guess % 2 == 0 ? left : right).RequestTokenAsync(id, $"guess-{guess}");
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(6, statuses.Count(status => status == HttpStatusCode.Unauthorized));
        Assert.Equal(4, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Pages_and_the_token_servers_descriptions_are_limited_by_address_and_health_is_not()
    {
        await using var gateway = await GatewayHost.StartAsync(("Limits:Page:PerSecond", "1"), ("Limits:Page:Seconds", "3600"), ("Limits:Page:Burst", "5"));
        using var stranger = From(gateway, "127.0.0.2");
        for (var time = 0; time < 5; time++)
        {
            using var answer = await stranger.GetAsync(new Uri("connect/authorize?client_id=portal", UriKind.Relative));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        using var page = await stranger.GetAsync(new Uri("sign-in", UriKind.Relative));
        using var discovery = await stranger.GetAsync(new Uri(".well-known/openid-configuration", UriKind.Relative));
        using var health = await stranger.GetAsync(new Uri("health/live", UriKind.Relative));
        using var other = await gateway.Client.GetAsync(new Uri("sign-in", UriKind.Relative));

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests), (page.StatusCode, discovery.StatusCode));
        Assert.NotNull(page.Headers.RetryAfter);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (health.StatusCode, other.StatusCode));
    }

    /// <summary>A caller from another address of this machine, with cookies of its own.</summary>
    private static HttpClient From(GatewayHost gateway, string address) =>
        new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = gateway.Address };

    private static async Task<IReadOnlyList<HttpStatusCode>> GuessAsync(HttpClient stranger, Func<string, HttpRequestMessage> request, bool atOnce)
    {
        async Task<HttpStatusCode> TryAsync(int guess)
        {
            using var answer = await stranger.SendAsync(request($"guess-number-{guess}"));
            return answer.StatusCode;
        }

        if (atOnce)
        {
            return await Task.WhenAll(Enumerable.Range(0, Guesses).Select(TryAsync));
        }

        var statuses = new List<HttpStatusCode>();
        for (var guess = 0; guess < Guesses; guess++)
        {
            statuses.Add(await TryAsync(guess));
        }

        return statuses;
    }

    private static async Task<(string, string)[]> PageAsync(HttpClient browser) =>
        [.. HiddenFields().Matches(await browser.GetStringAsync(new Uri("sign-in", UriKind.Relative)))
            .Select(match => (match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value)))];

    private static HttpRequestMessage Form(string path, params (string Key, string Value)[] fields) =>
        new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Key, field.Value))) };

    private static HttpRequestMessage WithBasic(HttpRequestMessage request, string id, string secret)
    {
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        return request;
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")]
    private static partial Regex HiddenFields();
}
