using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Aso.Foundation.Approvals;

/// <summary>What a handler asks of an act that wants a second person: whether it does, and to keep it as a proposal.</summary>
public sealed class Approvals<TDb>(TDb db, IOptions<ApprovalOptions> options, TimeProvider clock)
    where TDb : ServiceDb
{
    /// <summary>Whether such acts are proposed, not done.</summary>
    public bool AreWanted => options.Value.SecondPerson == true;

    /// <summary>Adds a proposal for the caller to commit. The same proposal about a thing, while it waits, is the one that is there.</summary>
    /// <remarks>The caller holds what the proposal is about, and found that it could be done now.</remarks>
    public async Task<Proposed> ProposeAsync(ClaimsPrincipal user, Proposal proposal, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        var now = clock.GetUtcNow();
        var waiting = await db.Set<ApprovalRow>()
            .Where(row => row.EmployerId == proposal.EmployerId && row.Kind == proposal.Kind && row.Status == ApprovalStatus.Waiting).ToListAsync(cancel);
        foreach (var old in waiting.Where(row => row.ExpiresAt <= now.UtcDateTime))
        {
            old.Close(ApprovalStatus.Expired);
        }

        if (proposal.About is not null && waiting.Find(row => row.Status == ApprovalStatus.Waiting && row.About == proposal.About) is { } known)
        {
            return (proposal.IsAskedBy?.Invoke(known.Request!) ?? known.Request == proposal.Request)
                ? new(AcceptedOf(known, now), null)
                : new(null, new(
                    "approval-waiting", "", $"Another proposal about the same waits already: approve or reject {known.ApprovalId} first.", StatusCodes.Status409Conflict));
        }

        var row = new ApprovalRow
        {
            ApprovalId = Guid.CreateVersion7(now),
            EmployerId = proposal.EmployerId,
            Kind = proposal.Kind,
            About = proposal.About,
            Content = proposal.Content,
            Request = proposal.Request,
            Status = ApprovalStatus.Waiting,
            ProposedBy = user.Subject(),
            ProposedAt = now.UtcDateTime,
            ExpiresAt = now.UtcDateTime.AddDays(options.Value.DaysToDecide),
        };
        db.Add(row);
        return new(AcceptedOf(row, now), null) { IsNew = true };
    }

    private Accepted<ApprovalAnswer> AcceptedOf(ApprovalRow row, DateTimeOffset now) => TypedResults.Accepted(
        $"/v1/employers/{row.EmployerId}/approvals/{db.Home.Service}/{row.ApprovalId}", ApprovalAnswer.Of(row, now.UtcDateTime));
}

/// <summary>What became of a proposal: one of the two is set.</summary>
/// <param name="Answer">It waits for a second person.</param>
public sealed record Proposed(Accepted<ApprovalAnswer>? Answer, Refusal? Refusal)
{
    /// <summary>It was not there before.</summary>
    public bool IsNew { get; init; }
}
