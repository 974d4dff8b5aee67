using System.Collections.Concurrent;
using Aso.Traces.Otlp;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aso.Traces;

/// <summary>Takes spans by OTLP over gRPC, as a telemetry collector does, and keeps them in memory.</summary>
public sealed class SpanReceiver : IAsyncDisposable
{
    private const int SpansKept = 50_000;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedSpan> _spans;

    private SpanReceiver(WebApplication app, ConcurrentQueue<ReceivedSpan> spans)
    {
        _app = app;
        _spans = spans;
    }

    /// <summary>For <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>What came, in the order of arrival; of very many the last.</summary>
    public IReadOnlyList<ReceivedSpan> Spans => [.. _spans];

    /// <param name="port">On loopback; zero takes a free one.</param>
    public static async Task<SpanReceiver> StartAsync(int port, CancellationToken cancel)
    {
        var spans = new ConcurrentQueue<ReceivedSpan>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(spans);
        var app = builder.Build();
        app.MapGrpcService<TraceCalls>();
        await app.StartAsync(cancel);
        return new(app, spans);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class TraceCalls(ConcurrentQueue<ReceivedSpan> spans) : TraceService.TraceServiceBase
    {
        public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
        {
            foreach (var program in request.ResourceSpans)
            {
                var service = program.Resource.Attributes.FirstOrDefault(attribute => attribute.Key == "service.name")?.Value.StringValue ?? "unknown";
                foreach (var span in program.ScopeSpans.SelectMany(scope => scope.Spans))
                {
                    spans.Enqueue(Read(service, span));
                    if (spans.Count > SpansKept)
                    {
                        spans.TryDequeue(out _);
                    }
                }
            }

            return Task.FromResult(new ExportTraceServiceResponse());
        }

        private static ReceivedSpan Read(string service, Span span) => new(
            service, Hex(span.TraceId), Hex(span.SpanId), span.ParentSpanId.IsEmpty ? null : Hex(span.ParentSpanId), span.Name,
            DateTime.UnixEpoch.AddTicks((long)(span.StartTimeUnixNano / 100)),
            TimeSpan.FromTicks((long)((span.EndTimeUnixNano - span.StartTimeUnixNano) / 100)),
            span.Attributes.DistinctBy(attribute => attribute.Key).ToDictionary(attribute => attribute.Key, attribute => Text(attribute.Value)));

        private static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);

        private static string Text(AnyValue value) => value.ValueCase switch
        {
            AnyValue.ValueOneofCase.StringValue => value.StringValue,
            AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
            AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(System.Globalization.CultureInfo.InvariantCulture),
            AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => "",
        };
    }
}
