using Aso.Primitives;
using Aso.StopLoss.Domain;
using static Aso.StopLoss.UnitTests.Given;

namespace Aso.StopLoss.UnitTests;

public sealed class SpecificTests
{
    [Fact]
    public void The_carrier_owes_its_percent_of_what_exceeds_the_deductible()
    {
        var terms = Policy(percent: "90");
        var book = PolicyBook.New(terms);

        book.Release(Payment("E1", "10000.05"));

        Assert.Equal(Usd("0.05"), book.Member("E1").Excess(terms.Specific));
        Assert.Equal(Usd("0.05"), book.Member("E1").Reimbursable(terms.Specific)); // 0.045, half away from zero
    }

    [Fact]
    public void A_laser_takes_the_place_of_the_specific_deductible()
    {
        var terms = Policy(lasers: new Dictionary<string, Money> { ["E7"] = Usd("40000.00") });
        var book = PolicyBook.New(terms);

        book.Release(Payment("E7", "39999.99"));
        book.Release(Payment("E1", "10000.01"));

        Assert.Equal(Money.Zero, book.Member("E7").Excess(terms.Specific));
        Assert.Equal(Usd("0.01"), book.Member("E1").Excess(terms.Specific));
        Assert.Equal(["E7 Half", "E1 Half", "E1 Exceeded"], book.Heard());
    }

    [Fact]
    public void Nobody_is_reimbursed_above_the_maximum_per_person()
    {
        var book = PolicyBook.New(Policy(maximum: "500.00"));

        book.Release(Payment("E1", "10400.00"));
        book.Decided("E1", Day("2026-04-01"));
        book.Release(Payment("E1", "9000.00", "2026-04-02"));
        book.Decided("E1", Day("2026-05-01"));

        Assert.Equal(["400.00", "100.00"], book.Asked());
    }

    [Fact]
    public void The_aggregating_deductible_absorbs_the_groups_first_excess()
    {
        var terms = Policy(aggregating: "5000.00");
        var book = PolicyBook.New(terms);

        book.Release(Payment("E1", "13000.00"));
        book.Release(Payment("E2", "14000.00"));

        Assert.Equal(Money.Zero, book.Member("E1").Recoverable);
        Assert.Equal(Usd("2000.00"), book.Member("E2").Recoverable); // of 4,000 of excess 2,000 were left to absorb
        Assert.Equal(Money.Zero, book.AggregatingLeft);
        Assert.Equal(["2000.00"], book.Asked());
    }

    [Fact]
    public void A_fall_lowers_what_is_recoverable_and_the_rest_goes_back_to_the_group()
    {
        var terms = Policy(aggregating: "5000.00");
        var book = PolicyBook.New(terms);
        var large = Payment("E1", "17000.00");
        book.Release(large);
        Assert.Equal(Usd("2000.00"), book.Member("E1").Recoverable);

        book.Release(Payment("E1", "1000.00"));
        book.Reverse(large, Day("2026-05-01")); // excess falls by 8,000: 3,000 of it recoverable, 5,000 absorbed

        Assert.Equal(Money.Zero, book.Member("E1").Recoverable);
        Assert.Equal(Usd("5000.00"), book.AggregatingLeft);
    }

    [Fact]
    public void What_goes_back_absorbs_only_excess_that_arises_later()
    {
        var book = PolicyBook.New(Policy(aggregating: "1000.00"));
        var first = Payment("E1", "11000.00");
        book.Release(first);
        book.Release(Payment("E2", "10700.00"));

        book.Reverse(first, Day("2026-04-01"));
        Assert.Equal(Usd("700.00"), book.Member("E2").Recoverable);

        book.Release(Payment("E2", "1300.00", "2026-04-02"));

        Assert.Equal(Usd("1000.00"), book.Member("E2").Recoverable); // 700 + 1,300 − the 1,000 that went back
        Assert.Equal(Money.Zero, book.AggregatingLeft);
    }

    [Fact]
    public void A_reversal_takes_off_what_had_counted_long_after_the_paid_window()
    {
        var terms = Policy("12/12");
        var book = PolicyBook.New(terms);
        var payment = new ReleasedPayment("E1", BenefitLine.Medical, Day("2026-12-31"),
            [new(Day("2025-12-31"), Usd("1.00")), new(Day("2026-12-30"), Usd("12000.00"))]);
        book.Release(payment);
        book.Release(Payment("E1", "300.00"));

        book.Reverse(payment, Day("2028-02-29"));

        Assert.Equal(Usd("300.00"), book.Member("E1").Eligible);
        Assert.Equal(Money.Zero, book.Member("E1").Recoverable);
    }

    [Fact]
    public void A_reversal_of_a_payment_that_never_counted_changes_nothing()
    {
        var book = PolicyBook.New(Policy());

        book.Release(Payment("E1", "500.00", "2025-12-31"));
        book.Reverse(Payment("E1", "500.00", "2025-12-31"), Day("2026-02-01"));

        Assert.Empty(book.Changed);
    }

    [Fact]
    public void More_than_was_released_is_never_taken_off()
    {
        var book = PolicyBook.New(Policy());
        book.Release(Payment("E1", "500.00"));

        Assert.Throws<InvalidOperationException>(() => book.Reverse(Payment("E1", "500.01"), Day("2026-04-01")));

        Assert.Equal(Usd("500.00"), book.Member("E1").Eligible);
    }

    [Fact]
    public void Only_the_members_whose_standing_moved_are_stored_again()
    {
        var book = new PolicyBook(Policy(), Money.Zero, [MemberStanding.New("E1"), MemberStanding.New("E2")]);

        book.Release(Payment("E2", "500.00"));

        Assert.Equal(["E2"], book.Changed.Select(member => member.MemberId));
    }

    [Fact]
    public void Without_specific_terms_everything_counts_and_nothing_is_asked_for_a_member()
    {
        var terms = Policy(deductible: null, aggregate: AggregateTerms());
        var book = PolicyBook.New(terms);

        book.Release(Payment("E1", "500000.00"));

        Assert.Equal(Usd("500000.00"), book.Member("E1").Eligible);
        Assert.Equal(Money.Zero, book.Member("E1").Excess(terms.Specific));
        Assert.Equal(Money.Zero, book.Member("E1").Reimbursable(terms.Specific));
        Assert.Empty(book.Notices);
        Assert.Empty(book.Requests);
    }
}
