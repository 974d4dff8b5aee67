using Aso.Foundation;
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
    public sealed record Entry(
        long Sequence, Guid EntryId, DateOnly On, EntryKind Kind, Guid Subject, Guid Cause, IReadOnlyList<Line> Lines, string Hash);

    /// <param name="Debit">Left out on a credit.</param>
    /// <param name="Credit">Left out on a debit.</param>
    public sealed record Line(Account Account, Money? Debit, Money? Credit);

    private static async Task<Results<Ok<Page<Entry>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, FundingDb db, [AsParameters] PageQuery page, CancellationToken cancel) =>
        page.Passes(InOrder, out var slice, out var problem)
            ? TypedResults.Ok((await slice.ReadAsync(db.Journal.AsNoTracking().Where(row => row.EmployerId == employerId), cancel)).ConvertAll(ToEntry))
            : problem;

    private static Entry ToEntry(JournalRow row)
    {
        var entry = row.ToEntry();
        return new(
            entry.Sequence, entry.Id, entry.On, entry.Kind, entry.Subject, entry.Cause,
            [.. entry.Lines.Select(line => new Line(line.Account, line.IsDebit ? line.Amount : null, line.IsDebit ? null : line.Amount))],
            Convert.ToHexStringLower(row.Hash));
    }
}
