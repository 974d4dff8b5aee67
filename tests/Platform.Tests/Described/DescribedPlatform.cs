using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aso.Platform.Tests.Described;

/// <summary>A request that was carried out, to be made again by other clients.</summary>
/// <param name="Query">With its question mark; empty without one.</param>
/// <param name="Media">Of the body; null without one.</param>
public sealed record Accepted(string Method, string Path, string Query, string? Media, string? Body);

/// <summary>An embedded host that holds each of its own answers against its description, whoever asked.</summary>
public sealed class DescribedPlatform : EmbeddedInProcess
{
    private readonly Lazy<Task<Description>> _description;

    public DescribedPlatform() => _description = new(async () => await Description.ReadAsync(await Anonymous.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative))));

    /// <summary>What moves money by hand wants two persons here, though it is a sandbox.</summary>
    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?> { ["Approvals:SecondPerson"] = "true" };

    /// <summary>Every answer so far, in no particular order.</summary>
    public ConcurrentBag<Answered> Answers { get; } = [];

    /// <summary>Every request so far that was carried out.</summary>
    public ConcurrentQueue<Accepted> Carried { get; } = [];

    public Task<Description> DescriptionAsync() => _description.Value;

    protected override void Adjust(WebApplicationBuilder builder) => builder.Services.AddSingleton<IStartupFilter>(new Listening(this));

    private sealed class Listening(DescribedPlatform platform) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(later => http => ListenAsync(http, later));
            next(app);
        };

        private async Task ListenAsync(HttpContext http, RequestDelegate next)
        {
            var path = http.Request.Path.Value!;
            if (!path.StartsWith("/v1/", StringComparison.Ordinal) && !path.StartsWith("/fhir/", StringComparison.Ordinal) && path is not ("/connect/token" or "/connect/revoke"))
            {
                await next(http);
                return;
            }

            http.Request.EnableBuffering();
            var wire = http.Response.Body;
            using var kept = new MemoryStream();
            var isStream = path.EndsWith("/stream", StringComparison.Ordinal);
            http.Response.Body = isStream ? wire : kept;
            try
            {
                await next(http);
            }
            finally
            {
                http.Response.Body = wire;
                Keep(http, path, isStream ? null : System.Text.Encoding.UTF8.GetString(kept.ToArray()));
                await KeepRequestAsync(http, path);
            }

            if (!isStream)
            {
                kept.Position = 0;
                await kept.CopyToAsync(wire);
            }
        }

        private void Keep(HttpContext http, string path, string? body)
        {
            var media = http.Response.ContentType?.Split(';')[0];
            platform.Answers.Add(new(http.Request.Method, path, http.Response.StatusCode, media, [.. http.Response.Headers.Keys], body is "" ? null : body));
        }

        private async Task KeepRequestAsync(HttpContext http, string path)
        {
            if (http.Response.StatusCode is >= 200 and < 300)
            {
                http.Request.Body.Position = 0;
                using var reader = new StreamReader(http.Request.Body, leaveOpen: true);
                var body = await reader.ReadToEndAsync();
                platform.Carried.Enqueue(new(http.Request.Method, path, http.Request.QueryString.Value ?? "", http.Request.ContentType?.Split(';')[0], body.Length == 0 ? null : body));
            }
        }
    }
}

[CollectionDefinition("described")]
public sealed class OnDescribed : ICollectionFixture<DescribedPlatform>;
