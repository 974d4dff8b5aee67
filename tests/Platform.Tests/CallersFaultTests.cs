using System.Net;
using System.Net.Sockets;
using System.Text;
using Aso.Load;

namespace Aso.Platform.Tests;

/// <summary>Where the caller is at fault, the answer says so: no address fails for what it is sent.</summary>
public abstract class CallersFaultTests(RunningPlatform platform)
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>An address of each kind, and what it is sent in the right way.</summary>
    private static readonly (string Method, string Path, string? ContentType, string? Body)[] Addresses =
    [
        ("GET", "/v1/employers", null, null),
        ("GET", "/v1/employers/{E}/claims", null, null),
        ("GET", "/v1/employers/{E}/members/E0", null, null),
        ("POST", "/v1/employers/{E}/claims", Json, """{"claimNumber": "A"}"""),
        ("POST", "/v1/employers/{E}/deposits", Json, """{"amount": "1.00", "reference": "A"}"""),
        ("POST", "/v1/employers/{E}/members", Json, """{"memberId": "A"}"""),
        ("PUT", "/v1/employers/{E}/network", Json, """{"npis": []}"""),
        ("POST", "/v1/carriers", Json, """{"name": "A"}"""),
        ("POST", "/v1/clients", Json, """{"kind": "carrier", "name": "A"}"""),
        ("POST", "/v1/people", Json, """{"userName": "A", "password": "long enough for all", "kind": "administrator"}"""),
        ("POST", "/v1/employers/{E}/claim-files", "application/edi-x12", "ISA*"),
        ("POST", "/v1/employers/{E}/enrollment-files", "application/edi-x12", "ISA*"),
        ("POST", "/v1/employers/{E}/return-files", "text/plain", "101"),
        ("GET", "/fhir/r4/employers/{E}/Patient", null, null),
        ("POST", "/fhir/r4/employers/{E}/Claim/$submit", "application/fhir+json", """{"resourceType": "Claim", "id": "A"}"""),
        ("POST", "/connect/token", Form, "grant_type=client_credentials&client_id=A"),
        ("POST", "/connect/revoke", Form, "token=A&client_id=A"),
        ("POST", "/connect/authorize", Form, "client_id=A"),
        ("GET", "/connect/authorize", null, null),
        ("POST", "/sign-in", Form, "userName=A&password=A&returnUrl=/A"),
        ("POST", "/sign-out", Form, "A=A"),
        ("GET", "/sign-in", null, null),
        ("GET", "/claims", null, null),
        ("GET", "/docs", null, null),
        ("GET", "/health/live", null, null),
        ("GET", "/v1/operations/claims/parked-messages", null, null),
    ];

    /// <summary>What is wrong with a request: its head and body are changed in one place.</summary>
    private static readonly Dictionary<string, Func<Request, Request>> Faults = new()
    {
        ["utf-7"] = request => request with { ContentType = request.ContentType is null ? null : $"{request.ContentType};charset=utf-7" },
        ["no charset that exists"] = request => request with { ContentType = request.ContentType is null ? null : $"{request.ContentType}; charset=\"klingon\"" },
        ["a content type that is none"] = request => request with { ContentType = request.ContentType is null ? null : "=;/" },
        ["bytes that are no UTF-8"] = request => request with { Body = Replaced(request.Body, "A"u8, [0xC3, 0x28]) },
        ["NUL"] = request => request with { Body = Replaced(request.Body, "A"u8, request.ContentType == Form ? "%00"u8 : "\\u0000"u8) },
        ["half a character"] = request => request with { Body = Replaced(request.Body, "A"u8, request.ContentType == Form ? "%ED%A0%80"u8 : "\\ud800"u8) },
        ["bad percents in the body"] = request => request with { Body = Replaced(request.Body, "A"u8, "%zz%"u8) },
        ["a letter that is not ASCII"] = request => request with { Body = Replaced(request.Body, "A"u8, "\u00e9"u8) },
        ["a body that says that it is compressed"] = request => request with { Head = "Content-Encoding: gzip\r\n" },
        ["a body in a way that nobody knows"] = request => request with { Head = "Content-Encoding: nonsense\r\n" },
        ["a form of too many keys"] = request => request.ContentType != Form ? request : request with { Body = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 3_000).Select(key => $"k{key}=v&"))) },
        ["a key that is too long"] = request => request.ContentType != Form ? request : request with { Body = Encoding.ASCII.GetBytes(new string('k', 5_000) + "=v") },
        ["a multipart form that is cut"] = request => request.ContentType != Form ? request : request with { ContentType = "multipart/form-data; boundary=x", Body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb"u8.ToArray() },
        ["bad percents in the query"] = request => request with { Path = request.Path + "?after=%zz%&limit=%" },
        ["no UTF-8 in the query"] = request => request with { Path = request.Path + "?after=%C3%28&identifier=%ff&memberId=%ED%A0%80" },
        ["NUL in the query"] = request => request with { Path = request.Path + "?after=%00&memberId=%00&status=%00&returnUrl=%00&client_id=%00&identifier=%00" },
        ["bad percents in the path"] = request => request with { Path = request.Path + "/%zz" },
        ["no UTF-8 in the path"] = request => request with { Path = request.Path + "/%ff%C3%28" },
        ["NUL in the path"] = request => request with { Path = request.Path + "/%00" },
        ["a huge head"] = request => request with { Head = $"X-Huge: {new string('h', 60_000)}\r\n" },
        ["many cookies"] = request => request with { Head = $"Cookie: {string.Join("; ", Enumerable.Range(0, 500).Select(cookie => $"c{cookie}=%00%zz"))}\r\n" },
        ["an Accept that is none"] = request => request with { Head = "Accept: ;;q=zz,/\r\n" },
        ["a Prefer that is none"] = request => request with { Head = "Prefer: ;=,,\r\n" },
        ["a strange key"] = request => request with { Head = "Idempotency-Key: %00 {}\r\n" },
        ["a trace that is none"] = request => request with { Head = "traceparent: 00-zz-zz-zz\r\ntracestate: =,=\r\n" },
        ["a Basic that is none"] = request => request with { Head = "Authorization: Basic !!\r\n" },
        ["a Basic with bad percents"] = request => request with { Head = $"Authorization: Basic {Convert.ToBase64String("%zz%:%"u8)}\r\n" },
    };

    private sealed record Request(string Path, string? ContentType, byte[]? Body, string Head = "");

    public static TheoryData<string> EachFault => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(EachFault))]
    public async Task No_address_fails_for_what_it_is_sent(string fault)
    {
        var group = new LoadGroup(platform.Administrator, employees: 1);
        await group.SetUpAsync(CancellationToken.None);
        var token = await platform.Administrator.TokenAsync(CancellationToken.None);

        var failures = new List<string>();
        foreach (var (method, path, contentType, body) in Addresses)
        {
            var right = new Request(path.Replace("{E}", $"{group.EmployerId}", StringComparison.Ordinal), contentType, body is null ? null : Encoding.ASCII.GetBytes(body));
            var status = await SendAsync(method, Faults[fault](right), token);
            if (status is null or "" || !status.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || status[9] is '5')
            {
                failures.Add($"{method} {path}: {status ?? "nothing"}");
            }
        }

        Assert.Equal([], failures);
    }

    [Theory]
    [InlineData("/\u00e9", "/%C3%A9")]
    [InlineData("/a?b=\u00e9#\u00fc", "/a?b=%C3%A9#%C3%BC")]
    [InlineData("/\ud83d\ude00", "/%F0%9F%98%80")]
    public async Task After_the_sign_in_the_way_back_may_have_any_letter(string returnUrl, string expected)
    {
        var (name, password) = ($"person-{Guid.NewGuid()}", "a long enough pass phrase");
        using var administrator = await platform.AsAdministratorAsync();
        using var registered = await administrator.PostAsync("v1/people", System.Net.Http.Json.JsonContent.Create(new { userName = name, password, kind = "administrator" }));
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = platform.Address };
        var page = await browser.GetStringAsync("sign-in");
        var proof = System.Text.RegularExpressions.Regex.Match(page, "name=\"(__Request[^\"]*)\" value=\"([^\"]*)\"");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            [proof.Groups[1].Value] = WebUtility.HtmlDecode(proof.Groups[2].Value), ["userName"] = name, ["password"] = password, ["returnUrl"] = returnUrl,
        });

        using var answer = await browser.PostAsync("sign-in", form);

        Assert.Equal((HttpStatusCode.Redirect, expected), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    /// <returns>The first line of the answer; null where the connection was closed without one.</returns>
    private async Task<string?> SendAsync(string method, Request request, string token)
    {
        var to = request.Path.StartsWith("/v1/operations", StringComparison.Ordinal) ? platform.Management : platform.Address;
        var head = new StringBuilder($"{method} {request.Path} HTTP/1.1\r\nHost: {to.Authority}\r\nConnection: close\r\n");
        if (!request.Head.Contains("Authorization:", StringComparison.Ordinal))
        {
            head.Append($"Authorization: Bearer {token}\r\n");
        }

        head.Append(request.Head);
        if (request.Body is { } body)
        {
            head.Append($"Content-Type: {request.ContentType}\r\nContent-Length: {body.Length}\r\n");
        }

        using var socket = new TcpClient();
        await socket.ConnectAsync(to.Host, to.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()));
        await stream.WriteAsync(request.Body ?? []);
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2));
    }

    private static byte[]? Replaced(byte[]? body, ReadOnlySpan<byte> what, ReadOnlySpan<byte> with)
    {
        if (body is null)
        {
            return null;
        }

        var output = new List<byte>();
        foreach (var one in body)
        {
            if (one == what[0])
            {
                output.AddRange(with);
            }
            else
            {
                output.Add(one);
            }
        }

        return [.. output];
    }
}

[Collection("embedded")]
public sealed class EmbeddedCallersFaultTests(EmbeddedInProcess platform) : CallersFaultTests(platform);

[Collection("separate")]
public sealed class SeparateCallersFaultTests(SeparateProcesses platform) : CallersFaultTests(platform);
