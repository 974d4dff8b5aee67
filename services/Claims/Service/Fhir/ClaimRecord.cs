using Aso.Claims.Features;
using Aso.Claims.Store;

namespace Aso.Claims.Fhir;

/// <summary>A stored claim: what its FHIR resources are made of.</summary>
/// <param name="Employer">The employer's name.</param>
/// <param name="Answer">The claim as the API shows it: the resources say the same in FHIR's words.</param>
internal sealed record ClaimRecord(string? Employer, ClaimRow Row, StoredDecision Stored, ClaimAnswer Answer)
{
    /// <summary>As it was submitted.</summary>
    public Domain.Claim Submitted { get; } = Storing.ToClaim(Row, Stored);

    /// <summary>As it stands now.</summary>
    public static ClaimRecord Of(string? employer, ClaimRow row)
    {
        var stored = StoredDecision.FromJson(row.Detail);
        return new(employer, row, stored, ClaimAnswer.Of(row, stored));
    }
}
