using System.Globalization;
using Aso.Funding.Domain;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Live;

/// <summary>An employer's costs by month, as known when they were read, kept up with the news since.</summary>
internal sealed class CostReport
{
    private readonly CostTerms _terms;
    private readonly List<EnrollmentChange> _enrollment;
    private readonly SortedDictionary<DateOnly, (long Sequence, MonthTotals Totals)> _months = [];

    private CostReport(CostTerms terms, List<EnrollmentChange> enrollment, DateOnly? businessDate, long sequence)
    {
        _terms = terms;
        _enrollment = enrollment;
        BusinessDate = businessDate;
        Sequence = sequence;
    }

    /// <summary>Null before the employer's plan opens.</summary>
    public DateOnly? BusinessDate { get; }

    /// <summary>Every change up to this journal entry is in the report.</summary>
    public long Sequence { get; }

    /// <summary>The months from that of the first business date on; null where the employer is unknown here.</summary>
    public static async Task<CostReport?> ReadAsync(FundingDb db, Guid employerId, CancellationToken cancel)
    {
        var employer = await db.Employers.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employerId, cancel);

        // The book before the months: what is committed in between is in the months, and told once more, never missed.
        var book = await db.Books.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employerId, cancel);
        if (employer is null || book is null)
        {
            return null;
        }

        var enrollment = await db.EnrollmentChanges.AsNoTracking().Where(row => row.EmployerId == employerId).ToListAsync(cancel);
        var totals = await db.MonthTotals.AsNoTracking().Where(row => row.EmployerId == employerId).ToListAsync(cancel);
        var report = new CostReport(employer.ToCostTerms(), enrollment.ConvertAll(EmployeeRoster.ToChange), book.BusinessDate, book.LastCostSequence);
        report.Fill(book.OpenedOn, totals.ToDictionary(row => row.Month, row => row.ToTotals()));
        return report;
    }

    /// <summary>Takes a change in. It may be older than what is known: two writers' news may arrive in either order.</summary>
    /// <returns>The month as it stands; null where the report does not have that month and must be read anew.</returns>
    public MonthlyCosts? Take(CostChange change)
    {
        if (!_months.TryGetValue(change.Totals.Month, out var known))
        {
            return null;
        }

        if (change.Sequence > known.Sequence)
        {
            known = (change.Sequence, change.Totals);
            _months[change.Totals.Month] = known;
        }

        return new(CostsOf(known.Totals));
    }

    public CostDocument ToDocument()
    {
        var months = _months.Values.Select(month => CostsOf(month.Totals)).ToList();
        var year = months.Where(month => month.Month.Year == BusinessDate?.Year).ToList();
        return new(
            BusinessDate,
            months.ConvertAll(month => new MonthlyCosts(month)),
            new CostFigures(year.Count > 0 ? Costs.Sum(year) : CostsOf(MonthTotals.Empty(DateOnly.MinValue))));
    }

    private void Fill(DateOnly? openedOn, Dictionary<DateOnly, MonthTotals> totals)
    {
        if (openedOn is not { } opened || BusinessDate is not { } today)
        {
            return;
        }

        for (var month = MonthTotals.Of(opened); month <= today; month = month.AddMonths(1))
        {
            _months[month] = (Sequence, totals.TryGetValue(month, out var known) ? known : MonthTotals.Empty(month));
        }
    }

    private Costs CostsOf(MonthTotals totals) => Costs.Of(totals, EnrollmentTimeline.CountOn(totals.Month, _enrollment), _terms);
}

/// <summary>The costs of an employer.</summary>
/// <param name="BusinessDate">Left out before the employer's plan opens.</param>
/// <param name="Months">From the first business date's month on, in order.</param>
/// <param name="YearToDate">The months of the business date's calendar year.</param>
internal sealed record CostDocument(DateOnly? BusinessDate, IReadOnlyList<MonthlyCosts> Months, CostFigures YearToDate);

/// <summary>One month's costs, or a year's; the employees are those of its last 1st.</summary>
internal record CostFigures(
    Money ClaimsPaid, Money Fees, Money Premium, Money Recoveries, Money NetCost,
    Money ExpectedClaims, Money FullyInsuredPremium, Money Savings, Money BudgetVariance, int EnrolledEmployees)
{
    public CostFigures(Costs costs)
        : this(
            costs.ClaimsPaid, costs.Fees, costs.Premium, costs.Recoveries, costs.NetCost,
            costs.ExpectedClaims, costs.FullyInsuredPremium, costs.Savings, costs.BudgetVariance, costs.EnrolledEmployees)
    {
    }
}

/// <summary>One month's costs.</summary>
internal sealed record MonthlyCosts : CostFigures
{
    public MonthlyCosts(Costs costs)
        : base(costs) =>
        Month = costs.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>As 2026-02.</summary>
    public string Month { get; }
}
