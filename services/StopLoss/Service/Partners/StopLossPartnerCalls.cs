using Aso.Contracts.Partners.StopLoss.V1;
using Aso.Foundation;
using Aso.StopLoss.Store;
using Google.Protobuf;
using Grpc.Core;

namespace Aso.StopLoss.Partners;

/// <summary>What carriers call; the contract is stop_loss_partner.proto. A carrier reaches only what its token's carrier wrote.</summary>
internal sealed class StopLossPartnerCalls(StopLossDb db, FeedSignals signals, Watches watches) : StopLossPartner.StopLossPartnerBase
{
    private const string IdempotencyKey = "idempotency-key";
    private const int IdempotencyKeyLengthMax = 100;
    private const int PageSizeDefault = 100;
    private const int PageSizeMax = 500;

    public override async Task<ListNoticesResponse> ListNotices(ListNoticesRequest request, ServerCallContext context)
    {
        var carrierId = CarrierOf(context);
        var (after, limit) = ReadPage(request.Cursor, request.PageSize);
        var notices = await Feeds.NoticesAsync(db, carrierId, after, limit, context.CancellationToken);
        return new() { Notices = { notices }, NextCursor = notices.Count == 0 ? request.Cursor : notices[^1].Cursor };
    }

    public override Task WatchNotices(WatchNoticesRequest request, IServerStreamWriter<Notice> responseStream, ServerCallContext context)
    {
        var carrierId = CarrierOf(context);
        var (after, _) = ReadPage(request.Cursor, 0);
        return watches.RunAsync(
            context, carrierId, after,
            (behind, limit, cancel) => Feeds.NoticesAsync(db, carrierId, behind, limit, cancel),
            notice => notice.Cursor, responseStream);
    }

    public override async Task<ListReimbursementRequestsResponse> ListReimbursementRequests(ListReimbursementRequestsRequest request, ServerCallContext context)
    {
        var carrierId = CarrierOf(context);
        var employerId = Guid.Empty;
        FieldFault[] more = request.EmployerId.Length > 0 && !Guid.TryParse(request.EmployerId, out employerId)
            ? [new("employer_id", "Send a UUID, or leave it out.")]
            : [];
        var (after, limit) = ReadPage(request.Cursor, request.PageSize, more);
        var requests = await Feeds.RequestsAsync(
            db, carrierId, after, limit, request.EmployerId.Length > 0 ? employerId : null, request.UndecidedOnly, context.CancellationToken);
        return new() { Requests = { requests }, NextCursor = requests.Count == 0 ? request.Cursor : requests[^1].Cursor };
    }

    public override Task WatchReimbursementRequests(
        WatchReimbursementRequestsRequest request, IServerStreamWriter<ReimbursementRequest> responseStream, ServerCallContext context)
    {
        var carrierId = CarrierOf(context);
        var (after, _) = ReadPage(request.Cursor, 0);
        return watches.RunAsync(
            context, carrierId, after,
            (behind, limit, cancel) => Feeds.RequestsAsync(db, carrierId, behind, limit, null, undecidedOnly: false, cancel),
            asked => asked.Cursor, responseStream);
    }

    public override Task<DecideReimbursementResponse> DecideReimbursement(DecideReimbursementRequest request, ServerCallContext context)
    {
        var carrierId = CarrierOf(context);
        return OnceAsync(request, DecideReimbursementResponse.Parser, context, () => PartnerActs.DecideAsync(db, signals, carrierId, request, context.CancellationToken));
    }

    public override Task<RemitResponse> Remit(RemitRequest request, ServerCallContext context)
    {
        var carrierId = CarrierOf(context);
        return OnceAsync(request, RemitResponse.Parser, context, () => PartnerActs.RemitAsync(db, carrierId, request, context.CancellationToken));
    }

    /// <summary>Under an idempotency key the effect happens once and the answer is the same.</summary>
    private async Task<TResponse> OnceAsync<TRequest, TResponse>(
        TRequest request, MessageParser<TResponse> parser, ServerCallContext context, Func<Task<Outcome<TResponse>>> writeAsync)
        where TRequest : IMessage
        where TResponse : class, IMessage<TResponse>
    {
        if (context.RequestHeaders.GetValue(IdempotencyKey) is not { } key)
        {
            var outcome = await writeAsync();
            return outcome.Answer ?? throw outcome.Refusal!.ToException();
        }

        if (key.Length is 0 or > IdempotencyKeyLengthMax)
        {
            throw PartnerRefusal.Invalid(new FieldFault(IdempotencyKey, $"Send 1 to {IdempotencyKeyLengthMax} characters in the metadata, or none.")).ToException();
        }

        PartnerRefusal? refusal = null;
        byte[] asked = [.. System.Text.Encoding.UTF8.GetBytes(context.Method), 0, .. request.ToByteArray()];
        var once = await db.OnceAsync(KeyOwner.Of(context.GetHttpContext()), key, asked, async () =>
        {
            var outcome = await writeAsync();
            refusal = outcome.Refusal;
            return outcome.Answer?.ToByteArray();
        }, context.CancellationToken);
        if (once.KeyReused)
        {
            refusal = new(StatusCode.InvalidArgument, "idempotency-key-reused", "This key was used for another request: use a new one.");
        }

        return once.Answer is { } answer ? parser.ParseFrom(answer) : throw refusal!.ToException();
    }

    private static Guid CarrierOf(ServerCallContext context) =>
        context.GetHttpContext().User.ToCaller() is { Kind: CallerKind.Carrier, CarrierId: { } carrierId }
            ? carrierId
            : throw new PartnerRefusal(StatusCode.PermissionDenied, "not-a-carrier", "Call with the token of a carrier's client.").ToException();

    private static (long After, int Limit) ReadPage(string cursor, int pageSize, params ReadOnlySpan<FieldFault> more)
    {
        List<FieldFault> faults = [.. more];
        if (!Wire.TryReadCursor(cursor, out var after))
        {
            faults.Add(new("cursor", "Send a cursor that the platform gave, or none for the beginning."));
        }

        if (pageSize is < 0 or > PageSizeMax)
        {
            faults.Add(new("page_size", $"Send 1 to {PageSizeMax}, or 0 for {PageSizeDefault}."));
        }

        return faults.Count == 0 ? (after, pageSize == 0 ? PageSizeDefault : pageSize) : throw PartnerRefusal.Invalid(faults).ToException();
    }
}
