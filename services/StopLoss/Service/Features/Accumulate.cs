using Aso.Contracts.Claims.V1;
using Aso.Contracts.Enrollment.V1;
using Aso.Contracts.Funding.V1;
using Aso.Foundation;
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
    private readonly Dictionary<Guid, PaymentRow> _payments;
    private readonly HashSet<(string MemberId, string Code)> _diagnoses;
    private EmployerRow? _employer;

    private Accumulate(
        StopLossDb db, Guid employerId, TrackRoster roster, EmployerRow? employer, PolicyBooks books,
        Dictionary<Guid, PaymentRow> payments, HashSet<(string MemberId, string Code)> diagnoses)
    {
        (_db, _employerId, _roster, _employer, _books, _payments, _diagnoses) = (db, employerId, roster, employer, books, payments, diagnoses);
    }

    private EmployerRow Employer => _employer ?? throw new InvalidOperationException("The employer is not registered here.");

    // The insurer bears a fully insured plan: it has no stop-loss, now or later.
    private bool MayHavePolicies => Employer.Arrangement == Arrangement.Aso;

    public static async Task<Accumulate> LoadAsync(
        StopLossDb db, Guid employerId, IReadOnlyList<IncomingMessage> messages, TrackRoster roster, CancellationToken cancel)
    {
        var employer = await db.Employers.FindAsync([employerId], cancel);
        var payments = await PaymentsAsync(db, employerId, messages, cancel);
        var diagnosed = messages.Select(message => message.Body).OfType<ClaimAdjudicated>()
            .Where(claim => claim.Approved && claim.Diagnoses.Count > 0).Select(claim => claim.MemberId).Distinct().ToList();
        var diagnoses = diagnosed.Count == 0 ? [] : (await db.Diagnoses.AsNoTracking()
            .Where(row => row.EmployerId == employerId && diagnosed.Contains(row.MemberId))
            .Select(row => new { row.MemberId, row.Code }).ToListAsync(cancel))
            .Select(row => (row.MemberId, row.Code)).ToHashSet();

        var concerned = messages.Select(message => message.Body).OfType<PaymentReleased>().Select(released => released.MemberId)
            .Concat(payments.Values.Select(payment => payment.MemberId))
            .Concat(diagnosed).Distinct().ToList();
        var reached = messages.Select(message => message.Body).OfType<FundingDateMoved>().Select(moved => (DateOnly?)moved.To).LastOrDefault();
        var books = await PolicyBooks.LoadAsync(db, employerId, concerned, reached, cancel);
        return new(db, employerId, roster, employer, books, payments, diagnoses);
    }

    public void Register(EmployerRegistered registered)
    {
        _employer = new() { EmployerId = _employerId, Name = registered.Name, Arrangement = registered.Arrangement };
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

        foreach (var code in claim.Diagnoses.Where(code => _diagnoses.Add((claim.MemberId, code))))
        {
            _db.Diagnoses.Add(new() { EmployerId = _employerId, MemberId = claim.MemberId, Code = code, On = claim.AdjudicatedOn });
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
        _db.Payments.Add(row);
        _payments.Add(row.ClaimId, row);
        var payment = row.ToPayment();
        _books.Apply(book => book.Release(payment));
    }

    public void Reverse(PaymentReversed reversed, long sequence)
    {
        if (!MayHavePolicies)
        {
            return;
        }

        if (!_payments.TryGetValue(reversed.ClaimId, out var row) || row.ReversedOn is not null)
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
        Employer.OpenedOn ??= moved.To;
        foreach (var policy in _books.Policies.Where(policy => policy.Row.IsDue(moved.To)))
        {
            await _roster.StoreAsync(cancel);
            await SettleAggregate.ApplyAsync(_db, policy, Employer, cancel);
        }
    }

    public Task StoreAsync(FeedSignals signals, CancellationToken cancel) => _books.StoreAsync(signals, cancel);

    private static async Task<Dictionary<Guid, PaymentRow>> PaymentsAsync(
        StopLossDb db, Guid employerId, IReadOnlyList<IncomingMessage> messages, CancellationToken cancel)
    {
        var reversed = messages.Select(message => message.Body).OfType<PaymentReversed>().Select(reversal => reversal.ClaimId).ToList();
        return reversed.Count == 0
            ? []
            : await db.Payments.Where(row => row.EmployerId == employerId && reversed.Contains(row.ClaimId)).ToDictionaryAsync(row => row.ClaimId, cancel);
    }
}
