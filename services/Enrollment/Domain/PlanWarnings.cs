using Aso.Primitives;

namespace Aso.Enrollment.Domain;

/// <summary>What is allowed in a plan and yet is more often a slip than meant.</summary>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Field">The path of the field.</param>
/// <param name="Detail">What follows from it.</param>
public sealed record PlanWarning(string Code, string Field, string Detail);

/// <summary>Looks at a plan that <see cref="PlanRules"/> found nothing to object to.</summary>
public static class PlanWarnings
{
    public static IReadOnlyList<PlanWarning> Of(PlanDraft plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return
        [
            .. OfSide("outOfPocket.in", plan.Deductible?.In, plan.OutOfPocket?.In),
            .. OfSide("outOfPocket.out", plan.Deductible?.Out, plan.OutOfPocket?.Out),
        ];
    }

    private static IEnumerable<PlanWarning> OfSide(string field, LimitsDraft? deductible, LimitsDraft? outOfPocket)
    {
        (string Name, string? Deductible, string? OutOfPocket)[] limits =
        [
            ("individual", deductible?.Individual, outOfPocket?.Individual),
            ("family", deductible?.Family, outOfPocket?.Family),
        ];
        return
            from limit in limits
            where Money.TryParse(limit.OutOfPocket, out var most) && Money.TryParse(limit.Deductible, out var least) && most < least
            select new PlanWarning(
                "out-of-pocket-below-deductible", $"{field}.{limit.Name}",
                $"The {limit.Name} out-of-pocket maximum is below the {limit.Name} deductible: it ends the deductible before that is met.");
    }
}
