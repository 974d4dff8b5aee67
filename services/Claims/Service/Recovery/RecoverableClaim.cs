using System.ComponentModel;
using Aso.Claims.Store;
using Aso.Primitives;

namespace Aso.Claims.Recovery;

/// <summary>A claim that was paid, whole or in part, for dates that the member's coverage does not include.</summary>
internal sealed record RecoverableClaim
{
    public required Guid ClaimId { get; init; }

    public required string ClaimNumber { get; init; }

    public required string MemberId { get; init; }

    public required BenefitLine Line { get; init; }

    [Description("Who was paid; left out where the employee is.")]
    public string? ProviderNpi { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    public required Money Paid { get; init; }

    [Description("Paid for dates that are not covered. Where it is less than paid, other lines stay covered: replace the claim rather than void it.")]
    public required Money Recoverable { get; init; }

    public required IReadOnlyList<DateOnly> ServiceDates { get; init; }

    [Description("The lines that are not covered; none of a disability claim, which has no lines.")]
    public required IReadOnlyList<RecoverableLine> Lines { get; init; }

    /// <summary>UTC.</summary>
    internal DateTime ReceivedAt { get; init; }

    /// <summary>Whether all that was paid is recoverable.</summary>
    internal bool IsWhole => Recoverable == Paid;

    /// <param name="LineNumber">From 1.</param>
    internal sealed record RecoverableLine(int LineNumber, DateOnly ServiceDate, string Procedure, Money Paid);

    /// <summary>Null where every date that was paid for is covered. Disability is covered by its first day.</summary>
    public static RecoverableClaim? Of(ClaimRow claim, IReadOnlyList<CoverageOfMember> coverages)
    {
        var stored = StoredDecision.FromJson(claim.Detail);
        var lines = (stored.Lines ?? []).Index()
            .Select(line => new RecoverableLine(line.Index + 1, line.Item.ServiceDate, line.Item.Procedure, Storing.ToDecision(line.Item).Paid))
            .Where(line => line.Paid.IsPositive && !IsCovered(line.ServiceDate)).ToList();
        var disabledFrom = stored.Disability is { } period && claim.Paid.IsPositive && !IsCovered(period.From) ? period.From : (DateOnly?)null;
        return lines.Count == 0 && disabledFrom is null ? null : new()
        {
            ClaimId = claim.ClaimId,
            ClaimNumber = claim.ClaimNumber,
            MemberId = claim.MemberId,
            Line = claim.Line,
            ProviderNpi = claim.ProviderNpi,
            ReceivedOn = claim.ReceivedOn,
            ReceivedAt = claim.ReceivedAt,
            Paid = claim.Paid,
            Recoverable = disabledFrom is null ? lines.Sum(line => line.Paid) : claim.Paid,
            ServiceDates = disabledFrom is { } date ? [date] : [.. lines.Select(line => line.ServiceDate).Distinct().Order()],
            Lines = lines,
        };

        bool IsCovered(DateOnly date) => coverages.Any(span => span.Line == claim.Line && new DateSpan(span.From, span.To).Contains(date));
    }
}
