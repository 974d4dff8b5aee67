using System.Data.Common;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Partners;

/// <summary>Turns what was thrown into a status: an outage as UNAVAILABLE, a bug as INTERNAL without its inside.</summary>
internal sealed partial class PartnerFailures(ILogger<PartnerFailures> log) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception failure) when (IsOurs(failure, context))
        {
            throw ToStatus(failure);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception failure) when (IsOurs(failure, context))
        {
            throw ToStatus(failure);
        }
    }

    private static bool IsOurs(Exception failure, ServerCallContext context) =>
        failure is not RpcException && !context.CancellationToken.IsCancellationRequested;

    private RpcException ToStatus(Exception failure)
    {
        // The exception's text may quote data; its type and place do not.
        LogFailure(log, failure.GetType().Name, failure.InnerException?.GetType().Name, failure.StackTrace);
        var outage = failure is DbException or DbUpdateException or TimeoutException || failure.InnerException is DbException;
        return (outage
            ? new PartnerRefusal(StatusCode.Unavailable, "unavailable", "The platform's data store does not answer. Send the same call again, under the same idempotency key where it writes: it is applied once.")
            : new PartnerRefusal(StatusCode.Internal, "internal-error", "The platform failed; nothing was applied.")).ToException();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A carrier's call failed: {Failure} ({Cause}) {Where}")]
    private static partial void LogFailure(ILogger log, string failure, string? cause, string? where);
}
