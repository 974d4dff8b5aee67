using Aso.Contracts.Claims.V1;
using Aso.Contracts.Enrollment.V1;

namespace Aso.Contracts.Funding.V1;

/// <summary>A claim payment was released to the provider or the employee.</summary>
public sealed record PaymentReleased
{
    public required Guid EmployerId { get; init; }

    public required Guid ClaimId { get; init; }

    public required string MemberId { get; init; }

    public required BenefitLine Line { get; init; }

    public required DateOnly ReleasedOn { get; init; }

    /// <summary>The payment before recoupment. More than zero.</summary>
    public required long PaidCents { get; init; }

    /// <summary>What of it was kept back for an earlier overpayment; zero to <see cref="PaidCents"/>.</summary>
    public required long RecoupedCents { get; init; }

    public required IReadOnlyList<PaidLine> Lines { get; init; }
}
