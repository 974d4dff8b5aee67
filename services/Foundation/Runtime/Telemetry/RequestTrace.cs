using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Aso.Foundation.Telemetry;

/// <summary>The trace of a request, as W3C Trace Context has it: the one that the caller names in <c>traceparent</c>, else a new one. Each answer says it in <c>traceresponse</c> (Level 2).</summary>
/// <remarks>
/// Also where nobody collects traces and no span is begun: then an id is drawn and written and nothing else. It is the request's
/// <see cref="HttpContext.TraceIdentifier"/>: 32 hexadecimal digits.
/// </remarks>
internal sealed class RequestTrace : IStartupFilter
{
    private const string ResponseHeader = "traceresponse";

    /// <summary>Before everything else, so that no answer goes without.</summary>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(following => http =>
        {
            Begin(http);
            return following(http);
        });
        next(app);
    };

    private static void Begin(HttpContext http)
    {
        var trace = Activity.Current is { IdFormat: ActivityIdFormat.W3C } begun
            ? begun.Context
            : Continued(http.Request.Headers) ?? Begun(http.Request.Headers);
        http.TraceIdentifier = trace.TraceId.ToHexString();

        // At the last moment: an answer that fails is emptied first, and one that was forwarded brings its service's.
        http.Response.OnStarting(static state => ((Answer)state).Tell(), new Answer(http, Written(trace)));
    }

    private static ActivityContext? Continued(IHeaderDictionary headers)
    {
        var given = headers.TraceParent;
        return given.Count == 1 && ActivityContext.TryParse(given[0], traceState: null, out var caller) && caller.TraceId != default
            ? new(caller.TraceId, ActivitySpanId.CreateRandom(), caller.TraceFlags)
            : null;
    }

    /// <summary>A trace of its own, which goes along with what is forwarded: whoever collects spans there may keep them, though nobody does here.</summary>
    private static ActivityContext Begun(IHeaderDictionary headers)
    {
        var trace = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None);
        headers.TraceParent = Written(new(trace.TraceId, trace.SpanId, ActivityTraceFlags.Recorded));
        return trace;
    }

    private static string Written(ActivityContext trace) =>
        $"00-{trace.TraceId.ToHexString()}-{trace.SpanId.ToHexString()}-{((trace.TraceFlags & ActivityTraceFlags.Recorded) != 0 ? "01" : "00")}";

    private sealed class Answer(HttpContext http, string id)
    {
        public Task Tell()
        {
            http.Response.Headers[ResponseHeader] = id;
            return Task.CompletedTask;
        }
    }
}
