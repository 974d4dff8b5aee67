using Aso.Claims.Domain;
using Aso.Primitives;
using CsCheck;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain;

/// <summary>What holds for every book of claims, whatever the plan: tried on random ones.</summary>
public sealed class AdjudicationProperties
{
    private const int Books = 400;

    private static readonly Gen<(HealthPlan Plan, RandomClaims.Step[] Steps)> Book = Gen.Select(RandomClaims.Plan, RandomClaims.AnyStep.Array[1, 25]);

    [Fact]
    public void The_adjudicator_agrees_to_the_cent_with_the_rules_written_a_second_time() => Book.Sample(
        random =>
        {
            var rules = new RuleBook(new(Day("2026-01-01")), new HashSet<string> { InNetwork });
            Play(random.Plan, random.Steps, (book, entry) =>
            {
                var claim = entry.Facts.Claim;
                if (claim.Frequency != Frequency.Original)
                {
                    rules.Reverse(claim.Original!);
                }

                var expected = claim.Frequency == Frequency.Void ? [] : rules.Decide(claim, entry.Facts.Member, entry.Facts.ReceivedOn);
                Assert.Equal(
                    expected.Select(line => $"{line.Status} {line.Allowed:0.00} {line.Paid:0.00} {string.Join(' ', line.Adjustments.Select(code => $"{code.Key}={code.Value:0.00}"))}"),
                    entry.Decision.Lines.Select(line => $"{(line.IsDenied ? "denied" : "priced")} {line.Allowed} {line.Paid} {line.Adjustments()}"));
            });
        },
        iter: Books);

    [Fact]
    public void What_is_billed_is_paid_or_adjusted_and_no_amount_is_negative() => Book.Sample(
        random => Play(random.Plan, random.Steps, (_, entry) =>
        {
            foreach (var line in entry.Decision.Lines)
            {
                var adjustments = AdjustmentCodes.Of(line);
                Assert.Equal(line.Billed, line.Paid + adjustments.Sum(adjustment => adjustment.Amount));
                Assert.All(adjustments, adjustment => Assert.True(adjustment.Amount.IsPositive || line.IsDenied));
                Assert.True(line.Paid >= Money.Zero && line.Allowed >= line.Paid && line.Billed >= line.Allowed);
            }

            Assert.Equal(
                entry.Decision.Lines.SelectMany(line => AdjustmentCodes.Of(line)).Where(adjustment => adjustment.Code.StartsWith("PR", StringComparison.Ordinal)).Sum(adjustment => adjustment.Amount),
                entry.Decision.MemberOwes);
        }),
        iter: Books);

    [Fact]
    public void No_limit_is_ever_exceeded() => Book.Sample(
        random => Play(random.Plan, random.Steps, (book, _) =>
        {
            foreach (var year in new[] { Day("2025-01-01"), Day("2026-01-01") })
            {
                var used = RandomClaims.Members.Select(member => book.Used(member, "MED", year)).ToList();
                var family = used.Aggregate((sum, one) => sum + one);
                foreach (var side in new[] { NetworkSide.In, NetworkSide.Out })
                {
                    AssertWithin(random.Plan.Deductible(side), used.Select(one => one.On(side).Deductible), family.On(side).Deductible);
                    AssertWithin(random.Plan.OutOfPocket(side), used.Select(one => one.On(side).OutOfPocket), family.On(side).OutOfPocket);
                }

                Assert.All(used, one => Assert.True(one.Benefits <= (random.Plan.AnnualMaximum ?? Money.Largest)));
            }
        }),
        iter: Books);

    [Fact]
    public void Accumulators_are_the_sum_over_the_lines_of_live_claims() => Book.Sample(
        random => Play(random.Plan, random.Steps, (book, _) =>
        {
            foreach (var member in RandomClaims.Members)
            {
                var lines = book.Live.Where(entry => entry.Facts.Claim.MemberId == member)
                    .SelectMany(entry => entry.Decision.Lines.Zip(entry.Facts.Claim.Lines))
                    .Where(line => line.Second.ServiceDate >= Day("2026-01-01") && !line.First.IsDenied)
                    .Select(line => line.First).ToList();
                var expected = new PlanYearUsage(
                    PotsOf(lines, NetworkSide.In), PotsOf(lines, NetworkSide.Out),
                    lines.Where(line => random.Plan.Services[line.ServiceIndex].CountsTowardAnnualMaximum).Sum(line => line.Paid));
                Assert.Equal(expected, book.Used(member));
            }
        }),
        iter: Books);

    [Fact]
    public void The_same_facts_give_the_same_decision_and_trace_again() => Book.Sample(
        random => Play(random.Plan, random.Steps, (_, entry) =>
        {
            if (entry.Facts.Claim.Frequency == Frequency.Void)
            {
                return;
            }

            var again = Adjudicator.Decide(entry.Facts);
            Assert.Equal(entry.Decision.Lines, again.Lines);
            Assert.Equal(entry.Decision.Trace, again.Trace);
            Assert.Equal(entry.Decision.Movements, again.Movements);
            Assert.Equal(entry.Decision.Lines.Length, again.Trace.Count(step => step.Rule is Rule.Denied or Rule.Paid));
        }),
        iter: Books / 4);

    private static void Play(HealthPlan plan, RandomClaims.Step[] steps, Action<ClaimBook, ClaimBook.Entry> check)
    {
        var book = new ClaimBook { Today = Day("2026-05-20") };
        foreach (var member in RandomClaims.Members)
        {
            // The second member's coverage starts late, the third's ends early.
            book.Enroll(member, [plan], member == "S1" ? "2025-12-28" : "2025-10-05", member == "K1" ? "2026-01-20" : null);
        }

        foreach (var step in steps)
        {
            var live = book.Live.Where(entry => entry.Facts.Claim.Frequency != Frequency.Void && entry.Facts.Claim.MemberId == step.Member).ToList();
            var original = step.Frequency == Frequency.Original || live.Count == 0 ? null : live[step.Target % live.Count].Facts.Claim.Number;
            book.Change(step.Member, member => member with { OtherCoveragePrimary = step.OtherFirst });
            book.Submit(book.Claim(step.Member, original is not null && step.Frequency == Frequency.Void ? [] : step.Lines) with
            {
                ProviderNpi = step.Provider,
                Authorization = step.Authorized ? "A-1" : null,
                Frequency = original is null ? Frequency.Original : step.Frequency,
                Original = original,
            });
            check(book, book.All[^1]);
        }
    }

    private static Pots PotsOf(IEnumerable<LineDecision> lines, NetworkSide side)
    {
        var ofSide = lines.Where(line => line.Side == side).ToList();
        return new(ofSide.Sum(line => line.Deductible), ofSide.Sum(line => line.Copay + line.Deductible + line.Coinsurance));
    }

    private static void AssertWithin(Limits? limits, IEnumerable<Money> members, Money family)
    {
        if (limits is { } both)
        {
            Assert.All(members, used => Assert.True(used <= both.Individual));
            Assert.True(family <= both.Family);
        }
    }
}
