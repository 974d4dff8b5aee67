namespace Aso.Funding.Store;

/// <summary>The tables that grow with every claim.</summary>
internal static class NewBookRows
{
    public static readonly NewRows<JournalRow> Journal = new(
        "journal_entry",
        Column<JournalRow, Guid>("employer_id", row => row.EmployerId),
        Column<JournalRow, long>("sequence", row => row.Sequence),
        Column<JournalRow, DateOnly>("posted_on", row => row.PostedOn),
        Column<JournalRow, int>("kind", row => (int)row.Kind),
        Column<JournalRow, long>("amount", row => row.Amount.Cents),
        Column<JournalRow, long>("recouped", row => row.Recouped.Cents),
        Column<JournalRow, Guid>("subject", row => row.Subject),
        Column<JournalRow, Guid>("cause", row => row.Cause),
        Column<JournalRow, byte[]>("hash", row => row.Hash));

    public static readonly NewRows<PayableRow> Payables = new(
        "payable",
        Column<PayableRow, Guid>("employer_id", row => row.EmployerId),
        Column<PayableRow, long>("position", row => row.Position),
        Column<PayableRow, int>("kind", row => (int)row.Kind),
        Column<PayableRow, Guid>("payable_id", row => row.PayableId),
        Column<PayableRow, long>("amount", row => row.Amount.Cents),
        Column<PayableRow, int>("status", row => (int)row.Status),
        Column<PayableRow, long>("recouped", row => row.Recouped.Cents),
        Column<PayableRow, DateOnly?>("released_on", row => row.ReleasedOn),
        Column<PayableRow, DateOnly?>("reversed_on", row => row.ReversedOn),
        Column<PayableRow, string?>("claim_number", row => row.ClaimNumber),
        Column<PayableRow, string?>("member_id", row => row.MemberId),
        Column<PayableRow, int?>("line", row => (int?)row.Line),
        Column<PayableRow, string?>("provider_npi", row => row.ProviderNpi),
        Column<PayableRow, string?>("lines", row => row.Lines));

    private static NewColumn<TRow, TValue> Column<TRow, TValue>(string name, Func<TRow, TValue> value) => new(name, value);
}
