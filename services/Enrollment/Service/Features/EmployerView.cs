using Aso.Enrollment.Domain;
using Aso.Enrollment.Store;

namespace Aso.Enrollment.Features;

/// <summary>An employer with its terms as registered, and how far its plan has come.</summary>
internal sealed record EmployerView : EmployerDraft
{
    private EmployerView(EmployerDraft terms)
        : base(terms)
    {
    }

    /// <summary>draft until the plan is opened, then open.</summary>
    public required EmployerState State { get; init; }

    /// <summary>Left out until the plan is open.</summary>
    public DateOnly? BusinessDate { get; init; }

    public static EmployerView Of(EmployerRow row) => new(row.Terms) { State = row.State, BusinessDate = row.BusinessDate };
}
