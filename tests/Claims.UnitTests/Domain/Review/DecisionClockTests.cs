using Aso.Claims.Domain.Review;
using Aso.Primitives;
using CsCheck;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain.Review;

/// <summary>29 CFR 2560.503-1 (f) and (i): how long a decision may take, and what stops and extends that time.</summary>
public sealed class DecisionClockTests
{
    // The table of the regulation: hours to the decision, hours of each extension, hours that a claimant has at least to answer.
    [Theory]
    [InlineData(ClockKind.UrgentCare, ClockStage.Claim, 72, new int[0], 48)]
    [InlineData(ClockKind.ConcurrentUrgentCare, ClockStage.Claim, 24, new int[0], 48)]
    [InlineData(ClockKind.PreService, ClockStage.Claim, 15 * 24, new[] { 15 * 24 }, 45 * 24)]
    [InlineData(ClockKind.PostService, ClockStage.Claim, 30 * 24, new[] { 15 * 24 }, 45 * 24)]
    [InlineData(ClockKind.Disability, ClockStage.Claim, 45 * 24, new[] { 30 * 24, 30 * 24 }, 45 * 24)]
    [InlineData(ClockKind.UrgentCare, ClockStage.Appeal, 72, new int[0], 48)]
    [InlineData(ClockKind.ConcurrentUrgentCare, ClockStage.Appeal, 72, new int[0], 48)]
    [InlineData(ClockKind.PreService, ClockStage.Appeal, 30 * 24, new int[0], 45 * 24)]
    [InlineData(ClockKind.PostService, ClockStage.Appeal, 60 * 24, new int[0], 45 * 24)]
    [InlineData(ClockKind.Disability, ClockStage.Appeal, 45 * 24, new[] { 45 * 24 }, 45 * 24)]
    public void Each_kind_of_claim_has_its_time_its_extensions_and_its_time_to_answer(
        ClockKind kind, ClockStage stage, int decide, int[] extensions, int answer)
    {
        var start = new DateTime(2026, 3, 1, 9, 30, 0, DateTimeKind.Utc);
        var clock = new DecisionClock(kind, stage, start);
        Assert.Equal(start.AddHours(decide), clock.Due);
        Assert.Equal(ClockRefusal.None, clock.CheckAsk(start, start.AddHours(answer)));
        Assert.Equal(ClockRefusal.AnswerTooSoon, clock.CheckAsk(start, start.AddHours(answer).AddTicks(-1)));
        foreach (var hours in extensions)
        {
            Assert.Equal(ClockRefusal.None, clock.CheckExtend(clock.Due));
            var longer = clock.Extend();
            Assert.Equal(clock.Due.AddHours(hours), longer.Due);
            clock = longer;
        }

        Assert.Equal(ClockRefusal.NoExtensionLeft, clock.CheckExtend(start));
    }

    [Theory]
    [InlineData(BenefitLine.Medical, ClockKind.PostService)]
    [InlineData(BenefitLine.Dental, ClockKind.PostService)]
    [InlineData(BenefitLine.Std, ClockKind.Disability)]
    [InlineData(BenefitLine.Ltd, ClockKind.Disability)]
    public void A_claim_for_care_that_was_given_is_post_service_and_one_for_disability_has_its_own_time(BenefitLine line, ClockKind kind) =>
        Assert.Equal(kind, ClockTerms.KindOf(line));

    [Fact]
    public void Information_asked_on_day_19_and_received_on_April_10_leaves_the_eleven_days_that_were_left()
    {
        var clock = new DecisionClock(ClockKind.PostService, ClockStage.Claim, At("2026-03-01"));
        Assert.Equal(At("2026-03-31"), clock.Due);

        var asked = clock.Ask(At("2026-03-20"), At("2026-05-04"));
        Assert.True(asked.IsTolled(At("2026-04-09")));
        var answered = asked.Answer(At("2026-04-10"));

        Assert.False(answered.IsTolled(At("2026-04-10")));
        Assert.Equal(At("2026-04-21"), answered.Due);
        Assert.Equal(11, (answered.Due - At("2026-04-10")).Days);
    }

