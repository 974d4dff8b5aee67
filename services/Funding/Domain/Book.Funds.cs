using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>The money that comes in, what is given back, and the requests for it.</summary>
public sealed partial class Book
{
    private void Open(BookEvent.Opened opened)
    {
        if (_on is not null)
        {
            throw new InvalidOperationException("The book is open already.");
        }

        _openedOn = opened.On;
        _on = opened.On;
        Settle();
    }

    /// <summary>A deposit first reduces the open request; what is above it is simply cash.</summary>
    private void Deposit(BookEvent.Deposited deposited)
    {
        if (_openRequest is { } request)
        {
            Keep(request.Meet(deposited.Amount));
        }

        Post(EntryKind.Deposit, deposited.Amount, deposited.DepositId);
        Settle();
    }

    private void Refund(BookEvent.SurplusRefunded refunded)
    {
        Post(EntryKind.SurplusRefunded, refunded.Amount, refunded.RefundId);
        Settle();
    }

    /// <summary>
    /// A returned deposit is asked for again: what it had met of the open request is open once more, and beyond that the request is raised. Where
    /// none is open, the next evaluation counts what is missing; a level-funded request looks at no account, so one is made at once.
    /// </summary>
    private void TakeBack(BookEvent.DepositReturned returned)
    {
        if (_openRequest is { } request)
        {
            Keep(request.Reopen(returned.Amount));
        }
        else if (_start.Terms.Method is FundingMethod.LevelFunded)
        {
            Ask(returned.Amount);
        }

        Post(EntryKind.DepositReturned, returned.Amount, returned.ReturnId);
        Settle();
    }

    /// <summary>The bank comes first: cash and what it is owed are never both above zero. Named after the entry that moved either.</summary>
    private void SettleOverdraft()
    {
        if (Money.Min(_balances[Account.Cash], _balances[Account.BankOverdraft]) is { IsPositive: true } amount)
        {
            Post(EntryKind.OverdraftSettled, amount, _entries[^1].Subject);
        }
    }

    /// <summary>What the account holds; below zero, what the bank is owed.</summary>
    private Money Funds => _balances[Account.Cash] - _balances[Account.BankOverdraft];

    private void Receive(BookEvent.RemittanceReceived received)
    {
        Post(EntryKind.RemittanceReceived, received.Amount, received.RemittanceId);
        Settle();
    }

    /// <summary>Prefunded: whenever none is open and the account is below its minimum or a payment waits.</summary>
    private void RequestPrefunding()
    {
        if (_start.Terms.Method is not FundingMethod.Prefunded terms || _openRequest is not null)
        {
            return;
        }

        if (Funds < terms.MinimumBalance || _queue.Count > 0)
        {
            Ask(terms.TargetBalance - Funds + _balances.Queued);
        }
    }

    /// <summary>Pay as you go: when the request weekday is left, what the queue needs beyond cash, unless a request is open.</summary>
    private void RequestWeekly()
    {
        if (_start.Terms.Method is FundingMethod.PayAsYouGo terms && _on!.Value.DayOfWeek == terms.RequestWeekday && _openRequest is null)
        {
            Ask(_balances.Queued - Funds);
        }
    }

    /// <summary>Level funded: the month's rates, added to the open request where there is one.</summary>
    private void RequestLevelRate(EnrolledCounts enrolled)
    {
        if (_start.Terms.Method is not FundingMethod.LevelFunded terms || enrolled.Sum(terms.LevelRate) is not { IsPositive: true } amount)
        {
            return;
        }

        if (_openRequest is { } request)
        {
            Keep(request.Raise(amount));
        }
        else
        {
            Ask(amount);
        }
    }

    /// <summary>Makes a request; one of zero, or of less, is not made.</summary>
    private void Ask(Money amount)
    {
        if (amount.IsPositive)
        {
            Keep(new(++_requestCount, _on!.Value, amount, amount));
        }
    }

    private void Keep(FundingRequest request)
    {
        _requests[request.Number] = request;
        _openRequest = request.IsOpen ? request : null;
    }
}
