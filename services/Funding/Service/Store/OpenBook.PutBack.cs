using System.Text.Json;
using Aso.Funding.Domain;
using Aso.Primitives;

namespace Aso.Funding.Store;

/// <summary>How a book is put back: new rows for what was posted, changed rows for what moved.</summary>
internal sealed partial class OpenBook
{
    /// <summary>Queues all that changed; the caller commits.</summary>
    public void PutBack()
    {
        var state = _book.State;
        _row.Take(state);
        if (CostChanges.LastOrDefault() is { } change)
        {
            _row.LastCostSequence = change.Sequence;
        }

        foreach (var entry in _book.Entries)
        {
            _db.Insert(ToRow(entry));
        }

        foreach (var payable in _book.Payables.Values)
        {
            PutBack(payable);
        }

        foreach (var request in _book.Requests)
        {
            PutBack(request);
        }

        foreach (var month in state.Months)
        {
            PutBack(month);
        }

        PutBack(state.Receivables);
    }

    private JournalRow ToRow(JournalEntry entry) => new()
    {
        EmployerId = _employerId,
        Sequence = entry.Sequence,
        PostedOn = entry.On,
        Kind = entry.Kind,
        Amount = entry.Amount,
        Recouped = entry.Recouped,
        Subject = entry.Subject,
        Cause = entry.Cause,
        Hash = entry.Hash.ToArray(),
    };

    private void PutBack(PayableState payable)
    {
        if (_payables.TryGetValue(payable.Payable.Id, out var row))
        {
            row.Status = payable.Status;
            row.ReleasedOn = payable.ReleasedOn;
            row.Recouped = payable.Recouped;
            row.ReversedOn = payable.ReversedOn;
            row.Lines = payable.Status == PayableStatus.Queued ? row.Lines : null;
        }
        else if (payable.Payable.Payee is not null || payable.Status == PayableStatus.Queued)
        {
            // A charge paid in the same breath needs no place in the queue.
            _db.Insert(ToRow(payable));
        }
    }

    private PayableRow ToRow(PayableState payable)
    {
        var claim = _claims.GetValueOrDefault(payable.Payable.Id);
        return new()
        {
            EmployerId = _employerId,
            Position = payable.Payable.Position,
            Kind = payable.Payable.Kind,
            PayableId = payable.Payable.Id,
            Amount = payable.Payable.Amount,
            Status = payable.Status,
            ReleasedOn = payable.ReleasedOn,
            Recouped = payable.Recouped,
            ReversedOn = payable.ReversedOn,
            ClaimNumber = claim?.ClaimNumber,
            MemberId = claim?.MemberId ?? payable.Payable.Payee?.MemberId,
            Line = claim?.Line,
            ProviderNpi = payable.Payable.Payee?.ProviderNpi,
            Lines = claim is not null && payable.Status == PayableStatus.Queued ? JsonSerializer.Serialize(claim.Lines) : null,
        };
    }

    private void PutBack(FundingRequest request)
    {
        if (_rows.OpenRequest is { } row && row.Number == request.Number)
        {
            row.Amount = request.Amount;
            row.Outstanding = request.Outstanding;
            return;
        }

        _db.FundingRequests.Add(new FundingRequestRow
        {
            EmployerId = _employerId,
            Number = request.Number,
            MadeOn = request.On,
            Amount = request.Amount,
            Outstanding = request.Outstanding,
        });
    }

    private void PutBack(MonthTotals month)
    {
        if (!_rows.Months.TryGetValue(month.Month, out var row))
        {
            row = new MonthTotalRow { EmployerId = _employerId, Month = month.Month };
            _db.MonthTotals.Add(row);
        }

        row.Released = month.Released;
        row.Reversed = month.Reversed;
        row.Fees = month.Fees;
        row.Premium = month.Premium;
        row.Recoveries = month.Recoveries;
    }

    private void PutBack(IReadOnlyDictionary<Payee, Money> receivables)
    {
        foreach (var (payee, row) in _rows.Receivables.Where(owed => !receivables.ContainsKey(owed.Key)))
        {
            _db.Receivables.Remove(row);
        }

        foreach (var (payee, amount) in receivables)
        {
            if (_rows.Receivables.TryGetValue(payee, out var row))
            {
                row.Amount = amount;
            }
            else
            {
                _db.Receivables.Add(new ReceivableRow { EmployerId = _employerId, Payee = payee.ToKey(), Amount = amount });
            }
        }
    }
}
