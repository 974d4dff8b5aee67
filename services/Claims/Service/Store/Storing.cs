using Aso.Claims.Domain;
using Aso.Claims.Domain.Review;
using Aso.Primitives;

namespace Aso.Claims.Store;

/// <summary>From the domain's words to the stored ones and back.</summary>
internal static class Storing
{
    private const int NumbersPerStep = 5;

    /// <summary>A decided claim.</summary>
    /// <param name="revisionOf">The revision of each plan that the facts name.</param>
    public static StoredDecision ToStored(ClaimFacts facts, Adjudication decision, Func<Plan, int> revisionOf)
    {
        var submitted = ToStored(facts.Claim);
        return submitted with
        {
            Lines = submitted.Lines?.Zip(decision.Lines, (line, result) => line with { Service = ServiceName(facts, result), Result = ToNumbers(result) }).ToArray(),
            Disability = submitted.Disability is { } period && decision.Disability is { } paid
                ? period with { Result = [(long)paid.Denial, paid.Days, paid.Benefit.Cents] }
                : null,
            Facts = ToStored(facts, revisionOf),
            Movements = OrNull(decision.Movements.Select(moved => new StoredMovement(moved.PlanCode, moved.PlanYearStart, ToNumbers(moved.Added)))),
            LifetimeMovements = OrNull(decision.LifetimeMovements.Select(moved => new StoredLifetime(moved.PlanCode, moved.Service, moved.Added.Cents))),
            Trace = OrNull(decision.Trace.SelectMany(step => new[] { step.Line, (long)step.Rule, step.Of, step.Limit, step.Result })),
        };
    }

    /// <summary>What was submitted, alone: two submissions are the same where this is.</summary>
    public static StoredDecision ToStored(Claim claim) => new()
    {
        Authorization = claim.Authorization,
        Diagnoses = OrNull(claim.Diagnoses),
        Lines = OrNull(claim.Lines.Select(line => new StoredLine
        {
            Procedure = line.Procedure,
            Modifiers = line.Modifiers.Length == 0 ? null : line.Modifiers,
            Areas = line.Areas,
            ServiceDate = line.ServiceDate,
            Units = line.Units.Thousandths,
            Billed = line.Billed.Cents,
            OtherPayerPaid = line.OtherPayerPaid?.Cents,
        })),
        Disability = claim.Disability is { } period ? new(period.Cause, period.From, period.CertifiedThrough, period.MonthlyOffsets.Cents, null) : null,
    };

    /// <summary>The claim as it was submitted.</summary>
    public static Claim ToClaim(ClaimRow row, StoredDecision stored) => new()
    {
        Number = row.ClaimNumber,
        Line = row.Line,
        Frequency = row.Frequency,
        Original = row.Original,
        MemberId = row.MemberId,
        ProviderNpi = row.ProviderNpi,
        Authorization = stored.Authorization,
        Diagnoses = stored.Diagnoses ?? [],
        Lines = [.. (stored.Lines ?? []).Select(line => new ClaimLine
        {
            Procedure = line.Procedure,
            Modifiers = line.Modifiers ?? "",
            Areas = line.Areas,
            ServiceDate = line.ServiceDate,
            Units = new(line.Units),
            Billed = new(line.Billed),
            OtherPayerPaid = line.OtherPayerPaid is { } paid ? new Money(paid) : null,
        })],
        Disability = stored.Disability is { } period ? new(period.Cause, period.From, period.CertifiedThrough, new(period.MonthlyOffsets)) : null,
    };

    /// <summary>The facts of the decision, to decide again or to put the trace in words.</summary>
    /// <param name="planOf">The plan of that code and revision.</param>
    public static ClaimFacts ToFacts(ClaimRow row, StoredDecision stored, Func<string, int, Plan> planOf)
    {
        var facts = stored.Facts ?? throw new InvalidOperationException("A void has no facts.");
        return new()
        {
            Claim = ToClaim(row, stored),
            ReceivedOn = row.ReceivedOn,
            PlanYear = new(facts.PlanYearStart),
            ProviderInNetwork = facts.ProviderInNetwork,
            Member = facts.Member is { } member ? ToMember(member, planOf) : null,
            EarlierLines = facts.EarlierLines ?? [],
            Visits = facts.Visits ?? [],
            Usage = [.. (facts.Usage ?? []).Select(used => new UsageFact(used.Plan, used.PlanYearStart, ToUsage(used.Member), ToUsage(used.Family)))],
            LifetimeUsage = [.. (facts.LifetimeUsage ?? []).Select(used => new LifetimeFact(used.Plan, used.Service, new(used.Amount)))],
            Ruling = ToRuling(stored),
        };
    }

    public static IEnumerable<TraceStep> ToTrace(StoredDecision stored) =>
        (stored.Trace ?? []).Chunk(NumbersPerStep).Select(step => new TraceStep((short)step[0], (Rule)step[1], step[2], step[3], step[4]));

