using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>On which provision of the plan a denial rests, and what would be needed to decide otherwise (29 CFR 2560.503-1 (g)(1)(ii), (iii)).</summary>
public static class PlanProvisions
{
    /// <summary>The provision that denied a line, in words with its terms.</summary>
    /// <param name="facts">Those of the decision.</param>
    /// <param name="index">Of the line, from 0.</param>
    public static string Of(ClaimFacts facts, int index, in LineDecision line)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (PlanOf(facts, facts.Claim.Lines[index].ServiceDate) is not { } plan)
        {
            return $"Eligibility: the {Name(facts.Claim.Line)} plan pays for members on the dates on which they are covered{Covered(facts)}.";
        }

        var service = plan.FindService(facts.Claim.Lines[index].Procedure) is >= 0 and var found ? plan.Services[found] : null;
        return $"Plan {plan.Code}, " + line.Denial switch
        {
            LineDenial.FiledTooLate => $"timely filing: a claim is received within {Sayings.Counted(plan.TimelyFilingDays, "day")} of the service.",
            LineDenial.Duplicate => "claims: a service is paid once.",
            LineDenial.OtherPayerFirst => $"coordination of benefits ({Name(plan.Coordination)}): a payer that is primary pays first, and the plan after what it paid.",
            LineDenial.NotCovered when service is null => $"covered services: no service of the plan lists procedure {facts.Claim.Lines[index].Procedure}.",
            LineDenial.NotCovered => $"exclusions: {service!.Name} is not covered.",
            LineDenial.NotCoveredOutOfNetwork => $"{service!.Name}: covered with providers in network only.",
            LineDenial.WaitingPeriod => $"{service!.Name}: covered from {Sayings.Counted(service.WaitingMonths ?? 0, "month")} after the coverage starts.",
            LineDenial.NoAuthorization => $"{service!.Name}: needs prior authorization.",
            LineDenial.VisitsUsedUp => $"{service!.Name}: {Sayings.Counted(service.VisitLimit ?? 0, "visit")} in a plan year.",
            LineDenial.NotMedicallyNecessary => $"{service?.Name ?? "covered services"}: covered where medically necessary, as a reviewer ruled.",
            LineDenial.Experimental => $"{service?.Name ?? "covered services"}: not covered where experimental or investigational, as a reviewer ruled.",
            LineDenial.WorkRelated => "exclusions: what workers' compensation pays, as a reviewer ruled.",
            _ => $"{service?.Name ?? "covered services"}: as a reviewer ruled.",
        };
    }

    /// <summary>The provision that denied a disability claim.</summary>
    public static string Of(ClaimFacts facts, DisabilityDecision decision)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(decision);
        var line = facts.Claim.Line == BenefitLine.Std ? "short-term disability" : "long-term disability";
        var from = facts.Claim.Disability!.From;
        var plan = (facts.Member?.Coverages ?? []).FirstOrDefault(span => span.Plan.Line == facts.Claim.Line && span.Dates.Contains(from))?.Plan;
        return decision.Denial switch
        {
            DisabilityDenial.NotCovered => $"Eligibility: the {line} plan pays employees who are covered on the first day of disability.",
            DisabilityDenial.EliminationPeriod => $"Plan {plan!.Code}, elimination period: benefits begin after {Sayings.Counted(EliminationDays(plan, facts.Claim.Disability.Cause), "day")} of disability{(plan.Line == BenefitLine.Ltd ? " and end the day before the 65th birthday" : "")}.",
            _ => $"{(plan is null ? "" : $"Plan {plan.Code}, ")}definition of disability: as a reviewer ruled.",
        };
    }

    /// <summary>What the claimant can send to perfect the claim, and why it is needed; null where nothing would change the decision.</summary>
    public static string? NeededFor(LineDenial denial) => denial switch
    {
        LineDenial.NotAMember => "The member's id at this plan as on the card: without it the coverage cannot be found.",
        LineDenial.FiledTooLate => "Proof that the claim was sent in time, such as a clearing house's acknowledgment: the time runs until the plan receives it.",
        LineDenial.Duplicate => "What tells this service from the one paid before, such as a modifier or records of both: alike in everything, they count as one.",
        LineDenial.OtherPayerFirst => "The other payer's explanation of what it paid on each line, or that it paid nothing: the plan pays after it.",
        LineDenial.NotMedicallyNecessary => "Clinical records that show why the service was needed: the reviewer had only those that came.",
        LineDenial.LacksInformation => "The information that was asked for: the decision rests on it.",
        LineDenial.NotDocumented => "The record of the service: what came does not show it.",
        LineDenial.WorkRelated => "The decision of the workers' compensation carrier, if it does not pay: it comes first.",
        LineDenial.NoAuthorization => "The number of the prior authorization, or records that show why it could not be had in time: the plan asks for it before the service.",
        _ => null,
    };

    private static HealthPlan? PlanOf(ClaimFacts facts, DateOnly date) =>
        (facts.Member?.Coverages ?? []).FirstOrDefault(span => span.Plan.Line == facts.Claim.Line && span.Dates.Contains(date))?.Plan as HealthPlan;

    /// <summary>The spans of the claim's line, as they were known: "; plan MED from January 1, 2026 to February 28, 2026".</summary>
    private static string Covered(ClaimFacts facts) => string.Concat((facts.Member?.Coverages ?? [])
        .Where(span => span.Plan.Line == facts.Claim.Line)
        .Select(span => $"; plan {span.Plan.Code} from {Sayings.Date(span.Dates.From)} {(span.Dates.To is { } to ? $"to {Sayings.Date(to)}" : "on")}"));

    private static int EliminationDays(Plan plan, DisabilityCause? cause) =>
        plan is ShortTermDisabilityPlan weekly ? weekly.EliminationDays(cause) : ((LongTermDisabilityPlan)plan).EliminationDays;

    private static string Name(BenefitLine line) => line == BenefitLine.Medical ? "medical" : "dental";

    private static string Name(Coordination coordination) => coordination == Coordination.Standard ? "standard" : "non-duplication";
}
