using Aso.Primitives;

namespace Aso.StopLoss.Domain;

/// <summary>What is unusual about a policy, or below what its state asks for. It is written all the same: the carrier answers for its filing.</summary>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Field">Which part of the policy, as a path.</param>
/// <param name="Detail">What is, what is asked for, and by how much they differ.</param>
/// <param name="Source">The law; null where the warning rests on none.</param>
public sealed record PolicyWarning(string Code, string Field, string Detail, string? Source = null);

/// <summary>The group that a policy is written for, as known on that day.</summary>
/// <param name="Members">Employees enrolled when the period begins.</param>
/// <param name="ExpectedClaims">Of the policy year; null where the employer named none.</param>
/// <param name="Attachment">Factors of the policy year; without the minimum attachment.</param>
public sealed record GroupFacts(int Members, Money? ExpectedClaims, Money Attachment)
{
    /// <param name="expectedMonthlyClaims">Of each enrolled employee, by tier.</param>
    /// <param name="roster">The coverage of each employee.</param>
    public static GroupFacts Of(
        PolicyTerms terms, TierAmounts? expectedMonthlyClaims, IReadOnlyCollection<CoverageSpan[]> roster, bool employerHasMedicalPlan)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(roster);
        DateOnly[] firsts = [.. Aggregate.FirstsOfPeriod(terms, terms.Period.To!.Value)];
        return new(
            roster.Count(spans => Roster.EnrolledTier(spans, employerHasMedicalPlan, terms.PeriodStart) is not null),
            expectedMonthlyClaims is null ? null : Aggregate.OverRoster(expectedMonthlyClaims, firsts, roster, employerHasMedicalPlan),
            terms.Aggregate is { } aggregate ? Aggregate.Attachment(aggregate, firsts, roster, employerHasMedicalPlan) : Money.Zero);
    }
}

/// <summary>Compares a policy with the law of its state and with what is usual.</summary>
public static class PolicyWarnings
{
    /// <param name="state">Where the policy is issued, by its postal code; null where it was not said.</param>
    public static IReadOnlyList<PolicyWarning> Of(PolicyTerms terms, string? state, GroupFacts group)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(group);
        var law = StopLossLaw.For(state, group.Members, terms.PeriodStart);
        return [.. OfProtection(terms), .. OfBasis(terms.Basis, law), .. OfSpecific(terms.Specific, law), .. OfAggregate(terms.Aggregate, law, group)];
    }

    private static IEnumerable<PolicyWarning> OfProtection(PolicyTerms terms)
    {
        if (terms is { Specific: null, Aggregate: null })
        {
            yield return new("no-protection", "", "The policy has neither specific nor aggregate terms: it reimburses nothing.");
        }
    }

    private static IEnumerable<PolicyWarning> OfBasis(Basis basis, StopLossLaw law)
    {
        if (basis.IncurredMonths < Basis.PeriodMonths || basis.PaidMonths < Basis.PeriodMonths)
        {
            yield return new(
                "basis-shorter-than-period", "basis",
                $"Under {basis} a part of the twelve months of the policy period does not count; common are 12/12, 12/15, 12/18, 15/12 and 24/12.");
        }

        var runOut = Math.Max(basis.PaidMonths - Basis.PeriodMonths, 0);
        if (runOut < law.RunOutMonthsMinimum)
        {
            yield return new(
                "run-out-below-minimum", "basis",
                $"Payments count for {runOut} months behind the policy period; at least {law.RunOutMonthsMinimum} are asked for.", law.Source);
        }
    }

    private static IEnumerable<PolicyWarning> OfSpecific(SpecificTerms? specific, StopLossLaw law)
    {
        if (specific is null)
        {
            yield break;
        }

        if (specific.Deductible < law.SpecificMinimum)
        {
            yield return new(
                "specific-deductible-below-minimum", "specific.deductible",
                $"The specific deductible of {specific.Deductible} is below the minimum of {law.SpecificMinimum}.", law.Source);
        }

        if (specific.Lasers.Count > 0 && !law.LasersAllowed)
        {
            yield return new(
                "lasers-not-allowed", "specific.lasers",
                "A deductible of its own for one member is not allowed: every member's is the specific deductible.", law.Source);
        }
    }

    private static IEnumerable<PolicyWarning> OfAggregate(AggregateTerms? aggregate, StopLossLaw law, GroupFacts group)
    {
        if (aggregate is null)
        {
            yield break;
        }

        if (group.Members == 0)
        {
            yield return new(
                "attachment-not-compared", "aggregate",
                "Nobody is known to be enrolled when the policy period begins: the attachment could not be compared with its minimum.", law.Source);
            yield break;
        }

        var attachment = Money.Max(group.Attachment, aggregate.MinimumAttachment);
        var minimum = law.Attachment.Of(group.Members, group.ExpectedClaims);
        if (attachment < minimum)
        {
            yield return new(
                "attachment-below-minimum", "aggregate",
                $"The attachment of {attachment} for the policy year of {group.Members} members is below the minimum of {minimum}.", law.Source);
        }

        if (group.ExpectedClaims is null)
        {
            yield return new(
                "expected-claims-unknown", "aggregate",
                $"The employer names no expected monthly claims: the attachment could not be compared with {law.Attachment.OfExpectedClaims} % of them.", law.Source);
        }
    }
}
