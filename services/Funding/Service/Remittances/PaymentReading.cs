using Aso.Funding.Domain;
using Aso.Funding.Domain.Payments;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Remittances;

/// <summary>What providers were paid, read from the payables: nothing about a payment is stored beside them.</summary>
internal sealed class PaymentReading(FundingDb db)
{
    /// <summary>One payment in a list.</summary>
    public sealed record Total(DateOnly Day, string Npi, long Paid, long Claims);

    /// <summary>The part of one claim, or of one payment made anew, in a payment. Names are those of the columns below.</summary>
    private sealed record Part(DateOnly Day, string Npi, long Paid, long Claims);

    /// <summary>The payments within these dates behind one of them, in order of date and NPI.</summary>
    /// <param name="npis">Only these providers'; null for all.</param>
    public async Task<List<Total>> ListAsync(
        Guid employerId, DateSpan dates, IReadOnlyList<string>? npis, (string Npi, DateOnly On)? after, int take, CancellationToken cancel)
    {
        var parts = Within(Parts(employerId), after is null ? dates : new(after.Value.On, dates.To), npis);
        if (after is { } last)
        {
            parts = parts.Where(part => part.Day > last.On || string.Compare(part.Npi, last.Npi) > 0);
        }

        return await parts.GroupBy(part => new { part.Day, part.Npi })
            .OrderBy(group => group.Key.Day).ThenBy(group => group.Key.Npi).Take(take)
            .Select(group => new Total(group.Key.Day, group.Key.Npi, group.Sum(part => part.Paid), group.Sum(part => part.Claims)))
            .ToListAsync(cancel);
    }

    /// <summary>How many payments there are within these dates.</summary>
    /// <param name="npis">As for the list.</param>
    public Task<long> CountAsync(Guid employerId, DateSpan dates, IReadOnlyList<string>? npis, CancellationToken cancel) =>
        Within(Parts(employerId), dates, npis).Select(part => new { part.Day, part.Npi }).Distinct().LongCountAsync(cancel);

    private static IQueryable<Part> Within(IQueryable<Part> parts, DateSpan dates, IReadOnlyList<string>? npis)
    {
        var (from, to) = (dates.From, dates.To ?? DateOnly.MaxValue);
        parts = parts.Where(part => part.Day >= from && part.Day <= to);
        return npis is null ? parts : parts.Where(part => npis.Contains(part.Npi));
    }

    /// <summary>Null where nothing happened to that provider on that date.</summary>
    public async Task<ProviderPayment?> FindAsync(Guid employerId, string npi, DateOnly on, CancellationToken cancel)
    {
        var payables = db.Payables.AsNoTracking().Where(row => row.EmployerId == employerId && row.ProviderNpi == npi);
        var released = await payables.Where(row => row.ReleasedOn == on).OrderBy(row => row.Position).ToListAsync(cancel);
        var reversed = await payables.Where(row => row.ReleasedOn != null && row.ReversedOn <= on)
            .OrderBy(row => row.ReversedOn).ThenBy(row => row.Position).ToListAsync(cancel);
        var recouped = reversed.Count == 0
            ? []
            : await payables.Where(row => row.ReleasedOn < on && row.Recouped > Money.Zero).Select(row => row.Recouped).ToListAsync(cancel);
        var unpaid = await db.UnpaidClaims.AsNoTracking()
            .Where(row => row.EmployerId == employerId && row.ProviderNpi == npi && (row.DecidedOn == on || row.ReversedOn == on))
            .OrderBy(row => row.ClaimId).ToListAsync(cancel);
        var facts = new PaymentFacts
        {
            EmployerId = employerId,
            Npi = npi,
            On = on,
            Released = [.. released.Where(row => row.Kind == PayableKind.Claim).Select(row => new ReleasedClaim(row.PayableId, row.Amount, row.Recouped))],
            Reissued = await ReissuedAsync(employerId, npi, [.. released.Where(row => row.Kind == PayableKind.Reissue)], cancel),
            Reversals = reversed.ConvertAll(row => new ReversedClaim(row.PayableId, row.Amount, row.ReversedOn!.Value)),
            RecoupedBefore = recouped.Sum(),
            Unpaid = [.. unpaid.Where(row => row.DecidedOn == on).Select(row => row.ClaimId)],
            UnpaidReversed = [.. unpaid.Where(row => row.ReversedOn == on).Select(row => row.ClaimId)],
        };
        return ProviderPayment.Decide(facts) is var payment && payment.Parts.Count + payment.Adjustments.Count > 0 ? payment : null;
    }

    private async Task<List<ReissuedPayment>> ReissuedAsync(Guid employerId, string npi, List<PayableRow> reissues, CancellationToken cancel)
    {
        var ids = reissues.ConvertAll(row => row.PayableId);
        var paidOn = ids.Count == 0
            ? []
            : await db.BankReturns.AsNoTracking().Where(row => row.EmployerId == employerId && ids.Contains(row.ReturnId))
                .ToDictionaryAsync(row => row.ReturnId, row => row.PaidOn!.Value, cancel);
        return reissues.ConvertAll(row => new ReissuedPayment(TraceNumber.Of(employerId, npi, paidOn[row.PayableId]), row.Amount, row.Recouped));
    }

    private IQueryable<Part> Parts(Guid employerId) => db.Database.SqlQuery<Part>(
        $"""
        SELECT released_on AS day, provider_npi AS npi, amount - recouped AS paid, CASE WHEN kind = 1 THEN 1 ELSE 0 END AS claims FROM payable
        WHERE employer_id = {employerId} AND released_on IS NOT NULL AND provider_npi IS NOT NULL
        UNION ALL
        SELECT reversed_on, provider_npi, 0, 1 FROM payable
        WHERE employer_id = {employerId} AND released_on IS NOT NULL AND reversed_on IS NOT NULL AND provider_npi IS NOT NULL
        UNION ALL
        SELECT decided_on, provider_npi, 0, 1 FROM unpaid_claim WHERE employer_id = {employerId}
        UNION ALL
        SELECT reversed_on, provider_npi, 0, 1 FROM unpaid_claim WHERE employer_id = {employerId} AND reversed_on IS NOT NULL
        """);
}
