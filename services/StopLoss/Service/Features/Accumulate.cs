using Aso.Contracts.Claims.V1;
using Aso.Contracts.Enrollment.V1;
using Aso.Contracts.Funding.V1;
using Aso.Foundation;
using Aso.Primitives;
using Aso.StopLoss.Store;
using Microsoft.EntityFrameworkCore;
using BenefitLine = Aso.Primitives.BenefitLine;

namespace Aso.StopLoss.Features;

/// <summary>Applies what was released, reversed and approved to an employer's policies: loads once, applies all in order, stores once.</summary>
internal sealed class Accumulate
{
    private readonly StopLossDb _db;
    private readonly Guid _employerId;
    private readonly TrackRoster _roster;
    private readonly PolicyBooks _books;
    private readonly Dictionary<Guid, PaymentRow> _reversible;
    private readonly Dictionary<Guid, PaymentRow> _released = [];
    private readonly Dictionary<(string MemberId, string Code), DiagnosisRow> _diagnoses = [];
    private EmployerRow? _employer;

    private Accumulate(
        StopLossDb db, Guid employerId, TrackRoster roster, EmployerRow? employer, PolicyBooks books, Dictionary<Guid, PaymentRow> reversible)
    {
        (_db, _employerId, _roster, _employer, _books, _reversible) = (db, employerId, roster, employer, books, reversible);
    }

    private EmployerRow Employer => _employer ?? throw new InvalidOperationException("The employer is not registered here.");

    // The insurer bears a fully insured plan: it has no stop-loss, now or later.
    private bool MayHavePolicies => Employer.Arrangement == Arrangement.Aso;

    /// <summary>Takes the employer's policies, against every other writer until the commit, with what the messages concern.</summary>
    public static async Task<Accumulate> LoadAsync(
        StopLossDb db, Guid employerId, IReadOnlyList<IncomingMessage> messages, TrackRoster roster, CancellationToken cancel)
    {
        var reversible = await ReversibleAsync(db, employerId, messages, cancel);
        var concerned = messages.Select(message => message.Body switch
            {
                PaymentReleased released => released.MemberId,
                ClaimAdjudicated { Approved: true, Diagnoses.Count: > 0 } claim => claim.MemberId,
                _ => null,
            })
            .Concat(reversible.Values.Select(payment => payment.MemberId))
            .OfType<string>().Distinct().ToList();
        var reached = messages.Select(message => message.Body).OfType<FundingDateMoved>().Select(moved => (DateOnly?)moved.To).LastOrDefault();
        var fetch = db.Fetch();
        fetch.Lock(StopLossDb.PolicyLock, [employerId]);
        var employers = fetch.Tracked<EmployerRow>($"employer_id = {employerId}");
        var books = await PolicyBooks.LoadAsync(db, fetch, employerId, concerned, reached, cancel);
        return new(db, employerId, roster, employers.SingleOrDefault(), books, reversible);
    }

    public void Register(EmployerRegistered registered)
    {
        _employer = new()
        {
            EmployerId = _employerId,
            Name = registered.Name,
            Arrangement = registered.Arrangement,
            ExpectedMonthlyClaims = ToAmounts(registered.ExpectedMonthlyClaims),
        };
        _db.Employers.Add(_employer);
    }

    public void Define(PlanDefined plan) =>
        Employer.HasMedicalPlan |= plan.Line == Contracts.Enrollment.V1.BenefitLine.Medical;

    public void Diagnose(ClaimAdjudicated claim)
    {
        if (!claim.Approved || !MayHavePolicies)
        {
            return;
        }

        foreach (var code in claim.Diagnoses)
        {
            _diagnoses.TryAdd((claim.MemberId, code), new() { EmployerId = _employerId, MemberId = claim.MemberId, Code = code, On = claim.AdjudicatedOn });
        }

        _books.Apply(book => book.Diagnose(claim.MemberId, claim.Diagnoses, claim.AdjudicatedOn));
    }

    public void Release(PaymentReleased released, long sequence)
    {
        if (!MayHavePolicies)
        {
            return;
        }

        var row = new PaymentRow
        {
            EmployerId = _employerId,
            ClaimId = released.ClaimId,
            MemberId = released.MemberId,
            Line = (BenefitLine)released.Line,
            ReleasedOn = released.ReleasedOn,
            Sequence = sequence,
            Lines = PaidLines.Write(released.Lines),
        };
        _released.Add(row.ClaimId, row);
        var payment = row.ToPayment();
        _books.Apply(book => book.Release(payment));
    }

    public void Reverse(PaymentReversed reversed, long sequence)
    {
        if (!MayHavePolicies)
        {
            return;
        }

        if ((!_released.TryGetValue(reversed.ClaimId, out var row) && !_reversible.TryGetValue(reversed.ClaimId, out row)) || row.ReversedOn is not null)
        {
            throw new InvalidOperationException("A payment was reversed that had not been released or was reversed before.");
        }

        (row.ReversedOn, row.ReversedSequence) = (reversed.ReversedOn, sequence);
        var payment = row.ToPayment();
        _books.Apply(book => book.Reverse(payment, reversed.ReversedOn));
    }

    /// <summary>Passes the dates: settles the aggregate of each policy whose paid window has ended.</summary>
    public async Task MoveAsync(FundingDateMoved moved, CancellationToken cancel)
    {
        await _db.MoveBusinessDateAsync(_employerId, moved.To, cancel);
        foreach (var policy in _books.Policies.Where(policy => policy.Row.IsDue(moved.To)))
        {
            await _roster.StoreAsync(cancel);
            await SettleAggregate.ApplyAsync(_db, policy, Employer, cancel);
        }
    }

    public async Task StoreAsync(FeedSignals signals, CancellationToken cancel)
    {
        foreach (var payment in _released.Values)
        {
            _db.Insert(payment);
        }

        // One that is known of the member stays as it was first seen.
        foreach (var diagnosis in _diagnoses.Values)
        {
            _db.InsertIfNew(diagnosis);
        }

        await _books.StoreAsync(signals, cancel);
    }

    private static TierAmounts? ToAmounts(TierCents? cents) => cents is null ? null : new(
        ToMoney(cents.Employee), ToMoney(cents.EmployeeSpouse), ToMoney(cents.EmployeeChildren), ToMoney(cents.Family));

    private static Money? ToMoney(long? cents) => cents is { } amount ? new(amount) : null;

    /// <summary>The payments released before that these messages reverse.</summary>
    private static async Task<Dictionary<Guid, PaymentRow>> ReversibleAsync(
        StopLossDb db, Guid employerId, IReadOnlyList<IncomingMessage> messages, CancellationToken cancel)
    {
        var reversed = messages.Select(message => message.Body).OfType<PaymentReversed>().Select(reversal => reversal.ClaimId).ToList();
        if (reversed.Count == 0)
        {
            return [];
        }

        await db.LockAsync(StopLossDb.PolicyLock, employerId, cancel);
        return await db.Payments.Where(row => row.EmployerId == employerId && reversed.Contains(row.ClaimId)).ToDictionaryAsync(row => row.ClaimId, cancel);
    }
}
