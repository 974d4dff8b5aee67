using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aso.Platform.Tests.Tenants;

namespace Aso.Platform.Tests;

/// <summary>A token is believed only as it was issued: signed by the platform's key, of its issuer, for it, as an access token, in time.</summary>
/// <remarks>That every operation refuses it is proved by <see cref="IsolationTests"/>.</remarks>
public abstract class ForgedTokenTests(RunningPlatform platform)
{
    [Fact]
    public async Task What_is_not_to_be_believed_is_refused_with_the_reason_that_a_client_can_read()
    {
        foreach (var (what, token) in (await TokenForge.OfAsync(platform)).Unbelievable())
        {
            using var http = token is null ? new HttpClient { BaseAddress = platform.Address } : platform.WithToken(token);
            using var answer = await http.GetAsync(new Uri("v1/employers", UriKind.Relative));

            Assert.Equal((what, HttpStatusCode.Unauthorized, "application/problem+json"), (what, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Equal("unauthorized", (await answer.Content.ReadFromJsonAsync<JsonNode>())!["code"]!.GetValue<string>());
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.First().Scheme);
        }
    }

    [Fact]
    public async Task A_token_signed_anew_by_the_platforms_key_is_believed_so_the_others_fail_for_their_one_thing()
    {
        var forge = await TokenForge.OfAsync(platform);
        var (header, payload) = forge.Genuine();

        using var http = platform.WithToken(forge.Signed(header, payload));

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("v1/employers", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_stream_of_events_ends_with_the_token_that_opened_it()
    {
        var employer = await platform.OwnerAsync();
        var forge = await TokenForge.OfAsync(platform);
        var (header, payload) = forge.Genuine();
        using var stream = await OpenAsync(TimeSpan.FromSeconds(5));

        // Nobody else ends it: a gateway that let it go on would keep this reading for ever.
        using var patience = new CancellationTokenSource(RunningPlatform.Patience);
        var buffer = new byte[4096];
        await using var body = await stream.Content.ReadAsStreamAsync(patience.Token);
        try
        {
            while (await body.ReadAsync(buffer, patience.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Cut off on its way through the gateway: ended too.
        }

        // A machine on which so short a life is over before the request has come gets a longer one.
        async Task<HttpResponseMessage> OpenAsync(TimeSpan life)
        {
            payload["exp"] = DateTimeOffset.UtcNow.Add(life).ToUnixTimeSeconds();
            using var http = platform.WithToken(forge.Signed(header, payload));
            var answer = await http.GetAsync(new Uri($"v1/employers/{employer.EmployerId}/costs/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            Assert.True(answer.StatusCode == HttpStatusCode.OK || (answer.StatusCode == HttpStatusCode.Unauthorized && life < RunningPlatform.Patience), $"{answer.StatusCode}");
            return answer.StatusCode == HttpStatusCode.OK ? answer : await OpenAsync(life * 2);
        }
    }
}

[Collection("embedded")]
public sealed class EmbeddedForgedTokenTests(EmbeddedInProcess platform) : ForgedTokenTests(platform);

[Collection("separate")]
public sealed class SeparateForgedTokenTests(SeparateProcesses platform) : ForgedTokenTests(platform);
