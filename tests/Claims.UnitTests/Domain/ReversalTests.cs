using Aso.Claims.Domain;
using Aso.Primitives;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain;

public sealed class ReversalTests
{
    private static readonly OriginalClaim Paid = new(Frequency.Original, ClaimStatus.Approved, "E1", BenefitLine.Medical);

    public static TheoryData<OriginalClaim?, ReversalRefusal> Originals => new()
    {
        { Paid, ReversalRefusal.None },
        { Paid with { Status = ClaimStatus.Denied }, ReversalRefusal.None },
        { Paid with { Frequency = Frequency.Replacement }, ReversalRefusal.None },
        { null, ReversalRefusal.UnknownOriginal },
        { Paid with { Status = ClaimStatus.Voided }, ReversalRefusal.AlreadyVoided },
        { Paid with { Status = ClaimStatus.Replaced }, ReversalRefusal.AlreadyReplaced },
        { Paid with { Frequency = Frequency.Void }, ReversalRefusal.OriginalIsAVoid },
        { Paid with { MemberId = "E2" }, ReversalRefusal.OtherMember },
        { Paid with { Line = BenefitLine.Dental }, ReversalRefusal.OtherLine },
    };

    [Theory]
    [MemberData(nameof(Originals))]
    public void Only_a_live_claim_of_the_same_member_and_line_can_be_replaced_or_voided(OriginalClaim? original, ReversalRefusal refusal)
    {
        foreach (var frequency in new[] { Frequency.Replacement, Frequency.Void })
        {
            var claim = new Claim { Number = "C2", Line = BenefitLine.Medical, MemberId = "E1", Frequency = frequency, Original = "C1" };
            Assert.Equal(refusal, Reversal.Check(claim, original));
        }
    }

    [Fact]
    public void A_void_gives_back_exactly_what_its_claim_moved_and_leaves_later_claims_alone()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service(coinsurance: "20", deductible: true)], ("500", "900"), ("1000", "1800")));
        var first = book.Submit(Line("1", "300.00"));
        var second = book.Submit(Line("2", "300.00"));
        book.Void("C1");

        Assert.Equal(("PR-1=300.00", "PR-1=200.00 PR-2=20.00"), (first.Lines[0].Adjustments(), second.Lines[0].Adjustments()));
        Assert.Equal(new PlanYearUsage(new(Usd("200"), Usd("220")), default, Usd("80")), book.Used());
        Assert.Equal("PR-1=300.00", book.Submit(Line("3", "300.00")).Lines[0].Adjustments());
    }

    [Fact]
    public void What_a_claim_adds_and_what_its_reversal_takes_off_are_alike_in_every_pot()
    {
        var before = new PlanYearUsage(new(Usd("1"), Usd("2")), new(Usd("4"), Usd("8")), Usd("16"));
        var added = new PlanYearUsage(new(Usd("32"), Usd("64")), new(Usd("128"), Usd("256")), Usd("512"));

        Assert.Equal(new(new(Usd("33"), Usd("66")), new(Usd("132"), Usd("264")), Usd("528")), before + added);
        Assert.Equal(before, before + added - added);
        Assert.True((added - added).IsZero);
        Assert.False(added.IsZero);
    }

    [Fact]
    public void A_reversal_leaves_its_original_voided_or_replaced()
    {
        Assert.Equal(ClaimStatus.Voided, Reversal.StatusAfter(Frequency.Void));
        Assert.Equal(ClaimStatus.Replaced, Reversal.StatusAfter(Frequency.Replacement));
    }

    [Fact]
    public void A_replacement_first_gives_back_then_is_decided_as_of_now()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service(deductible: true)], ("500", "900")));
        book.Submit(Line("1", "400.00"));
        book.Submit(Line("2", "300.00"));
        book.Change("E1", member => member with { OtherCoveragePrimary = true });
        var replacement = book.Submit(book.Claim("E1", Line("1", "400.00", otherPaid: "0.00"), Line("4", "1.00")) with { Frequency = Frequency.Replacement, Original = "C1" });

        Assert.Equal(["PR-1=400.00", "CO-22=1.00"], replacement.Lines.Select(line => line.Adjustments()));
        Assert.Equal(Usd("500"), book.Used().In.Deductible);
    }

    [Fact]
    public void A_void_is_approved_and_pays_nothing()
    {
        var decision = Adjudicator.OfVoid();
        Assert.True(decision.Approved);
        Assert.Equal(Money.Zero, decision.Paid);
        Assert.Throws<ArgumentException>(() => Adjudicator.Decide(new ClaimBook().FactsOf(new() { Number = "V", Line = BenefitLine.Medical, MemberId = "E1", Frequency = Frequency.Void })));
    }
}
