using Aso.Primitives;

namespace Aso.Claims.Domain.Review;

/// <summary>What kind of claim it is, as far as the time to decide it goes. Numbers are stored.</summary>
public enum ClockKind
{
    /// <summary>A delay could jeopardize life or health.</summary>
    UrgentCare = 1,

    /// <summary>An urgent request to extend a course of treatment, made 24 hours before its end or earlier.</summary>
    ConcurrentUrgentCare = 2,

    /// <summary>The plan must approve the care before it is given.</summary>
    PreService = 3,

    /// <summary>Care that was given: every medical or dental claim that is submitted as a claim.</summary>
    PostService = 4,

    Disability = 5,
}

/// <summary>The first decision, or that on an appeal of it. Numbers are stored.</summary>
public enum ClockStage
{
    Claim = 1,
    Appeal = 2,
}

/// <summary>The time limits of 29 CFR 2560.503-1: (f) for claims, (i) for appeals.</summary>
/// <param name="Decide">From receipt to the decision.</param>
/// <param name="AnswerAtLeast">What a claimant has at least to send what is missing.</param>
/// <param name="Extensions">What each extension adds, in order; empty where none is allowed.</param>
public sealed record ClockTerms(TimeSpan Decide, TimeSpan AnswerAtLeast, IReadOnlyList<TimeSpan> Extensions)
{
    /// <summary>The days from the notice of a denial in which it can be appealed (h)(3)(i).</summary>
    public const int AppealDays = 180;

    /// <exception cref="ArgumentOutOfRangeException">There is no such kind or stage.</exception>
    public static ClockTerms Of(ClockKind kind, ClockStage stage) => (kind, stage) switch
    {
        (ClockKind.UrgentCare, ClockStage.Claim) => new(Hours(72), Hours(48), []),
        (ClockKind.ConcurrentUrgentCare, ClockStage.Claim) => new(Hours(24), Hours(48), []),
        (ClockKind.PreService, ClockStage.Claim) => new(Days(15), Days(45), [Days(15)]),
        (ClockKind.PostService, ClockStage.Claim) => new(Days(30), Days(45), [Days(15)]),
        (ClockKind.Disability, ClockStage.Claim) => new(Days(45), Days(45), [Days(30), Days(30)]),
        (ClockKind.UrgentCare or ClockKind.ConcurrentUrgentCare, ClockStage.Appeal) => new(Hours(72), Hours(48), []),
        (ClockKind.PreService, ClockStage.Appeal) => new(Days(30), Days(45), []),
        (ClockKind.PostService, ClockStage.Appeal) => new(Days(60), Days(45), []),
        (ClockKind.Disability, ClockStage.Appeal) => new(Days(45), Days(45), [Days(45)]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The kind of a claim of that line: what is submitted as a claim is for care that was given, or for disability.</summary>
    public static ClockKind KindOf(BenefitLine line) =>
        line is BenefitLine.Std or BenefitLine.Ltd ? ClockKind.Disability : ClockKind.PostService;

    private static TimeSpan Days(int days) => TimeSpan.FromDays(days);

    private static TimeSpan Hours(int hours) => TimeSpan.FromHours(hours);
}
