using Aso.Foundation.Data;

namespace Aso.StopLoss.Store;

/// <summary>Queues what comes with every payment, all rows of a table together.</summary>
internal static class NewRows
{
    /// <param name="payments">New, none of them reversed.</param>
    public static void InsertPayments(this StopLossDb db, IReadOnlyList<PaymentRow> payments) => db.Write(
        "payment",
        [
            ColumnOf.From("employer_id", payments, row => row.EmployerId),
            ColumnOf.From("claim_id", payments, row => row.ClaimId),
            ColumnOf.From("member_id", payments, row => row.MemberId),
            ColumnOf.From("line", payments, row => (int)row.Line),
            ColumnOf.From("released_on", payments, row => row.ReleasedOn),
            ColumnOf.From("sequence", payments, row => row.Sequence),
            ColumnOf.From("lines", payments, row => row.Lines),
        ]);

    /// <summary>A diagnosis that is known of the member stays as it was first seen.</summary>
    public static void AddDiagnoses(this StopLossDb db, IReadOnlyList<DiagnosisRow> diagnoses) => db.Write(
        "diagnosis",
        [
            ColumnOf.From("employer_id", diagnoses, row => row.EmployerId),
            ColumnOf.From("member_id", diagnoses, row => row.MemberId),
            ColumnOf.From("code", diagnoses, row => row.Code),
            ColumnOf.From("\"on\"", diagnoses, row => row.On),
        ],
        "ON CONFLICT (employer_id, member_id, code) DO NOTHING");

    public static void PutAccumulations(this StopLossDb db, IReadOnlyList<AccumulationRow> accumulations) => db.Write(
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
        """);
}
