namespace Aso.Reference;

/// <summary>A posting of one amount.</summary>
internal sealed record Posting(DateOnly On, string Debit, string Credit, decimal Amount);

/// <summary>What waits to be paid: a claim's payment, or, without a claim, a fee or premium.</summary>
/// <param name="Account">claimsPayable, feesPayable or premiumPayable.</param>
internal sealed record Payable(string Account, decimal Amount, Claim? Claim);

/// <summary>A payable that was paid.</summary>
internal sealed record Release(DateOnly On, Payable Payable, decimal Recouped);

/// <summary>A claim's payment that was taken back.</summary>
internal sealed record Reversal(DateOnly On, Claim Claim, bool WasReleased);

/// <summary>A request for money to the employer.</summary>
internal sealed class FundingRequest(DateOnly on, decimal amount)
{
    public DateOnly On => on;

    public decimal Amount { get; set; } = amount;

    public decimal Outstanding { get; set; } = amount;

    public bool IsOpen => Outstanding > 0;
}

/// <summary>Chapter 4, but for what is charged when: the ledger, the queue, recoupment and funding requests.</summary>
/// <param name="funding">Null under fully-insured: the insurer's money pays.</param>
/// <param name="released">Told of each claim payment as it is released.</param>
internal sealed class Book(Funding? funding, Action<Claim, DateOnly> released)
{
    public static readonly string[] DebitAccounts =
        ["cash", "stopLossReceivable", "providerReceivable", "claimsExpense", "feesExpense", "premiumExpense"];

    public static readonly string[] CreditAccounts =
        ["claimsPayable", "feesPayable", "premiumPayable", "employerContributions", "insurerFunds", "stopLossRecoveries"];

    private readonly List<Posting> _postings = [];
    private readonly List<Payable> _queue = [];
    private readonly List<string> _references = [];

    public IReadOnlyList<Posting> Postings => _postings;

    public List<Release> Releases { get; } = [];

    public List<Reversal> Reversals { get; } = [];

    public List<FundingRequest> Requests { get; } = [];

    public decimal Queued => _queue.Sum(payable => payable.Amount);

    private FundingRequest? OpenRequest => Requests.Find(request => request.IsOpen);

    /// <summary>What the account holds on its normal side.</summary>
    public decimal Balance(string account)
    {
        var debits = _postings.Where(posting => posting.Debit == account).Sum(posting => posting.Amount);
        var credits = _postings.Where(posting => posting.Credit == account).Sum(posting => posting.Amount);
        return DebitAccounts.Contains(account) ? debits - credits : credits - debits;
    }

    public bool IsQueued(Claim claim) => _queue.Exists(payable => payable.Claim == claim);

    public bool IsReleased(Claim claim) => Releases.Exists(release => release.Payable.Claim == claim);

    public bool IsReversed(Claim claim) => Reversals.Exists(reversal => reversal.Claim == claim);

    public void Deposit(DateOnly on, decimal amount, string reference)
    {
        RefuseFullyInsured();
        UseReference($"deposit {reference}");
        Post(on, "cash", "employerContributions", amount);
        if (OpenRequest is { } request)
        {
            request.Outstanding = Math.Max(0, request.Outstanding - amount);
        }

        Evaluate(on);
    }

    public void Refund(DateOnly on, decimal amount)
    {
        RefuseFullyInsured();
        RefuseAbove(Balance("cash"), amount, "cash");
        Post(on, "employerContributions", "cash", amount);
        Evaluate(on);
    }

    public void Accept(DateOnly on, decimal amount) => Post(on, "stopLossReceivable", "stopLossRecoveries", amount);

    public void Remit(DateOnly on, decimal amount, string reference)
    {
        UseReference($"remittance {reference}");
        RefuseAbove(Balance("stopLossReceivable"), amount, "the receivable");
        Post(on, "cash", "stopLossReceivable", amount);
        Evaluate(on);
    }

