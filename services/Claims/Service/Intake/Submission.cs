using System.Diagnostics;
using Aso.Claims.Domain;
using Aso.Claims.Store;
using Aso.Foundation;

namespace Aso.Claims.Intake;

/// <summary>A claim that is valid in itself and waits to be decided.</summary>
internal sealed record Submission
{
    public required Guid EmployerId { get; init; }

    public required Claim Claim { get; init; }

    /// <summary>What the client's Idempotency-Key stands for; null without one.</summary>
    public Guid? IdempotencyKey { get; init; }

    /// <summary>Where the submitter is a provider, the only NPIs whose claims exist for it.</summary>
    public IReadOnlyList<string>? Npis { get; init; }

    /// <summary>The trace of the request, so that what follows from the claim belongs to it.</summary>
    public Activity? Activity { get; init; } = Activity.Current;

    public Guid ClaimId => Keys.OfClaim(EmployerId, Claim.Number);

    public Guid? OriginalId => Claim.Original is { } original ? Keys.OfClaim(EmployerId, original) : null;

    public Guid MemberKey => Keys.OfMember(EmployerId, Claim.MemberId);
}

/// <summary>What became of a submission.</summary>
internal abstract record Outcome
{
    private Outcome()
    {
    }

    /// <param name="IsNew">False where the same claim was decided before: nothing was done.</param>
    /// <param name="SameRequest">The very request was answered before, under its Idempotency-Key.</param>
    public sealed record Decided(ClaimRow Row, StoredDecision Decision, bool IsNew, bool SameRequest = false) : Outcome;

    public sealed record Refused(Refusal Refusal) : Outcome;
}
