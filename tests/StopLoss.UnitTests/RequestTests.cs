using Aso.Primitives;
using Aso.StopLoss.Domain;
using static Aso.StopLoss.UnitTests.Given;

namespace Aso.StopLoss.UnitTests;

public sealed class RequestTests
{
    [Fact]
    public void While_one_is_undecided_no_other_is_made_and_its_amount_stays()
    {
        var book = PolicyBook.New(Policy());
        var second = Payment("E1", "4000.00", "2026-03-11");

        book.Release(Payment("E1", "11000.00"));
        book.Release(second);
        book.Reverse(second, Day("2026-03-12"));

        Assert.Equal(["1000.00"], book.Asked());
    }

    [Fact]
    public void The_decision_lets_the_rest_be_asked_for_on_its_own_date()
    {
        var book = PolicyBook.New(Policy());
        book.Release(Payment("E1", "11000.00"));
        book.Release(Payment("E1", "4000.00", "2026-03-11"));

        book.Decided("E1", Day("2026-04-15"));

        Assert.Equal(["1000.00", "4000.00"], book.Asked());
        Assert.Equal(Day("2026-04-15"), book.Requests[1].On);
        Assert.Equal(Usd("1000.00"), book.Requests[1].Specific!.AskedBefore);
    }

    [Fact]
    public void What_fell_and_rose_again_is_not_asked_for_twice()
    {
        var book = PolicyBook.New(Policy());
        var payment = Payment("E1", "11000.00");
        book.Release(payment);
        book.Decided("E1", Day("2026-04-01")); // denied or accepted: it is all the same for what comes next

        book.Reverse(payment, Day("2026-04-02"));
        book.Release(Payment("E1", "11000.00", "2026-04-03"));
        book.Release(Payment("E1", "0.01", "2026-04-04"));

        Assert.Equal(["1000.00", "0.01"], book.Asked());
    }

    [Fact]
    public void Each_member_has_a_request_of_its_own()
    {
        var book = PolicyBook.New(Policy());

        book.Release(Payment("E1", "11000.00"));
        book.Release(Payment("E2", "12000.00"));

        Assert.Equal(["E1", "E2"], book.Requests.Select(request => request.MemberId));
    }

    [Fact]
    public void A_policy_written_later_counts_what_was_released_before_and_asks_for_it_once()
    {
        var terms = Policy(aggregating: "500.00", triggers: "C");
        var reversed = Payment("E2", "10300.00", "2026-01-20");
        PastEvent[] past =
        [
            new PastRelease(Payment("E1", "9000.00", "2025-12-31")), // before the windows
            new PastApproval("E1", ["C50.911"]),
            new PastRelease(reversed),
            new PastRelease(Payment("E1", "10400.00", "2026-01-21")),
            new PastReversal(reversed),
            new PastRelease(Payment("E1", "600.00", "2026-01-22")),
        ];
        var book = PolicyBook.New(terms);

        book.CatchUp(past, Day("2026-06-01"));

        // E2 took 300 of the aggregating deductible, E1 the other 200 of its 400; E2's 300 came back for E1's last 600.
        Assert.Equal(Usd("500.00"), book.Member("E1").Recoverable);
        Assert.Equal(["E1 Diagnosis", "E2 Half", "E2 Exceeded", "E1 Half", "E1 Exceeded"], book.Heard());
        Assert.Equal(["500.00"], book.Asked());
        Assert.All(book.Requests, request => Assert.Equal(Day("2026-06-01"), request.On));
        Assert.All(book.Notices, notice => Assert.Equal(Day("2026-06-01"), notice.On));
    }

    [Fact]
    public void A_request_is_decided_once_and_never_above_its_amount()
    {
        Assert.Null(Reimbursement.RefuseDecision(Usd("100.00"), null, Money.Zero));
        Assert.Null(Reimbursement.RefuseDecision(Usd("100.00"), null, Usd("100.00")));
        Assert.Equal(CarrierRefusal.AcceptanceAboveAmount, Reimbursement.RefuseDecision(Usd("100.00"), null, Usd("100.01")));
        Assert.Equal(CarrierRefusal.AcceptanceNegative, Reimbursement.RefuseDecision(Usd("100.00"), null, Usd("-0.01")));
        Assert.Equal(CarrierRefusal.AlreadyDecided, Reimbursement.RefuseDecision(Usd("100.00"), Money.Zero, Usd("50.00")));
    }

    [Fact]
    public void A_remittance_pays_at_most_what_is_accepted_and_not_yet_paid()
    {
        Assert.Null(Reimbursement.RefuseRemittance(Usd("100.00"), Usd("40.00"), Usd("60.00")));
        Assert.Equal(CarrierRefusal.RemittanceAboveReceivable, Reimbursement.RefuseRemittance(Usd("100.00"), Usd("40.00"), Usd("60.01")));
        Assert.Equal(CarrierRefusal.RemittanceNotPositive, Reimbursement.RefuseRemittance(Usd("100.00"), Usd("40.00"), Money.Zero));
    }
}
