using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Store;

/// <summary>Inserts what a batch of claims leaves: on PostgreSQL all rows of a table in one statement, elsewhere row by row with the commit.</summary>
internal static class NewRows
{
    public static Task InsertAsync(this FundingDb db, Guid employerId, IReadOnlyList<JournalRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
        {
            return Task.CompletedTask;
        }

        if (!db.Database.IsNpgsql())
        {
            db.AddRange(rows);
            return Task.CompletedTask;
        }

        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO journal_entry (employer_id, sequence, posted_on, kind, amount, recouped, subject, cause, hash)
            SELECT {employerId}, * FROM unnest(
                {Column(rows, row => row.Sequence)}, {Column(rows, row => row.PostedOn)}, {Column(rows, row => (int)row.Kind)},
                {Column(rows, row => row.Amount.Cents)}, {Column(rows, row => row.Recouped.Cents)},
                {Column(rows, row => row.Subject)}, {Column(rows, row => row.Cause)}, {Column(rows, row => row.Hash)})
            """,
            cancel);
    }

    public static Task InsertAsync(this FundingDb db, Guid employerId, IReadOnlyList<PayableRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
        {
            return Task.CompletedTask;
        }

        if (!db.Database.IsNpgsql())
        {
            db.AddRange(rows);
            return Task.CompletedTask;
        }

        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO payable (employer_id, position, kind, payable_id, amount, status, recouped, released_on, reversed_on,
                claim_number, member_id, line, provider_npi, lines)
            SELECT {employerId}, * FROM unnest(
                {Column(rows, row => row.Position)}, {Column(rows, row => (int)row.Kind)}, {Column(rows, row => row.PayableId)},
                {Column(rows, row => row.Amount.Cents)}, {Column(rows, row => (int)row.Status)}, {Column(rows, row => row.Recouped.Cents)},
                {Column(rows, row => row.ReleasedOn)}, {Column(rows, row => row.ReversedOn)},
                {Column(rows, row => row.ClaimNumber)}, {Column(rows, row => row.MemberId)}, {Column(rows, row => (int?)row.Line)},
                {Column(rows, row => row.ProviderNpi)}, {Column(rows, row => row.Lines)})
            """,
            cancel);
    }

    private static TColumn[] Column<TRow, TColumn>(IReadOnlyList<TRow> rows, Func<TRow, TColumn> column) => [.. rows.Select(column)];
}
