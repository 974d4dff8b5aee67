using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Aso.StopLoss.Partners;

/// <summary>Why a carrier's call is not carried out.</summary>
/// <param name="Code">Stable, kebab-case: the reason in the error's details.</param>
/// <param name="Detail">The remedy, in a sentence. Never anything that identifies a person.</param>
/// <param name="Fields">The fields at fault with their remedies; empty where it is none of them.</param>
internal sealed record PartnerRefusal(StatusCode Status, string Code, string Detail, params IReadOnlyList<FieldFault> Fields)
{
    private const string Domain = "aso.partners";

    public static PartnerRefusal NotFound(string what) =>
        new(StatusCode.NotFound, "not-found", $"There is no such {what}.");

    /// <summary>All faults at once.</summary>
    public static PartnerRefusal Invalid(params IReadOnlyList<FieldFault> faults) =>
        new(StatusCode.InvalidArgument, "invalid-request", faults.Count == 1 ? faults[0].Remedy : $"{faults.Count} fields must be mended; see the details.", faults);

    /// <summary>The richer error model: google.rpc.ErrorInfo with the code, google.rpc.BadRequest with the fields.</summary>
    public RpcException ToException()
    {
        var status = new Google.Rpc.Status
        {
            Code = (int)Status,
            Message = Detail,
            Details = { Any.Pack(new ErrorInfo { Domain = Domain, Reason = Code }) },
        };
        if (Fields.Count > 0)
        {
            var violations = Fields.Select(fault => new BadRequest.Types.FieldViolation { Field = fault.Field, Description = fault.Remedy });
            status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { violations } }));
        }

        return status.ToRpcException();
    }
}

/// <summary>A field that must be mended, by its name in the .proto file, and how.</summary>
internal readonly record struct FieldFault(string Field, string Remedy);

/// <summary>An answer, or why there is none.</summary>
internal readonly record struct Outcome<T>(T? Answer, PartnerRefusal? Refusal)
    where T : class
{
    public static implicit operator Outcome<T>(T answer) => new(answer, null);

    public static implicit operator Outcome<T>(PartnerRefusal refusal) => new(null, refusal);
}
