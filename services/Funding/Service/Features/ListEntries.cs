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

    private static async Task<Ok<Page<Entry>>> HandleAsync(Guid employerId, FundingDb db, long? after, int? limit, CancellationToken cancel)
    {
        var take = Paging.Limit(limit);
        var from = after ?? 0;
        var rows = await db.Journal.AsNoTracking()
            .Where(row => row.EmployerId == employerId && row.Sequence > from)
            .OrderBy(row => row.Sequence).Take(take + 1).ToListAsync(cancel);
        return TypedResults.Ok(rows.ToPage(take, ToEntry, row => row.Sequence));
    }

    private static Entry ToEntry(JournalRow row)
    {
        var entry = row.ToEntry();
        return new(
            entry.Sequence, entry.Id, entry.On, entry.Kind, entry.Subject, entry.Cause,
            [.. entry.Lines.Select(line => new Line(line.Account, line.IsDebit ? line.Amount : null, line.IsDebit ? null : line.Amount))],
            Convert.ToHexStringLower(row.Hash));
    }
}
