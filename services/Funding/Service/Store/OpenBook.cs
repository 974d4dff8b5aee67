using System.Text.Json;
using Aso.Contracts.Claims.V1;
using Aso.Contracts.Funding.V1;
using Aso.Funding.Domain;
using Aso.Funding.Live;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Store;

/// <summary>An employer's book taken from the store: events are applied to it, then it is put back, with few statements for many events.</summary>
/// <remarks>Only under <see cref="FundingDb.BookLock"/>, which <see cref="BookRows.TakeAsync"/> takes. What others are told is queued as it happens; the caller commits.</remarks>
internal sealed partial class OpenBook
{
    private const int QueuePageSize = 200;

    private readonly FundingDb _db;
    private readonly Guid _employerId;
    private readonly BookRow _row;
    private readonly BookRows _rows;
    private readonly Book _book;
    private readonly Dictionary<Guid, ClaimPayment> _claims = [];
    private readonly Dictionary<Guid, PayableRow> _payables = [];
    private readonly HashSet<Guid> _lookedUp = [];
    private int _told;

    private OpenBook(FundingDb db, EmployerRow employer, BookRow row, BookRows rows)
    {
        _db = db;
        _employerId = row.EmployerId;
        _row = row;
        _rows = rows;
        _book = new(rows.ToState(employer, row));
        Employer = employer;
    }

    public EmployerRow Employer { get; }

    /// <summary>The business date; null before the employer's plan opens.</summary>
    public DateOnly? On => _book.On;

    public Money Cash => _book[Account.Cash];

    /// <summary>What changed the costs, in order; of each claim the last change in a row.</summary>
    public IEnumerable<CostChange> CostChanges => CostChange.LastOfEach(_book.Outcomes.OfType<BookOutcome.CostChanged>());

    /// <param name="rows">Of that employer.</param>
    /// <returns>Null where the employer is unknown here.</returns>
    public static async Task<OpenBook?> OpenAsync(FundingDb db, Guid employerId, BookRows rows, CancellationToken cancel) =>
        await db.Employers.FindAsync([employerId], cancel) is { } employer && await db.Books.FindAsync([employerId], cancel) is { } row ? new(db, employer, row, rows) : null;

    /// <summary>Loads at once the payables of claims that are about to be reversed.</summary>
    public async Task LookUpAsync(IReadOnlyCollection<Guid> claimIds, CancellationToken cancel)
    {
        var rows = await _db.Payables.Where(row => row.EmployerId == _employerId && claimIds.Contains(row.PayableId)).ToListAsync(cancel);
        rows.ForEach(Remember);
        _lookedUp.UnionWith(claimIds);
    }

    /// <summary>The payable of a claim as the store has it; null where it has none.</summary>
    public async Task<PayableState?> StoredAsync(Guid claimId, CancellationToken cancel)
    {
        if (!_payables.ContainsKey(claimId) && !_lookedUp.Contains(claimId))
        {
            await LookUpAsync([claimId], cancel);
        }

        return _payables.GetValueOrDefault(claimId)?.ToState();
    }

    public BookRefusal? Refuses(BookEvent bookEvent) => _book.Refuses(bookEvent);

    /// <summary>As <see cref="ApplyAsync"/>, with what the payment's release will have to tell.</summary>
    public Task ApproveAsync(BookEvent.ClaimApproved approved, ClaimPayment payment, CancellationToken cancel)
    {
        _claims[approved.ClaimId] = payment;
        return ApplyAsync(approved, cancel);
    }

    /// <summary>Lets an event happen and queues what others are told of it.</summary>
    public async Task ApplyAsync(BookEvent bookEvent, CancellationToken cancel)
    {
        _book.Apply(bookEvent);
        while (_book.NeedsQueue)
        {
            _book.Continue(await NextPageAsync(cancel));
        }

        for (; _told < _book.Outcomes.Count; _told++)
        {
            Tell(_book.Outcomes[_told]);
        }
    }

    private async Task<List<Payable>> NextPageAsync(CancellationToken cancel)
    {
        var after = _book.QueueLoadedThrough;
        var rows = await _db.Payables
            .Where(row => row.EmployerId == _employerId && row.Status == PayableStatus.Queued && row.Position > after)
            .OrderBy(row => row.Position).Take(QueuePageSize).ToListAsync(cancel);
        rows.ForEach(Remember);
        return rows.ConvertAll(row => row.ToPayable());
    }

    private void Remember(PayableRow row)
    {
        _payables[row.PayableId] = row;
        if (row is { Kind: PayableKind.Claim, Lines: { } lines })
        {
            _claims[row.PayableId] = new(
                row.ClaimNumber!, row.MemberId!, row.Line!.Value, row.ProviderNpi, JsonSerializer.Deserialize<PaidLine[]>(lines)!);
        }
    }

    private void Tell(BookOutcome outcome)
    {
        switch (outcome)
        {
            case BookOutcome.PaymentReleased released:
                var claim = _claims[released.ClaimId];
                _db.Enqueue(_employerId, new PaymentReleased
                {
                    EmployerId = _employerId,
                    ClaimId = released.ClaimId,
                    MemberId = claim.MemberId,
                    Line = claim.Line,
                    ReleasedOn = released.On,
                    PaidCents = released.Amount.Cents,
                    RecoupedCents = released.Recouped.Cents,
                    Lines = claim.Lines,
                });
                break;
            case BookOutcome.PaymentReversed reversed:
                _db.Enqueue(_employerId, new PaymentReversed { EmployerId = _employerId, ClaimId = reversed.ClaimId, ReversedOn = reversed.On });
                break;
            default:
                // Costs are told after the commit, to those who watch.
                break;
        }
    }
}

/// <summary>What is known of a claim that is paid.</summary>
/// <param name="ProviderNpi">Null where the employee is paid.</param>
internal sealed record ClaimPayment(string ClaimNumber, string MemberId, Contracts.Enrollment.V1.BenefitLine Line, string? ProviderNpi, IReadOnlyList<PaidLine> Lines);
