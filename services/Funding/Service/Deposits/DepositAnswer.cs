using System.ComponentModel;
using Aso.Funding.Store;
using Aso.Primitives;

namespace Aso.Funding.Deposits;

/// <summary>A deposit or the announcement of one, as the API shows it.</summary>
internal sealed record DepositAnswer
{
    public required Guid DepositId { get; init; }

    [Description("announced: the employer says that it paid, nothing is posted. received: it came and is posted. rejected: it did not come.")]
    public required DepositStatus Status { get; init; }

    [Description("As the bank shows it; of an announcement, as the employer does.")]
    public required Money Amount { get; init; }

    public required string Reference { get; init; }

    [Description("The business date on which it was posted. Left out: it was not.")]
    public DateOnly? On { get; init; }

    [Description("Who said that it came. Left out: nobody did, or it was not kept.")]
    public string? RecordedBy { get; init; }

    [Description("What the employer announced. Left out: nothing.")]
    public AnnouncedDeposit? Announcement { get; init; }

    /// <summary>What an employer said.</summary>
    internal sealed record AnnouncedDeposit
    {
        public required Guid DepositId { get; init; }

        public required Money Amount { get; init; }

        public required string Reference { get; init; }

        [Description("The business date.")]
        public required DateOnly On { get; init; }

        public required DateTime At { get; init; }

        public required string By { get; init; }

        [Description("Who confirmed or rejected it.")]
        public string? DecidedBy { get; init; }

        public DateTime? DecidedAt { get; init; }

        [Description("Why it was rejected.")]
        public string? Reason { get; init; }
    }

    /// <summary>One that is not posted.</summary>
    public static DepositAnswer Of(DepositAnnouncementRow row) => new()
    {
        DepositId = row.DepositId,
        Status = row.Status,
        Amount = row.Amount,
        Reference = row.Reference,
        Announcement = ToAnnouncement(row),
    };

    /// <param name="announced">Where it was.</param>
    public static DepositAnswer Of(DepositRow row, DepositAnnouncementRow? announced) => new()
    {
        DepositId = row.DepositId,
        Status = DepositStatus.Received,
        Amount = row.Amount,
        Reference = row.Reference,
        On = row.ReceivedOn,
        RecordedBy = row.RecordedBy,
        Announcement = announced is null ? null : ToAnnouncement(announced),
    };

    private static AnnouncedDeposit ToAnnouncement(DepositAnnouncementRow row) => new()
    {
        DepositId = row.DepositId,
        Amount = row.Amount,
        Reference = row.Reference,
        On = row.AnnouncedOn,
        At = row.AnnouncedAt,
        By = row.AnnouncedBy,
        DecidedBy = row.DecidedBy,
        DecidedAt = row.DecidedAt,
        Reason = row.Reason,
    };
}
