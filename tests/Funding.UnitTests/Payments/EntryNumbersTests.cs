using Aso.Funding.Domain.Payments;

namespace Aso.Funding.UnitTests.Payments;

/// <summary>A number of seven digits names one entry of all files, until ten million were made.</summary>
public sealed class EntryNumbersTests
{
    [Fact]
    public void Files_follow_on_each_other_and_each_entry_is_found_by_the_number_that_the_bank_has() =>
        Gen.Select(Gen.OneOf(Gen.Long[EntryNumbers.None, 3 * EntryNumbers.Cycle], Gen.Long[EntryNumbers.Cycle - 300, EntryNumbers.Cycle]), Gen.Int[1, 40].Array[1, 30]).Sample((last, files) =>
        {
            var (numbers, sequences) = (new List<long>(), new List<int>());
            foreach (var count in files)
            {
                var first = EntryNumbers.After(last, count);
                Assert.True(first > last);
                var ofFile = Enumerable.Range(0, count).Select(index => EntryNumbers.SequenceOf(first + index)).ToList();
                Assert.Equal(ofFile.Order(), ofFile);
                Assert.All(ofFile, sequence => Assert.InRange(sequence, 1, 9_999_999));
                numbers.AddRange(Enumerable.Range(0, count).Select(index => first + index));
                sequences.AddRange(ofFile);
                last = first + count - 1;
            }

            Assert.Equal(numbers.Select(number => (long?)number), sequences.Select(sequence => EntryNumbers.Latest(sequence, last)));
        });

    [Fact]
    public void What_was_never_numbered_is_not_found()
    {
        Assert.Null(EntryNumbers.Latest(1, EntryNumbers.None));
        Assert.Null(EntryNumbers.Latest(6, 4));
        Assert.Equal(4, EntryNumbers.Latest(5, 4));
        Assert.Equal(EntryNumbers.Cycle, EntryNumbers.After(EntryNumbers.Cycle - 3, 3));
    }

    [Fact]
    public void A_file_leaves_out_who_has_no_account_that_holds()
    {
        var (clinic, hospital, friday) = (Payee.Provider(TestBook.Clinic), Payee.Provider(TestBook.Hospital), new DateOnly(2026, 7, 3));
        var account = new PayeeAccount("021000021", "123", false, "RIVERSIDE CLINIC");
        var file = PaymentFile.Decide(
            Guid.NewGuid(), friday, friday.AddDays(1), [new(clinic, new(700)), new(hospital, new(900))],
            new Dictionary<Payee, PayeeAccount> { [clinic] = account with { HasReturned = true }, [hospital] = account }, new(9_999), lastNumber: 41);

        Assert.Equal([(clinic, LeftOutReason.AccountReturned)], file.LeftOut.Select(payment => (payment.Payee, payment.Reason)));
        Assert.Equal((42, 1), (file.FirstNumber, file.Payments.Count));
    }
}
