using Aso.Primitives;

namespace Aso.Enrollment.Domain;

/// <summary>The rules that hold for a member's spans, however they were submitted.</summary>
internal static class CoverageRules
{
    /// <summary>A span as far as it can be read.</summary>
    /// <param name="Field">Where it stands in what was submitted.</param>
    /// <param name="Plan">Null where unknown.</param>
    /// <param name="HasTier">Whether something was given as tier, even where it cannot be read.</param>
    public sealed record Span(string Field, OfferedPlan? Plan, Tier? Tier, bool HasTier, DateOnly? From, DateOnly? To)
    {
        public static Span Of(string field, Coverage coverage) => new(
            field, new(coverage.PlanCode, coverage.Line), coverage.Tier, coverage.Tier is not null, coverage.Dates.From, coverage.Dates.To);

        /// <summary>Null where a date is missing or the span ends before it starts.</summary>
        public DateSpan? Dates => From is { } from && new DateSpan(from, To) is { IsValid: true } dates ? dates : null;

        public Coverage ToCoverage() => new(Plan!.Code, Plan.Line, Tier, new(From!.Value, To));
    }

    /// <summary>What of the member the rules of its spans depend on.</summary>
    public readonly record struct Holder(Relationship Relationship, bool HasEarnings);

    public static List<Span> Read(Form form, IReadOnlyList<CoverageDraft?>? drafts, Offer offer)
    {
        if (!form.Has(drafts, "coverages", "Give the spans of coverage; an empty list means none."))
        {
            return [];
        }

        return [.. drafts.Select((draft, index) => ReadOne(form, Form.Indexed("coverages", index), draft ?? new CoverageDraft(), offer))];
    }

    public static void Check(Form form, IReadOnlyList<Span> spans, Holder holder, Offer offer)
    {
        foreach (var span in spans)
        {
            CheckDates(form.At(span.Field), span);
            CheckTier(form.At(span.Field), span, holder, offer);
        }

        CheckOverlaps(form, spans);
        CheckDisability(form, spans, holder, offer);
    }

    private static Span ReadOne(Form form, string field, CoverageDraft draft, Offer offer)
    {
        var at = form.At(field);
        var plan = offer.Find(draft.Plan);
        if (plan is null)
        {
            at.Object(draft.Plan is null ? "required" : "plan-unknown", "plan", "Name a plan of this employer by its code; define the plan first.");
        }

        var tier = draft.Tier is null ? null : at.Choice("tier", draft.Tier, Words.Tiers);
        var from = at.OptionalDate("from", draft.From);
        if (draft.From is null)
        {
            at.Object("required", "from", "Give the first day of coverage as YYYY-MM-DD.");
        }

        return new(field, plan, tier, draft.Tier is not null, from, at.OptionalDate("to", draft.To));
    }

    private static void CheckDates(Form form, Span span)
    {
        if (span is { From: { } from, To: { } to } && to < from)
        {
            form.Object("span-ends-before-start", "to", "Give a last day on or after from, or leave it out for an open span.");
        }
    }

    private static void CheckTier(Form form, Span span, Holder holder, Offer offer)
    {
        if (span.Plan is null)
        {
            return;
        }

        var isEmployees = holder.Relationship == Relationship.Employee;
        if (isEmployees && span.Plan.Line is BenefitLine.Medical or BenefitLine.Dental && !span.HasTier)
        {
            form.Object("tier-required", "tier", $"Give one of: {string.Join(", ", Words.Tiers.Keys)}.");
        }

        // Elsewhere a tier may be named: an employee's decides where no medical plan does, a dependant's says nothing.
        if (isEmployees && span.Tier is { } tier && DecidesEnrolledTier(span.Plan, offer))
        {
            CheckTables(form, tier, offer);
        }
    }

    // As Roster.EnrolledTier: enrollment is counted on the medical spans where the employer has a medical plan, else on any.
    private static bool DecidesEnrolledTier(OfferedPlan plan, Offer offer) => plan.Line == BenefitLine.Medical || !offer.HasMedicalPlan;

    private static void CheckTables(Form form, Tier tier, Offer offer)
    {
        foreach (var (table, amounts) in offer.TierTables)
        {
            if (amounts.Named(tier) is null)
            {
                form.Object("tier-without-amount", "tier", $"The employer's {table} names no amount for {Words.For(Words.Tiers, tier)}: use a tier that it names.");
            }
        }
    }

    private static void CheckOverlaps(Form form, IReadOnlyList<Span> spans)
    {
        for (var later = 1; later < spans.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                if (spans[earlier] is { Plan: { } plan, Dates: { } dates } && spans[later] is { Plan: { } other, Dates: { } otherDates }
                    && plan.Line == other.Line && dates.Overlaps(otherDates))
                {
                    form.Object("spans-overlap", $"{spans[later].Field}.from", $"Two spans of one line may not share a day: see {spans[earlier].Field}.");
                }
            }
        }
    }

    private static void CheckDisability(Form form, IReadOnlyList<Span> spans, Holder holder, Offer offer)
    {
        var disability = spans.Where(span => span.Plan?.Line is BenefitLine.Std or BenefitLine.Ltd).ToList();
        if (disability.Count == 0)
        {
            return;
        }

        if (holder.Relationship != Relationship.Employee)
        {
            foreach (var span in disability)
            {
                form.Object("coverage-for-employees-only", $"{span.Field}.plan", "Disability coverage replaces an employee's earnings: leave it out for a dependant.");
            }

            return;
        }

        if (!holder.HasEarnings)
        {
            form.Object("required", "weeklyEarnings", "Disability coverage pays by earnings: give the weekly earnings.");
        }

        if (!offer.HasMedicalPlan && spans.All(span => span is { HasTier: false, Plan.Line: BenefitLine.Std or BenefitLine.Ltd }))
        {
            // Without any tier such an employee counts as enrolled in the tier employee.
            CheckTables(form.At(disability[0].Field), Tier.Employee, offer);
        }
    }
}
