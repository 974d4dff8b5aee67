using Aso.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Aso.Foundation.Approvals;

/// <summary>A proposal and what became of it.</summary>
internal sealed class ApprovalRow
{
    /// <summary>Grows with the time of the proposal.</summary>
    public required Guid ApprovalId { get; init; }

    public required Guid EmployerId { get; init; }

    public required string Kind { get; init; }

    public string? About { get; init; }

    public required IReadOnlyDictionary<string, string> Content { get; init; }

    /// <summary>Null once it is decided or expired: whoever wanted it done, it is of no use any more.</summary>
    public string? Request { get; set; }

    /// <summary>As stored; see <see cref="SecondPerson.StatusAt"/>.</summary>
    public required ApprovalStatus Status { get; set; }

    /// <summary>The person, or the client where it acted for itself, as the token names it; so with <see cref="DecidedBy"/>.</summary>
    public required string ProposedBy { get; init; }

    /// <summary>UTC; so with the other times.</summary>
    public required DateTime ProposedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public string? DecidedBy { get; set; }

    public DateTime? DecidedAt { get; set; }

    /// <summary>Why it was rejected.</summary>
    public string? Reason { get; set; }

    public void Close(ApprovalStatus status) => (Status, Request) = (status, null);
}

public static class ApprovalModel
{
    private const int KindLength = 40;

    /// <summary>The table of a service some of whose acts want a second person.</summary>
    public static void MapApprovals(this ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<ApprovalRow>(row =>
        {
            row.ToTable("approval").HasKey(r => r.ApprovalId);
            row.Property(r => r.Kind).HasMaxLength(KindLength);
            row.Property(r => r.Content).AsJson();
            row.HasIndex(r => new { r.EmployerId, r.ApprovalId });

            // The few that wait, however many were ever decided.
            row.HasIndex(r => new { r.EmployerId, r.Kind, r.About }).HasDatabaseName("ix_approval_waiting").HasFilter("status = 1");
        });
    }

    /// <summary>Writes the requests that are kept anew, each at once; one that somebody decides on meanwhile stays forgotten.</summary>
    /// <param name="revise">Gives a request of an employer as it is to be kept; the same text where it stays.</param>
    public static async Task ReviseApprovalRequestsAsync(this ServiceDb db, string kind, Func<Guid, string, string> revise, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(revise);
        foreach (var row in await db.Set<ApprovalRow>().AsNoTracking().Where(row => row.Kind == kind && row.Request != null).ToListAsync(cancel))
        {
            var revised = revise(row.EmployerId, row.Request!);
            if (revised != row.Request)
            {
                await db.Set<ApprovalRow>().Where(kept => kept.ApprovalId == row.ApprovalId && kept.Request == row.Request)
                    .ExecuteUpdateAsync(set => set.SetProperty(kept => kept.Request, revised), cancel);
            }
        }
    }

    /// <summary>Who proposed and who decided, of those ids that are proposals.</summary>
    public static async Task<IReadOnlyDictionary<Guid, (string ProposedBy, string? DecidedBy)>> PersonsOfApprovalsAsync(
        this ServiceDb db, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        return ids.Count == 0
            ? new Dictionary<Guid, (string, string?)>()
            : await db.Set<ApprovalRow>().AsNoTracking().Where(row => ids.Contains(row.ApprovalId))
                .ToDictionaryAsync(row => row.ApprovalId, row => (row.ProposedBy, row.DecidedBy), cancel);
    }
}
