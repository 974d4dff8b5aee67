using System.Text.Json;
using Aso.Verifier.Ledger;
using Aso.Verifier.Reading;
using Aso.Verifier.Reporting;
using Aso.Verifier.Streams;

namespace Aso.Verifier.Checks;

/// <summary>Stop-loss: what has accumulated is what the releases add up to, no more is asked for than is reimbursable, and what the carrier accepted and paid stands in the ledger once.</summary>
internal sealed class PolicyCheck(InFlight inFlight, ServiceDatabase funding)
{
    public CheckResult Eligible { get; } = new("eligible", "Eligible, recoverable and what is left of the aggregating deductible follow from the releases");

    public CheckResult Requests { get; } = new("requests", "What is asked for is reimbursable, and what is accepted was asked for");

    public CheckResult Recoveries { get; } = new("recoveries", "Each acceptance and each remittance stands in the ledger once, and nothing else does");

    public IEnumerable<CheckResult> All => [Eligible, Requests, Recoveries];

    public void RunPolicies(Snapshot stopLoss, Guid book, List<HeardPayment> payments)
    {
        var policies = stopLoss.Read(
            "SELECT policy_id, period_start, incurred_months, paid_months, content, aggregating_left FROM policy WHERE employer_id = @book ORDER BY period_start",
            ("@book", book)).Select(row => (Terms: Terms(book, row), Left: row.Number(5))).ToList();
        var events = payments.SelectMany(Events).OrderBy(one => one.Order).ToList();
        foreach (var (terms, left) in policies)
        {
            if (terms is not null)
            {
                var fold = new PolicyFold(terms);
                events.ForEach(one => fold.Count(one.Payment.Claim.MemberKey, one.Sign * terms.Counted(one.Payment.Claim, one.Payment.ReleasedOn)));
                Eligible.Same(new Place(book, terms.PolicyId), "aggregatingLeft", fold.AggregatingLeft, left);
                CompareMembers(stopLoss, book, fold, RequestsOf(stopLoss, book, terms));
            }
        }
    }

    /// <param name="applied">How far Funding has applied what stop-loss has said.</param>
    public void RunRecoveries(Snapshot stopLoss, Guid book, Journal journal, StreamPosition applied)
    {
        var known = journal.Funds.Where(fund => fund.Key.Kind is PostingRule.ReimbursementAccepted or PostingRule.RemittanceReceived)
            .ToDictionary(fund => fund.Key, fund => fund.Value);
        foreach (var row in stopLoss.Read("SELECT request_id, accepted FROM request WHERE employer_id = @book AND accepted > 0", ("@book", book)))
        {
            Expect(new(book, row.Id(0)), PostingRule.ReimbursementAccepted, row.Number(1), known, applied);
        }

        foreach (var row in stopLoss.Read("SELECT reference, amount FROM remittance WHERE employer_id = @book", ("@book", book)))
        {
            Expect(new(book, NamedId.OfRemittance(book, row.Text(0))), PostingRule.RemittanceReceived, row.Number(1), known, applied);
        }

        foreach (var (key, entry) in known)
        {
            Recoveries.Add(new Place(book, key.Subject, entry.Sequence), PostingRule.Of(key.Kind)!.Name, "a decision or payment of the carrier", "none");
        }
    }

    private void Expect(Place at, int kind, long amount, Dictionary<(int, Guid), Entry> known, StreamPosition applied)
    {
        Recoveries.Count();
        if (known.Remove((kind, at.Subject!.Value), out var entry))
        {
            Recoveries.Same(at with { Sequence = entry.Sequence }, "amount", amount, entry.Amount);
            return;
        }

        inFlight.Expect(Recoveries, new(
            funding, applied, at, PostingRule.Of(kind)!.Name, amount.ToString(null, null), "none",
            now => now.Number(
                "SELECT COUNT(*) FROM journal_entry WHERE employer_id = @book AND subject = @id AND kind = @kind AND amount = @amount",
                ("@book", at.Book), ("@id", at.Subject!), ("@kind", kind), ("@amount", amount)) > 0));
    }

