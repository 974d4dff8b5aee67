using System.Text.Json.Nodes;
using System.Threading.Channels;
using Aso.Portal.Session;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aso.Portal.Tests.Stub;

/// <summary>The portal in a host of its own, before a platform that says exactly what a test wants.</summary>
internal sealed class StubPlatform : IAsyncDisposable
{
    public static readonly Guid EmployerId = Guid.Parse("5f0c9a52-3d1c-4f7e-9f0a-0a4b6a2f1c11");

    private readonly WebApplication _app;
    private readonly List<Channel<string>> _streams = [];

    private StubPlatform(WebApplication app) => _app = app;

    public StubTokenServer Tokens { get; } = new();

    /// <summary>What the API answers, by path under <c>/v1</c>; a path that is not here answers 404.</summary>
    public Dictionary<string, JsonNode?> Answers { get; } = SampleData.Answers();

    /// <summary>The costs document that each new stream begins with.</summary>
    public JsonNode Costs { get; set; } = SampleData.Costs();

    /// <summary>Paths that answer 503.</summary>
    public HashSet<string> Broken { get; } = [];

    /// <summary>Paths that are refused, with the status and the body of the refusal.</summary>
    public Dictionary<string, (int Status, JsonNode Problem)> Refusals { get; } = [];

    /// <summary>Documents to print, by path; each comes with a policy of its own.</summary>
    public Dictionary<string, string> Letters { get; } = [];

    /// <summary>Every address that serves a person a page, as its route says it.</summary>
    public IEnumerable<string> Pages =>
        _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(IsPage).Select(endpoint => endpoint.RoutePattern.RawText!).Distinct();

    /// <summary>Every path asked, with its query, in order.</summary>
    public List<string> Asked { get; } = [];

    public Uri Address { get; private set; } = null!;

    public static async Task<StubPlatform> StartAsync()
    {
        // The name finds the list of static files that the build made for the embedded host, the portal's among them.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Aso.Embedded", EnvironmentName = "Production" });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        // As in the real hosts, the API's scheme is the default, so that a clash would show here.
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddAuthorization();
        builder.Services.AddProblemDetails();
        builder.Services.AddPortal(builder.Configuration);
        var platform = new StubPlatform(builder.Build());
        platform.Tokens.EmployerId = EmployerId;
        platform._app.UseStatusCodePages();
        platform._app.UseCurrentRequest(_ => true);
        platform._app.UseAuthentication();
        platform._app.UseAuthorization();
        platform.Tokens.Map(platform._app);
        platform._app.MapGet("/guarded", () => "for programs with a token").RequireAuthorization();
        platform._app.MapGet("/v1/{**path}", platform.Answer);
        platform._app.MapGet("/v1/employers/{employerId}/costs/stream", platform.StreamAsync);
        platform._app.MapPortal();
        await platform._app.StartAsync();
        platform.Address = new(platform._app.Urls.First());
        return platform;
    }

    /// <summary>Sends a changed month to every open stream.</summary>
    public void Publish(JsonNode month)
    {
        var change = new JsonObject { ["month"] = month.DeepClone(), ["at"] = "2026-04-10T12:00:00Z", ["businessDate"] = "2026-04-10" };
        lock (_streams)
        {
            _streams.ForEach(stream => stream.Writer.TryWrite($"event: cost\ndata: {change.ToJsonString()}\n\n"));
        }
    }

    /// <summary>Breaks every open stream, as when the gateway restarts.</summary>
    public void BreakStreams()
    {
        lock (_streams)
        {
            _streams.ForEach(stream => stream.Writer.TryComplete());
            _streams.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        BreakStreams();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        Tokens.Dispose();
    }

    // A component with a route, or what answers a person who signed in at the pages; what begins with "_" is the framework's own.
    private static bool IsPage(RouteEndpoint endpoint) => !endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith('_') &&
        (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
        || (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
            && endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.AuthenticationSchemes == "portal")));

    private IResult Answer(string path, HttpRequest request)
    {
        lock (Asked)
        {
            Asked.Add(path + request.QueryString);
        }

        if (!Tokens.Accepts(request))
        {
            return Results.Unauthorized();
        }

        if (Broken.Contains(path))
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        if (Refusals.TryGetValue(path + request.QueryString, out var refusal) || Refusals.TryGetValue(path, out refusal))
        {
            return Results.Text(refusal.Problem.ToJsonString(), "application/problem+json", statusCode: refusal.Status);
        }

        if (Letters.TryGetValue(path, out var letter))
        {
            request.HttpContext.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
            return Results.Text(letter, "text/html");
        }

        return Answers.TryGetValue(path + request.QueryString, out var answer) || Answers.TryGetValue(path, out answer)
            ? Results.Text(answer!.ToJsonString(), "application/json")
            : Results.NotFound();
    }

    private async Task StreamAsync(HttpContext context)
    {
        if (!Tokens.Accepts(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var stream = Channel.CreateUnbounded<string>();
        stream.Writer.TryWrite($"event: costs\ndata: {Costs.ToJsonString()}\n\n");
        lock (_streams)
        {
            _streams.Add(stream);
        }

        context.Response.ContentType = "text/event-stream";
        await foreach (var text in stream.Reader.ReadAllAsync(context.RequestAborted))
        {
            await context.Response.WriteAsync(text, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
