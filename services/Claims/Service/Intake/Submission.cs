using System.Diagnostics;
using Aso.Claims.Domain;
using Aso.Claims.Domain.Review;
using Aso.Claims.Review;
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

    /// <summary>Who submits or, of a claim in review or under appeal, decides.</summary>
    public Actor By { get; init; }

    /// <summary>Set where a reviewer decides: such a claim is not held back.</summary>
    public Resolution? Resolution { get; init; }

    /// <summary>The trace of the request, so that what follows from the claim belongs to it.</summary>
    public Activity? Activity { get; init; } = Activity.Current;

    public Guid ClaimId => Keys.OfClaim(EmployerId, Claim.Number);

    public Guid? OriginalId => Claim.Original is { } original ? Keys.OfClaim(EmployerId, original) : null;

    public Guid MemberKey => Keys.OfMember(EmployerId, Claim.MemberId);
}

/// <summary>What a reviewer's decision adds to the claim that it decides.</summary>
/// <param name="Item">The review or appeal that is resolved; whoever resolves it closes it.</param>
/// <param name="ReceivedOn">When the claim was received: timely filing is counted to that date, not to the decision's.</param>
/// <param name="Ruling">Null where the plan decides alone.</param>
internal sealed record Resolution(WorkItemRow Item, DateOnly ReceivedOn, Ruling? Ruling)
{
    /// <summary>Whether the claim itself waits in review; otherwise it takes the place of one whose denial is appealed.</summary>
    public bool IsOfPended => Item.Kind == WorkKind.Review;
}

/// <summary>What became of a submission.</summary>
internal abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>Decided, or held back for review: <see cref="ClaimRow.Status"/> tells.</summary>
    /// <param name="IsNew">False where the same claim came before: nothing was done.</param>
    /// <param name="SameRequest">The very request was answered before, under its Idempotency-Key.</param>
    public sealed record Decided(ClaimRow Row, StoredDecision Decision, bool IsNew, bool SameRequest = false) : Outcome;

    /// <param name="Refusals">All that is against it, at least one.</param>
    public sealed record Refused(params IReadOnlyList<Refusal> Refusals) : Outcome
    {
        /// <summary>The first.</summary>
        public Refusal Refusal => Refusals[0];
    }
}
