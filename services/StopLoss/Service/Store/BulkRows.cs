using Aso.Foundation.Data;

namespace Aso.StopLoss.Store;

/// <summary>Writes many rows with one statement, the same on either database: what comes with every payment must not cost a statement each.</summary>
internal static class BulkRows
{
    /// <param name="payments">New, none of them reversed.</param>
    public static Task InsertPaymentsAsync(this StopLossDb db, IReadOnlyList<PaymentRow> payments, CancellationToken cancel) => db.InsertRowsAsync(
        "payment",
        [
            ColumnOf.From("employer_id", payments, row => row.EmployerId),
            ColumnOf.From("claim_id", payments, row => row.ClaimId),
            ColumnOf.From("member_id", payments, row => row.MemberId),
            ColumnOf.From("line", payments, row => (int)row.Line),
            ColumnOf.From("released_on", payments, row => row.ReleasedOn),
            ColumnOf.From("sequence", payments, row => row.Sequence),
            ColumnOf.From("lines", payments, row => row.Lines),
        ],
        conflict: "",
        cancel);

    /// <summary>A diagnosis that is known of the member stays as it was first seen.</summary>
    public static Task AddDiagnosesAsync(this StopLossDb db, IReadOnlyList<DiagnosisRow> diagnoses, CancellationToken cancel) => db.InsertRowsAsync(
        "diagnosis",
        [
            ColumnOf.From("employer_id", diagnoses, row => row.EmployerId),
            ColumnOf.From("member_id", diagnoses, row => row.MemberId),
            ColumnOf.From("code", diagnoses, row => row.Code),
            ColumnOf.From("\"on\"", diagnoses, row => row.On),
        ],
        "ON CONFLICT (employer_id, member_id, code) DO NOTHING",
        cancel);

    public static Task PutAccumulationsAsync(this StopLossDb db, IReadOnlyList<AccumulationRow> accumulations, CancellationToken cancel) => db.InsertRowsAsync(
        "accumulation",
        [
            ColumnOf.From("policy_id", accumulations, row => row.PolicyId),
            ColumnOf.From("member_id", accumulations, row => row.MemberId),
            ColumnOf.From("eligible", accumulations, row => row.Eligible.Cents),
            ColumnOf.From("recoverable", accumulations, row => row.Recoverable.Cents),
            ColumnOf.From("asked", accumulations, row => row.Asked.Cents),
            ColumnOf.From("undecided", accumulations, row => row.Undecided),
            ColumnOf.From("given", accumulations, row => (int)row.Given),
        ],
        """
        ON CONFLICT (policy_id, member_id) DO UPDATE SET eligible = excluded.eligible, recoverable = excluded.recoverable,
        asked = excluded.asked, undecided = excluded.undecided, given = excluded.given
        """,
        cancel);
}
