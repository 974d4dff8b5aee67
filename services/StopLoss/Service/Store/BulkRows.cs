using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Store;

/// <summary>Writes many rows with one statement, the same on either database: what comes with every payment must not cost a statement each.</summary>
internal static class BulkRows
{
    private const int RowsPerStatementMax = 1_000;

    /// <param name="payments">New, none of them reversed.</param>
    public static Task InsertPaymentsAsync(this StopLossDb db, IEnumerable<PaymentRow> payments, CancellationToken cancel) =>
        WriteAsync(
            db,
            "INSERT INTO payment (employer_id, claim_id, member_id, line, released_on, sequence, lines) VALUES ",
            payments.Select(row => new object[] { row.EmployerId, row.ClaimId, row.MemberId, (int)row.Line, row.ReleasedOn, row.Sequence, row.Lines }),
            "",
            cancel);

    /// <summary>A diagnosis that is known of the member stays as it was first seen.</summary>
    public static Task AddDiagnosesAsync(this StopLossDb db, IEnumerable<DiagnosisRow> diagnoses, CancellationToken cancel) =>
        WriteAsync(
            db,
            "INSERT INTO diagnosis (employer_id, member_id, code, \"on\") VALUES ",
            diagnoses.Select(row => new object[] { row.EmployerId, row.MemberId, row.Code, row.On }),
            " ON CONFLICT (employer_id, member_id, code) DO NOTHING",
            cancel);

    public static Task PutAccumulationsAsync(this StopLossDb db, IEnumerable<AccumulationRow> accumulations, CancellationToken cancel) =>
        WriteAsync(
            db,
            "INSERT INTO accumulation (policy_id, member_id, eligible, recoverable, asked, undecided, given) VALUES ",
            accumulations.Select(row => new object[]
            {
                row.PolicyId, row.MemberId, row.Eligible.Cents, row.Recoverable.Cents, row.Asked.Cents, row.Undecided, (int)row.Given,
            }),
            """
             ON CONFLICT (policy_id, member_id) DO UPDATE SET eligible = excluded.eligible, recoverable = excluded.recoverable,
             asked = excluded.asked, undecided = excluded.undecided, given = excluded.given
            """,
            cancel);

    private static async Task WriteAsync(StopLossDb db, string insert, IEnumerable<object[]> rows, string conflict, CancellationToken cancel)
    {
        foreach (var chunk in rows.Chunk(RowsPerStatementMax))
        {
            var sql = new StringBuilder(insert);
            var values = new List<object>(chunk.Length * chunk[0].Length);
            foreach (var row in chunk)
            {
                sql.Append(values.Count == 0 ? "(" : ",(");
                for (var column = 0; column < row.Length; column++)
                {
                    sql.Append(CultureInfo.InvariantCulture, $"{(column == 0 ? "" : ",")}{{{values.Count}}}");
                    values.Add(row[column]);
                }

                sql.Append(')');
            }

            await db.Database.ExecuteSqlRawAsync(sql.Append(conflict).ToString(), values, cancel);
        }
    }
}