    private PolicyTerms? Terms(Guid book, Row row)
    {
        Eligible.Count();
        try
        {
            return PolicyTerms.Read(book, row.Id(0), row.Date(1), row.Small(2), row.Small(3), row.Text(4));
        }
        catch (JsonException)
        {
            Eligible.Add(new Place(book, row.Id(0)), "content", "the terms of a policy", "unreadable");
            return null;
        }
    }

    private static IEnumerable<(long Order, int Sign, HeardPayment Payment)> Events(HeardPayment payment)
    {
        yield return (payment.Order, 1, payment);
        if (payment.ReversalOrder is { } order)
        {
            yield return (order, -1, payment);
        }
    }

    private void CompareMembers(Snapshot stopLoss, Guid book, PolicyFold fold, Dictionary<Guid, (long Asked, bool Undecided)> requests)
    {
        var seen = new HashSet<Guid>();
        var rows = stopLoss.Read(
            "SELECT member_id, eligible, recoverable, asked, undecided FROM accumulation WHERE policy_id = @policy", ("@policy", fold.Terms.PolicyId));
        foreach (var row in rows)
        {
            var member = NamedId.OfMember(book, row.Text(0));
            seen.Add(member);
            Compare(new(book, member), fold, requests.GetValueOrDefault(member), row.Number(1), row.Number(2), row.Number(3), row.Flag(4));
        }

        foreach (var member in fold.Members.Keys.Union(requests.Keys).Where(member => !seen.Contains(member)))
        {
            Compare(new(book, member), fold, requests.GetValueOrDefault(member), 0, 0, 0, undecided: false);
        }
    }

    private void Compare(Place at, PolicyFold fold, (long Asked, bool Undecided) requests, long eligible, long recoverable, long asked, bool undecided)
    {
        var standing = fold.Members.GetValueOrDefault(at.Subject!.Value) ?? new Standing();
        Eligible.Count();
        Eligible.Same(at, "eligible", standing.Eligible, eligible);
        Eligible.Same(at, "recoverable", standing.Recoverable, recoverable);
        Requests.Count();
        Requests.Same(at, "asked", requests.Asked, asked);
        Requests.Same(at, "undecided", requests.Undecided, undecided);
        if (requests.Asked > standing.MostReimbursable)
        {
            Requests.Add(at, "asked", $"at most {standing.MostReimbursable}", requests.Asked.ToString(null, null));
        }

        if (!requests.Undecided && fold.Terms.Specific?.Reimbursable(standing.Recoverable) > requests.Asked)
        {
            Requests.Add(at, "asked", $"at least {fold.Terms.Specific.Reimbursable(standing.Recoverable)}", requests.Asked.ToString(null, null));
        }
    }

    /// <summary>Per member what was asked for, and whether a request is undecided. The aggregate's request names no member.</summary>
    private Dictionary<Guid, (long Asked, bool Undecided)> RequestsOf(Snapshot stopLoss, Guid book, PolicyTerms terms)
    {
        var requests = new Dictionary<Guid, (long Asked, bool Undecided)>();
        foreach (var row in stopLoss.Read("SELECT request_id, member_id, amount, accepted FROM request WHERE policy_id = @policy", ("@policy", terms.PolicyId)))
        {
            Requests.Count();
            var (at, amount) = (new Place(book, row.Id(0)), row.Number(2));
            var isUndecided = row.IsNull(3);
            if (!isUndecided && (row.Number(3) < 0 || row.Number(3) > amount))
            {
                Requests.Add(at, "accepted", $"0 to {amount}", row.Number(3).ToString(null, null));
            }

            if (row.TextOrNull(1) is { } memberId)
            {
                var member = NamedId.OfMember(book, memberId);
                var before = requests.GetValueOrDefault(member);
                requests[member] = (before.Asked + amount, before.Undecided || isUndecided);
            }
            else if (amount > (terms.AggregateMaximum ?? 0))
            {
                Requests.Add(at, "amount", $"at most {terms.AggregateMaximum ?? 0}", amount.ToString(null, null));
            }
        }

        return requests;
    }
}
