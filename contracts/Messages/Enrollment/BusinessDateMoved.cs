namespace Aso.Contracts.Enrollment.V1;

/// <summary>The employer's business date moved on, in Enrollment. It then travels the way of the data: Claims, Funding, Stop-Loss.</summary>
/// <remarks>Every date after <see cref="From"/> up to <see cref="To"/> is passed through, in order.</remarks>
public sealed record BusinessDateMoved
{
    public required Guid EmployerId { get; init; }

    /// <summary>The date that is left; null when the employer's plan opens and <see cref="To"/> is its first business date.</summary>
    public DateOnly? From { get; init; }

    public required DateOnly To { get; init; }
}
