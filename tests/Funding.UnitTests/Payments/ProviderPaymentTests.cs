using Aso.Funding.Domain.Payments;

namespace Aso.Funding.UnitTests.Payments;

/// <summary>What a provider is paid for a date, and how the claims of that date come to it.</summary>
public sealed class ProviderPaymentTests
{
    private static readonly Guid Employer = Guid.Parse("00000000-0000-0000-0000-0000000000e1");
    private static readonly DateOnly Friday = new(2026, 7, 3);

    [Fact]
    public void A_payment_of_a_date_is_the_sum_of_its_releases()
    {
        var payment = Decide(new() { Released = [Released(1, "60.00"), Released(2, "40.50")] });

        Assert.Equal("100.50", $"{payment.Paid}");
        Assert.Equal(["1 60.00", "2 40.50"], PartsOf(payment));
        Assert.Empty(payment.Adjustments);
        Assert.Equal(new DateOnly(2026, 7, 6), payment.EffectiveOn);
    }

    [Fact]
    public void What_was_reversed_earlier_is_kept_back_the_oldest_first()
    {
        var payment = Decide(new()
        {
            Released = [Released(3, "60.00", "50.00")],
            Reversals = [Reversed(1, "40.00", Friday.AddDays(-9)), Reversed(2, "80.00", Friday.AddDays(-2))],
            RecoupedBefore = Money.Parse("25.00"),
        });

        Assert.Equal("10.00", $"{payment.Paid}");
        Assert.Equal(["OverpaymentRecovery 1 15.00", "OverpaymentRecovery 2 35.00"], AdjustmentsOf(payment));
    }

    [Fact]
    public void A_reversal_is_told_on_its_date_and_what_it_leaves_open_is_carried_forward()
    {
        var payment = Decide(new()
        {
            Released = [Released(2, "30.00", "30.00")],
            Reversals = [Reversed(1, "100.00", Friday)],
            Unpaid = [IdOf(3)],
            UnpaidReversed = [IdOf(4)],
        });

        Assert.Equal("0.00", $"{payment.Paid}");
        Assert.Equal(["4 reversed 0.00", "1 reversed -100.00", "2 30.00", "3 0.00"], PartsOf(payment));
        Assert.Equal(["ForwardingBalance 1 -70.00"], AdjustmentsOf(payment));
    }

    [Fact]
    public void A_returned_payment_that_is_made_anew_raises_the_payment_and_names_the_first()
    {
        var first = TraceNumber.Of(Employer, TestBook.Clinic, Friday.AddDays(-2));
        var payment = Decide(new()
        {
            Released = [Released(2, "30.00")],
            Reissued = [new(first, Money.Parse("100.00"), Money.Parse("40.00"))],
            Reversals = [Reversed(1, "40.00", Friday.AddDays(-1))],
        });

        Assert.Equal("90.00", $"{payment.Paid}");
        Assert.Equal(["2 30.00"], PartsOf(payment));
        Assert.Equal([$"Adjustment {first} -100.00", "OverpaymentRecovery 1 40.00"], AdjustmentsOf(payment));
    }

    [Fact]
    public void Facts_that_recoup_more_than_was_reversed_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => Decide(new() { Released = [Released(1, "60.00", "0.01")] }));

    [Fact]
    public void A_trace_number_says_what_it_names_to_its_own_employer_only() =>
        Gen.Select(Gen.Guid, Gen.Guid, Gen.Long[1_000_000_000, 2_999_999_999], Gen.Int[0, 60_000]).Sample((employer, other, npi, days) =>
        {
            var on = new DateOnly(1990, 1, 1).AddDays(days);
            var number = TraceNumber.Of(employer, $"{npi}", on);

            Assert.Equal(28, number.Length);
            Assert.Equal(($"{npi}", on), TraceNumber.Read(employer, number));
            Assert.Null(TraceNumber.Read(other, number));
            Assert.Null(TraceNumber.Read(employer, number[1..]));
        });

    private static ProviderPayment Decide(PaymentPartsOf given) => ProviderPayment.Decide(new()
    {
        EmployerId = Employer,
        Npi = TestBook.Clinic,
        On = Friday,
        Released = given.Released,
        Reissued = given.Reissued,
        Reversals = given.Reversals,
        RecoupedBefore = given.RecoupedBefore,
        Unpaid = given.Unpaid,
        UnpaidReversed = given.UnpaidReversed,
    });

    private static Guid IdOf(int claim) => new(claim, 0, 0, new byte[8]);

    private static ReleasedClaim Released(int claim, string amount, string recouped = "0.00") => new(IdOf(claim), Money.Parse(amount), Money.Parse(recouped));

    private static ReversedClaim Reversed(int claim, string amount, DateOnly on) => new(IdOf(claim), Money.Parse(amount), on);

    private static IEnumerable<string> PartsOf(ProviderPayment payment) =>
        payment.Parts.Select(part => $"{NumberOf(part.ClaimId)}{(part.IsReversal ? " reversed" : "")} {part.Paid}");

    private static IEnumerable<string> AdjustmentsOf(ProviderPayment payment) =>
        payment.Adjustments.Select(adjustment => $"{adjustment.Reason} {adjustment.OriginalTraceNumber ?? $"{NumberOf(adjustment.ClaimId!.Value)}"} {adjustment.Amount}");

    private static int NumberOf(Guid claim) => BitConverter.ToInt32(claim.ToByteArray());

    /// <summary>What a test says of a payment; the rest is alike for all.</summary>
    private sealed record PaymentPartsOf
    {
        public IReadOnlyList<ReleasedClaim> Released { get; init; } = [];

        public IReadOnlyList<ReissuedPayment> Reissued { get; init; } = [];

        public IReadOnlyList<ReversedClaim> Reversals { get; init; } = [];

        public Money RecoupedBefore { get; init; }

        public IReadOnlyList<Guid> Unpaid { get; init; } = [];

        public IReadOnlyList<Guid> UnpaidReversed { get; init; } = [];
    }
}
