using System.ComponentModel;
using Aso.Claims.Domain;
using Aso.Claims.Domain.Review;
using Aso.Claims.Store;
using Aso.Primitives;

namespace Aso.Claims.Features;

/// <summary>A claim's decision as the member reads it.</summary>
/// <remarks>A denial names its reason, the rule of the plan and how to appeal (29 CFR 2560.503-1 (g)).</remarks>
internal sealed record ExplanationOfBenefits
{
    public required string Notice { get; init; }

    public required string Plan { get; init; }

    public required string ClaimNumber { get; init; }

    public required ClaimStatus Status { get; init; }

    public required string MemberId { get; init; }

    public required BenefitLine Line { get; init; }

    public string? ProviderNpi { get; init; }

    public required DateOnly DecidedOn { get; init; }

    public required Share Total { get; init; }

    public required IReadOnlyList<ExplainedLine> Lines { get; init; }

    [Description("Of a disability claim: how the benefit was found.")]
    public required IReadOnlyList<string> Benefit { get; init; }

    [Description("What the member has used of its limits, this claim included, as of the decision.")]
    public required IReadOnlyList<LimitUse> Limits { get; init; }

    [Description("Set where something was denied.")]
    public AppealRight? Appeal { get; init; }

    /// <summary>Who bears what of the charge: charged = discount + planPays + otherPayer + youOwe + notPayable.</summary>
    internal sealed record Share
    {
        public required Money Charged { get; init; }

        [Description("What the network's provider writes off.")]
        public required Money Discount { get; init; }

        public required Money PlanPays { get; init; }

        [Description("What another payer's payment covers.")]
        public required Money OtherPayer { get; init; }

        public required Money YouOwe { get; init; }

        [Description("Denied, and not yours to pay.")]
        public required Money NotPayable { get; init; }
    }

    internal sealed record ExplainedLine(int LineNumber, DateOnly ServiceDate, string Procedure, string? Service, Share Share, IReadOnlyList<string> Explanation);

    internal sealed record LimitUse(string PlanCode, DateOnly PlanYearStart, NetworkSide Network, string Limit, Money Used, Money Of);

    internal sealed record AppealRight(DateOnly Until, string How);

    /// <param name="facts">Those of the decision; null for a void.</param>
    public static ExplanationOfBenefits Of(string employer, ClaimRow row, StoredDecision stored, ClaimFacts? facts)
    {
        var steps = facts is null ? [] : Storing.ToTrace(stored).Select(step => (step.Line, Text: TraceWords.Of(step, facts))).ToList();
        var decisions = (stored.Lines ?? []).Where(line => line.Result is not null).Select(Storing.ToDecision).ToList();
        return new()
        {
            Notice = "This is not a bill. Your provider may bill you what you owe.",
            Plan = employer,
            ClaimNumber = row.ClaimNumber,
            Status = row.Status,
            MemberId = row.MemberId,
            Line = row.Line,
            ProviderNpi = row.ProviderNpi,
            DecidedOn = row.AdjudicatedOn,
            Total = TotalOf(row, decisions),
            Lines = [.. decisions.Select((line, index) => Explain(index + 1, stored.Lines![index], line, steps))],
            Benefit = [.. steps.Where(step => step.Line == 0).Select(step => step.Text)],
            Limits = facts is null ? [] : LimitsAfter(facts, stored, decisions),
            Appeal = decisions.Exists(line => line.IsDenied) || Storing.ToDecision(stored.Disability) is { Denial: not DisabilityDenial.None }
                ? new(AppealFiling.LastDay(row.AdjudicatedOn), $"You may appeal in writing within {ClockTerms.AppealDays} days, and ask free of charge for all that the decision is based on.")
                : null,
        };
    }

    private static ExplainedLine Explain(int number, StoredLine stored, LineDecision line, List<(short Line, string Text)> steps) => new(
        number, stored.ServiceDate, stored.Procedure, stored.Service, ShareOf(line),
        [.. steps.Where(step => step.Line == number).Select(step => step.Text)]);

    private static Share ShareOf(LineDecision line) => new()
    {
        Charged = line.Billed,
        Discount = line.Side == NetworkSide.In ? line.NotAllowed : Money.Zero,
        PlanPays = line.Paid,
        OtherPayer = line.OtherPayer,
        YouOwe = line.MemberOwes,
        NotPayable = line.IsDenied ? line.Billed - line.MemberOwes : Money.Zero,
    };

    private static Share TotalOf(ClaimRow row, List<LineDecision> lines)
    {
        var shares = lines.ConvertAll(ShareOf);
        return new()
        {
            Charged = row.Billed,
            Discount = shares.Sum(share => share.Discount),
            PlanPays = row.Paid,
            OtherPayer = shares.Sum(share => share.OtherPayer),
            YouOwe = row.MemberOwes,
            NotPayable = shares.Sum(share => share.NotPayable),
        };
    }

    private static List<LimitUse> LimitsAfter(ClaimFacts facts, StoredDecision stored, List<LineDecision> decisions)
    {
        var uses = new List<LimitUse>();
        if (decisions.Count == 0)
        {
            return uses;
        }

        var side = decisions[0].Side;
        foreach (var moved in stored.Movements ?? [])
        {
            if (Array.Find(facts.Member!.Coverages, span => span.Plan.Code == moved.Plan)?.Plan is HealthPlan plan)
            {
                var before = Array.Find(facts.Usage, used => used.PlanCode == moved.Plan && used.PlanYearStart == moved.PlanYearStart).Member;
                var after = before + Storing.ToUsage(moved.Added);
                Add("deductible", after.On(side).Deductible, plan.Deductible(side)?.Individual);
                Add("out-of-pocket maximum", after.On(side).OutOfPocket, plan.OutOfPocket(side)?.Individual);
                Add("annual maximum", after.Benefits, plan.AnnualMaximum);
            }

            void Add(string limit, Money used, Money? of)
            {
                if (of is { } amount)
                {
                    uses.Add(new(moved.Plan, moved.PlanYearStart, side, limit, used, amount));
                }
            }
        }

        return uses;
    }
}
