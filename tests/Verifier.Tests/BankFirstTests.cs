using Aso.Verifier.Ledger;

namespace Aso.Verifier.Tests;

/// <summary>A returned deposit that cash did not hold: the bank comes before every payee.</summary>
public sealed class BankFirstTests
{
    private const int Deposit = 1, Approved = 2, Released = 3, ReversedAfterRelease = 6;
    private static readonly Guid Book = Guid.NewGuid();

    [Fact]
    public void A_payment_that_needs_no_cash_waits_for_the_bank_as_well()
    {
        var (first, second, deposit) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

        // 60 of a deposit of 100 were paid when it came back; the payee owes them, so its next payment is kept back whole.
        var found = Findings(
            (Deposit, 100, 0, deposit), (Approved, 60, 0, first), (Released, 60, 0, first),
            (PostingRule.DepositReturned, 100, 0, deposit), (PostingRule.OverdraftSettled, 40, 0, deposit),
            (ReversedAfterRelease, 60, 0, first), (Approved, 50, 0, second), (Released, 50, 50, second));

        Assert.Equal([8], found);
    }

    [Fact]
    public void Cash_that_comes_in_goes_to_the_bank_before_anything_else_is_posted()
    {
        var (claim, deposit, next) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        (int, long, long, Guid)[] overdrawn =
        [
            (Deposit, 100, 0, deposit), (Approved, 100, 0, claim), (Released, 100, 0, claim), (PostingRule.DepositReturned, 100, 0, deposit), (Deposit, 30, 0, next),
        ];

        Assert.Empty(Findings([.. overdrawn, (PostingRule.OverdraftSettled, 30, 0, next), (Approved, 1, 0, Guid.NewGuid())]));
        Assert.Equal([6], Findings([.. overdrawn, (Approved, 1, 0, Guid.NewGuid()), (PostingRule.OverdraftSettled, 30, 0, next)]));
        Assert.Equal([5], Findings(overdrawn));
    }

    /// <summary>The sequences at which the bank did not come first.</summary>
    private static IEnumerable<int> Findings(params IReadOnlyList<(int Kind, long Amount, long Recouped, Guid Subject)> entries)
    {
        var checks = new JournalChecks();
        var journal = new Journal(Book, checks);
        foreach (var (index, (kind, amount, recouped, subject)) in entries.Index())
        {
            journal.Read(new(index + 1, new(2026, 1, 5), kind, amount, recouped, subject, subject, new byte[Seal.HashLength]));
        }

        journal.End();
        return checks.BankFirst.Findings.Select(finding => (int)finding.Sequence!.Value);
    }
}
