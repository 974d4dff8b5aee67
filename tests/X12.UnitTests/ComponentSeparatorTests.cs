using Aso.X12.Claims837;
using static Aso.X12.UnitTests.Documents;

namespace Aso.X12.UnitTests;

public sealed class ComponentSeparatorTests
{
    private static readonly string[] Undeclared = [.. OfficeVisit.Select(segment => segment.Replace(':', '>'))];

    [Fact]
    public async Task A_file_that_uses_another_separator_throughout_is_read_like_the_right_one_and_warned_of()
    {
        var right = Assert.Single((await ReadAsync(OfficeVisit)).Items);
        var file = await ReadAsync(Undeclared);

        var claim = Assert.Single(file.Items);
        Assert.Empty(file.Refused);
        Assert.Equal((right.Facility, right.Frequency), (claim.Facility, claim.Frequency));
        Assert.Equal(right.Diagnoses, claim.Diagnoses);
        Assert.Equal(right.Lines[0].Modifiers, claim.Lines[0].Modifiers);
        Assert.Equal(right.Lines[0].DiagnosisPointers, claim.Lines[0].DiagnosisPointers);
        var warning = Assert.Single(file.Warnings);
        Assert.Equal((X12ErrorCode.CompositeNotSplit, "CLM05"), (warning.Code, warning.Field));
    }

    [Fact]
    public async Task One_composite_that_differs_from_the_rest_of_its_claim_refuses_the_claim_also_when_it_comes_first()
    {
        var file = await ReadAsync([.. OfficeVisit.With(("CLM", "CLM*C1*180***11>B>1*Y*A*Y*Y")), .. Replacement]);

        Assert.Equal("C2", Assert.Single(file.Items).ClaimNumber);
        Assert.Equal("CLM05", Assert.Single(Assert.Single(file.Refused).Errors).Field);
    }

    [Fact]
    public async Task Once_the_declared_separator_was_used_another_one_is_an_error()
    {
        var file = await ReadAsync([.. Undeclared, .. OfficeVisit.With(("CLM", "CLM*C2*180***11:B:1*Y*A*Y*Y")), .. Undeclared.With(("CLM", "CLM*C3*180***11>B>1*Y*A*Y*Y"))]);

        Assert.Equal(["C1", "C2"], file.Items.Select(claim => claim.ClaimNumber));
        Assert.Equal("C3", Assert.Single(file.Refused).Reference);
    }

    [Fact]
    public async Task Two_separators_that_are_both_undeclared_are_not_guessed_at()
    {
        var file = await ReadAsync(Undeclared.With(("HI", "HI*ABK|C50911*ABF|E119")));

        Assert.Equal(["HI01", "HI02"], Assert.Single(file.Refused).Errors.Select(error => error.Field));
    }

    [Fact]
    public async Task Every_interchange_has_a_separator_of_its_own()
    {
        var file = await Claim837Reader.ReadFileAsync(new MemoryStream([.. Claims(Undeclared), .. Claims([.. OfficeVisit, .. Undeclared])]));

        Assert.Equal(2, file.Items.Count);
        Assert.Single(file.Refused);
    }

    [Theory]
    [InlineData("REF*G1", "NM1*77*2*MILL LANE SURGERY*****XX*12345", "NM109")]
    [InlineData("SV1", "SV1*HC:99213:25*180.00*UN*1***1.00", "SV107-1")]
    public async Task What_leaves_nothing_unclear_is_read_with_a_warning(string start, string instead, string field)
    {
        var file = await ReadAsync(OfficeVisit.With((start, instead)));

        Assert.Single(file.Items);
        Assert.Empty(file.Errors);
        Assert.Equal(field, Assert.Single(file.Warnings).Field);
        Assert.Equal(file.Warnings, file.Interchanges[0].Groups[0].Sets[0].Warnings);
    }

    private static Task<X12File<Claim837>> ReadAsync(string[] claims) => Claim837Reader.ReadFileAsync(Claims(claims).AsStream());
}
