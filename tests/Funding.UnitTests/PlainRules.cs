namespace Aso.Funding.UnitTests;

/// <summary>The funding rules a second time, as plainly as they can be said: whole lists, integers of cents, nothing clever. The judge of <see cref="BookProperties"/>.</summary>
internal sealed class PlainRules(Terms terms)
{
    private readonly List<Due> _queue = [];
    private readonly Dictionary<int, long> _owed = [];
    private readonly List<Due> _released = [];
    private readonly SortedDictionary<(DateOnly On, int Provider), long> _carried = [];
    private readonly HashSet<(DateOnly On, int Provider)> _bounced = [];
    private readonly List<long> _deposits = [];
    private DateOnly _today;

    public long Cash { get; private set; }

    public long Overdraft { get; private set; }

    public long Insurer { get; private set; }

    public long Contributions { get; private set; }

    public long Receivable => _owed.Values.Sum();

    public long Queue => _queue.Sum(due => due.Cents);

    public List<string> Payments { get; } = [];

    public List<Request> Requests { get; } = [];

    private Request? Open => Requests.LastOrDefault(request => request.Outstanding > 0);

    public void OpenOn(DateOnly date)
    {
        _today = date;
        After();
        StartOfDate();
    }

    public void Pass(int days)
    {
        for (; days > 0; days--)
        {
            if (terms.Weekday == _today.DayOfWeek && Open is null && Queue > Cash - Overdraft)
            {
                Requests.Add(new(_today, Queue - Cash + Overdraft));
            }

            _today = _today.AddDays(1);
            StartOfDate();
        }
    }

    public void Claim(int number, int provider, long cents)
    {
        if (cents > 0)
        {
            Owe(new(number, provider, cents));
        }

        Owe(new(0, 0, terms.FullyInsured ? 0 : terms.PerClaim));
    }

    public void Void(int number)
    {
        if (_queue.RemoveAll(due => due.Claim == number) == 0)
        {
            if (_released.Find(due => due.Claim == number) is not { } due)
            {
                return;
            }

            _released.Remove(due);
            _owed[due.Provider] = _owed.GetValueOrDefault(due.Provider) + due.Cents;
        }

        After();
    }

    public void Deposit(long cents)
    {
        if (Open is { } open)
        {
            open.Outstanding = Math.Max(0, open.Outstanding - cents);
        }

        Cash += cents;
        Contributions += cents;
        _deposits.Add(cents);
        After();
    }

    /// <summary>One of the deposits that were not returned; null where there is none.</summary>
    public long? DepositAt(int number) => _deposits.Count == 0 ? null : _deposits[number % _deposits.Count];

    public void ReturnDeposit(long cents)
    {
        _deposits.Remove(cents);
        if (Open is { } open)
        {
            open.Outstanding += cents;
            open.Amount = Math.Max(open.Amount, open.Outstanding);
        }
        else if (terms.LevelRate is not null)
        {
            Requests.Add(new(_today, cents));
        }

        Contributions -= cents;
        Overdraft += cents;
        After();
    }

    /// <summary>One of the payments of dates that are over, all that one provider got, which were not returned; null where there is none.</summary>
    public (DateOnly On, int Provider)? PaymentAt(int number)
    {
        var payments = _carried.Where(payment => payment.Value > 0 && payment.Key.On < _today && !_bounced.Contains(payment.Key)).ToList();
        return payments.Count == 0 ? null : payments[number % payments.Count].Key;
    }

    public void ReturnPayment((DateOnly On, int Provider) payment)
    {
        _bounced.Add(payment);
        Insurer -= terms.FullyInsured ? _carried[payment] : 0;
        Cash += terms.FullyInsured ? 0 : _carried[payment];
        Owe(new(Reissue, payment.Provider, _carried[payment]));
    }

    public void Refund(long cents)
    {
        Cash -= cents;
        Contributions -= cents;
        After();
    }

    private readonly Dictionary<DateOnly, long> _paidByMonth = [];

    private void StartOfDate()
    {
        if (_today.Day != 1 || terms.FullyInsured)
        {
            return;
        }

        // Half a cent rounds up; amounts are never negative here.
        Owe(new(0, 0, (_paidByMonth.GetValueOrDefault(_today.AddMonths(-1)) * terms.PercentOfPaid + 50) / 100));
        Owe(new(0, 0, terms.PerEmployee * terms.Employees));
        Owe(new(0, 0, terms.Premium * terms.Employees));
        var level = (terms.LevelRate ?? 0) * terms.Employees;
        if (level > 0 && Open is { } open)
        {
            open.Amount += level;
            open.Outstanding += level;
        }
        else if (level > 0)
        {
            Requests.Add(new(_today, level));
        }
    }

    private void Owe(Due due)
    {
        if (due.Cents > 0)
        {
            _queue.Add(due);
            After();
        }
    }

    private void After()
    {
        // The bank first.
        var settled = Math.Min(Cash, Overdraft);
        Cash -= settled;
        Overdraft -= settled;
        while (_queue.Count > 0 && Overdraft == 0)
        {
            var head = _queue[0];
            var recouped = head.Claim == 0 ? 0 : Math.Min(head.Cents, _owed.GetValueOrDefault(head.Provider));
            if (!terms.FullyInsured && Cash < head.Cents - recouped)
            {
                break;
            }

            _queue.RemoveAt(0);
            if (terms.FullyInsured)
            {
                Insurer += head.Cents - recouped;
            }
            else
            {
                Cash -= head.Cents - recouped;
            }

            if (head.Claim != 0)
            {
                _owed[head.Provider] = _owed.GetValueOrDefault(head.Provider) - recouped;
                _carried[(_today, head.Provider)] = _carried.GetValueOrDefault((_today, head.Provider)) + head.Cents - recouped;
            }

            if (head.Claim > 0)
            {
                _released.Add(head);
                var month = new DateOnly(_today.Year, _today.Month, 1);
                _paidByMonth[month] = _paidByMonth.GetValueOrDefault(month) + head.Cents;
                Payments.Add($"{_today:yyyy-MM-dd} {head.Claim} {head.Cents} {recouped}");
            }
        }

        if (terms.Minimum is { } minimum && Open is null && (Cash - Overdraft < minimum || _queue.Count > 0) && terms.Target!.Value - Cash + Overdraft + Queue > 0)
        {
            Requests.Add(new(_today, terms.Target.Value - Cash + Overdraft + Queue));
        }
    }

    internal sealed record Request(DateOnly On, long Asked)
    {
        public long Amount { get; set; } = Asked;

        public long Outstanding { get; set; } = Asked;
    }

    private const int Reissue = -1;

    /// <param name="Claim">0 of a charge, <see cref="Reissue"/> of a returned payment.</param>
    private sealed record Due(int Claim, int Provider, long Cents);
}

/// <summary>Terms in plain numbers: cents, whole percents, the same employees on every 1st.</summary>
internal sealed record Terms(
    bool FullyInsured, long? Minimum, long? Target, DayOfWeek? Weekday, long? LevelRate,
    long PerEmployee, long PerClaim, int PercentOfPaid, long Premium, int Employees);
