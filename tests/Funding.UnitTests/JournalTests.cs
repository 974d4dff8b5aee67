using System.Security.Cryptography;

namespace Aso.Funding.UnitTests;

public sealed class JournalTests
{
    private static readonly Guid Employer = Guid.Parse("00000000-0000-0000-0000-00000000a500");

    [Theory]
    [InlineData(EntryKind.Deposit, Account.Cash, Account.EmployerContributions)]
    [InlineData(EntryKind.ClaimApproved, Account.ClaimsExpense, Account.ClaimsPayable)]
    [InlineData(EntryKind.ClaimReleased, Account.ClaimsPayable, Account.Cash)]
    [InlineData(EntryKind.ClaimReleasedByInsurer, Account.ClaimsPayable, Account.InsurerFunds)]
    [InlineData(EntryKind.ClaimReversedBeforeRelease, Account.ClaimsPayable, Account.ClaimsExpense)]
    [InlineData(EntryKind.ClaimReversedAfterRelease, Account.ProviderReceivable, Account.ClaimsExpense)]
    [InlineData(EntryKind.FeeCharged, Account.FeesExpense, Account.FeesPayable)]
    [InlineData(EntryKind.FeePaid, Account.FeesPayable, Account.Cash)]
    [InlineData(EntryKind.PremiumCharged, Account.PremiumExpense, Account.PremiumPayable)]
    [InlineData(EntryKind.PremiumPaid, Account.PremiumPayable, Account.Cash)]
    [InlineData(EntryKind.ReimbursementAccepted, Account.StopLossReceivable, Account.StopLossRecoveries)]
    [InlineData(EntryKind.RemittanceReceived, Account.Cash, Account.StopLossReceivable)]
    [InlineData(EntryKind.SurplusRefunded, Account.EmployerContributions, Account.Cash)]
    public void Each_kind_of_entry_debits_and_credits_the_accounts_of_the_chart(EntryKind kind, Account debit, Account credit)
    {
        var entry = Entry(kind, "5.00", "0.00");

        Assert.Equal([new(debit, true, Money.Parse("5.00")), new(credit, false, Money.Parse("5.00"))], entry.Lines);
    }

    [Fact]
    public void A_release_credits_what_it_recoups_to_the_provider_and_only_the_rest_to_cash()
    {
        Assert.Equal(
            [
                new(Account.ClaimsPayable, true, Money.Parse("5.00")), new(Account.Cash, false, Money.Parse("3.00")),
                new(Account.ProviderReceivable, false, Money.Parse("2.00")),
            ],
            Entry(EntryKind.ClaimReleased, "5.00", "2.00").Lines);
        Assert.Equal(
            [new(Account.ClaimsPayable, true, Money.Parse("5.00")), new(Account.ProviderReceivable, false, Money.Parse("5.00"))],
            Entry(EntryKind.ClaimReleased, "5.00", "5.00").Lines);
    }

    [Fact]
    public void Every_entry_names_what_caused_it()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Claim("C1", "100.00").Deposit("100.00");

