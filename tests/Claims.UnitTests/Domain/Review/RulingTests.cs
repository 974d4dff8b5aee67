using Aso.Claims.Domain;
using Aso.Claims.Domain.Review;
using Aso.Primitives;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain.Review;

/// <summary>What a reviewer's ruling does to a decision, and what a claim is held back for.</summary>
public sealed class RulingTests
{
    [Theory]
    [InlineData(ReviewDenial.NotMedicallyNecessary, "CO-50", "0")]
    [InlineData(ReviewDenial.LacksInformation, "CO-16", "0")]
    [InlineData(ReviewDenial.NotCoveredUnderPlan, "PR-204", "150.00")]
    [InlineData(ReviewDenial.Experimental, "CO-55", "0")]
    [InlineData(ReviewDenial.NotDocumented, "CO-112", "0")]
    [InlineData(ReviewDenial.WorkRelated, "CO-19", "0")]
    public void A_claim_denied_in_review_has_every_line_denied_with_one_adjustment_of_its_whole_charge(ReviewDenial reason, string code, string memberOwes)
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service(copay: "20", deductible: true)], deductible: ("100", "200")));
        var decision = Decide(book, Ruling.Deny(reason), Line("99213", "100.00"), Line("99214", "50.00"));

        Assert.False(decision.Approved);
        Assert.Equal([$"{code}=100.00", $"{code}=50.00"], decision.Lines.Select(line => line.Adjustments()));
        Assert.Equal((Money.Zero, Money.Zero, Usd(memberOwes)), (decision.Allowed, decision.Paid, decision.MemberOwes));
        Assert.Empty(decision.Movements);
        Assert.All(decision.Trace, step => Assert.StartsWith("Denied: a reviewer found", TraceWords.Of(step, book.FactsOf(book.Claim("E1", Line("99213", "100.00"), Line("99214", "50.00")))), StringComparison.Ordinal));
    }

    [Fact]
    public void A_waived_check_is_taken_as_passed_for_the_lines_named_and_for_no_other()
    {
        var service = Plans.Service() with { PriorAuthorization = true };
        var book = new ClaimBook(Plans.Medical([service], timelyFilingDays: 5));
        var lines = new[] { Line("99213", "100.00"), Line("99214", "50.00") };

        Assert.Equal(["CO-29=100.00", "CO-29=50.00"], Decide(book, null, lines).Lines.Select(line => line.Adjustments()));
        Assert.Equal(["CO-197=100.00", "CO-197=50.00"], Decide(book, Waive(Waiver.TimelyFiling), lines).Lines.Select(line => line.Adjustments()));
        var both = Decide(book, Waive(Waiver.TimelyFiling | Waiver.Authorization, line: 2), lines);
        Assert.Equal((LineDenial.FiledTooLate, LineDenial.None, Usd("50.00")), (both.Lines[0].Denial, both.Lines[1].Denial, both.Paid));
        Assert.Equal([2], both.Trace.Where(step => step.Rule == Rule.Waived).Select(step => (int)step.Line));
    }

    [Theory]
    [InlineData(Waiver.Duplicate, LineDenial.Duplicate)]
    [InlineData(Waiver.OtherPayer, LineDenial.OtherPayerFirst)]
    [InlineData(Waiver.WaitingPeriod, LineDenial.WaitingPeriod)]
    [InlineData(Waiver.VisitLimit, LineDenial.VisitsUsedUp)]
    public void Each_waiver_lifts_its_own_check(Waiver waiver, LineDenial denial)
    {
        var service = Plans.Service() with
        {
            WaitingMonths = denial == LineDenial.WaitingPeriod ? 12 : null,
            VisitLimit = denial == LineDenial.VisitsUsedUp ? 1 : null,
        };
        var book = new ClaimBook();
        book.Enroll("E1", [Plans.Medical([service])], otherFirst: denial == LineDenial.OtherPayerFirst);
        var before = denial == LineDenial.Duplicate ? Line("99213", "100.00") : Line("99213", "100.00", "2026-03-01", otherPaid: "0");
        book.Submit(before);

        Assert.Equal(denial, Decide(book, null, Line("99213", "100.00")).Lines[0].Denial);
        Assert.Equal(denial, Decide(book, Waive(~waiver & (Waiver)63), Line("99213", "100.00")).Lines[0].Denial);
        Assert.Equal(LineDenial.None, Decide(book, Waive(waiver), Line("99213", "100.00")).Lines[0].Denial);
    }

    [Fact]
    public void A_claim_is_held_back_for_every_rule_that_it_hits_and_for_none_that_is_not_set()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service(coinsurance: "50") with { PriorAuthorization = true }]));
        var claim = book.Claim("E1", Line("99213", "100.00")) with { Diagnoses = ["Z00.00", "c50.911"], Authorization = "A1" };
        var paid = Adjudicator.Decide(book.FactsOf(claim));
        Assert.Equal(Usd("50.00"), paid.Paid);

        Assert.Equal(ReviewRule.None, new ReviewRules().Hits(claim, paid));
        Assert.Equal(ReviewRule.None, new ReviewRules { BilledOver = Usd("100.00"), PaysOver = Usd("50.00"), DiagnosisPrefixes = ["C51", "00"], NoDiagnosis = true, NoAuthorization = true }.Hits(claim, paid));
        Assert.Equal(
            ReviewRule.BilledOver | ReviewRule.PaysOver | ReviewRule.Diagnosis,
            new ReviewRules { BilledOver = Usd("99.99"), PaysOver = Usd("49.99"), DiagnosisPrefixes = ["C50.9"] }.Hits(claim, paid));

        var bare = claim with { Diagnoses = [], Authorization = null };
        Assert.Equal(
            ReviewRule.NoDiagnosis | ReviewRule.NoAuthorization,
            new ReviewRules { NoDiagnosis = true, NoAuthorization = true, DiagnosisPrefixes = ["C"] }.Hits(bare, Adjudicator.Decide(book.FactsOf(bare))));
    }

    [Fact]
    public void An_overturned_line_loses_its_denial_and_the_others_keep_what_was_ruled_of_them()
    {
        var first = Ruling.Overturn(Ruling.Deny(ReviewDenial.Experimental), 3, [1], Waiver.Authorization);
        Assert.Equal(
            [new(1, null, Waiver.Authorization), new(2, ReviewDenial.Experimental, Waiver.None), new(3, ReviewDenial.Experimental, Waiver.None)],
            first.Lines);

        var second = Ruling.Overturn(first, 3, [1, 2], Waiver.TimelyFiling);
        Assert.Equal(
            [new(1, null, Waiver.Authorization | Waiver.TimelyFiling), new(2, null, Waiver.TimelyFiling), new(3, ReviewDenial.Experimental, Waiver.None)],
            second.Lines);
        Assert.Empty(Ruling.Overturn(Ruling.Deny(ReviewDenial.Experimental), 1, [1], Waiver.None).Lines);
    }

    [Theory]
    [InlineData(ReviewDenial.NotMedicallyNecessary, true, false)]
    [InlineData(ReviewDenial.LacksInformation, true, true)]
    [InlineData(ReviewDenial.NotCoveredUnderPlan, true, true)]
    [InlineData(ReviewDenial.Experimental, true, false)]
    [InlineData(ReviewDenial.NotDocumented, true, false)]
    [InlineData(ReviewDenial.WorkRelated, true, true)]
    [InlineData(ReviewDenial.NotDisabled, false, true)]
    public void A_reason_fits_claims_for_care_or_for_disability_or_both(ReviewDenial reason, bool ofCare, bool ofDisability) =>
        Assert.Equal((ofCare, ofDisability), (reason.Fits(isDisability: false), reason.Fits(isDisability: true)));

    [Fact]
    public void What_is_ruled_of_a_line_goes_before_what_is_ruled_of_every_line_in_whatever_order()
    {
        var every = new LineRuling(LineRuling.EveryLine, ReviewDenial.WorkRelated, Waiver.None);
        var second = new LineRuling(2, null, Waiver.Duplicate);
        foreach (var ruling in new Ruling[] { new([every, second]), new([second, every]) })
        {
            Assert.Equal(every, ruling.Of(1));
            Assert.Equal(second, ruling.Of(2));
        }

        Assert.Equal(default, new Ruling([second]).Of(1));
    }

    private static Ruling Waive(Waiver waived, int line = LineRuling.EveryLine) => new([new(line, null, waived)]);

    private static Adjudication Decide(ClaimBook book, Ruling? ruling, params ClaimLine[] lines) =>
        Adjudicator.Decide(book.FactsOf(book.Claim("E1", lines)) with { Ruling = ruling });
}
