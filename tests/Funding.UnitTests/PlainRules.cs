namespace Aso.Funding.UnitTests;

/// <summary>The funding rules a second time, as plainly as they can be said: whole lists, integers of cents, nothing clever. The judge of <see cref="BookProperties"/>.</summary>
internal sealed class PlainRules(Terms terms)
{
    private readonly List<Due> _queue = [];
    private readonly Dictionary<int, long> _owed = [];
    private readonly List<Due> _released = [];
    private DateOnly _today;

    public long Cash { get; private set; }

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
            if (terms.Weekday == _today.DayOfWeek && Open is null && Queue > Cash)
            {
                Requests.Add(new(_today, Queue - Cash));
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
        After();
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
        while (_queue.Count > 0)
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
                _released.Add(head);
                var month = new DateOnly(_today.Year, _today.Month, 1);
                _paidByMonth[month] = _paidByMonth.GetValueOrDefault(month) + head.Cents;
                Payments.Add($"{_today:yyyy-MM-dd} {head.Claim} {head.Cents} {recouped}");
            }
        }

        if (terms.Minimum is { } minimum && Open is null && (Cash < minimum || _queue.Count > 0) && terms.Target!.Value - Cash + Queue > 0)
        {
            Requests.Add(new(_today, terms.Target.Value - Cash + Queue));
        }
    }

    internal sealed record Request(DateOnly On, long Asked)
    {
        public long Amount { get; set; } = Asked;

        public long Outstanding { get; set; } = Asked;
    }

    private sealed record Due(int Claim, int Provider, long Cents);
}

/// <summary>Terms in plain numbers: cents, whole percents, the same employees on every 1st.</summary>
internal sealed record Terms(
    bool FullyInsured, long? Minimum, long? Target, DayOfWeek? Weekday, long? LevelRate,
    long PerEmployee, long PerClaim, int PercentOfPaid, long Premium, int Employees);
