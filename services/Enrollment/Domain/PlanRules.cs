using Aso.Primitives;

namespace Aso.Enrollment.Domain;

/// <summary>What makes a plan complete and consistent.</summary>
public static class PlanRules
{
    private const int MostDays = 3650;

    private const int MostWeeks = 520;

    /// <summary>The plan, or every objection to it at once.</summary>
    /// <param name="codesInUse">The codes of the employer's other plans.</param>
    public static Checked<Plan> Check(PlanDraft draft, IReadOnlySet<string> codesInUse)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(codesInUse);
        var form = new Form();
        var code = form.Identifier("code", draft.Code);
        if (codesInUse.Contains(code))
        {
            form.Object("plan-code-taken", "code", "Give a code that no other plan of this employer has.");
        }

        var line = form.Choice("line", draft.Line, Words.Lines);
        PlanTerms? terms = line switch
        {
            BenefitLine.Medical or BenefitLine.Dental => Health(form, draft),
            BenefitLine.Std => ShortTermDisability(form, draft),
            BenefitLine.Ltd => LongTermDisability(form, draft),
            _ => null,
        };
        return Checked<Plan>.From(form, () => new(code, line!.Value, terms!));
    }

    private static PlanTerms.Health Health(Form form, PlanDraft draft)
    {
        const string because = "A medical or dental plan does not pay by earnings.";
        form.NotApplicable(draft.Percent, "percent", because);
        form.NotApplicable(draft.Minimum, "minimum", because);
        form.NotApplicable(draft.Maximum, "maximum", because);
        form.NotApplicable(draft.EliminationDays, "eliminationDays", because);
        form.NotApplicable(draft.MaxWeeks, "maxWeeks", because);

        form.Has(draft.Pricing, "pricing", "Give pricing with otherwisePercentOfBilled.");
        var pricing = form.At("pricing");
        var services = ServiceRules.Read(form, draft);
        if (draft.Pricing is { PercentOfBilledOutOfNetwork: null } && services.Any(service => service.Out is not null))
        {
            pricing.Object("required", "percentOfBilledOutOfNetwork", "A service has out-of-network terms: give the percent of billed that is allowed there.");
        }

        return new(
            form.Whole("timelyFilingDays", draft.TimelyFilingDays, 0, MostDays),
            form.Choice("coordination", draft.Coordination, Words.Coordinations) ?? Coordination.Standard,
            FeeSchedule(pricing, draft.Pricing?.FeeSchedule),
            draft.Pricing is null ? Rate.Zero : pricing.Percent("otherwisePercentOfBilled", draft.Pricing.OtherwisePercentOfBilled),
            pricing.OptionalPercent("percentOfBilledOutOfNetwork", draft.Pricing?.PercentOfBilledOutOfNetwork),
            SidesOf(form.At("deductible"), draft.Deductible),
            SidesOf(form.At("outOfPocket"), draft.OutOfPocket),
            form.OptionalAmount("annualMaximum", draft.AnnualMaximum),
            services);
    }

    private static Dictionary<string, Money> FeeSchedule(Form pricing, IReadOnlyDictionary<string, string?>? given)
    {
        var fees = new Dictionary<string, Money>(StringComparer.Ordinal);
        var schedule = pricing.At("feeSchedule");
        foreach (var (procedure, fee) in given ?? new Dictionary<string, string?>())
        {
            if (!ServiceRules.IsProcedureCode(procedure))
            {
                schedule.Object("procedure-malformed", "", "Name every fee by a procedure code of 1 to 20 letters and digits.");
                continue;
            }

            fees[procedure] = schedule.Amount(procedure, fee);
        }

        return fees;
    }

    private static Sides SidesOf(Form form, SidesDraft? draft) =>
        draft is null ? Sides.None : new(LimitsOf(form.At("in"), draft.In), LimitsOf(form.At("out"), draft.Out));

    private static Limits? LimitsOf(Form form, LimitsDraft? draft)
    {
        if (draft is null)
        {
            return null;
        }

        form.AtLeast("family-below-individual", ("family", draft.Family), ("individual", draft.Individual));
        return new(form.Amount("individual", draft.Individual), form.Amount("family", draft.Family));
    }

    private static PlanTerms.ShortTermDisability ShortTermDisability(Form form, PlanDraft draft)
    {
        NoHealthTerms(form, draft);
        var days = draft.EliminationDays;
        if (form.Has(days, "eliminationDays", "Give the days by cause: {\"accident\": 0, \"sickness\": 7}.") && days.ForEveryCause is not null)
        {
            form.Object("elimination-days-by-cause", "eliminationDays", "Give the days by cause: {\"accident\": 0, \"sickness\": 7}.");
        }

        var byCause = days is { ForEveryCause: null };
        var causes = form.At("eliminationDays");
        return new(
            form.Percent("percent", draft.Percent),
            form.Amount("minimum", draft.Minimum),
            MaximumOf(form, draft),
            byCause ? causes.Whole("accident", days!.Accident, 0, MostDays) : 0,
            byCause ? causes.Whole("sickness", days!.Sickness, 0, MostDays) : 0,
            form.Whole("maxWeeks", draft.MaxWeeks, 1, MostWeeks));
    }

    private static PlanTerms.LongTermDisability LongTermDisability(Form form, PlanDraft draft)
    {
        NoHealthTerms(form, draft);
        form.NotApplicable(draft.MaxWeeks, "maxWeeks", "A long-term disability plan is not limited in weeks.");
        var days = draft.EliminationDays;
        if (days is { ForEveryCause: null })
        {
            form.Object("elimination-days-not-by-cause", "eliminationDays", "Give one number of days for every cause.");
        }

        return new(
            form.Percent("percent", draft.Percent),
            form.Amount("minimum", draft.Minimum),
            MaximumOf(form, draft),
            days is { ForEveryCause: null } ? 0 : form.Whole("eliminationDays", days?.ForEveryCause, 0, MostDays));
    }

    private static Money MaximumOf(Form form, PlanDraft draft)
    {
        form.AtLeast("maximum-below-minimum", ("maximum", draft.Maximum), ("minimum", draft.Minimum));
        return form.Amount("maximum", draft.Maximum);
    }

    private static void NoHealthTerms(Form form, PlanDraft draft)
    {
        const string because = "A disability plan pays by earnings, not by service.";
        form.NotApplicable(draft.TimelyFilingDays, "timelyFilingDays", because);
        form.NotApplicable(draft.Coordination, "coordination", because);
        form.NotApplicable(draft.Pricing, "pricing", because);
        form.NotApplicable(draft.Deductible, "deductible", because);
        form.NotApplicable(draft.OutOfPocket, "outOfPocket", because);
        form.NotApplicable(draft.AnnualMaximum, "annualMaximum", because);
        form.NotApplicable(draft.Services, "services", because);
    }
}
