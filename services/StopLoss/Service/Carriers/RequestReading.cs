using Aso.Primitives;
using Aso.StopLoss.Domain;
using Aso.StopLoss.Features;
using Aso.StopLoss.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Carriers;

/// <summary>A request for reimbursement as its carrier reads it.</summary>
/// <param name="PeriodEnd">Of the policy; included.</param>
/// <param name="Basis">Months incurred / months paid, such as 12/15.</param>
/// <param name="MemberId">Left out on the aggregate's request.</param>
/// <param name="On">The employer's business date on which it was made.</param>
/// <param name="DaysOpen">From then to the decision, or to the employer's business date.</param>
/// <param name="Amount">What is asked for; never changes.</param>
/// <param name="Accepted">Left out while undecided; zero where denied.</param>
/// <param name="Denied">Asked for and not accepted; left out while undecided.</param>
/// <param name="Reason">Why less was accepted than asked for; left out where the decision gave none.</param>
/// <param name="Specific">What the amount was computed from; left out on the aggregate's request.</param>
/// <param name="Aggregate">What the amount was computed from; on the aggregate's request only.</param>
internal sealed record CarrierRequest(
    Guid RequestId, Guid EmployerId, string EmployerName, Guid PolicyId, DateOnly PeriodStart, DateOnly PeriodEnd, string Basis,
    string? MemberId, DateOnly On, int DaysOpen, Money Amount, ShowStopLoss.RequestStatus Status, Money? Accepted, Money? Denied, string? Reason, DateOnly? DecidedOn,
    SpecificGrounds? Specific, AggregateGrounds? Aggregate);

/// <summary>What a member's request was computed from, as it stood when it was made.</summary>
/// <param name="Deductible">The member's laser, else the policy's specific deductible.</param>
/// <param name="Excess">Eligible above the deductible.</param>
/// <param name="Recoverable">Of the excess, what the aggregating specific deductible did not absorb.</param>
/// <param name="Reimbursable">The carrier's percent of what is recoverable, up to the maximum per person.</param>
/// <param name="AskedBefore">Amounts of the member's earlier requests, however decided.</param>
internal sealed record SpecificGrounds(Money Eligible, Money Deductible, Money Excess, Money Recoverable, Money Reimbursable, Money AskedBefore);

/// <summary>What the aggregate's request was computed from, as it stood when it was made.</summary>
/// <param name="Attachment">Monthly factors of the employees enrolled on each 1st of the period.</param>
internal sealed record AggregateGrounds(Money Eligible, Money Attachment, Money MinimumAttachment, Money Maximum);

internal static class RequestReading
{
    /// <summary>The carrier's requests with what surrounds them, in the order of <paramref name="rows"/>.</summary>
    public static async Task<List<CarrierRequest>> ToRequestsAsync(this StopLossDb db, IReadOnlyList<RequestRow> rows, CancellationToken cancel)
    {
        Guid[] employers = [.. rows.Select(row => row.EmployerId).Distinct()];
        Guid[] policies = [.. rows.Select(row => row.PolicyId).Distinct()];
        var names = await db.NamesAsync(employers, cancel);
        var today = await db.BusinessDatesAsync(employers, cancel);
        var terms = (await db.Policies.AsNoTracking().Where(row => policies.Contains(row.PolicyId)).ToListAsync(cancel))
            .ToDictionary(row => row.PolicyId, row => row.Terms());
        return [.. rows.Select(row => ToRequest(row, names[row.EmployerId], terms[row.PolicyId], today.TryGetValue(row.EmployerId, out var date) ? date : row.On))];
    }

    public static Task<Dictionary<Guid, string>> NamesAsync(this StopLossDb db, Guid[] employers, CancellationToken cancel) =>
        db.Employers.AsNoTracking().Where(row => employers.Contains(row.EmployerId)).ToDictionaryAsync(row => row.EmployerId, row => row.Name, cancel);

    public static Task<Dictionary<Guid, DateOnly>> BusinessDatesAsync(this StopLossDb db, Guid[] employers, CancellationToken cancel) =>
        db.BusinessDates.Where(row => employers.Contains(row.EmployerId)).ToDictionaryAsync(row => row.EmployerId, row => row.Date, cancel);

    private static CarrierRequest ToRequest(RequestRow row, string employer, PolicyTerms terms, DateOnly today) => new(
        row.RequestId, row.EmployerId, employer, row.PolicyId, terms.PeriodStart, terms.Period.To!.Value, terms.Basis.ToString(),
        row.MemberId, row.On, (row.DecidedOn ?? today).DayNumber - row.On.DayNumber,
        row.Amount, row.Accepted is null ? ShowStopLoss.RequestStatus.Undecided : ShowStopLoss.RequestStatus.Decided,
        row.Accepted, row.Amount - row.Accepted, row.Reason, row.DecidedOn,
        row.Specific is { } specific
            ? new(specific.Eligible, specific.Deductible, specific.Excess, specific.Recoverable, specific.Reimbursable, specific.AskedBefore)
            : null,
        row.Aggregate is { } aggregate ? new(aggregate.Eligible, aggregate.Attachment, aggregate.MinimumAttachment, aggregate.Maximum) : null);
}
