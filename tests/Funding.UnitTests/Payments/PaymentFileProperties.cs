using Aso.Funding.Domain.Payments;
using Aso.Funding.PaymentFiles;
using Aso.Funding.Remittances;
using Aso.Nacha;

namespace Aso.Funding.UnitTests.Payments;

/// <summary>Random employers, random months, accounts by chance: the bank is told of every payment once, or somebody is told why not.</summary>
public sealed class PaymentFileProperties
{
    private static readonly PayerOptions Payer = new() { TaxId = "123456789", BankRoutingNumber = "091000019", BankName = "FIRST BANK", Name = "PLAN ADMINISTRATOR OF THE WEST" };

    [Fact]
    public void Files_and_what_they_leave_out_come_to_what_the_ledger_paid_and_the_bank_reads_every_cent() =>
        Gen.Select(BookProperties.AnyTerms, BookProperties.AnyStep.Array[1, 50], Gen.Int[0, 15], Gen.Long[1, 200]).Sample((terms, steps, accountsOf, limit) =>
        {
            var book = BookProperties.Play(terms, steps, 2, new PlainRules(terms));
            var accounts = AccountsOf(book, accountsOf);
            var (total, today) = (Money.Zero, book.State.On!.Value.AddDays(1));
            foreach (var date in book.Payables.Select(payable => payable.ReleasedOn).OfType<DateOnly>().Distinct())
            {
                var file = PaymentFile.Decide(book.State.EmployerId, date, today, PaymentsOf(book, date), accounts, new Money(limit));
                total += file.Total + file.LeftOut.Sum(payment => payment.Amount);

                Assert.All(file.Payments, payment => Assert.True(payment.Amount.Cents <= limit && accounts.ContainsKey(payment.Payee)));
                Assert.All(file.LeftOut, payment => Assert.Equal(payment.Reason == LeftOutReason.NoAccount, !accounts.ContainsKey(payment.Payee)));
                Assert.True(file.EffectiveOn >= today && BankingDays.IsBankingDay(file.EffectiveOn));
                CheckFile(BankFile.Write(file, book.State.EmployerId, today, Payer), file);
            }

            var paid = book.Journal.Where(entry => IsPayment(entry.Kind)).Sum(entry => entry.Amount - entry.Recouped);
            Assert.Equal(paid, total);
        }, iter: 300);

    [Fact]
    public void A_provider_is_paid_by_ccd_with_the_number_of_its_remittance_and_an_employee_by_ppd()
    {
        var friday = new DateOnly(2026, 7, 3);
        var (clinic, employee) = (Payee.Provider(TestBook.Clinic), Payee.Employee("E1"));
        var account = new PayeeAccount("021000021", "123", false, "RIVERSIDE CLINIC");
        var file = PaymentFile.Decide(
            Guid.Parse("00000000-0000-0000-0000-0000000000e1"), friday, friday.AddDays(1), [new(employee, new(700)), new(clinic, new(14_000))],
            new Dictionary<Payee, PayeeAccount> { [clinic] = account, [employee] = account with { IsSavings = true, Name = "A. MEMBER" } }, BankFile.LargestEntry);

        var read = AchReader.Read(BankFile.Write(file, Guid.NewGuid(), friday.AddDays(1), Payer)!).File!;

        Assert.Equal(["CCD HCCLAIMPMT", "PPD DISABILITY"], read.Batches.Select(batch => $"{batch.EntryClass} {batch.Description}"));
        Assert.All(read.Batches, batch => Assert.Equal(new DateOnly(2026, 7, 6), batch.EffectiveOn));
        var (provider, person) = (read.Batches[0].Entries.Single(), read.Batches[1].Entries.Single());
        Assert.Equal($@"TRN*1*{file.Payments[0].TraceNumber}*1123456789\", provider.PaymentInformation);
        Assert.Equal((14_000L, AccountKind.Checking, TestBook.Clinic), (provider.Cents, provider.AccountKind, provider.PayeeId));
        Assert.Equal((700L, AccountKind.Savings, "A. MEMBER", null), (person.Cents, person.AccountKind, person.PayeeName, person.PaymentInformation));
    }

    /// <summary>Of a claim, or of what came back.</summary>
    internal static bool IsPayment(EntryKind kind) =>
        kind is EntryKind.ClaimReleased or EntryKind.ClaimReleasedByInsurer or EntryKind.PaymentReissued or EntryKind.PaymentReissuedByInsurer;

    private static void CheckFile(string? text, PaymentFile file)
    {
        Assert.Equal(file.Payments.Count == 0, text is null);
        if (text is not null)
        {
            var reading = AchReader.Read(text);
            Assert.Null(reading.Error);
            var entries = reading.File!.Batches.SelectMany(batch => batch.Entries).ToList();
            Assert.Equal(file.Payments.Select(payment => (payment.Amount.Cents, payment.Account.AccountNumber)), entries.Select(entry => (entry.Cents, entry.AccountNumber)));
            Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(entry => entry.Sequence));
        }
    }

    /// <summary>Of each payee by a bit.</summary>
    private static Dictionary<Payee, PayeeAccount> AccountsOf(TestBook book, int bits) => book.Payables.Select(payable => payable.Payable.Payee).OfType<Payee>().Distinct()
        .OrderBy(payee => payee.ProviderNpi).Index().Where(payee => (bits >> payee.Index & 1) == 1)
        .ToDictionary(payee => payee.Item, payee => new PayeeAccount("021000021", $"{payee.Index}", payee.Index % 2 == 0, $"PAYEE {payee.Index}"));

    private static IEnumerable<PayeePayment> PaymentsOf(TestBook book, DateOnly date) =>
        from payable in book.Payables
        where payable.ReleasedOn == date && payable.Payable.Payee is not null
        group payable.Payable.Amount - payable.Recouped by payable.Payable.Payee!.Value into payee
        where payee.Sum().IsPositive
        select new PayeePayment(payee.Key, payee.Sum());
}
