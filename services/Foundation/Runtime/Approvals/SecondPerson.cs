using Microsoft.AspNetCore.Http;

namespace Aso.Foundation.Approvals;

/// <summary>Where a proposal stands. Numbers are stored: append, never renumber.</summary>
public enum ApprovalStatus
{
    /// <summary>Nothing is done before a second person approves.</summary>
    Waiting = 1,

    /// <summary>It was approved, and with that carried out.</summary>
    Approved = 2,

    Rejected = 3,

    /// <summary>Nobody decided in time.</summary>
    Expired = 4,
}

/// <summary>Who may decide on a proposal, and when.</summary>
public static class SecondPerson
{
    /// <summary>A proposal that waits is expired from <paramref name="expiresAt"/> on.</summary>
    public static ApprovalStatus StatusAt(ApprovalStatus stored, DateTime expiresAt, DateTime now) =>
        stored == ApprovalStatus.Waiting && now >= expiresAt ? ApprovalStatus.Expired : stored;

    /// <summary>Why somebody may not approve or reject a proposal; null where it may.</summary>
    /// <param name="status">As of now.</param>
    /// <param name="proposedBy">The person, or the client where it acted for itself; so with <paramref name="decidedBy"/>.</param>
    public static Refusal? Refuses(ApprovalStatus status, string proposedBy, string decidedBy, CallerKind decider)
    {
        if (decider != CallerKind.Administrator)
        {
            return new("administrators-only", "", "Only the administrator's own staff decides on proposals.", StatusCodes.Status403Forbidden);
        }

        return status switch
        {
            ApprovalStatus.Expired => new("approval-expired", "approvalId", "Nobody decided on this in time, and nothing was done: propose it anew.", StatusCodes.Status409Conflict),
            not ApprovalStatus.Waiting => new("approval-decided", "approvalId", "This was approved or rejected before: nothing is left to decide.", StatusCodes.Status409Conflict),
            _ when proposedBy == decidedBy => new(
                "second-person-required", "approvalId", "You proposed this yourself: let another person of the administrator's staff approve or reject it.", StatusCodes.Status403Forbidden),
            _ => null,
        };
    }
}
