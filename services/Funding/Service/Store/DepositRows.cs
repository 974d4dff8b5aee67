using Aso.Primitives;

namespace Aso.Funding.Store;

/// <summary>A deposit that was posted.</summary>
internal sealed class DepositRow
{
    public required Guid EmployerId { get; init; }

    /// <summary>The bank's.</summary>
    public required string Reference { get; init; }

    public required Guid DepositId { get; init; }

    /// <summary>1, 2, 3 … per employer, deposits and announcements together, in the order in which they came.</summary>
    public required long Number { get; init; }

    public required Money Amount { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    /// <summary>Who said that it came, as the token names it; null of those before that was kept.</summary>
    public string? RecordedBy { get; init; }
}

/// <summary>What an employer says that it paid: nothing of it counts before the administrator's staff confirms that it came.</summary>
internal sealed class DepositAnnouncementRow
{
    public required Guid EmployerId { get; init; }

    /// <summary>Follows from the reference; the deposit has the same where the bank shows the same reference.</summary>
    public required Guid DepositId { get; init; }

    /// <summary>As <see cref="DepositRow.Number"/>.</summary>
    public required long Number { get; init; }

    public required Money Amount { get; init; }

    public required string Reference { get; init; }

    public required DepositStatus Status { get; set; }

    /// <summary>The business date.</summary>
    public required DateOnly AnnouncedOn { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime AnnouncedAt { get; init; }

    /// <summary>As the token names them; so with <see cref="DecidedBy"/>.</summary>
    public required string AnnouncedBy { get; init; }

    /// <summary>Who confirmed or rejected it.</summary>
    public string? DecidedBy { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? DecidedAt { get; set; }

    /// <summary>Why it was rejected.</summary>
    public string? Reason { get; set; }

    /// <summary>The deposit that was posted for it.</summary>
    public Guid? PostedAs { get; set; }
}

/// <summary>What became of money that somebody said was paid. Numbers are stored: append, never renumber.</summary>
internal enum DepositStatus
{
    /// <summary>The employer says so: nothing is posted.</summary>
    Announced = 1,

    /// <summary>The administrator's staff says that it came: it is posted.</summary>
    Received = 2,

    /// <summary>It did not come.</summary>
    Rejected = 3,
}