        Assert.Equal(
            [book.IdOf("message of C1"), book.IdOf("W-1"), book.IdOf("W-1")],
            book.Journal.Select(entry => entry.Cause));
        Assert.Equal([1, 2, 3], book.Journal.Select(entry => entry.Sequence));
    }

    [Fact]
    public void The_first_hash_follows_from_the_employer_and_the_canonical_bytes()
    {
        var first = TestBook.PayAsYouGo().OpenOn("2026-01-05").Deposit("1.00").Journal[0];

        var bytes = new byte[JournalEntry.CanonicalLength];
        first.CanonicalBytes(bytes);
        var genesis = SHA256.HashData(Employer.ToByteArray(bigEndian: true));
        Assert.Equal(SHA256.HashData([.. genesis, .. bytes]), first.Hash.ToArray());
        Assert.Equal(
            "0000000000000001" + Convert.ToHexString(first.Id.ToByteArray(bigEndian: true))
            + (new DateOnly(2026, 1, 5).DayNumber).ToString("X8") + "00000001" + "0000000000000064" + "0000000000000000"
            + Convert.ToHexString(first.Subject.ToByteArray(bigEndian: true)) + Convert.ToHexString(first.Cause.ToByteArray(bigEndian: true)),
            Convert.ToHexString(bytes));
    }

    [Fact]
    public void The_audit_passes_a_whole_journal_and_arrives_at_its_balances()
    {
        var book = SomeBook();
        var audit = new JournalAudit(Employer);

        Assert.All(book.Journal, entry => Assert.Null(audit.Read(entry)));
        Assert.All(Accounts.All, account => Assert.Equal(book.State.Balances[account], audit[account]));
        Assert.Equal(book.State.LastHash.ToArray(), audit.LastHash.ToArray());
    }

    public static TheoryData<string, Func<List<JournalEntry>, IEnumerable<JournalEntry>>> Tamperings => new()
    {
        { "an amount is changed", journal => journal.Select(entry => entry.Sequence == 2 ? entry with { Amount = Money.Parse("1.00") } : entry) },
        { "a date is changed", journal => journal.Select(entry => entry.Sequence == 2 ? entry with { On = entry.On.AddDays(1) } : entry) },
        { "what a release kept back is changed", journal => journal.Select(entry => entry.Recouped.IsPositive ? entry with { Recouped = Money.Parse("0.01") } : entry) },
        { "an entry is missing", journal => journal.Where(entry => entry.Sequence != 2) },
        { "the last two change places", journal => journal[..^2].Append(journal[^1]).Append(journal[^2]) },
        { "an entry comes twice", journal => journal.Append(journal[^1] with { Sequence = journal.Count + 1 }) },
        { "another's cause is named", journal => journal.Select(entry => entry.Sequence == 2 ? entry with { Cause = Guid.Empty } : entry) },
    };

    [Theory]
    [MemberData(nameof(Tamperings))]
    public void The_audit_sees_when(string tampering, Func<List<JournalEntry>, IEnumerable<JournalEntry>> tamper)
    {
        var audit = new JournalAudit(Employer);

        var faults = tamper(SomeBook().Journal).Select(audit.Read).Where(fault => fault is not null);

        Assert.True(faults.Any(), tampering);
    }

    [Fact]
    public void The_audit_sees_cash_below_zero_even_under_a_right_hash()
    {
        var audit = new JournalAudit(Employer);
        var overdrawn = Entry(EntryKind.SurplusRefunded, "5.00", "0.00").SealedAfter(JournalEntry.GenesisHash(Employer));

        Assert.Contains("Cash", audit.Read(overdrawn)!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_audit_reads_from_the_first_entry_on_in_order_of_sequence_and_date()
    {
        var first = Sealed(Entry(EntryKind.Deposit, "5.00", "0.00"));
        var later = Entry(EntryKind.SurplusRefunded, "1.00", "0.00") with { Sequence = 2 };

        Assert.Contains("follows on 0", new JournalAudit(Employer).Read(first with { Sequence = 2 })!, StringComparison.Ordinal);
        Assert.Null(AfterFirst(later));
        Assert.Null(AfterFirst(later with { On = first.On.AddDays(1) }));
        Assert.Contains("2026-01-04", AfterFirst(later with { On = first.On.AddDays(-1) })!, StringComparison.Ordinal);

        string? AfterFirst(JournalEntry second)
        {
            var audit = new JournalAudit(Employer);
            Assert.Null(audit.Read(first));
            Assert.Equal(1, audit.LastSequence);
            return audit.Read(second.SealedAfter(first.Hash.Span));
        }
    }

    [Fact]
    public void The_audit_sees_under_a_right_hash_an_id_of_another_thing_an_amount_of_nothing_and_what_cannot_be_recouped()
    {
        var deposit = Entry(EntryKind.Deposit, "5.00", "0.00");

        Assert.Null(new JournalAudit(Employer).Read(Sealed(deposit)));
        Assert.Contains("id", new JournalAudit(Employer).Read(Sealed(deposit with { Id = Guid.NewGuid() }))!, StringComparison.Ordinal);
        Assert.Contains("id", new JournalAudit(Employer).Read(Sealed(deposit with { Kind = EntryKind.ClaimApproved }))!, StringComparison.Ordinal);
        Assert.Contains("balance", new JournalAudit(Employer).Read(Sealed(Entry(EntryKind.Deposit, "0.00", "0.00")))!, StringComparison.Ordinal);
        Assert.Contains("balance", new JournalAudit(Employer).Read(Sealed(Entry(EntryKind.Deposit, "-5.00", "0.00")))!, StringComparison.Ordinal);
        Assert.Contains("balance", new JournalAudit(Employer).Read(Sealed(Entry(EntryKind.ClaimReleased, "5.00", "6.00")))!, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_is_a_name_based_one_of_version_8_made_from_the_employer_and_what_it_names()
    {
        var subject = Guid.Parse("00000000-0000-0000-0000-000000000002");
        var first = new DateOnly(2026, 2, 1);
        byte[] employer = Employer.ToByteArray(bigEndian: true);

        Assert.Equal(Named([0, 0, 0, 7, .. subject.ToByteArray(bigEndian: true)]), BookId.OfEntry(Employer, EntryKind.FeeCharged, subject));
        Assert.Equal(Named("per-claim-fee/00000000000000000000000000000002"u8), BookId.OfClaimFee(Employer, subject));
        Assert.Equal(Named("percent-of-paid-fee/2026-02-01"u8), BookId.OfPercentOfPaidFee(Employer, first));
        Assert.Equal(Named("per-employee-fee/2026-02-01"u8), BookId.OfPerEmployeeFee(Employer, first));
        Assert.Equal(Named("premium/00000000000000000000000000000002/2026-02-01"u8), BookId.OfPremium(Employer, subject, first));
        Assert.Equal(Named("deposit/W-1"u8), BookId.OfDeposit(Employer, "W-1"));
        Assert.Equal(Named("remittance/W-1"u8), BookId.OfRemittance(Employer, "W-1"));

        Guid Named(ReadOnlySpan<byte> name)
        {
            // RFC 9562, 5.8: the version in the high half of octet 6, the variant 10 in the two high bits of octet 8.
            var hash = SHA256.HashData([.. employer, .. name]);
            hash[6] = (byte)(0x80 | (hash[6] % 16));
            hash[8] = (byte)(0x80 | (hash[8] % 64));
            return new(hash.AsSpan(0, 16), bigEndian: true);
        }
    }

    private static JournalEntry Sealed(JournalEntry entry) => entry.SealedAfter(JournalEntry.GenesisHash(Employer));

    private static TestBook SomeBook() =>
        TestBook.PayAsYouGo(TestBook.Fees("30.00", "4.00", "2.5")).OpenOn("2026-01-01").Deposit("500.00")
            .Claim("C1", "80.00").ClaimFee("C1").Void("C1").Claim("C2", "50.00").MoveTo("2026-02-03").Refund("10.00");

    private static JournalEntry Entry(EntryKind kind, string amount, string recouped)
    {
        var subject = Guid.Parse("00000000-0000-0000-0000-000000000002");
        return new()
        {
            Sequence = 1,
            Id = BookId.OfEntry(Employer, kind, subject),
            On = new(2026, 1, 5),
            Kind = kind,
            Amount = Money.Parse(amount),
            Recouped = Money.Parse(recouped),
            Subject = subject,
            Cause = Guid.Empty,
            Hash = default,
        };
    }
}
