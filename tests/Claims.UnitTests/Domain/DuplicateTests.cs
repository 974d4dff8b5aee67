using Aso.Claims.Domain;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain;

public sealed class DuplicateTests
{
    private readonly ClaimBook _book = new(Plans.Medical([Plans.Service("99213 99214", name: "office")]));

    [Fact]
    public void The_same_line_again_is_a_duplicate_in_its_own_claim_and_in_another()
    {
        Assert.Equal([false, true], DeniedLines(_book.Submit(Line("99213", "100.00"), Line("99213", "100.00"))));
        var again = _book.Submit(Line("99213", "100.00"));
        Assert.Equal("OA-18=100.00", again.Lines[0].Adjustments());
    }

    [Fact]
    public void Units_and_other_payment_do_not_make_another_line()
    {
        _book.Submit(Line("99213", "100.00"));
        Assert.Equal([true], DeniedLines(_book.Submit(Line("99213", "100.00", units: "2", otherPaid: "5.00"))));
    }

    public static TheoryData<ClaimLine> OtherLines => new(
        Line("99214", "100.00"), Line("99213", "100.01"), Line("99213", "100.00", "2026-03-03"),
        Line("99213", "100.00", modifiers: "25"), Line("99213", "100.00", modifiers: "59,25"));

    [Theory]
    [MemberData(nameof(OtherLines))]
    public void Another_procedure_amount_date_or_order_of_modifiers_makes_another_line(ClaimLine line)
    {
        _book.Submit(Line("99213", "100.00"), Line("99213", "100.00", modifiers: "25,59"));
        Assert.Equal([false], DeniedLines(_book.Submit(line)));
        Assert.Equal([true], DeniedLines(_book.Submit(line)));
    }

    [Fact]
    public void Another_provider_or_member_makes_another_line()
    {
        _book.Enroll("S1", [Plans.Medical([Plans.Service()])]);
        _book.Submit(Line("99213", "100.00"));
        Assert.Equal([false], DeniedLines(_book.Submit(_book.Claim("E1", Line("99213", "100.00")) with { ProviderNpi = OutOfNetwork })));
        Assert.Equal([false], DeniedLines(_book.Submit(_book.Claim("S1", Line("99213", "100.00")))));
    }

    [Fact]
    public void A_denied_line_makes_no_duplicate()
    {
        _book.Submit(Line("99215", "100.00"), Line("99215", "100.00"));
        var again = _book.Submit(Line("99215", "100.00"));
        Assert.Equal("PR-96=100.00", again.Lines[0].Adjustments());
    }

    [Fact]
    public void The_lines_of_a_voided_claim_count_no_longer()
    {
        _book.Submit(Line("99213", "100.00"));
        _book.Void("C1");
        Assert.Equal([false], DeniedLines(_book.Submit(Line("99213", "100.00"))));
    }

    [Fact]
    public void A_replacement_is_no_duplicate_of_what_it_replaces_but_of_other_claims()
    {
        _book.Submit(Line("99213", "100.00"));
        _book.Submit(Line("99214", "100.00"));
        var replacement = _book.Submit(_book.Claim("E1", Line("99213", "100.00"), Line("99214", "100.00")) with { Frequency = Frequency.Replacement, Original = "C1" });
        Assert.Equal([false, true], DeniedLines(replacement));
    }

    private static IEnumerable<bool> DeniedLines(Adjudication claim) => claim.Lines.Select(line => line.IsDenied);
}
