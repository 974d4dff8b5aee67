namespace Aso.Funding.Live;

/// <summary>One change on the stream of costs.</summary>
/// <param name="Month">The month with the change.</param>
/// <param name="ClaimId">The claim behind it; left out where there is none.</param>
/// <param name="At">When it was committed, UTC.</param>
internal sealed record LiveCost(MonthlyCosts Month, Guid? ClaimId, DateTime At, DateOnly? BusinessDate);
