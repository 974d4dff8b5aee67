using System.Data.Common;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Partners;

/// <summary>Turns what was thrown into a status: an outage as UNAVAILABLE, a bug as INTERNAL without its inside.</summary>
internal sealed partial class PartnerFailures(ILogger<PartnerFailures> log) : Interceptor
{
    private const string TraceTrailer = "trace-id";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        SayTrace(context);
        try
        {
            return await continuation(request, context);
        }
        catch (Exception failure) when (IsOurs(failure, context))
        {
            throw ToStatus(failure, TraceOf(context));
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        SayTrace(context);
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception failure) when (IsOurs(failure, context))
        {
            throw ToStatus(failure, TraceOf(context));
        }
    }

    // Beside the head of the answer, which a client of gRPC hardly looks at where the call fails.
    private static void SayTrace(ServerCallContext context) => context.ResponseTrailers.Add(TraceTrailer, TraceOf(context));

    private static string TraceOf(ServerCallContext context) => context.GetHttpContext().TraceIdentifier;

    private static bool IsOurs(Exception failure, ServerCallContext context) =>
        failure is not RpcException && !context.CancellationToken.IsCancellationRequested;

    private RpcException ToStatus(Exception failure, string trace)
    {
        // The exception's text may quote data; its type and place do not.
        LogFailure(log, failure.GetType().Name, failure.InnerException?.GetType().Name, trace, failure.StackTrace);
        var outage = failure is DbException or DbUpdateException or TimeoutException || failure.InnerException is DbException;
        return (outage
            ? new PartnerRefusal(StatusCode.Unavailable, "unavailable", "The platform's data store does not answer. Send the same call again, under the same idempotency key where it writes: it is applied once.")
            : new PartnerRefusal(StatusCode.Internal, "internal-error", "The platform failed; nothing was applied.")).ToException();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A carrier's call failed: {Failure} ({Cause}), trace {Trace} {Where}")]
    private static partial void LogFailure(ILogger log, string failure, string? cause, string trace, string? where);
}
