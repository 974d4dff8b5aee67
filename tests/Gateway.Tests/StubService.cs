using System.Net;
using Aso.Contracts.Partners.StopLoss.V1;
using Aso.Foundation;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aso.Gateway.Tests;

/// <summary>Stands where a service would: says its name and what it was asked, streams costs, answers a carrier.</summary>
internal sealed class StubService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubService(WebApplication app)
    {
        _app = app;
        string[] addresses = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
        (Address, GrpcAddress, ManagementAddress) = (addresses[0], addresses[1], addresses[2]);
    }

    /// <summary>What the service says it was asked.</summary>
    /// <param name="Bytes">Length of the body that came.</param>
    public sealed record Echo(string Service, string Method, string Path, string Query, string? Authorization, long Bytes, bool IsManagement);

    public string Address { get; }

    public string GrpcAddress { get; }

    /// <summary>Another port, for operators.</summary>
    public string ManagementAddress { get; }

    /// <summary>The second event of a stream is sent when this is released, not before.</summary>
    public SemaphoreSlim SecondEvent { get; } = new(0);

    /// <summary>Released when a caller has gone from an address that never answers.</summary>
    public SemaphoreSlim GaveUp { get; } = new(0);

    public static async Task<StubService> StartAsync(string name)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = true;   // to be taken off by the gateway
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseForManagement());
        });
        var app = builder.Build();
        StubService? stub = null;
        app.MapGet("/health/ready", () => "ready");
        app.MapGrpcService<Partner>();
        app.MapGet("/v1/employers/{id}/costs/stream", http => stub!.StreamAsync(http));
        app.MapGet("/v1/employers/{id}/members/slow", http => stub!.NeverAsync(http));
        app.MapFallback("{**path}", async (HttpContext http) =>
        {
            var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var request = http.Request;
            return new Echo(name, request.Method, request.Path.Value!, request.QueryString.Value!, request.Headers.Authorization, body.Length, http.IsManagement());
        });
        await app.StartAsync();
        return stub = new(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        SecondEvent.Dispose();
        GaveUp.Dispose();
    }

    private async Task StreamAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        await http.Response.WriteAsync("event: costs\ndata: {}\n\n");
        await http.Response.Body.FlushAsync();
        await SecondEvent.WaitAsync(http.RequestAborted);
        await http.Response.WriteAsync("event: cost\ndata: {}\n\n");
    }

    private async Task NeverAsync(HttpContext http)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        }
        finally
        {
            GaveUp.Release();
        }
    }

    private sealed class Partner : StopLossPartner.StopLossPartnerBase
    {
        public override Task<ListNoticesResponse> ListNotices(ListNoticesRequest request, ServerCallContext context) =>
            Task.FromResult(new ListNoticesResponse { NextCursor = request.Cursor + "+" });

        public override async Task WatchNotices(WatchNoticesRequest request, IServerStreamWriter<Notice> responseStream, ServerCallContext context)
        {
            await responseStream.WriteAsync(new Notice { Cursor = "1" });
            await Task.Delay(Timeout.Infinite, context.CancellationToken);   // the caller hangs up
        }

        public override Task<RemitResponse> Remit(RemitRequest request, ServerCallContext context) =>
            throw new RpcException(new Status(StatusCode.FailedPrecondition, "nothing is owed"));
    }
}
