using System.ComponentModel;

namespace Aso.Foundation.Approvals;

/// <summary>A proposal, as the API shows it.</summary>
public sealed record ApprovalAnswer
{
    public required Guid ApprovalId { get; init; }

    [Description("What is to be done: surplusRefund, payeeAccount, paymentFile or claimRelease.")]
    public required string Kind { get; init; }

    [Description("With what, by name. Of an account only the end of its number is shown.")]
    public required IReadOnlyDictionary<string, string> Content { get; init; }

    [Description("waiting: nothing is done yet. approved: a second person agreed, and it was done. rejected. expired: nobody decided in time.")]
    public required ApprovalStatus Status { get; init; }

    [Description("The person, or the client where it acted for itself.")]
    public required string ProposedBy { get; init; }

    public required DateTime ProposedAt { get; init; }

    [Description("From then on nobody can approve it any more.")]
    public required DateTime ExpiresAt { get; init; }

    [Description("Who approved or rejected it: another than who proposed it.")]
    public string? DecidedBy { get; init; }

    public DateTime? DecidedAt { get; init; }

    [Description("Why it was rejected.")]
    public string? Reason { get; init; }

    internal static ApprovalAnswer Of(ApprovalRow row, DateTime now) => new()
    {
        ApprovalId = row.ApprovalId,
        Kind = row.Kind,
        Content = row.Content,
        Status = SecondPerson.StatusAt(row.Status, row.ExpiresAt, now),
        ProposedBy = row.ProposedBy,
        ProposedAt = row.ProposedAt,
        ExpiresAt = row.ExpiresAt,
        DecidedBy = row.DecidedBy,
        DecidedAt = row.DecidedAt,
        Reason = row.Reason,
    };
}
