using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>The decision on one claim.</summary>
public sealed record Adjudication
{
    /// <summary>False where every line is denied, or the disability claim is.</summary>
    public required bool Approved { get; init; }

    public Money Billed { get; init; }

    public Money Allowed { get; init; }

    public Money Paid { get; init; }

    /// <summary>Σ of the patient-responsibility (PR) adjustments, of denied lines too.</summary>
    public Money MemberOwes { get; init; }

    /// <summary>One for each line of the claim, in its order.</summary>
    public LineDecision[] Lines { get; init; } = [];

    /// <summary>Set on disability claims only.</summary>
    public DisabilityDecision? Disability { get; init; }

    /// <summary>At most one for each plan and plan year; none is zero.</summary>
    public PlanYearMovement[] Movements { get; init; } = [];

    /// <summary>At most one for each service; none is zero.</summary>
    public LifetimeMovement[] LifetimeMovements { get; init; } = [];

    /// <summary>The rules applied, in order: line by line, within a line as in the rule book.</summary>
    public TraceStep[] Trace { get; init; } = [];
}

/// <summary>Why a line is denied, by the check that hit first. Numbers are stored: append, never renumber.</summary>
public enum LineDenial : byte
{
    None = 0,
    NotAMember = 1,
    CoverageEnded = 2,
    CoverageNotStarted = 3,
    FiledTooLate = 4,
    Duplicate = 5,
    OtherPayerFirst = 6,
    NotCovered = 7,
    NotCoveredOutOfNetwork = 8,
    WaitingPeriod = 9,
    NoAuthorization = 10,
    VisitsUsedUp = 11,

    // By a reviewer, where no check hit.
    NotMedicallyNecessary = 20,
    LacksInformation = 21,
    NotCoveredUnderPlan = 22,
    Experimental = 23,
    NotDocumented = 24,
    WorkRelated = 25,
}

/// <summary>The decision on one line: either denied, with everything zero, or priced.</summary>
/// <remarks>billed = paid + write-off or balance bill + copay + deductible + coinsurance + both excesses + other payer, always.</remarks>
public readonly record struct LineDecision
{
    /// <summary><see cref="LineDenial.None"/> where the line is priced.</summary>
    public LineDenial Denial { get; init; }

    public NetworkSide Side { get; init; }

    /// <summary>The service in the plan's order; -1 where none was found or looked for.</summary>
    public short ServiceIndex { get; init; }

    /// <summary>The member's coverage, in the order of the facts, whose plan decided; -1 where there is none.</summary>
    public short CoverageIndex { get; init; }

    public Money Billed { get; init; }

    public Money Allowed { get; init; }

    public Money Paid { get; init; }

    /// <summary>Billed less allowed: written off in network (CO-45), the member's out of network (PR-45).</summary>
    public Money NotAllowed => IsDenied ? Money.Zero : Billed - Allowed;

    public Money Copay { get; init; }

    public Money Deductible { get; init; }

    public Money Coinsurance { get; init; }

    /// <summary>Benefit above the annual maximum, now the member's.</summary>
    public Money AboveAnnualMaximum { get; init; }

    /// <summary>Benefit above the service's lifetime maximum, now the member's.</summary>
    public Money AboveLifetimeMaximum { get; init; }

    /// <summary>What the other payer's payment saves plan and member.</summary>
    public Money OtherPayer { get; init; }

    public bool IsDenied => Denial != LineDenial.None;

    /// <summary>What of the allowed amount is the member's.</summary>
    public Money MemberShare => Copay + Deductible + Coinsurance + AboveAnnualMaximum + AboveLifetimeMaximum;

    /// <summary>Σ of the PR adjustments.</summary>
    public Money MemberOwes => IsDenied
        ? AdjustmentCodes.IsMembers(Denial) ? Billed : Money.Zero
        : MemberShare + (Side == NetworkSide.Out ? NotAllowed : Money.Zero);
}

/// <summary>Why a disability claim is denied. Numbers are stored.</summary>
public enum DisabilityDenial : byte
{
    None = 0,
    NotCovered = 1,

    /// <summary>No day is left to pay after the elimination period.</summary>
    EliminationPeriod = 2,

    // By a reviewer.
    NotDisabled = 20,
    LacksInformation = 21,
    NotCoveredUnderPlan = 22,
    WorkRelated = 23,
}

/// <summary>The decision on a disability claim.</summary>
/// <param name="Benefit">The weekly (short-term) or net monthly (long-term) benefit; zero where denied.</param>
public sealed record DisabilityDecision(DisabilityDenial Denial, int Days, Money Benefit);
