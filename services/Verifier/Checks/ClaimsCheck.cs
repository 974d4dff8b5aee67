using System.Text.Json;
using Aso.Verifier.Ledger;
using Aso.Verifier.Reading;
using Aso.Verifier.Reporting;
using Aso.Verifier.Streams;

namespace Aso.Verifier.Checks;

/// <summary>A claim for which the plan pays, as Claims has it.</summary>
internal sealed record PaidClaim(Guid MemberKey, int Line, PaidOnDate[] Paid);

/// <summary>Claims against Funding: each payable comes from exactly one decision, and each decision that pays has its payable.</summary>
internal sealed class ClaimsCheck(InFlight inFlight, ServiceDatabase funding)
{
    private const int StatusApproved = 1;
    private const int StatusVoided = 3;
    private const int StatusReplaced = 4;
    private const int FrequencyReplacement = 7;
    private const int FrequencyVoid = 8;

    public CheckResult Decisions { get; } = new("claims-decided", "Each claim pays what its lines pay, and stands as those that name it left it");

    public CheckResult Payables { get; } = new("claims-payables", "Each payable comes from one decision of the same cents, and each decision that pays has its payable");

    public CheckResult Reversals { get; } = new("claims-reversals", "What was voided or replaced is reversed, and nothing else is");

    public IEnumerable<CheckResult> All => [Decisions, Payables, Reversals];

    /// <summary>Reads every claim of the employer.</summary>
    /// <param name="applied">How far Funding has applied what Claims has said.</param>
    /// <returns>Those for which the plan pays.</returns>
    public Dictionary<Guid, PaidClaim> Run(Snapshot claims, Guid book, Journal journal, StreamPosition applied, AccumulatorFold fold, Action read)
    {
        var (paying, reversing, reversed) = (new Dictionary<Guid, PaidClaim>(), new Dictionary<Guid, long>(), new Dictionary<Guid, long>());
        var rows = claims.Read(
            "SELECT claim_id, claim_number, member_key, line, frequency, status, original, paid, billed, detail FROM claim WHERE employer_id = @book",
            ("@book", book));
        foreach (var row in rows)
        {
            read();
            Decisions.Count();
            var (id, paid, status, frequency) = (row.Id(0), row.Number(7), row.Number(5), row.Number(4));
            var at = new Place(book, id);
            Decisions.Same(at, "claimId", NamedId.OfClaim(book, row.Text(1)), id);
            if (Detail(row, at) is not { } detail)
            {
                continue;
            }

            Decisions.Same(at, "paid", detail.PaidTotal, paid);
            Decisions.Same(at, "billed", detail.Billed, row.Number(8));
            if (frequency is FrequencyReplacement or FrequencyVoid && row.TextOrNull(6) is { } original)
            {
                reversing[NamedId.OfClaim(book, original)] = frequency == FrequencyVoid ? StatusVoided : StatusReplaced;
            }

            var isReversed = status is StatusVoided or StatusReplaced;
            if (isReversed)
            {
                reversed[id] = status;
            }
            else
            {
                fold.Add(row.Id(2), detail);
            }

            if (paid > 0)
            {
                paying.Add(id, new(row.Id(2), row.Small(3), detail.Paid));
                Decisions.Same(at, "status", true, isReversed || status == StatusApproved);
            }

            Compare(at, id, paid, isReversed, journal, applied);
        }

        CompareStatuses(book, reversing, reversed);
        CheckOrigins(book, journal, paying);
        return paying;
    }

    private ClaimDetail? Detail(Row row, Place at)
    {
        try
        {
            return ClaimDetail.Read(row.Bytes(9), row.Small(3));
        }
        catch (JsonException)
        {
            Decisions.Add(at, "detail", "a stored decision", "unreadable");
            return null;
        }
    }

    private void Compare(Place at, Guid id, long paid, bool isReversed, Journal journal, StreamPosition applied)
    {
        var known = journal.Obligations.GetValueOrDefault(id);
        Payables.Count();
        if (paid > 0 && known is null)
        {
            inFlight.Expect(Payables, new(funding, applied, at, "payable", paid.ToString(null, null), "none", now => IsOwed(now, at)));
        }
        else if (known is not null)
        {
            Payables.Same(at, "amount", paid, known.Amount);
        }

        if (paid > 0 && isReversed)
        {
            Reversals.Count();
            if (known?.ReversedOn is null)
            {
                inFlight.Expect(Reversals, new(funding, applied, at, "reversal", "posted", "none", now => IsReversed(now, at)));
            }
        }
        else if (known?.ReversedOn is { } on)
        {
            Reversals.Add(at, "reversal", "none", $"on {on:yyyy-MM-dd}");
        }
    }

    /// <summary>A void or replacement and what became of the claim that it names belong to one transaction.</summary>
    private void CompareStatuses(Guid book, Dictionary<Guid, long> reversing, Dictionary<Guid, long> reversed)
    {
        foreach (var (id, status) in reversing)
        {
            Decisions.Same(new Place(book, id), "status", status, reversed.GetValueOrDefault(id, StatusApproved));
        }

        foreach (var (id, status) in reversed.Where(one => !reversing.ContainsKey(one.Key)))
        {
            Decisions.Add(new Place(book, id), "status", "not taken back by any claim", status == StatusVoided ? "voided" : "replaced");
        }
    }

    private void CheckOrigins(Guid book, Journal journal, Dictionary<Guid, PaidClaim> paying)
    {
        foreach (var (id, obligation) in journal.Obligations)
        {
            if (obligation.Owed == PostingRule.OwedForClaim && !paying.ContainsKey(id))
            {
                Payables.Add(new Place(book, id), "claim", $"a decision that pays {obligation.Amount}", "none");
            }
        }
    }

    private static bool IsOwed(Snapshot funding, Place at) =>
        funding.Number("SELECT COUNT(*) FROM payable WHERE employer_id = @book AND payable_id = @id", ("@book", at.Book), ("@id", at.Subject!)) > 0;

    private static bool IsReversed(Snapshot funding, Place at) =>
        funding.Number(
            "SELECT COUNT(*) FROM payable WHERE employer_id = @book AND payable_id = @id AND status = @reversed",
            ("@book", at.Book), ("@id", at.Subject!), ("@reversed", Obligation.StatusReversed)) > 0;
}
