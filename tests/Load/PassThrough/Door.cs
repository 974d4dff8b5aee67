using System.CommandLine;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace Aso.Load.PassThrough;

/// <summary>A process to compare the gateway with: YARP that passes everything on and asks nothing, or the service behind both, which answers at once.</summary>
internal static class Door
{
    /// <summary>As long as a short answer of a service.</summary>
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes($$"""{"items":[{"note":"{{new string('x', 600)}}"}]}""");

    private static readonly Option<int> Port = new("--port") { Description = "Where it answers, on this machine alone.", Required = true };

    private static readonly Option<string?> To = new("--to") { Description = "Where a bare proxy passes requests on to; without it this is the service." };

    public static Command Command()
    {
        var command = new Command("serve", "Answers any request at once, or passes it on and does nothing else.") { Port, To };
        command.SetAction((line, cancel) => RunAsync(line.GetValue(Port), line.GetValue(To), cancel));
        return command;
    }

    private static async Task<int> RunAsync(int port, string? to, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (to is not null)
        {
            builder.Services.AddReverseProxy().LoadFromMemory(
                [new RouteConfig { RouteId = "all", ClusterId = "service", Match = new() { Path = "{**path}" } }],
                [new ClusterConfig { ClusterId = "service", Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = to } } }]);
        }

        await using var app = builder.Build();
        app.Urls.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        if (to is null)
        {
            app.Run(AnswerAsync);
        }
        else
        {
            app.MapReverseProxy();
        }

        await app.StartAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = Answer.Length;
        await http.Response.Body.WriteAsync(Answer);
    }
}
