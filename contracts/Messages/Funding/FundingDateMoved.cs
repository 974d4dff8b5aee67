namespace Aso.Contracts.Funding.V1;

/// <summary>Funding has reached a business date: every payment that it released or reversed on an earlier date precedes this message.</summary>
public sealed record FundingDateMoved
{
    public required Guid EmployerId { get; init; }

    public DateOnly? From { get; init; }

    public required DateOnly To { get; init; }
}
