using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace Aso.Gateway.Tests;

public sealed class PackingTests(FourServices platform) : IClassFixture<FourServices>
{
    private const string Employer = "/v1/employers/0198f3a0-0000-7000-8000-000000000001";

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("gzip, br", "br")]
    public async Task What_is_read_comes_packed_to_who_takes_that_and_is_the_same(string accepted, string packed)
    {
        var plain = await platform.Gateway.SendAsync(HttpMethod.Get, Employer + "/members", platform.Token);

        using var answer = await SendAsync(HttpMethod.Get, Employer + "/members", accepted);

        Assert.Equal([packed], answer.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        await using var body = await answer.Content.ReadAsStreamAsync();
        await using Stream unpacked = packed == "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await new StreamReader(unpacked).ReadToEndAsync());
    }

    [Fact]
    public async Task Neither_what_a_write_answers_nor_a_token_nor_a_stream_nor_a_page_is_packed()
    {
        using var claim = await SendAsync(HttpMethod.Post, Employer + "/claims", "gzip, br");
        using var stream = await SendAsync(HttpMethod.Get, Employer + "/costs/stream", "gzip, br");
        using var page = await SendAsync(HttpMethod.Get, "/sign-in", "gzip, br");

        foreach (var answer in new[] { claim, stream, page })
        {
            Assert.Empty(answer.Content.Headers.ContentEncoding);
        }
    }

    [Fact]
    public async Task A_forwarded_head_is_that_of_the_read_without_its_body()
    {
        using var answer = await SendAsync(HttpMethod.Head, Employer + "/members", "identity");

        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task The_gateways_own_addresses_refuse_what_they_do_not_know()
    {
        using var answer = await SendAsync(HttpMethod.Get, "/v1/clients?kind=employer", "identity");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("This address knows no such parameter: use after, limit, total.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string accepted)
    {
        using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? new StringContent("{}") : null };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", platform.Token);
        request.Headers.Add("Accept-Encoding", accepted);
        return await platform.Gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