    /// <summary>An approved claim, a fee or a premium joins the queue; one of zero does not.</summary>
    public void Owe(DateOnly on, string expense, string payable, decimal amount, Claim? claim = null)
    {
        if (amount > 0)
        {
            Post(on, expense, payable, amount);
            _queue.Add(new(payable, amount, claim));
            Evaluate(on);
        }
    }

    /// <summary>A void or replacement takes the claim's payment back, if it has one.</summary>
    public void Reverse(DateOnly on, Claim claim)
    {
        if (claim.Paid == 0)
        {
            return;
        }

        var wasReleased = _queue.RemoveAll(payable => payable.Claim == claim) == 0;
        Post(on, wasReleased ? "providerReceivable" : "claimsPayable", "claimsExpense", claim.Paid);
        Reversals.Add(new(on, claim, wasReleased));
    }

    /// <summary>After each event: the queue is released as far as cash goes; then a prefunded account may ask for money.</summary>
    public void Evaluate(DateOnly on)
    {
        while (_queue.Count > 0 && (funding is null || Balance("cash") >= _queue[0].Amount - Recoupment(_queue[0])))
        {
            ReleaseHead(on);
        }

        if (funding is { Method: "prefunded" } && OpenRequest is null && (Balance("cash") < funding.MinimumBalance || _queue.Count > 0))
        {
            Ask(on, funding.TargetBalance - Balance("cash") + Queued);
        }
    }

    /// <summary>The business date is left.</summary>
    public void Leave(DateOnly date)
    {
        if (funding is { Method: "payAsYouGo" } && date.DayOfWeek == funding.RequestWeekday && OpenRequest is null && Queued > Balance("cash"))
        {
            Ask(date, Queued - Balance("cash"));
        }
    }

    /// <summary>The level-funded request of a 1st joins an open one.</summary>
    public void AskForLevel(DateOnly on, decimal amount)
    {
        if (OpenRequest is { } request)
        {
            request.Amount += amount;
            request.Outstanding += amount;
        }
        else
        {
            Ask(on, amount);
        }
    }

    private void Ask(DateOnly on, decimal amount)
    {
        if (amount > 0)
        {
            Requests.Add(new(on, amount));
        }
    }

    private void ReleaseHead(DateOnly on)
    {
        var head = _queue[0];
        _queue.RemoveAt(0);
        var recouped = Recoupment(head);
        Post(on, head.Account, "providerReceivable", recouped);
        Post(on, head.Account, funding is null ? "insurerFunds" : "cash", head.Amount - recouped);
        Releases.Add(new(on, head, recouped));
        if (head.Claim is { } claim)
        {
            released(claim, on);
        }
    }

    /// <summary>What the payee of a claim still owes, at most the payment.</summary>
    private decimal Recoupment(Payable payable)
    {
        if (payable.Claim is not { } claim)
        {
            return 0;
        }

        var owed = Reversals.Where(reversal => reversal.WasReleased && reversal.Claim.Payee == claim.Payee).Sum(reversal => reversal.Claim.Paid)
            - Releases.Where(release => release.Payable.Claim?.Payee == claim.Payee).Sum(release => release.Recouped);
        return Math.Min(owed, payable.Amount);
    }

    private void Post(DateOnly on, string debit, string credit, decimal amount)
    {
        if (amount > 0)
        {
            _postings.Add(new(on, debit, credit, amount));
        }
    }

    private void UseReference(string reference)
    {
        if (_references.Contains(reference))
        {
            throw new RefusedException($"{reference} was used before");
        }

        _references.Add(reference);
    }

    private void RefuseFullyInsured()
    {
        if (funding is null)
        {
            throw new RefusedException("under fully-insured the insurer's money pays");
        }
    }

    private static void RefuseAbove(decimal limit, decimal amount, string what)
    {
        if (amount > limit)
        {
            throw new RefusedException($"{amount} is more than {what}, {limit}");
        }
    }
}

/// <summary>How an employer of the arrangement aso funds its plan; the amounts and the weekday of its method alone are set.</summary>
internal sealed record Funding(
    string Method, decimal MinimumBalance, decimal TargetBalance, DayOfWeek? RequestWeekday, System.Text.Json.Nodes.JsonNode? LevelRate);
