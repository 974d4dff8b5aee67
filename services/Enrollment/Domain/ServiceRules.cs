namespace Aso.Enrollment.Domain;

/// <summary>What makes the services of a health plan complete and consistent.</summary>
internal static class ServiceRules
{
    private const int LongestName = 100;
    private const int LongestProcedure = 20;
    private const int MostVisits = 9999;
    private const int MostMonths = 120;

    public static List<Service> Read(Form form, PlanDraft plan)
    {
        if (plan.Services is not { Count: > 0 } drafts)
        {
            form.Object("required", "services", "Give at least one service; procedures [\"*\"] matches every procedure.");
            return [];
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var services = new List<Service>(drafts.Count);
        for (var index = 0; index < drafts.Count; index++)
        {
            var service = form.At("services", index);
            if (drafts[index] is not { } draft)
            {
                service.Object("required", "", "Give a service with name and procedures.");
                continue;
            }

            services.Add(ReadOne(service, draft));
            if (draft.Name is not null && !names.Add(draft.Name))
            {
                service.Object("service-name-taken", "name", "Give a name that no other service of this plan has.");
            }
        }

        return services;
    }

    public static bool IsProcedureCode(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                return false;
            }
        }

        return text.Length is > 0 and <= LongestProcedure;
    }

    private static Service ReadOne(Form form, ServiceDraft draft)
    {
        var isCovered = draft.Covered ?? true;
        if (isCovered)
        {
            form.Has(draft.In, "in", "Give the member's share in network, or say covered: false.");
        }

        return new(
            form.Text("name", draft.Name, LongestName),
            Procedures(form, draft.Procedures),
            Share(form.At("in"), draft.In),
            Share(form.At("out"), draft.Out),
            form.OptionalWhole("visitLimit", draft.VisitLimit, 0, MostVisits),
            draft.PriorAuthorization ?? false,
            form.OptionalWhole("waitingMonths", draft.WaitingMonths, 0, MostMonths),
            isCovered,
            draft.CountsTowardAnnualMaximum ?? true,
            form.OptionalAmount("lifetimeMaximum", draft.LifetimeMaximum));
    }

    private static List<string> Procedures(Form form, IReadOnlyList<string?>? given)
    {
        if (given is not { Count: > 0 })
        {
            form.Object("required", "procedures", "Give codes, ranges such as 99202-99215, or *.");
            return [];
        }

        for (var index = 0; index < given.Count; index++)
        {
            CheckProcedure(form, Form.Indexed("procedures", index), given[index]);
        }

        return [.. given.OfType<string>()];
    }

    private static void CheckProcedure(Form form, string field, string? given)
    {
        var dash = given?.IndexOf('-') ?? -1;
        if (dash < 0)
        {
            if (given != "*" && !IsProcedureCode(given))
            {
                form.Object("procedure-malformed", field, "Give a code of 1 to 20 letters and digits, a range such as 99202-99215, or *.");
            }

            return;
        }

        var (first, last) = (given![..dash], given[(dash + 1)..]);
        if (!IsProcedureCode(first) || !IsProcedureCode(last))
        {
            form.Object("procedure-malformed", field, "Give a range as two codes of letters and digits with a hyphen between, such as 99202-99215.");
        }
        else if (first.Length != last.Length)
        {
            form.Object("procedure-range-uneven", field, "Give a range whose two codes have the same length.");
        }
        else if (string.CompareOrdinal(first, last) > 0)
        {
            form.Object("procedure-range-reversed", field, "Give the lower code of the range first.");
        }
    }

    private static CostSharing? Share(Form form, CostSharingDraft? draft)
    {
        if (draft is null)
        {
            return null;
        }

        if (draft.Deductible is null)
        {
            form.Object("required", "deductible", "Say true where the deductible applies, else false.");
        }

        return new(form.Amount("copay", draft.Copay), form.Percent("coinsurance", draft.Coinsurance), draft.Deductible ?? false);
    }
}
