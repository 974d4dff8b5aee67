using System.Globalization;
using Aso.Primitives;

namespace Aso.Portal.Api;

/// <summary>An employer's costs over a month or a year to date, on the paid basis.</summary>
public record CostFigures
{
    /// <summary>Payments released, before recoupment, less released payments reversed.</summary>
    public Money ClaimsPaid { get; init; }

    public Money Fees { get; init; }

    /// <summary>Stop-loss premium.</summary>
    public Money Premium { get; init; }

    /// <summary>Stop-loss reimbursements accepted.</summary>
    public Money Recoveries { get; init; }

    public Money NetCost { get; init; }

    public Money ExpectedClaims { get; init; }

    public Money FullyInsuredPremium { get; init; }

    /// <summary>Fully insured premium less net cost.</summary>
    public Money Savings { get; init; }

    /// <summary>Expected claims less claims net of recoveries: positive is under budget.</summary>
    public Money BudgetVariance { get; init; }

    public int EnrolledEmployees { get; init; }

    public Money ClaimsNetOfRecoveries => ClaimsPaid - Recoveries;

    public Money FeesAndPremium => Fees + Premium;
}

/// <summary>The costs of one calendar month.</summary>
/// <remarks>A new month's value replaces the one before: the API sends whole months, never differences.</remarks>
public sealed record MonthlyCosts : CostFigures
{
    /// <summary>As <c>2026-02</c>.</summary>
    public required string Month { get; init; }
}

/// <summary>GET …/costs, and the first event of its stream.</summary>
public sealed record CostReport
{
    public DateOnly? BusinessDate { get; init; }

    /// <summary>In order of time, from the employer's first business date.</summary>
    public IReadOnlyList<MonthlyCosts> Months { get; init; } = [];

    public CostFigures YearToDate { get; init; } = new();

    /// <summary>This report after <paramref name="change"/>.</summary>
    public CostReport With(CostChange change)
    {
        var before = Months.FirstOrDefault(month => month.Month == change.Month.Month);
        var months = Months.Where(month => month.Month != change.Month.Month).Append(change.Month)
            .OrderBy(month => month.Month, StringComparer.Ordinal).ToArray();
        return this with
        {
            BusinessDate = change.BusinessDate ?? BusinessDate,
            Months = months,
            YearToDate = IsOfThisYear(change.Month) ? Moved(YearToDate, before ?? new CostFigures(), change.Month) : YearToDate,
        };
    }

    // The year to date is the business date's calendar year.
    private bool IsOfThisYear(MonthlyCosts month) =>
        BusinessDate is not { } today || month.Month.StartsWith(today.ToString("yyyy-", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>The year to date moves by what the month moved; the head count is the latest month's.</summary>
    private static CostFigures Moved(CostFigures year, CostFigures before, CostFigures after) => new()
    {
        ClaimsPaid = year.ClaimsPaid + after.ClaimsPaid - before.ClaimsPaid,
        Fees = year.Fees + after.Fees - before.Fees,
        Premium = year.Premium + after.Premium - before.Premium,
        Recoveries = year.Recoveries + after.Recoveries - before.Recoveries,
        NetCost = year.NetCost + after.NetCost - before.NetCost,
        ExpectedClaims = year.ExpectedClaims + after.ExpectedClaims - before.ExpectedClaims,
        FullyInsuredPremium = year.FullyInsuredPremium + after.FullyInsuredPremium - before.FullyInsuredPremium,
        Savings = year.Savings + after.Savings - before.Savings,
        BudgetVariance = year.BudgetVariance + after.BudgetVariance - before.BudgetVariance,
        EnrolledEmployees = after.EnrolledEmployees,
    };
}

/// <summary>One committed change of a month's costs.</summary>
public sealed record CostChange
{
    public required MonthlyCosts Month { get; init; }

    public DateOnly? BusinessDate { get; init; }

    /// <summary>Whether the year to date starts anew with this change, so that only the whole report can tell it.</summary>
    public bool StartsAnotherYearThan(CostReport report) =>
        BusinessDate is { } now && report.BusinessDate is { } then && now.Year != then.Year;
}
