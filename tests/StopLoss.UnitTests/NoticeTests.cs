using Aso.StopLoss.Domain;
using static Aso.StopLoss.UnitTests.Given;

namespace Aso.StopLoss.UnitTests;

public sealed class NoticeTests
{
    [Fact]
    public void Half_is_noticed_at_half_and_exceeded_only_above_the_deductible()
    {
        var book = PolicyBook.New(Policy(deductible: "999.99"));

        book.Release(Payment("E1", "499.99"));
        Assert.Empty(book.Heard());

        book.Release(Payment("E1", "0.01")); // 500.00 is the first cent at or above 499.995
        Assert.Equal(["E1 Half"], book.Heard());

        book.Release(Payment("E1", "499.99"));
        Assert.Equal(["E1 Half"], book.Heard()); // at the deductible is not above it

        book.Release(Payment("E1", "0.01"));
        Assert.Equal(["E1 Half", "E1 Exceeded"], book.Heard());
    }

    [Theory]
    [InlineData("4999.99", false)]
    [InlineData("5000.00", true)]
    public void Exactly_half_of_the_deductible_is_half(string paid, bool noticed)
    {
        var book = PolicyBook.New(Policy(deductible: "10000.00"));

        book.Release(Payment("E1", paid));

        Assert.Equal(noticed ? ["E1 Half"] : [], book.Heard());
    }

    [Fact]
    public void One_payment_above_the_deductible_gives_half_before_exceeded()
    {
        var book = PolicyBook.New(Policy());

        book.Release(Payment("E1", "25000.00", "2026-02-03"));

        Assert.Equal(["E1 Half", "E1 Exceeded"], book.Heard());
        Assert.All(book.Notices, notice => Assert.Equal(Day("2026-02-03"), notice.On));
    }

    [Fact]
    public void A_notice_is_given_once_even_when_payments_fall_and_rise_again()
    {
        var book = PolicyBook.New(Policy());
        var payment = Payment("E1", "12000.00");

        for (var times = 0; times < 3; times++)
        {
            book.Release(payment);
            book.Reverse(payment, Day("2026-04-01"));
        }

        Assert.Equal(["E1 Half", "E1 Exceeded"], book.Heard());
    }

    [Fact]
    public void A_trigger_diagnosis_is_noticed_once_whatever_the_line_and_date()
    {
        var book = PolicyBook.New(Policy(triggers: ["C", "N18.6"]));

        book.Diagnose("E1", ["J45.909"], Day("2026-01-05"));
        book.Diagnose("E1", ["J45.909", "C50.911"], Day("2026-01-06"));
        book.Diagnose("E1", ["N18.6"], Day("2026-01-07"));
        book.Diagnose("E2", ["N18.6"], Day("2029-01-01"));

        Assert.Equal(["E1 Diagnosis", "E2 Diagnosis"], book.Heard());
        Assert.Equal(["C", "N18.6"], book.Notices.Select(notice => notice.Trigger));
    }

    [Theory]
    [InlineData("N18.6", "N18.6", true)]
    [InlineData("N18.6", "N186", true)] // as claim files write it
    [InlineData("N186", "N18.69", true)]
    [InlineData("N18.6", "N18.5", false)]
    [InlineData("C", "c50", false)]
    [InlineData("C50.911", "C50", false)]
    public void A_diagnosis_meets_the_trigger_with_which_it_starts(string trigger, string diagnosis, bool met) =>
        Assert.Equal(met ? trigger : null, Triggers.Met([trigger], [diagnosis]));

    [Fact]
    public void Notices_come_in_order_of_occurrence()
    {
        var book = PolicyBook.New(Policy(triggers: "C"));

        book.Release(Payment("E2", "6000.00"));
        book.Diagnose("E1", ["C34.1"], Day("2026-03-10"));
        book.Release(Payment("E1", "11000.00"));
        book.Release(Payment("E2", "6000.00"));

        Assert.Equal(["E2 Half", "E1 Diagnosis", "E1 Half", "E1 Exceeded", "E2 Exceeded"], book.Heard());
    }
}
