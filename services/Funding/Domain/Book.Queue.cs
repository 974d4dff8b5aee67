using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>What is owed: posting to the queue, release in order, reversal.</summary>
public sealed partial class Book
{
    private void PostClaim(BookEvent.ClaimApproved approved)
    {
        Post(EntryKind.ClaimApproved, approved.Amount, approved.ClaimId);
        Enqueue(PayableKind.Claim, approved.ClaimId, approved.Payee, approved.Amount);
    }

    /// <summary>The money is back and owed again, at the end of the queue. It costs the plan nothing anew: its release was counted when it was first made.</summary>
    private void Reopen(BookEvent.PaymentReturned returned)
    {
        Post(_start.Terms.IsFullyInsured ? EntryKind.PaymentReturnedToInsurer : EntryKind.PaymentReturned, returned.Amount, returned.ReturnId);
        Enqueue(PayableKind.Reissue, returned.ReturnId, returned.Payee, returned.Amount);
    }

    private void ChargeClaimFee(BookEvent.ClaimFeeDue due) =>
        Charge(PayableKind.Fee, BookId.OfClaimFee(_start.EmployerId, due.ClaimId), _start.Terms.Fees.PerClaim, due.ClaimId);

    private void ChargePercentOfPaid()
    {
        var first = _on!.Value;
        var paid = MonthOf(first.AddMonths(-1)).Released;
        Charge(PayableKind.Fee, BookId.OfPercentOfPaidFee(_start.EmployerId, first), paid.TimesRounded(_start.Terms.Fees.PercentOfPaid));
    }

    private void ChargePerEmployee(EnrolledCounts enrolled) => Charge(
        PayableKind.Fee, BookId.OfPerEmployeeFee(_start.EmployerId, _on!.Value), _start.Terms.Fees.PerEmployeePerMonth * enrolled.Total);

    private void ChargePremium(BookEvent.PremiumDue due) => Charge(
        PayableKind.Premium,
        BookId.OfPremium(_start.EmployerId, due.Policy.PolicyId, _on!.Value),
        due.Enrolled.Sum(due.Policy.MonthlyPremium));

    private void Charge(PayableKind kind, Guid chargeId, Money amount, Guid? claimId = null)
    {
        // A zero charge is not posted, and the insurer's employer is charged nothing.
        if (!amount.IsPositive || _start.Terms.IsFullyInsured)
        {
            return;
        }

        Post(kind == PayableKind.Fee ? EntryKind.FeeCharged : EntryKind.PremiumCharged, amount, chargeId, claimId: claimId);
        Enqueue(kind, chargeId, null, amount);
    }

    private void Enqueue(PayableKind kind, Guid id, Payee? payee, Money amount)
    {
        var payable = new Payable(++_position, kind, id, payee, amount);
        _payables.Add(id, new(payable, PayableStatus.Queued));
        _queue.Add(payable);
        Settle();
    }

    /// <summary>Releases heads while cash covers them; a head that is not covered holds the queue, and so does what the bank is owed. False where the next head lies in the store.</summary>
    private bool ReleaseCovered()
    {
        while (!_balances[Account.BankOverdraft].IsPositive)
        {
            if (_queue.Head(out var liesInStore) is not { } head)
            {
                return !liesInStore;
            }

            var recouped = head.Payee is { } payee ? Money.Min(head.Amount, OwedBy(payee)) : Money.Zero;
            if (!_start.Terms.IsFullyInsured && _balances[Account.Cash] < head.Amount - recouped)
            {
                return true;
            }

            _queue.Dequeue();
            Release(head, recouped);
        }

        return true;
    }

    private void Release(Payable head, Money recouped)
    {
        var byInsurer = _start.Terms.IsFullyInsured;
        var kind = head.Kind switch
        {
            PayableKind.Claim => byInsurer ? EntryKind.ClaimReleasedByInsurer : EntryKind.ClaimReleased,
            PayableKind.Reissue => byInsurer ? EntryKind.PaymentReissuedByInsurer : EntryKind.PaymentReissued,
            PayableKind.Fee => EntryKind.FeePaid,
            _ => EntryKind.PremiumPaid,
        };
        var isClaim = head.Kind == PayableKind.Claim;
        var entry = Post(kind, head.Amount, head.Id, recouped, isClaim ? head.Id : null);
        if (recouped.IsPositive)
        {
            _receivables[head.Payee!.Value] -= recouped;
        }

        _payables[head.Id] = new(head, PayableStatus.Released) { ReleasedOn = entry.On, Recouped = recouped };
        if (isClaim)
        {
            _outcomes.Add(new BookOutcome.PaymentReleased(head.Id, entry.On, head.Amount, recouped));
        }
    }

    /// <summary>Before release the payable leaves the queue; after it the payee owes the whole payment. What was never payable, or is reversed already, changes nothing.</summary>
    private void Reverse(BookEvent.ClaimReversed reversed)
    {
        var known = _payables.GetValueOrDefault(reversed.ClaimId) ?? reversed.Stored;
        if (known is null or { Status: PayableStatus.Reversed })
        {
            return;
        }

        var payable = known.Payable;
        if (known.Status == PayableStatus.Queued)
        {
            _queue.Remove(payable.Id);
            Post(EntryKind.ClaimReversedBeforeRelease, payable.Amount, payable.Id);
        }
        else
        {
            Post(EntryKind.ClaimReversedAfterRelease, payable.Amount, payable.Id, claimId: payable.Id);
            _receivables[payable.Payee!.Value] = OwedBy(payable.Payee.Value) + payable.Amount;
            _outcomes.Add(new BookOutcome.PaymentReversed(payable.Id, _on!.Value));
        }

        _payables[payable.Id] = known with { Status = PayableStatus.Reversed, ReversedOn = _on };
        Settle();
    }

    private Money OwedBy(Payee payee) => _receivables.GetValueOrDefault(payee);
}
