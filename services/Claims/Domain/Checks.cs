using Aso.Claims.Domain.Review;

namespace Aso.Claims.Domain;

/// <summary>The checks that a line passes before it is priced, in their order: the first that hits denies the line.</summary>
internal static class Checks
{
    /// <summary>What a check found: why the line is denied, with the check's inputs, and how far the search for its terms came.</summary>
    /// <param name="Of">What was compared: days since the service, visits used.</param>
    /// <param name="Limit">With what.</param>
    public readonly record struct Finding(LineDenial Denial, int CoverageIndex, int ServiceIndex, long Of = 0, long Limit = 0);

    public static Finding Apply(ClaimFacts facts, int index, ReadOnlySpan<LineDecision> decided)
    {
        var ruled = facts.Ruling?.Of(index + 1) ?? default;
        if (ruled.Denial is { } denied)
        {
            return new(denied.OfLines(), -1, -1);
        }

        var line = facts.Claim.Lines[index];
        var waived = ruled.Waived;
        var coverageIndex = FindCoverage(facts, line.ServiceDate, out var denial);
        if (denial != LineDenial.None)
        {
            return new(denial, -1, -1);
        }

        var coverage = facts.Member!.Coverages[coverageIndex];
        var plan = (HealthPlan)coverage.Plan;
        var age = facts.ReceivedOn.DayNumber - line.ServiceDate.DayNumber;
        if (age > plan.TimelyFilingDays && !waived.HasFlag(Waiver.TimelyFiling))
        {
            return new(LineDenial.FiledTooLate, coverageIndex, -1, age, plan.TimelyFilingDays);
        }

        if (!waived.HasFlag(Waiver.Duplicate) && IsDuplicate(facts, index, decided))
        {
            return new(LineDenial.Duplicate, coverageIndex, -1);
        }

        if (facts.Member.OtherCoveragePrimary && line.OtherPayerPaid is null && !waived.HasFlag(Waiver.OtherPayer))
        {
            return new(LineDenial.OtherPayerFirst, coverageIndex, -1);
        }

        var serviceIndex = plan.FindService(line.Procedure);
        return serviceIndex < 0
            ? new(LineDenial.NotCovered, coverageIndex, -1)
            : ApplyService(facts, index, decided, coverageIndex, serviceIndex, waived);
    }

    private static Finding ApplyService(ClaimFacts facts, int index, ReadOnlySpan<LineDecision> decided, int coverageIndex, int serviceIndex, Waiver waived)
    {
        var coverage = facts.Member!.Coverages[coverageIndex];
        var service = ((HealthPlan)coverage.Plan).Services[serviceIndex];
        if (!service.Covered)
        {
            return new(LineDenial.NotCovered, coverageIndex, serviceIndex);
        }

        if (!facts.ProviderInNetwork && service.Out is null)
        {
            return new(LineDenial.NotCoveredOutOfNetwork, coverageIndex, serviceIndex);
        }

        if (service.WaitingMonths is { } months && !waived.HasFlag(Waiver.WaitingPeriod)
            && facts.Claim.Lines[index].ServiceDate < coverage.Dates.From.AddMonths(months))
        {
            return new(LineDenial.WaitingPeriod, coverageIndex, serviceIndex, 0, months);
        }

        if (service.PriorAuthorization && !waived.HasFlag(Waiver.Authorization) && string.IsNullOrEmpty(facts.Claim.Authorization))
        {
            return new(LineDenial.NoAuthorization, coverageIndex, serviceIndex);
        }

        if (service.VisitLimit is { } limit && !waived.HasFlag(Waiver.VisitLimit)
            && VisitsBefore(facts, index, decided, coverageIndex, serviceIndex) is var visits && visits >= limit)
        {
            return new(LineDenial.VisitsUsedUp, coverageIndex, serviceIndex, visits, limit);
        }

        return new(LineDenial.None, coverageIndex, serviceIndex);
    }

