using Aso.Foundation;
using Aso.Foundation.Approvals;
using Aso.Funding.Domain;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Features;

/// <summary>GET …/ledger/entries — the journal, in order.</summary>
internal static class ListEntries
{
    private static readonly ListOrder<JournalRow> InOrder = ListOrder<JournalRow>.By(row => row.Sequence);

    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/ledger/entries", HandleAsync)
            .RequireScope(Scopes.FundingRead)
            .WithName("ListLedgerEntries").WithSummary("The employer's journal, in order, with the hash chain that seals it");

    /// <param name="Sequence">1, 2, 3 … without a gap.</param>
    /// <param name="Subject">The claim, charge, deposit, refund, reimbursement request, remittance or return that it is about.</param>
    /// <param name="Cause">The message or request that caused it.</param>
    /// <param name="Hash">SHA-256, hexadecimal, of the previous entry's hash and this entry.</param>
    /// <param name="AskedBy">Who announced the deposit or proposed the refund. Left out: nobody had to, or it is another entry.</param>
    /// <param name="ConfirmedBy">Who said that the deposit came, or approved the refund.</param>
    public sealed record Entry(
        long Sequence, Guid EntryId, DateOnly On, EntryKind Kind, Guid Subject, Guid Cause, IReadOnlyList<Line> Lines, string Hash,
        string? AskedBy = null, string? ConfirmedBy = null);

    /// <param name="Debit">Left out on a credit.</param>
    /// <param name="Credit">Left out on a debit.</param>
    public sealed record Line(Account Account, Money? Debit, Money? Credit);

    private static async Task<Results<Ok<Page<Entry>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, FundingDb db, [AsParameters] PageQuery page, CancellationToken cancel)
    {
        if (!page.Passes(InOrder, out var slice, out var problem))
        {
            return problem;
        }

        var rows = await slice.ReadAsync(db.Journal.AsNoTracking().Where(row => row.EmployerId == employerId), cancel);
        var persons = await PersonsAsync(db, employerId, rows.Items, cancel);
        return TypedResults.Ok(rows.ConvertAll(row => ToEntry(row, persons.GetValueOrDefault(row.Sequence))));
    }

    /// <summary>Who asked for an entry and who confirmed it, by its sequence.</summary>
    private static async Task<Dictionary<long, Persons>> PersonsAsync(FundingDb db, Guid employerId, IReadOnlyList<JournalRow> rows, CancellationToken cancel)
    {
        List<Guid> refunds = [.. rows.Where(row => row.Kind == EntryKind.SurplusRefunded).Select(row => row.Cause)];
        List<Guid> deposits = [.. rows.Where(row => row.Kind == EntryKind.Deposit).Select(row => row.Subject)];
        if (refunds.Count + deposits.Count == 0)
        {
            return [];
        }

        var approvals = await db.PersonsOfApprovalsAsync(refunds, cancel);
        var recorded = await db.Deposits.AsNoTracking().Where(row => row.EmployerId == employerId && deposits.Contains(row.DepositId))
            .ToDictionaryAsync(row => row.DepositId, row => row.RecordedBy, cancel);
        var announced = await db.DepositAnnouncements.AsNoTracking()
            .Where(row => row.EmployerId == employerId && row.PostedAs != null && deposits.Contains(row.PostedAs.Value))
            .ToDictionaryAsync(row => row.PostedAs!.Value, row => row.AnnouncedBy, cancel);
        return rows.ToDictionary(row => row.Sequence, row => row.Kind switch
        {
            EntryKind.Deposit => new Persons(announced.GetValueOrDefault(row.Subject), recorded.GetValueOrDefault(row.Subject)),
            EntryKind.SurplusRefunded when approvals.TryGetValue(row.Cause, out var persons) => new Persons(persons.ProposedBy, persons.DecidedBy),
            _ => default,
        });
    }

    private static Entry ToEntry(JournalRow row, Persons persons)
    {
        var entry = row.ToEntry();
        return new(
            entry.Sequence, entry.Id, entry.On, entry.Kind, entry.Subject, entry.Cause,
            [.. entry.Lines.Select(line => new Line(line.Account, line.IsDebit ? line.Amount : null, line.IsDebit ? null : line.Amount))],
            Convert.ToHexStringLower(row.Hash), persons.AskedBy, persons.ConfirmedBy);
    }

    private readonly record struct Persons(string? AskedBy, string? ConfirmedBy);
}
