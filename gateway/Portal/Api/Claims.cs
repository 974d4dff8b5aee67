using Aso.Primitives;

namespace Aso.Portal.Api;

/// <summary>One claim, decided or in review.</summary>
public sealed record Claim
{
    /// <summary>The platform's id of it.</summary>
    public Guid ClaimId { get; init; }

    public required string ClaimNumber { get; init; }

    /// <summary><c>approved</c>, <c>denied</c>, <c>pended</c>, <c>voided</c> or <c>replaced</c>.</summary>
    public required string Status { get; init; }

    public required string MemberId { get; init; }

    /// <summary>The benefit line: <c>medical</c>, <c>dental</c>, <c>std</c> or <c>ltd</c>.</summary>
    public required string Line { get; init; }

    /// <summary>1 original, 7 replacement, 8 void.</summary>
    public int Frequency { get; init; } = 1;

    /// <summary>The claim that this one replaces or voids.</summary>
    public string? Original { get; init; }

    public string? ProviderNpi { get; init; }

    public DateOnly? ReceivedOn { get; init; }

    public Money Billed { get; init; }

    public Money Allowed { get; init; }

    public Money Paid { get; init; }

    public Money MemberOwes { get; init; }

    public IReadOnlyList<ClaimLine> Lines { get; init; } = [];

    /// <summary>Of a disability claim: the days paid.</summary>
    public int? Days { get; init; }

    /// <summary>Of a denied disability claim: why, such as <c>not-covered</c> or <c>elimination-period</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Set where a rule held the claim back for a person to look at.</summary>
    public ClaimReview? Review { get; init; }

    /// <summary>Appeals of its denial, in order.</summary>
    public IReadOnlyList<ClaimReview>? Appeals { get; init; }

    /// <summary>The business date of the decision; null while the claim is in review.</summary>
    public DateOnly? DecidedOn { get; init; }

    public bool IsPended => Status == "pended";

    /// <summary>Whether it only takes another claim back; it has no amounts of its own.</summary>
    public bool IsVoid => Frequency == 8;

    /// <summary>Whether something of it is denied and a notice tells why: a claim that was taken back has none.</summary>
    public bool HasDenialNotice => Status is not ("voided" or "replaced") && (Status == "denied" || Lines.Any(line => line.IsDenied));

    /// <summary>The first and the last date of service; null where no line has one.</summary>
    public (DateOnly From, DateOnly To)? ServiceDates =>
        Lines.Count == 0 ? null : (Lines.Min(line => line.ServiceDate), Lines.Max(line => line.ServiceDate));

    public bool IsDisability => Line is "std" or "ltd";
}

/// <summary>A review of a claim, or an appeal of its denial.</summary>
public sealed record ClaimReview
{
    /// <summary>The last date for the decision.</summary>
    public DateOnly DueOn { get; init; }

    /// <summary>Set while information is awaited: the last day to send it.</summary>
    public DateOnly? AnswerBy { get; init; }

    /// <summary>Null while it is open; of an appeal <c>upheld</c>, <c>overturned</c> or <c>withdrawn</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Of an overturned appeal: the claim that took the place of the one appealed.</summary>
    public string? DecidedAs { get; init; }
}

/// <summary>One line of a medical or dental claim.</summary>
public sealed record ClaimLine
{
    public int LineNumber { get; init; }

    public string Procedure { get; init; } = "";

    public IReadOnlyList<string>? Modifiers { get; init; }

    public DateOnly ServiceDate { get; init; }

    /// <summary>More than zero, at most three decimals.</summary>
    public decimal Units { get; init; } = 1;

    public Money Billed { get; init; }

    /// <summary>The plan's name for the service that matched.</summary>
    public string? Service { get; init; }

    /// <summary><c>priced</c>, <c>denied</c> or <c>pended</c>.</summary>
    public string Status { get; init; } = "";

    public Money Allowed { get; init; }

    public Money Paid { get; init; }

    /// <summary>Group and reason code to amount; billed = paid + their sum.</summary>
    public IReadOnlyDictionary<string, Money> Adjustments { get; init; } = new Dictionary<string, Money>();

    public bool IsDenied => Status == "denied";

    public bool IsPended => Status == "pended";
}
