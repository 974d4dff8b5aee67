using System.Text.Json.Nodes;

namespace Aso.Reference;

/// <summary>A request to the carrier; of a member, or the aggregate's.</summary>
internal sealed record ReimbursementRequest(DateOnly On, string? Member, decimal Amount)
{
    /// <summary>Null while undecided.</summary>
    public decimal? Accepted { get; set; }
}

/// <summary>Where a member stands. Only what depends on the order of events is kept; the rest follows from it.</summary>
internal sealed class Exposure
{
    public decimal Eligible { get; set; }

    public decimal Excess { get; set; }

    public decimal Recoverable { get; set; }

    public List<string> Notices { get; } = [];
}

/// <summary>Chapter 5: one policy.</summary>
internal sealed class StopLoss
{
    private readonly JsonObject _policy;
    private readonly JsonNode? _specific;
    private readonly Enrollment _enrollment;
    private readonly DateOnly _start;
    private readonly DateOnly _incurredFrom;
    private readonly Dictionary<string, decimal> _counted = [];
    private decimal _aggregatingLeft;

    public StopLoss(JsonObject policy, Enrollment enrollment)
    {
        _policy = policy;
        _specific = policy["specific"];
        _enrollment = enrollment;
        _start = policy.Date("periodStart");
        var basis = policy.Text("basis").Split('/').Select(int.Parse).ToArray();
        _incurredFrom = _start.AddMonths(-(basis[0] - 12));
        PaidUntil = _start.AddMonths(basis[1]).AddDays(-1);
        _aggregatingLeft = _specific.AmountOrNull("aggregatingDeductible") ?? 0;
    }

    public Dictionary<string, Exposure> Members { get; } = [];

    public List<ReimbursementRequest> Requests { get; } = [];

    /// <summary>The last day of the paid window.</summary>
    public DateOnly PaidUntil { get; }

    public bool HasAggregate => _policy["aggregate"] is not null;

    private DateOnly PeriodEnd => _start.AddMonths(12).AddDays(-1);

    private DateOnly IncurredUntil => PeriodEnd;

    public bool Covers(DateOnly date) => _start <= date && date <= PeriodEnd;

    /// <summary>An approved claim, of any line and date.</summary>
    public void Approved(Claim claim)
    {
        if (claim.Diagnoses.Any(diagnosis => _policy.Texts("triggerDiagnoses").Any(trigger => diagnosis.StartsWith(trigger, StringComparison.Ordinal))))
        {
            Notice(claim.Member, "diagnosis");
        }
    }

    public void Released(Claim claim, DateOnly on)
    {
        if (_start <= on && on <= PaidUntil && _policy.Texts("lines").Contains(claim.Line))
        {
            var eligible = claim.IsDisability
                ? IsIncurred(claim.Input.Date("disabledFrom")) ? claim.Paid : 0
                : claim.Lines.Where(line => IsIncurred(line.ServiceDate)).Sum(line => line.Paid);
            _counted[claim.Id] = eligible;
            Change(claim.Member, eligible, on);
        }
    }

    public void Reversed(Claim claim, DateOnly on)
    {
        if (_counted.Remove(claim.Id, out var counted))
        {
            Change(claim.Member, -counted, on);
        }
    }

    /// <param name="member">Null: the aggregate's request.</param>
    public void Decide(string? member, decimal accepted, DateOnly on)
    {
        var request = Requests.Find(request => request.Member == member && request.Accepted is null)
            ?? throw new RefusedException("there is no undecided request");
        if (accepted > request.Amount)
        {
            throw new RefusedException("more is accepted than was asked for");
        }

        request.Accepted = accepted;
        if (member is not null)
        {
            Ask(member, on);
        }
    }

    /// <summary>The business date is left.</summary>
    public void Leave(DateOnly date)
    {
        if (date == PaidUntil && _policy["aggregate"] is { } aggregate)
        {
            var attachment = Math.Max(aggregate.Amount("minimumAttachment"), Attachment(date));
            var amount = Math.Min(aggregate.Amount("maximum"), Math.Max(0, AggregateEligible - attachment));
            if (amount > 0)
            {
                Requests.Add(new(date, Member: null, amount));
            }
        }
    }

    public decimal Reimbursable(string member) => _specific is null
        ? 0
        : Math.Min(_specific.Amount("maximumPerPerson"), Members[member].Recoverable.Percent(_specific.Amount("carrierPercent")));

    public decimal AggregateEligible =>
        Members.Sum(entry => Deductible(entry.Key) is { } deductible ? Math.Min(entry.Value.Eligible, deductible) : entry.Value.Eligible);

    /// <summary>Σ over the 1sts of the period up to the date, with coverage as known now.</summary>
    public decimal Attachment(DateOnly date) =>
        Enumerable.Range(0, 13).Select(month => new DateOnly(_start.Year, _start.Month, 1).AddMonths(month))
            .Where(first => Covers(first) && first <= date)
            .Sum(first => _enrollment.SumByTier(first, _policy["aggregate"]!["monthlyFactor"]));

    private bool IsIncurred(DateOnly date) => _incurredFrom <= date && date <= IncurredUntil;

    /// <summary>The member's laser, else the specific deductible; null without specific terms.</summary>
    private decimal? Deductible(string member) => _specific?["lasers"].AmountOrNull(member) ?? _specific.AmountOrNull("deductible");

    private Exposure Of(string member)
    {
        if (!Members.TryGetValue(member, out var exposure))
        {
            exposure = new();
            Members.Add(member, exposure);
        }

        return exposure;
    }

    private void Change(string member, decimal change, DateOnly on)
    {
        if (change == 0)
        {
            return;
        }

        var exposure = Of(member);
        exposure.Eligible += change;
        if (Deductible(member) is not { } deductible)
        {
            return;
        }

        var excess = Math.Max(0, exposure.Eligible - deductible);
        MoveExcess(exposure, excess - exposure.Excess);
        exposure.Excess = excess;
        if (exposure.Eligible * 2 >= deductible)
        {
            Notice(member, "half");
        }

        if (exposure.Eligible > deductible)
        {
            Notice(member, "exceeded");
        }

        Ask(member, on);
    }

    /// <summary>A rise is first absorbed by what is left of the aggregating deductible; a fall first lowers what is recoverable.</summary>
    private void MoveExcess(Exposure exposure, decimal change)
    {
        if (change > 0)
        {
            var absorbed = Math.Min(change, _aggregatingLeft);
            _aggregatingLeft -= absorbed;
            exposure.Recoverable += change - absorbed;
        }
        else
        {
            var lowered = Math.Min(-change, exposure.Recoverable);
            exposure.Recoverable -= lowered;
            _aggregatingLeft += -change - lowered;
        }
    }

    private void Notice(string member, string notice)
    {
        if (!Of(member).Notices.Contains(notice))
        {
            Of(member).Notices.Add(notice);
        }
    }

    private void Ask(string member, DateOnly on)
    {
        var ofMember = Requests.Where(request => request.Member == member).ToList();
        var amount = Reimbursable(member) - ofMember.Sum(request => request.Amount);
        if (amount > 0 && ofMember.TrueForAll(request => request.Accepted is not null))
        {
            Requests.Add(new(on, member, amount));
        }
    }
}
