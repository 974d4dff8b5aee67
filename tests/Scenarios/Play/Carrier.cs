using Aso.Contracts.Partners.StopLoss.V1;
using Aso.Embedded.Demo;
using Aso.Primitives;
using Grpc.Core;
using Grpc.Net.Client;

namespace Aso.Scenarios.Play;

/// <summary>A stop-loss carrier as its own system: signed in as itself, speaking gRPC.</summary>
internal sealed class Carrier(GrpcChannel channel, PlatformConnection signedIn) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly StopLossPartner.StopLossPartnerClient _client = new(channel);

    /// <summary>Decides the undecided request about <paramref name="memberId"/>, or, where it is null, the aggregate's.</summary>
    /// <exception cref="StepFailedException">There is none, or the platform refuses the decision.</exception>
    public async Task DecideAsync(Guid employerId, string? memberId, Money accept, CancellationToken cancel)
    {
        var list = new ListReimbursementRequestsRequest { EmployerId = employerId.ToString(), UndecidedOnly = true, PageSize = 500 };
        var answer = await CallAsync(async call => await _client.ListReimbursementRequestsAsync(list, call), cancel);
        var request = answer.Requests.FirstOrDefault(open => memberId is null ? !open.HasMemberId : open.HasMemberId && open.MemberId == memberId)
            ?? throw new StepFailedException(memberId is null ? "the aggregate has no undecided request" : $"{memberId} has no undecided request");
        var decision = new DecideReimbursementRequest { RequestId = request.RequestId, AcceptedCents = accept.Cents };
        await CallAsync(async call => await _client.DecideReimbursementAsync(decision, call), cancel);
    }

    /// <exception cref="StepFailedException">The platform refuses the remittance.</exception>
    public async Task RemitAsync(Guid employerId, Money amount, string reference, CancellationToken cancel)
    {
        var remittance = new RemitRequest { EmployerId = employerId.ToString(), AmountCents = amount.Cents, Reference = reference };
        await CallAsync(async call => await _client.RemitAsync(remittance, call), cancel);
    }

    public void Dispose() => signedIn.Dispose();

    private async Task<TAnswer> CallAsync<TAnswer>(Func<CallOptions, Task<TAnswer>> call, CancellationToken cancel)
    {
        var headers = new Metadata
        {
            { "authorization", $"Bearer {await signedIn.TokenAsync(cancel)}" },
            { "idempotency-key", Guid.CreateVersion7().ToString() },
        };
        try
        {
            return await call(new CallOptions(headers, DateTime.UtcNow + Patience, cancel));
        }
        catch (RpcException refused) when (!cancel.IsCancellationRequested)
        {
            throw new StepFailedException($"the platform answered {refused.StatusCode}: {refused.Status.Detail}");
        }
    }
}