    public static LineDecision ToDecision(StoredLine line)
    {
        var numbers = line.Result ?? throw new InvalidOperationException("The line is not decided.");
        var head = new LineDecision
        {
            Denial = (LineDenial)numbers[0],
            Side = (NetworkSide)numbers[1],
            CoverageIndex = (short)numbers[2],
            ServiceIndex = (short)numbers[3],
            Billed = new(line.Billed),
        };
        return head.IsDenied ? head : head with
        {
            Allowed = new(numbers[4]),
            Paid = new(numbers[5]),
            Copay = new(numbers[6]),
            Deductible = new(numbers[7]),
            Coinsurance = new(numbers[8]),
            AboveAnnualMaximum = new(numbers[9]),
            AboveLifetimeMaximum = new(numbers[10]),
            OtherPayer = new(numbers[11]),
        };
    }

    /// <summary>What a reviewer ruled; null where the plan decided alone.</summary>
    public static Ruling? ToRuling(StoredDecision stored) => stored.Facts?.Ruling is not { } ruling ? null : new(
    [
        .. ruling.Select(ruled => new LineRuling(ruled.Line, ruled.Denial == 0 ? null : (ReviewDenial)ruled.Denial, (Waiver)ruled.Waived)),
    ]);

    /// <summary>The numbers, from 1, of the lines that were denied.</summary>
    public static IReadOnlyList<int> DeniedLines(this StoredDecision stored) =>
        [.. (stored.Lines ?? []).Index().Where(line => line.Item.Result is not null && ToDecision(line.Item).IsDenied).Select(line => line.Index + 1)];

    public static DisabilityDecision? ToDecision(StoredDisability? disability) =>
        disability?.Result is { } numbers ? new((DisabilityDenial)numbers[0], (int)numbers[1], new(numbers[2])) : null;

    public static PlanYearUsage ToUsage(long[] numbers) =>
        new(new(new(numbers[0]), new(numbers[1])), new(new(numbers[2]), new(numbers[3])), new(numbers[4]));

    private static StoredFacts ToStored(ClaimFacts facts, Func<Plan, int> revisionOf) => new()
    {
        PlanYearStart = facts.PlanYear.FirstStart,
        ProviderInNetwork = facts.ProviderInNetwork,
        Member = facts.Member is { } member
            ? new(member.BirthDate, member.WeeklyEarnings?.Cents, member.OtherCoveragePrimary,
                [.. member.Coverages.Select(span => new StoredCoverage(span.Plan.Code, revisionOf(span.Plan), span.Dates.From, span.Dates.To))])
            : null,
        EarlierLines = OrNull(facts.EarlierLines),
        Visits = OrNull(facts.Visits),
        Usage = OrNull(facts.Usage.Select(used => new StoredUsage(used.PlanCode, used.PlanYearStart, ToNumbers(used.Member), ToNumbers(used.Family)))),
        LifetimeUsage = OrNull(facts.LifetimeUsage.Select(used => new StoredLifetime(used.PlanCode, used.Service, used.Used.Cents))),
        Ruling = OrNull((facts.Ruling?.Lines ?? []).Select(ruled => new StoredRuling(ruled.Line, (int)(ruled.Denial ?? 0), (int)ruled.Waived))),
    };


    private static Member ToMember(StoredMember member, Func<string, int, Plan> planOf) => new()
    {
        BirthDate = member.BirthDate,
        WeeklyEarnings = member.WeeklyEarnings is { } cents ? new Money(cents) : null,
        OtherCoveragePrimary = member.OtherCoveragePrimary,
        Coverages = [.. member.Coverages.Select(span => new Coverage(planOf(span.Plan, span.Revision), new(span.From, span.To)))],
    };

    /// <summary>The name of the service that matched; null where none did.</summary>
    public static string? ServiceName(ClaimFacts facts, in LineDecision line) =>
        line.ServiceIndex < 0 ? null : ((HealthPlan)facts.Member!.Coverages[line.CoverageIndex].Plan).Services[line.ServiceIndex].Name;

    private static long[] ToNumbers(in LineDecision line) => line.IsDenied
        ? [(long)line.Denial, (long)line.Side, line.CoverageIndex, line.ServiceIndex]
        :
        [
            (long)line.Denial, (long)line.Side, line.CoverageIndex, line.ServiceIndex,
            line.Allowed.Cents, line.Paid.Cents, line.Copay.Cents, line.Deductible.Cents, line.Coinsurance.Cents,
            line.AboveAnnualMaximum.Cents, line.AboveLifetimeMaximum.Cents, line.OtherPayer.Cents,
        ];

    private static long[] ToNumbers(PlanYearUsage usage) =>
        [usage.In.Deductible.Cents, usage.In.OutOfPocket.Cents, usage.Out.Deductible.Cents, usage.Out.OutOfPocket.Cents, usage.Benefits.Cents];

    private static T[]? OrNull<T>(IEnumerable<T> items) => items.ToArray() is { Length: > 0 } some ? some : null;
}
