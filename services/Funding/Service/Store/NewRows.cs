using Aso.Foundation.Data;

namespace Aso.Funding.Store;

/// <summary>Queues what a batch of claims leaves, all rows of a table together.</summary>
internal static class NewRows
{
    public static void Insert(this FundingDb db, IReadOnlyList<JournalRow> rows) => db.Write(
        "journal_entry",
        [
            ColumnOf.From("employer_id", rows, row => row.EmployerId),
            ColumnOf.From("sequence", rows, row => row.Sequence),
            ColumnOf.From("posted_on", rows, row => row.PostedOn),
            ColumnOf.From("kind", rows, row => (int)row.Kind),
            ColumnOf.From("amount", rows, row => row.Amount.Cents),
            ColumnOf.From("recouped", rows, row => row.Recouped.Cents),
            ColumnOf.From("subject", rows, row => row.Subject),
            ColumnOf.From("cause", rows, row => row.Cause),
            ColumnOf.From("hash", rows, row => row.Hash),
        ]);

    public static void Insert(this FundingDb db, IReadOnlyList<PayableRow> rows) => db.Write(
        "payable",
        [
            ColumnOf.From("employer_id", rows, row => row.EmployerId),
            ColumnOf.From("position", rows, row => row.Position),
            ColumnOf.From("kind", rows, row => (int)row.Kind),
            ColumnOf.From("payable_id", rows, row => row.PayableId),
            ColumnOf.From("amount", rows, row => row.Amount.Cents),
            ColumnOf.From("status", rows, row => (int)row.Status),
            ColumnOf.From("recouped", rows, row => row.Recouped.Cents),
            ColumnOf.From("released_on", rows, row => row.ReleasedOn),
            ColumnOf.From("reversed_on", rows, row => row.ReversedOn),
            ColumnOf.From("claim_number", rows, row => row.ClaimNumber),
            ColumnOf.From("member_id", rows, row => row.MemberId),
            ColumnOf.From("line", rows, row => (int?)row.Line),
            ColumnOf.From("provider_npi", rows, row => row.ProviderNpi),
            ColumnOf.From("lines", rows, row => row.Lines),
        ]);
}
