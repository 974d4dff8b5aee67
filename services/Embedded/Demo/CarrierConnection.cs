using Aso.Contracts.Partners.StopLoss.V1;
using Aso.Primitives;
using Grpc.Core;

namespace Aso.Embedded.Demo;

/// <summary>A stop-loss carrier as its own system: signed in as itself, speaking gRPC.</summary>
public sealed class CarrierConnection(ChannelBase channel, PlatformConnection signedIn) : IDisposable
{
    private const int PageSizeMax = 500;
    private const int AttemptsMax = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly StopLossPartner.StopLossPartnerClient _client = new(channel);

    /// <summary>What the carrier is asked for at one employer and has not decided yet, in the order in which it was asked for.</summary>
    public async Task<IReadOnlyList<ReimbursementRequest>> UndecidedAsync(Guid employerId, CancellationToken cancel)
    {
        var requests = new List<ReimbursementRequest>();
        var page = new ListReimbursementRequestsRequest { EmployerId = employerId.ToString(), UndecidedOnly = true, PageSize = PageSizeMax };
        while (true)
        {
            var answer = await CallAsync(async call => await _client.ListReimbursementRequestsAsync(page, call), cancel);
            requests.AddRange(answer.Requests);
            if (answer.Requests.Count < PageSizeMax)
            {
                return requests;
            }

            page.Cursor = answer.NextCursor;
        }
    }

    /// <param name="accept">From zero, which denies, to the amount asked for.</param>
    public Task DecideAsync(ReimbursementRequest request, Money accept, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var decision = new DecideReimbursementRequest { RequestId = request.RequestId, AcceptedCents = accept.Cents };
        return CallAsync(async call => await _client.DecideReimbursementAsync(decision, call), cancel);
    }

    /// <param name="reference">The carrier's own, never used before for this employer.</param>
    public Task RemitAsync(Guid employerId, Money amount, string reference, CancellationToken cancel)
    {
        var remittance = new RemitRequest { EmployerId = employerId.ToString(), AmountCents = amount.Cents, Reference = reference };
        return CallAsync(async call => await _client.RemitAsync(remittance, call), cancel);
    }

    public void Dispose() => signedIn.Dispose();

    private async Task<TAnswer> CallAsync<TAnswer>(Func<CallOptions, Task<TAnswer>> call, CancellationToken cancel)
    {
        var idempotencyKey = Guid.CreateVersion7().ToString();
        for (var attempt = 1; ; attempt++)
        {
            var headers = new Metadata { { "authorization", $"Bearer {await signedIn.TokenAsync(cancel)}" }, { "idempotency-key", idempotencyKey } };
            try
            {
                return await call(new CallOptions(headers, DateTime.UtcNow + Patience, cancel));
            }
            catch (RpcException passing) when (passing.StatusCode is StatusCode.Unavailable or StatusCode.ResourceExhausted && attempt < AttemptsMax)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50 << attempt), cancel);
            }
            catch (RpcException refused) when (!cancel.IsCancellationRequested)
            {
                throw new PlatformRefusalException($"The partners' interface answered {refused.StatusCode}: {refused.Status.Detail}", status: null, code: null);
            }
        }
    }
}
