using System.Collections.Frozen;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Aso.Contracts.Claims.V1;
using Aso.Contracts.Enrollment.V1;
using Aso.Contracts.Funding.V1;
using Aso.Contracts.StopLoss.V1;

namespace Aso.Contracts;

/// <summary>The services by the name under which they publish; also the name of their exchange's stem.</summary>
public static class ServiceNames
{
    public const string Enrollment = "enrollment";
    public const string Claims = "claims";
    public const string Funding = "funding";
    public const string StopLoss = "stop-loss";

    /// <summary>In the order in which data flows.</summary>
    public static readonly IReadOnlyList<string> All = [Enrollment, Claims, Funding, StopLoss];
}

/// <summary>One kind of message: its name on the wire, who says it and who acts on it.</summary>
/// <param name="Name">Stable for ever; a breaking change is a new name with the next version.</param>
public sealed record MessageKind(string Name, Type Type, string Publisher, IReadOnlyList<string> Consumers);

/// <summary>Every message between the services, on one page. Nothing is discovered by scanning.</summary>
public static class MessageCatalog
{
    public static readonly IReadOnlyList<MessageKind> All =
    [
        Kind<EmployerRegistered>("enrollment.employer-registered.v1", ServiceNames.Enrollment, ServiceNames.Claims, ServiceNames.Funding, ServiceNames.StopLoss),
        Kind<PlanDefined>("enrollment.plan-defined.v1", ServiceNames.Enrollment, ServiceNames.Claims, ServiceNames.Funding, ServiceNames.StopLoss),
        Kind<NetworkChanged>("enrollment.network-changed.v1", ServiceNames.Enrollment, ServiceNames.Claims),
        Kind<MemberCoverageChanged>("enrollment.member-coverage-changed.v1", ServiceNames.Enrollment, ServiceNames.Claims, ServiceNames.Funding, ServiceNames.StopLoss),
        Kind<BusinessDateMoved>("enrollment.business-date-moved.v1", ServiceNames.Enrollment, ServiceNames.Claims),
        Kind<ClaimAdjudicated>("claims.claim-adjudicated.v1", ServiceNames.Claims, ServiceNames.Funding, ServiceNames.StopLoss),
        Kind<ClaimReversed>("claims.claim-reversed.v1", ServiceNames.Claims, ServiceNames.Funding),
        Kind<ClaimsDateMoved>("claims.date-moved.v1", ServiceNames.Claims, ServiceNames.Funding),
        Kind<PaymentReleased>("funding.payment-released.v1", ServiceNames.Funding, ServiceNames.StopLoss),
        Kind<PaymentReversed>("funding.payment-reversed.v1", ServiceNames.Funding, ServiceNames.StopLoss),
        Kind<FundingDateMoved>("funding.date-moved.v1", ServiceNames.Funding, ServiceNames.StopLoss),
        Kind<PolicyWritten>("stop-loss.policy-written.v1", ServiceNames.StopLoss, ServiceNames.Funding),
        Kind<ReimbursementAccepted>("stop-loss.reimbursement-accepted.v1", ServiceNames.StopLoss, ServiceNames.Funding),
        Kind<RemittanceReceived>("stop-loss.remittance-received.v1", ServiceNames.StopLoss, ServiceNames.Funding),
    ];

    private static readonly FrozenDictionary<string, MessageKind> KindsByName = All.ToFrozenDictionary(kind => kind.Name);

    private static readonly FrozenDictionary<Type, MessageKind> KindsByType = All.ToFrozenDictionary(kind => kind.Type);

    /// <summary>The kind of that name, or null where this release does not know it.</summary>
    public static MessageKind? Find(string name) => KindsByName.GetValueOrDefault(name);

    /// <exception cref="KeyNotFoundException">The type is no message.</exception>
    public static MessageKind Of(Type type) => KindsByType[type];

    /// <summary>How a body of that kind is written and read, without reflection.</summary>
    public static JsonTypeInfo JsonOf(MessageKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return MessageJson.Default.GetTypeInfo(kind.Type) ?? throw new InvalidOperationException($"{kind.Name} is not in {nameof(MessageJson)}.");
    }

    private static MessageKind Kind<T>(string name, string publisher, params string[] consumers) => new(name, typeof(T), publisher, consumers);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(EmployerRegistered))]
[JsonSerializable(typeof(PlanDefined))]
[JsonSerializable(typeof(NetworkChanged))]
[JsonSerializable(typeof(MemberCoverageChanged))]
[JsonSerializable(typeof(BusinessDateMoved))]
[JsonSerializable(typeof(ClaimAdjudicated))]
[JsonSerializable(typeof(ClaimReversed))]
[JsonSerializable(typeof(ClaimsDateMoved))]
[JsonSerializable(typeof(PaymentReleased))]
[JsonSerializable(typeof(PaymentReversed))]
[JsonSerializable(typeof(FundingDateMoved))]
[JsonSerializable(typeof(PolicyWritten))]
[JsonSerializable(typeof(ReimbursementAccepted))]
[JsonSerializable(typeof(RemittanceReceived))]
internal sealed partial class MessageJson : JsonSerializerContext;
