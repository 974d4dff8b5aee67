namespace Aso.Contracts.Claims.V1;

/// <summary>Claims has reached a business date: everything it decided before on an earlier date precedes this message.</summary>
public sealed record ClaimsDateMoved
{
    public required Guid EmployerId { get; init; }

    public DateOnly? From { get; init; }

    public required DateOnly To { get; init; }
}
