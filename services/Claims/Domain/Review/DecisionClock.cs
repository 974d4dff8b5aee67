namespace Aso.Claims.Domain.Review;

/// <summary>The time in which a claim or an appeal must be decided: when it started, what extended it and what stopped it meanwhile.</summary>
/// <remarks>
/// 29 CFR 2560.503-1 (f) and (i). Pure: the time now is always given. Where only dates count, a time is the midnight that begins its
/// date, and <see cref="Due"/> is the last date on which a decision is in time.
/// </remarks>
/// <param name="Start">When the claim or appeal was received, complete or not.</param>
public sealed record DecisionClock(ClockKind Kind, ClockStage Stage, DateTime Start)
{
    /// <summary>How many of the extensions that <see cref="Terms"/> allows were taken.</summary>
    public int Extensions { get; init; }

    /// <summary>Each time that information was asked for, in order.</summary>
    public IReadOnlyList<Tolling> Tollings { get; init; } = [];

    public ClockTerms Terms => ClockTerms.Of(Kind, Stage);

    /// <summary>The last moment for the decision. While an answer is awaited, as if it came on its last day.</summary>
    public DateTime Due => Tollings.Aggregate(
        Terms.Extensions.Take(Extensions).Aggregate(Start + Terms.Decide, (due, more) => due + more),
        (due, tolled) => due + tolled.Length);

    /// <summary>Whether the clock stands still: information was asked for, did not come, and there is time left to send it.</summary>
    public bool IsTolled(DateTime now) => Tollings is [.., { AnsweredAt: null } last] && now < last.AnswerBy;

    /// <summary>Whether information may be asked for now, to be answered by <paramref name="answerBy"/>.</summary>
    public ClockRefusal CheckAsk(DateTime now, DateTime answerBy) =>
        now > Due ? ClockRefusal.Expired
        : IsTolled(now) ? ClockRefusal.AlreadyAsked
        : answerBy < now + Terms.AnswerAtLeast ? ClockRefusal.AnswerTooSoon
        : ClockRefusal.None;

    /// <summary>The clock, stopped; after <see cref="CheckAsk"/>.</summary>
    public DecisionClock Ask(DateTime now, DateTime answerBy) => this with { Tollings = [.. Tollings, new(now, answerBy)] };

    /// <summary>Whether there is anything to answer; an answer may come late.</summary>
    public ClockRefusal CheckAnswer() => Tollings is [.., { AnsweredAt: null }] ? ClockRefusal.None : ClockRefusal.NothingAsked;

    /// <summary>The clock, going again from now, or from the last day to answer where that is past; after <see cref="CheckAnswer"/>.</summary>
    public DecisionClock Answer(DateTime now) => this with { Tollings = [.. Tollings.SkipLast(1), Tollings[^1] with { AnsweredAt = now } ] };

    /// <summary>Whether a further extension is allowed now: the claimant must have notice of it before the time runs out.</summary>
    public ClockRefusal CheckExtend(DateTime now) =>
        Extensions == Terms.Extensions.Count ? ClockRefusal.NoExtensionLeft
        : now > Due ? ClockRefusal.Expired
        : ClockRefusal.None;

    /// <summary>The clock, extended by the next of its extensions; after <see cref="CheckExtend"/>.</summary>
    public DecisionClock Extend() => this with { Extensions = Extensions + 1 };
}

/// <summary>A time in which the clock stood still, because the claimant was asked for what was missing.</summary>
/// <param name="AnsweredAt">Null while nothing came.</param>
public sealed record Tolling(DateTime AskedAt, DateTime AnswerBy, DateTime? AnsweredAt = null)
{
    /// <summary>From the question to its answer, at most to the last day to answer; zero or more.</summary>
    public TimeSpan Length => (AnsweredAt is { } answered && answered < AnswerBy ? answered : AnswerBy) - AskedAt;
}

/// <summary>Why the clock does not do what is asked of it.</summary>
public enum ClockRefusal
{
    None = 0,

    /// <summary>The time to decide is over.</summary>
    Expired = 1,

    /// <summary>An answer is awaited already.</summary>
    AlreadyAsked = 2,

    /// <summary>The claimant would have less time to answer than the rule gives.</summary>
    AnswerTooSoon = 3,

    /// <summary>No answer is awaited.</summary>
    NothingAsked = 4,

    /// <summary>All extensions were taken, or the rule gives none.</summary>
    NoExtensionLeft = 5,
}