    private static int FindCoverage(ClaimFacts facts, DateOnly date, out LineDenial denial)
    {
        denial = LineDenial.NotAMember;
        if (facts.Member is not { } member)
        {
            return -1;
        }

        for (var index = 0; index < member.Coverages.Length; index++)
        {
            var coverage = member.Coverages[index];
            if (coverage.Plan.Line != facts.Claim.Line)
            {
                continue;
            }

            if (coverage.Dates.Contains(date))
            {
                denial = LineDenial.None;
                return index;
            }

            if (coverage.Dates.To < date)
            {
                denial = LineDenial.CoverageEnded;
            }
            else if (denial == LineDenial.NotAMember)
            {
                denial = LineDenial.CoverageNotStarted;
            }
        }

        return -1;
    }

    private static bool IsDuplicate(ClaimFacts facts, int index, ReadOnlySpan<LineDecision> decided)
    {
        var lines = facts.Claim.Lines;
        var line = lines[index];
        for (var earlier = 0; earlier < index; earlier++)
        {
            var other = lines[earlier];
            if (!decided[earlier].IsDenied && other.ServiceDate == line.ServiceDate && other.Billed == line.Billed
                && other.Procedure == line.Procedure && other.Modifiers == line.Modifiers && other.Areas == line.Areas)
            {
                return true;
            }
        }

        foreach (var other in facts.EarlierLines)
        {
            if (other.ServiceDate == line.ServiceDate && other.Billed == line.Billed && other.Procedure == line.Procedure
                && other.Modifiers == line.Modifiers && other.Areas == line.Areas && other.ProviderNpi == facts.Claim.ProviderNpi)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Visits used in the plan year, or -1 where the line's date already counts as one: such a line hits no limit.</summary>
    private static int VisitsBefore(ClaimFacts facts, int index, ReadOnlySpan<LineDecision> decided, int coverageIndex, int serviceIndex)
    {
        var date = facts.Claim.Lines[index].ServiceDate;
        var plan = (HealthPlan)facts.Member!.Coverages[coverageIndex].Plan;
        var service = plan.Services[serviceIndex].Name;
        var year = facts.PlanYear.SpanOf(date);
        var visits = 0;
        foreach (var visit in facts.Visits)
        {
            if (visit.Service != service || visit.PlanCode != plan.Code || !year.Contains(visit.Date))
            {
                continue;
            }

            if (visit.Date == date)
            {
                return -1;
            }

            visits++;
        }

        for (var earlier = 0; earlier < index; earlier++)
        {
            if (!IsVisit(facts, earlier, decided, plan, serviceIndex) || !year.Contains(facts.Claim.Lines[earlier].ServiceDate))
            {
                continue;
            }

            if (facts.Claim.Lines[earlier].ServiceDate == date)
            {
                return -1;
            }

            if (IsNewVisit(facts, earlier, decided, plan, serviceIndex))
            {
                visits++;
            }
        }

        return visits;
    }

    /// <summary>Whether an earlier line of this claim was priced under that service.</summary>
    private static bool IsVisit(ClaimFacts facts, int earlier, ReadOnlySpan<LineDecision> decided, HealthPlan plan, int serviceIndex) =>
        !decided[earlier].IsDenied && decided[earlier].ServiceIndex == serviceIndex
        && facts.Member!.Coverages[decided[earlier].CoverageIndex].Plan.Code == plan.Code;

    /// <summary>Whether that line was the first of its date, here and in other claims.</summary>
    private static bool IsNewVisit(ClaimFacts facts, int earlier, ReadOnlySpan<LineDecision> decided, HealthPlan plan, int serviceIndex)
    {
        var date = facts.Claim.Lines[earlier].ServiceDate;
        foreach (var visit in facts.Visits)
        {
            if (visit.Date == date && visit.Service == plan.Services[serviceIndex].Name && visit.PlanCode == plan.Code)
            {
                return false;
            }
        }

        for (var before = 0; before < earlier; before++)
        {
            if (facts.Claim.Lines[before].ServiceDate == date && IsVisit(facts, before, decided, plan, serviceIndex))
            {
                return false;
            }
        }

        return true;
    }
}
