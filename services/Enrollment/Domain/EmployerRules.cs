using Aso.Primitives;

namespace Aso.Enrollment.Domain;

/// <summary>What makes an employer's terms complete and consistent.</summary>
public static class EmployerRules
{
    private const int LongestName = 200;

    /// <summary>The employer, or every objection to its terms at once.</summary>
    public static Checked<Employer> Check(EmployerDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var form = new Form();
        var name = form.Text("name", draft.Name, LongestName);
        var taxId = TaxId(form, draft.TaxId);
        var arrangement = form.Choice("arrangement", draft.Arrangement, Words.Arrangements);
        var planYearStart = form.Date("planYearStart", draft.PlanYearStart);
        var funding = draft.Funding is null ? null : Funding(form.At("funding"), draft.Funding);
        var fees = draft.Fees is null ? null : Fees(form.At("fees"), draft.Fees);
        var expected = form.OptionalTiers("expectedMonthlyClaims", draft.ExpectedMonthlyClaims);
        var premium = form.OptionalTiers("fullyInsuredPremium", draft.FullyInsuredPremium);
        WhoPays(form, arrangement, draft);
        return Checked<Employer>.From(form, () => new(name, taxId, arrangement!.Value, planYearStart, funding, fees, expected, premium));
    }

    /// <summary>Providers in network: every NPI with a right check digit; one named twice counts once.</summary>
    public static Checked<IReadOnlyList<string>> CheckNetwork(IReadOnlyList<string?>? npis)
    {
        var form = new Form();
        if (form.Has(npis, "npis", "Give the list of NPIs in network; an empty list closes the network."))
        {
            for (var index = 0; index < npis.Count; index++)
            {
                if (!Npi.IsValid(npis[index]))
                {
                    form.Object("npi-invalid", Form.Indexed("npis", index), "Give ten digits whose last is the right check digit.");
                }
            }
        }

        return Checked<IReadOnlyList<string>>.From(form, () => [.. npis!.Select(npi => npi!).Distinct(StringComparer.Ordinal)]);
    }

    private static string TaxId(Form form, string? given)
    {
        var isShaped = given is { Length: 10 } && given[2] == '-'
            && !given.AsSpan(0, 2).ContainsAnyExceptInRange('0', '9') && !given.AsSpan(3).ContainsAnyExceptInRange('0', '9');
        if (!isShaped)
        {
            form.Object(given is null ? "required" : "tax-id-malformed", "taxId", "Give the employer identification number as 12-3456789.");
        }

        return given ?? "";
    }

    // Under fully-insured the insurer's money pays: there is no account to fill and no fee to charge.
    private static void WhoPays(Form form, Arrangement? arrangement, EmployerDraft draft)
    {
        if (arrangement is Arrangement.Aso && draft.Funding is null)
        {
            form.Object("required", "funding", "An employer under aso funds its plan: give funding with its method.");
        }

        if (arrangement is Arrangement.FullyInsured)
        {
            form.NotApplicable(draft.Funding, "funding", "A fully insured employer has no funding terms.");
            form.NotApplicable(draft.Fees, "fees", "A fully insured employer pays a premium and no fees.");
        }
    }

    private static FundingTerms? Funding(Form form, FundingDraft draft)
    {
        var method = form.Choice("method", draft.Method, Words.FundingMethods);
        if (method is { } chosen)
        {
            TermsOfOtherMethods(form, chosen, draft);
        }

        return method switch
        {
            FundingMethod.Prefunded => Prefunded(form, draft),
            FundingMethod.PayAsYouGo when form.Choice("requestWeekday", draft.RequestWeekday, Words.Weekdays) is { } day =>
                new FundingTerms.PayAsYouGo(day),
            FundingMethod.LevelFunded when form.Has(draft.LevelRate, "levelRate", "Give the monthly rate of each tier in use.") =>
                new FundingTerms.LevelFunded(form.OptionalTiers("levelRate", draft.LevelRate)!),
            _ => null,
        };
    }

    private static FundingTerms.Prefunded Prefunded(Form form, FundingDraft draft)
    {
        var minimum = form.Amount("minimumBalance", draft.MinimumBalance);
        var target = form.Amount("targetBalance", draft.TargetBalance);
        form.AtLeast("target-below-minimum", ("targetBalance", draft.TargetBalance), ("minimumBalance", draft.MinimumBalance));
        return new(minimum, target);
    }

    private static void TermsOfOtherMethods(Form form, FundingMethod method, FundingDraft draft)
    {
        if (method != FundingMethod.Prefunded)
        {
            form.NotApplicable(draft.MinimumBalance, "minimumBalance", "Only prefunded has a minimum balance.");
            form.NotApplicable(draft.TargetBalance, "targetBalance", "Only prefunded has a target balance.");
        }

        if (method != FundingMethod.PayAsYouGo)
        {
            form.NotApplicable(draft.RequestWeekday, "requestWeekday", "Only payAsYouGo has a request weekday.");
        }

        if (method != FundingMethod.LevelFunded)
        {
            form.NotApplicable(draft.LevelRate, "levelRate", "Only levelFunded has a level rate.");
        }
    }

    private static Fees Fees(Form form, FeesDraft draft) => new(
        form.OptionalAmount("perEmployeePerMonth", draft.PerEmployeePerMonth),
        form.OptionalAmount("perClaim", draft.PerClaim),
        form.OptionalPercent("percentOfPaid", draft.PercentOfPaid));
}
