using System.Globalization;
using Aso.Verifier.Ledger;
using Aso.Verifier.Reading;
using Aso.Verifier.Reporting;
using Aso.Verifier.Streams;

namespace Aso.Verifier.Checks;

/// <summary>A payment as stop-loss heard of it, with what Claims says that it pays.</summary>
/// <param name="Order">Funding's number of the release, and of the reversal where there is one.</param>
internal sealed record HeardPayment(PaidClaim Claim, DateOnly ReleasedOn, long Order, long? ReversalOrder);

/// <summary>Funding against Stop-loss: each release is a payment there, with the lines that Claims decided, and each payment is a release.</summary>
internal sealed class PaymentsCheck(InFlight inFlight, ServiceDatabase stopLoss)
{
    public CheckResult Payments { get; } = new("releases-payments", "Each payment that stop-loss counts is a release of Funding and a decision of Claims, and each release is there");

    public IEnumerable<CheckResult> All => [Payments];

    /// <param name="applied">How far stop-loss has applied what Funding has said.</param>
    public List<HeardPayment> Run(Snapshot heard, Guid book, Journal journal, Dictionary<Guid, PaidClaim> claims, StreamPosition applied)
    {
        var (payments, reversed, seen) = (new List<HeardPayment>(), new HashSet<Guid>(), new HashSet<Guid>());
        var rows = heard.Read(
            "SELECT claim_id, member_id, line, released_on, sequence, lines, reversed_on, reversed_sequence FROM payment WHERE employer_id = @book",
            ("@book", book));
        foreach (var row in rows)
        {
            Payments.Count();
            var (id, reversedOn) = (row.Id(0), row.DateOrNull(6));
            var at = new Place(book, id);
            seen.Add(id);
            if (reversedOn is not null)
            {
                reversed.Add(id);
            }

            var release = journal.Obligations.GetValueOrDefault(id);
            Payments.Same(at, "releasedOn", release?.PaidOn, row.Date(3));
            if (reversedOn is not null)
            {
                Payments.Same(at, "reversedOn", release?.ReversedOn, reversedOn);
            }

            if (claims.TryGetValue(id, out var claim))
            {
                Payments.Same(at, "member", claim.MemberKey, NamedId.OfMember(book, row.Text(1)));
                Payments.Same(at, "line", claim.Line, row.Number(2));
                Payments.Same(at, "lines", Written(claim.Paid), Written(row.Text(5)));
                payments.Add(new(claim, row.Date(3), row.Number(4), reversedOn is null ? null : row.Number(7)));
            }
            else
            {
                Payments.Add(at, "claim", "a decision that pays", "none");
            }
        }

        ExpectAll(book, journal, seen, reversed, applied);
        return payments;
    }

    private void ExpectAll(Guid book, Journal journal, HashSet<Guid> seen, HashSet<Guid> reversed, StreamPosition applied)
    {
        foreach (var (id, release) in journal.Obligations)
        {
            if (release is not { Owed: PostingRule.OwedForClaim, PaidOn: not null })
            {
                continue;
            }

            var at = new Place(book, id);
            if (!seen.Contains(id))
            {
                inFlight.Expect(Payments, new(stopLoss, applied, at, "payment", $"one of {release.Amount}", "none", now => IsPaid(now, at)));
            }

            if (release.ReversedOn is { } on && !reversed.Contains(id))
            {
                inFlight.Expect(Payments, new(stopLoss, applied, at, "reversedOn", $"{on:yyyy-MM-dd}", "nothing", now => IsReversed(now, at)));
            }
        }
    }

    private static bool IsPaid(Snapshot stopLoss, Place at) =>
        stopLoss.Number("SELECT COUNT(*) FROM payment WHERE employer_id = @book AND claim_id = @id", ("@book", at.Book), ("@id", at.Subject!)) > 0;

    private static bool IsReversed(Snapshot stopLoss, Place at) =>
        stopLoss.Number(
            "SELECT COUNT(*) FROM payment WHERE employer_id = @book AND claim_id = @id AND reversed_on IS NOT NULL",
            ("@book", at.Book), ("@id", at.Subject!)) > 0;

    private static string Written(IEnumerable<PaidOnDate> paid) => string.Join(
        ' ', paid.OrderBy(line => line.ServiceDate).Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.ServiceDate:yyyy-MM-dd}:{line.Cents}")));

    /// <summary>Stored as date:cents between blanks; the order of dates is free.</summary>
    private static string Written(string lines) => string.Join(' ', lines.Split(' ').Order(StringComparer.Ordinal));
}
