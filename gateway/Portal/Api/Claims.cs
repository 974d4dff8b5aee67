using Aso.Primitives;

namespace Aso.Portal.Api;

/// <summary>One claim as decided.</summary>
public sealed record Claim
{
    public required string ClaimNumber { get; init; }

    /// <summary><c>approved</c>, <c>denied</c>, <c>voided</c> or <c>replaced</c>.</summary>
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

    /// <summary>Of a denied disability claim: <c>not-covered</c> or <c>elimination-period</c>.</summary>
    public string? Reason { get; init; }

    public bool IsDisability => Line is "std" or "ltd";
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

    /// <summary><c>priced</c> or <c>denied</c>.</summary>
    public string Status { get; init; } = "";

    public Money Allowed { get; init; }

    public Money Paid { get; init; }

    /// <summary>Group and reason code to amount; billed = paid + their sum.</summary>
    public IReadOnlyDictionary<string, Money> Adjustments { get; init; } = new Dictionary<string, Money>();

    public bool IsDenied => Status == "denied";
}
