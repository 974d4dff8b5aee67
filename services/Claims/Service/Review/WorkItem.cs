using Aso.Claims.Domain.Review;
using Aso.Claims.Store;
using Aso.Foundation;

namespace Aso.Claims.Review;

/// <summary>What waits for a person. Numbers are stored.</summary>
internal enum WorkKind
{
    /// <summary>A claim that a review rule held back.</summary>
    Review = 1,

    /// <summary>An appeal of a denial.</summary>
    Appeal = 2,
}

/// <summary>What was done about a work item. Numbers are stored: append, never renumber.</summary>
internal enum WorkAct
{
    Pended = 1,
    Filed = 2,
    Assigned = 3,
    Unassigned = 4,
    InformationAsked = 5,
    InformationReceived = 6,
    Extended = 7,
    Released = 8,
    Denied = 9,
    Upheld = 10,
    Overturned = 11,

    /// <summary>The claim was voided or replaced: there is nothing left to decide.</summary>
    Withdrawn = 12,

    /// <summary>Somebody asks that it be released: that wants a second person.</summary>
    ReleaseProposed = 13,

    /// <summary>The second person did not agree: it goes on waiting.</summary>
    ReleaseRejected = 14,
}

/// <summary>How near the end of its time an item is. Numbers are stored, and grow with the urgency.</summary>
internal enum WorkAlarm
{
    None = 0,
    DueSoon = 1,
    Overdue = 2,
}

/// <summary>A claim in review or an appeal: until when it must be decided, whose it is, and where it stands.</summary>
internal sealed class WorkItemRow
{
    public required Guid ItemId { get; init; }

    public required Guid EmployerId { get; init; }

    /// <summary>The claim in review, or whose denial is appealed. At most one item of a claim is open.</summary>
    public required Guid ClaimId { get; init; }

    public required WorkKind Kind { get; init; }

    public required ClockKind ClockKind { get; init; }

    /// <summary>The business date of receipt: the clock starts.</summary>
    public required DateOnly OpenedOn { get; init; }

    public int Extensions { get; private set; }

    public IReadOnlyList<TolledDates> Tollings { get; private set; } = [];

    /// <summary>The last date for the decision, by <see cref="Clock"/>; what the queue is ordered by.</summary>
    public DateOnly DueOn { get; private set; }

    /// <summary>As last seen; it is told once for each rise.</summary>
    public WorkAlarm Alarm { get; set; }

    public string? Assignee { get; set; }

    /// <summary>Of a review: the rules that were hit.</summary>
    public ReviewRule Rules { get; init; }

    /// <summary>Of a review: the claim took the place of another that was in review itself, when it was received.</summary>
    public bool OriginalIsTaken { get; init; }

    /// <summary>Of an appeal: the denied lines that it is about, by number; empty for all.</summary>
    public IReadOnlyList<int> Lines { get; init; } = [];

    public DateOnly? ClosedOn { get; private set; }

    /// <summary>What closed it; null while it is open.</summary>
    public WorkAct? Outcome { get; private set; }

    /// <summary>Of an overturned appeal: the number of the claim that took the place of the one appealed.</summary>
    public string? DecidedAs { get; set; }

    /// <summary>How many acts there are; the next one's number is one more.</summary>
    public int Acts { get; private set; }

    public DecisionClock Clock
    {
        get => new(ClockKind, Kind == WorkKind.Appeal ? ClockStage.Appeal : ClockStage.Claim, OpenedOn.ToDateTime(TimeOnly.MinValue))
        {
            Extensions = Extensions,
            Tollings = [.. Tollings.Select(tolled => tolled.ToTolling())],
        };
        set
        {
            Extensions = value.Extensions;
            Tollings = [.. value.Tollings.Select(TolledDates.Of)];
            DueOn = DateOnly.FromDateTime(value.Due);
        }
    }

    public static WorkItemRow Open(ClaimRow claim, WorkKind kind, DateOnly on, ReviewRule rules = ReviewRule.None, bool originalIsTaken = false, IReadOnlyList<int>? lines = null)
    {
        var item = new WorkItemRow
        {
            ItemId = Guid.CreateVersion7(),
            EmployerId = claim.EmployerId,
            ClaimId = claim.ClaimId,
            Kind = kind,
            ClockKind = ClockTerms.KindOf(claim.Line),
            OpenedOn = on,
            Rules = rules,
            OriginalIsTaken = originalIsTaken,
            Lines = lines ?? [],
        };
        item.Clock = item.Clock;
        return item;
    }

    /// <summary>The next act of the item's history.</summary>
    public WorkActRow Record(WorkAct act, WorkTime time, Actor by, string? why = null, string? detail = null) => new()
    {
        ItemId = ItemId,
        Number = ++Acts,
        Act = act,
        On = time.On,
        At = time.At,
        ClientId = by.ClientId,
        PersonId = by.PersonId,
        Why = why,
        Detail = detail,
    };

    /// <summary>As <see cref="Record"/>, of the act that closes the item.</summary>
    public WorkActRow Close(WorkAct outcome, WorkTime time, Actor by, string? why = null, string? detail = null)
    {
        (ClosedOn, Outcome, Alarm) = (time.On, outcome, WorkAlarm.None);
        return Record(outcome, time, by, why, detail);
    }
}

/// <summary>When something is done: the employer's business date, and the time (UTC).</summary>
internal readonly record struct WorkTime(DateOnly On, DateTime At);

/// <summary>A <see cref="Tolling"/> by dates. Stored as JSON: append optional fields only.</summary>
internal sealed record TolledDates(DateOnly AskedOn, DateOnly AnswerBy, DateOnly? AnsweredOn = null)
{
    public static TolledDates Of(Tolling tolling) => new(
        DateOnly.FromDateTime(tolling.AskedAt), DateOnly.FromDateTime(tolling.AnswerBy),
        tolling.AnsweredAt is { } answered ? DateOnly.FromDateTime(answered) : null);

    public Tolling ToTolling() => new(Midnight(AskedOn), Midnight(AnswerBy), AnsweredOn is { } answered ? Midnight(answered) : null);

    public static DateTime Midnight(DateOnly date) => date.ToDateTime(TimeOnly.MinValue);
}

/// <summary>One act: who, when and why. Never changed, never removed.</summary>
internal sealed class WorkActRow
{
    public required Guid ItemId { get; init; }

    /// <summary>From 1, gapless for each item.</summary>
    public required int Number { get; init; }

    public required WorkAct Act { get; init; }

    /// <summary>The business date.</summary>
    public required DateOnly On { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Who acted through the client; null where it acted for itself.</summary>
    public string? PersonId { get; init; }

    public Actor By => new(ClientId, PersonId);

    public string? Why { get; init; }

    /// <summary>What the act names: the assignee, the information asked for, the reason of a denial, the checks waived.</summary>
    public string? Detail { get; init; }
}
