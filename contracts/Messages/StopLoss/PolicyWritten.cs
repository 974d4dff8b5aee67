using Aso.Contracts.Enrollment.V1;

namespace Aso.Contracts.StopLoss.V1;

/// <summary>A stop-loss policy was written: Funding charges its premium on each 1st of the policy period.</summary>
public sealed record PolicyWritten
{
    public required Guid EmployerId { get; init; }

    public required Guid PolicyId { get; init; }

    /// <summary>The period is the twelve months from here.</summary>
    public required DateOnly PeriodStart { get; init; }

    /// <summary>Specific and aggregate premium together, by tier; null where no premium is charged.</summary>
    public TierCents? MonthlyPremium { get; init; }
}