    [Fact]
    public void Without_an_answer_the_time_goes_on_after_the_last_day_to_answer_and_a_late_answer_changes_nothing()
    {
        var asked = new DecisionClock(ClockKind.PostService, ClockStage.Claim, At("2026-03-01")).Ask(At("2026-03-20"), At("2026-05-04"));
        Assert.Equal(At("2026-05-15"), asked.Due);
        Assert.False(asked.IsTolled(At("2026-05-04")));
        Assert.Equal(asked.Due, asked.Answer(At("2026-05-10")).Due);
    }

    [Fact]
    public void Time_that_is_over_can_be_neither_stopped_nor_extended_and_on_its_last_day_it_still_can()
    {
        var clock = new DecisionClock(ClockKind.PostService, ClockStage.Claim, At("2026-03-01"));
        Assert.Equal(ClockRefusal.None, clock.CheckAsk(At("2026-03-31"), At("2026-06-01")));
        Assert.Equal(ClockRefusal.Expired, clock.CheckAsk(At("2026-04-01"), At("2026-06-01")));
        Assert.Equal(ClockRefusal.None, clock.CheckExtend(At("2026-03-31")));
        Assert.Equal(ClockRefusal.Expired, clock.CheckExtend(At("2026-04-01")));
    }

    [Fact]
    public void One_question_is_asked_at_a_time_and_only_a_question_can_be_answered()
    {
        var clock = new DecisionClock(ClockKind.PostService, ClockStage.Claim, At("2026-03-01"));
        Assert.Equal(ClockRefusal.NothingAsked, clock.CheckAnswer());
        var asked = clock.Ask(At("2026-03-05"), At("2026-04-19"));
        Assert.Equal(ClockRefusal.AlreadyAsked, asked.CheckAsk(At("2026-03-06"), At("2026-06-01")));
        Assert.Equal(ClockRefusal.NothingAsked, asked.Answer(At("2026-03-07")).CheckAnswer());
    }

    /// <summary>Random histories: questions, answers early and late, extensions, in any order in which the clock takes them.</summary>
    [Fact]
    public void Tolling_never_shortens_nor_lengthens_the_time_by_anything_but_the_days_tolled() =>
        Gen.Select(Gen.Enum<ClockKind>(), Gen.Enum<ClockStage>(), Gen.Select(Gen.Int[0, 3], Gen.Int[0, 70], Gen.Int[0, 20]).Array[0, 12]).Sample((kind, stage, steps) =>
        {
            var start = At("2026-03-01");
            var now = start;
            var clock = new DecisionClock(kind, stage, start);
            var plain = clock;
            var stoodStill = TimeSpan.Zero;
            DateTime? askedAt = null;
            DateTime answerBy = default;
            foreach (var (act, days, more) in steps)
            {
                now = now.AddDays(days % 8);
                var by = now + clock.Terms.AnswerAtLeast + TimeSpan.FromDays(more);
                switch (act)
                {
                    case 0 when clock.CheckAsk(now, by) == ClockRefusal.None:
                        // A question that was never answered stood for as long as there was time to answer it.
                        stoodStill += askedAt is { } unanswered ? answerBy - unanswered : TimeSpan.Zero;
                        (clock, askedAt, answerBy) = (clock.Ask(now, by), now, by);
                        break;
                    case 1 when clock.CheckAnswer() == ClockRefusal.None:
                        now = now.AddDays(days);
                        stoodStill += (now < answerBy ? now : answerBy) - askedAt!.Value;
                        (clock, askedAt) = (clock.Answer(now), null);
                        break;
                    case 2 when clock.CheckExtend(now) == ClockRefusal.None:
                        (clock, plain) = (clock.Extend(), plain.Extend());
                        break;
                }

                var open = askedAt is { } since ? answerBy - since : TimeSpan.Zero;
                Assert.Equal(plain.Due + stoodStill + open, clock.Due);
            }
        });

    private static DateTime At(string date) => Day(date).ToDateTime(TimeOnly.MinValue);
}
