using Aso.Primitives;
using Aso.StopLoss.Domain;
using CsCheck;
using static Aso.StopLoss.UnitTests.Given;

namespace Aso.StopLoss.UnitTests;

/// <summary>What must hold whatever is released, reversed and decided, in whatever order.</summary>
public sealed class PolicyProperties
{
    private static readonly string[] MemberIds = ["E1", "E2", "E3"];

    private static readonly string[] Bases = ["12/12", "12/15", "15/12", "24/12"];

    private static readonly Gen<ReleasedPayment> Payments = Gen.Select(
        Gen.Int[0, 2].Select(index => MemberIds[index]), Gen.Int[-60, 460], Gen.Int[-60, 460], Gen.Long[1, 900_00], Gen.Long[1, 900_00], Gen.Bool,
        (member, serviceDay, releaseDay, cents, more, medical) => new ReleasedPayment(
            member,
            medical ? BenefitLine.Medical : BenefitLine.Dental,
            PeriodStart.AddDays(releaseDay),
            [new(PeriodStart.AddDays(serviceDay), new(cents)), new(PeriodStart.AddDays(serviceDay + 1), new(more))]));

    private static readonly Gen<PolicyTerms> Policies = Gen.Select(
        Gen.Int[0, 3].Select(index => Bases[index]), Gen.Long[1, 700_00], Gen.Long[1, 2000_00], Gen.Long[0, 900_00],
        Gen.Int[1, 100], Gen.Long[1, 900_00],
        (basis, deductible, laser, aggregating, percent, maximum) => Policy(
            basis,
            new Money(deductible).ToString(),
            new Dictionary<string, Money> { ["E2"] = new(laser) },
            new Money(aggregating).ToString(),
            $"{percent}",
            new Money(maximum).ToString(),
            AggregateTerms()));

    /// <summary>Each payment with a step: 0 leaves it, 1 reverses it later, 2 lets the carrier decide after it.</summary>
    private static readonly Gen<(ReleasedPayment Payment, int Then)[]> Histories = Gen.Select(Payments, Gen.Int[0, 2]).Array[0, 40];

    [Fact]
    public void Excess_is_recoverable_or_absorbed_and_never_both() =>
        Gen.Select(Policies, Histories).Sample((terms, history) =>
        {
            var book = Play(terms, history, after: current =>
            {
                var absorbed = terms.Specific!.AggregatingDeductible - current.AggregatingLeft;
                Between(current.AggregatingLeft, Money.Zero, terms.Specific.AggregatingDeductible);
                Assert.Equal(current.Members.Sum(member => member.Excess(terms.Specific)), current.Members.Sum(member => member.Recoverable) + absorbed);
                Assert.All(current.Members, member => Between(member.Recoverable, Money.Zero, member.Excess(terms.Specific)));
            });
            Assert.NotNull(book);
        });

    [Fact]
    public void Eligible_is_what_an_inspector_adds_up_from_the_payments_that_stand() =>
        Gen.Select(Policies, Histories).Sample((terms, history) =>
        {
            var book = Play(terms, history);
            foreach (var memberId in MemberIds)
            {
                var expected = history.Where(step => step.Then != 1 && step.Payment.MemberId == memberId).Sum(step => Inspected(terms, step.Payment));
                Assert.Equal(expected, book.Member(memberId).Eligible);
            }
        });

    [Fact]
    public void Aggregate_eligible_does_not_depend_on_the_order_of_payments() =>
        Gen.Select(Policies, Payments.Array[0, 30].SelectMany(payments => Gen.Shuffle(payments).Select(shuffled => (payments, shuffled))))
            .Sample((terms, orders) =>
            {
                var (one, other) = (PolicyBook.New(terms), PolicyBook.New(terms));
                Array.ForEach(orders.payments, one.Release);
                Array.ForEach(orders.shuffled, other.Release);

                Assert.Equal(Aggregate.Eligible(terms, one.Members), Aggregate.Eligible(terms, other.Members));
                Assert.Equal(one.AggregatingLeft, other.AggregatingLeft);
                Assert.Equal(one.Members.Sum(member => member.Recoverable), other.Members.Sum(member => member.Recoverable));
            });

    [Fact]
    public void Nobody_is_ever_asked_for_more_than_was_once_reimbursable() =>
        Gen.Select(Policies, Histories).Sample((terms, history) =>
        {
            var highest = MemberIds.ToDictionary(memberId => memberId, _ => Money.Zero);
            var book = Play(terms, history, after: current =>
            {
                foreach (var member in current.Members)
                {
                    highest[member.MemberId] = Money.Max(highest[member.MemberId], member.Reimbursable(terms.Specific));
                }
            });
            foreach (var member in book.Members)
            {
                var asked = book.Requests.Where(request => request.MemberId == member.MemberId).Sum(request => request.Amount);
                Assert.Equal(asked, member.Asked);
                Between(asked, Money.Zero, highest[member.MemberId]);
                Between(asked, Money.Zero, terms.Specific!.MaximumPerPerson);
                Assert.True(member.Undecided || asked >= member.Reimbursable(terms.Specific));
            }
        });

