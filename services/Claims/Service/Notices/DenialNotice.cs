using System.ComponentModel;
using Aso.Claims.Domain;
using Aso.Claims.Domain.Review;
using Aso.Claims.Store;
using Aso.Primitives;

namespace Aso.Claims.Notices;

/// <summary>What a claimant must be told of a denial (29 CFR 2560.503-1 (g)): why, on which provision, what is missing, and what can be done.</summary>
internal sealed record DenialNotice
{
    public required string Plan { get; init; }

    public required string ClaimNumber { get; init; }

    public required string MemberId { get; init; }

    public required DateOnly DecidedOn { get; init; }

    public required IReadOnlyList<Denial> Denials { get; init; }

    public required Rights Appeal { get; init; }

    internal sealed record Denial
    {
        [Description("The line's number from 1; null for the claim as a whole.")]
        public int? LineNumber { get; init; }

        public required DateOnly ServiceDate { get; init; }

        public string? Procedure { get; init; }

        public Money? Charged { get; init; }

        [Description("Claim adjustment group and reason (X12 835), as PR-27; null of a disability claim.")]
        public string? Code { get; init; }

        public required string Reason { get; init; }

        [Description("The provision of the plan on which the denial rests.")]
        public required string Provision { get; init; }

        [Description("What can be sent to have the claim decided otherwise, and why; null where nothing would.")]
        public string? Needed { get; init; }
    }

    /// <param name="Until">The last day on which an appeal can be filed.</param>
    internal sealed record Rights(
        DateOnly Until, IReadOnlyList<string> Words,
        [property: Description("Where an appeal is filed, by POST.")] string Address);

    /// <returns>Null where nothing of the claim is denied.</returns>
    public static DenialNotice? Of(string plan, ClaimRow row, StoredDecision stored, ClaimFacts facts)
    {
        var reasons = Storing.ToTrace(stored).Where(step => step.Rule is Rule.Denied or Rule.DisabilityDenied)
            .ToDictionary(step => (int)step.Line, step => TraceWords.Of(step, facts));
        List<Denial> denials = [.. (stored.Lines ?? []).Index()
            .Where(line => line.Item.Result is not null && Storing.ToDecision(line.Item).IsDenied)
            .Select(line => OfLine(facts, line.Index, line.Item, reasons))];
        if (Storing.ToDecision(stored.Disability) is { Denial: not DisabilityDenial.None } disability)
        {
            denials.Add(new()
            {
                ServiceDate = stored.Disability!.From,
                Reason = reasons.GetValueOrDefault(0, ""),
                Provision = PlanProvisions.Of(facts, disability),
            });
        }

        return denials.Count == 0 ? null : new()
        {
            Plan = plan,
            ClaimNumber = row.ClaimNumber,
            MemberId = row.MemberId,
            DecidedOn = row.AdjudicatedOn,
            Denials = denials,
            Appeal = RightsOf(row),
        };
    }

    private static Denial OfLine(ClaimFacts facts, int index, StoredLine line, Dictionary<int, string> reasons)
    {
        var decision = Storing.ToDecision(line);
        return new()
        {
            LineNumber = index + 1,
            ServiceDate = line.ServiceDate,
            Procedure = line.Procedure,
            Charged = decision.Billed,
            Code = AdjustmentCodes.Of(decision.Denial),
            Reason = reasons.GetValueOrDefault(index + 1, ""),
            Provision = PlanProvisions.Of(facts, index, decision),
            Needed = PlanProvisions.NeededFor(decision.Denial),
        };
    }

    private static Rights RightsOf(ClaimRow row)
    {
        var until = AppealFiling.LastDay(row.AdjudicatedOn);
        var decideDays = ClockTerms.Of(ClockTerms.KindOf(row.Line), ClockStage.Appeal).Decide.Days;
        return new(until,
        [
            $"You may appeal this decision in writing until {Sayings.Date(until)}, {ClockTerms.AppealDays} days from the decision, and send comments, records and other information with it. Somebody who had no part in the first decision reviews it anew.",
            "On request and free of charge you get all documents, records and other information that bear on your claim, and any internal rule, guideline or clinical judgment on which the decision relied.",
            $"An appeal is decided within {decideDays} days of its receipt. If it is denied, a health claim that turns on medical judgment can be taken to an independent external review.",
            "After the appeals you have the right to bring a civil action under section 502(a) of the Employee Retirement Income Security Act (ERISA).",
        ],
        $"/v1/employers/{row.EmployerId}/claims/{Uri.EscapeDataString(row.ClaimNumber)}/appeals");
    }
}
