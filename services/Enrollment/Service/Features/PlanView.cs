using Aso.Enrollment.Domain;

namespace Aso.Enrollment.Features;

/// <summary>A plan as defined, with what is unusual about it.</summary>
internal sealed record PlanView : PlanDraft
{
    private PlanView(PlanDraft terms)
        : base(terms)
    {
    }

    /// <summary>Left out where there is nothing to say.</summary>
    public IReadOnlyList<PlanWarning>? Warnings { get; private init; }

    public static PlanView Of(PlanDraft terms) =>
        new(terms) { Warnings = PlanWarnings.Of(terms) is { Count: > 0 } warnings ? warnings : null };
}