    [Fact]
    public void A_reversal_restores_eligible_and_excess() =>
        Gen.Select(Policies, Histories, Payments).Sample((terms, history, payment) =>
        {
            var book = Play(terms, history);
            var before = book.Member(payment.MemberId);

            book.Release(payment);
            book.Reverse(payment, payment.ReleasedOn.AddDays(900));

            var after = book.Member(payment.MemberId);
            Assert.Equal(before.Eligible, after.Eligible);
            Assert.Equal(before.Excess(terms.Specific), after.Excess(terms.Specific));
        });

    /// <remarks>Only there: once something went back to the group, a rise is absorbed while a fall lowers Recoverable first.</remarks>
    [Fact]
    public void The_first_reversal_restores_recoverable_and_what_is_left_to_absorb() =>
        Gen.Select(Policies, Payments.Array[0, 30], Payments).Sample((terms, released, payment) =>
        {
            var book = PolicyBook.New(terms);
            Array.ForEach(released, book.Release);
            var before = (book.Member(payment.MemberId).Recoverable, book.AggregatingLeft);

            book.Release(payment);
            book.Reverse(payment, payment.ReleasedOn.AddDays(900));

            Assert.Equal(before, (book.Member(payment.MemberId).Recoverable, book.AggregatingLeft));
        });

    [Fact]
    public void Notices_are_given_once_each_and_half_comes_first() =>
        Gen.Select(Policies, Histories).Sample((terms, history) =>
        {
            var book = Play(terms, history);
            foreach (var notices in book.Notices.GroupBy(notice => notice.MemberId))
            {
                NoticeKind[] expected = notices.Count() == 1 ? [NoticeKind.Half] : [NoticeKind.Half, NoticeKind.Exceeded];
                Assert.Equal(expected, notices.Select(notice => notice.Kind));
            }
        });

    [Fact]
    public void Catching_up_stands_where_the_policy_would_stand_had_it_been_written_before() =>
        Gen.Select(Policies, Histories).Sample((terms, history) =>
        {
            var undecided = history.Select(step => (step.Payment, step.Then == 2 ? 0 : step.Then)).ToArray();
            var inTime = Play(terms, undecided);
            var late = PolicyBook.New(terms);
            late.CatchUp(
                undecided.Select(PastEvent (step) => new PastRelease(step.Payment))
                    .Concat(undecided.Where(step => step.Item2 == 1).Select(PastEvent (step) => new PastReversal(step.Payment))),
                PeriodStart.AddDays(500));

            Assert.Equal(inTime.AggregatingLeft, late.AggregatingLeft);
            Assert.Equal(inTime.Heard(), late.Heard());
            Assert.Equal(
                inTime.Members.Select(member => (member.MemberId, member.Eligible, member.Recoverable)).Order(),
                late.Members.Select(member => (member.MemberId, member.Eligible, member.Recoverable)).Order());
            Assert.All(late.Members, member => Assert.Equal(member.Reimbursable(terms.Specific), member.Asked));
        });

    private static void Between(Money actual, Money low, Money high) =>
        Assert.True(actual >= low && actual <= high, $"{actual} is not from {low} to {high}.");

    /// <summary>Releases all in order, deciding where the step says so, and then reverses what is to be reversed.</summary>
    private static PolicyBook Play(PolicyTerms terms, (ReleasedPayment Payment, int Then)[] history, Action<PolicyBook>? after = null)
    {
        var book = PolicyBook.New(terms);
        foreach (var (payment, then) in history)
        {
            book.Release(payment);
            if (then == 2 && book.Member(payment.MemberId).Undecided)
            {
                book.Decided(payment.MemberId, payment.ReleasedOn);
            }

            after?.Invoke(book);
        }

        foreach (var (payment, _) in history.Where(step => step.Then == 1))
        {
            book.Reverse(payment, payment.ReleasedOn.AddDays(700));
            after?.Invoke(book);
        }

        return book;
    }

    /// <summary>The text of the rule once more, by calendar and without the code under test.</summary>
    private static Money Inspected(PolicyTerms terms, ReleasedPayment payment)
    {
        var (incurredFrom, paidThrough) = $"{terms.Basis.IncurredMonths}/{terms.Basis.PaidMonths}" switch
        {
            "12/12" => ("2026-01-01", "2026-12-31"),
            "12/15" => ("2026-01-01", "2027-03-31"),
            "15/12" => ("2025-10-01", "2026-12-31"),
            _ => ("2025-01-01", "2026-12-31"),
        };
        var paidInTime = payment.ReleasedOn >= PeriodStart && payment.ReleasedOn <= Day(paidThrough);
        return payment.Line == BenefitLine.Medical && paidInTime
            ? payment.Lines.Where(line => line.ServiceDate >= Day(incurredFrom) && line.ServiceDate <= Day("2026-12-31")).Sum(line => line.Paid)
            : Money.Zero;
    }
}
