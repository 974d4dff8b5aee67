using System.Text.Json.Nodes;
using Aso.Scenarios.Compare;

namespace Aso.Scenarios.UnitTests;

public sealed class ComparisonTests
{
    [Fact]
    public void Only_what_the_expectation_names_is_compared()
    {
        Assert.Empty(Differences("""{"ledger": {"cash": "1.00"}}""", """{"ledger": {"cash": "1.00", "claimsPayable": "7.00"}, "claims": {}}"""));
    }

    [Fact]
    public void A_difference_names_its_path_and_both_sides()
    {
        var difference = Assert.Single(Differences(
            """{"claims": {"C1": {"lines": [{"paid": "45.00"}]}}}""", """{"claims": {"C1": {"lines": [{"paid": "44.99"}]}}}"""));

        Assert.Equal("claims.C1.lines[0].paid: expected 45.00, got 44.99", difference);
    }

    [Fact]
    public void Amounts_are_compared_by_value()
    {
        Assert.Empty(Differences("""{"ledger": {"cash": "25"}}""", """{"ledger": {"cash": "25.00"}}"""));
    }

    [Theory]
    [InlineData("""{"payments": [{"claim": "C1"}]}""", """{"payments": [{"claim": "C1"}, {"claim": "C2"}]}""")]
    [InlineData("""{"payments": [{"claim": "C1"}, {"claim": "C2"}]}""", """{"payments": [{"claim": "C1"}]}""")]
    [InlineData("""{"payments": []}""", """{"payments": [{"claim": "C1"}]}""")]
    public void An_array_is_compared_whole(string expected, string actual)
    {
        Assert.Single(Differences(expected, actual));
    }

    [Fact]
    public void The_elements_of_an_array_are_compared_by_position()
    {
        Assert.Equal(2, Differences("""{"payments": [{"claim": "C1"}, {"claim": "C2"}]}""", """{"payments": [{"claim": "C2"}, {"claim": "C1"}]}""").Count);
    }

    [Fact]
    public void Something_expected_that_is_not_there_is_a_difference()
    {
        var difference = Assert.Single(Differences("""{"claims": {"C9": {"status": "denied"}}}""", """{"claims": {}}"""));

        Assert.Equal("claims.C9.status: expected denied, got nothing", difference);
    }

    [Fact]
    public void No_adjustments_means_none()
    {
        Assert.Empty(Differences("""{"lines": {"adjustments": {}}}""", """{"lines": {"adjustments": {}}}"""));
        Assert.Single(Differences("""{"lines": {"adjustments": {}}}""", """{"lines": {"adjustments": {"CO-45": "1.00"}}}"""));
    }

    [Fact]
    public void What_is_left_out_because_it_is_zero_may_be_expected_to_be_zero()
    {
        Assert.Empty(Differences("""{"accumulators": {"E1/MED/2026-01-01": {"deductible": {"in": "0.00"}, "benefits": "0.00"}}}""", """{"accumulators": {}}"""));
        Assert.Empty(Differences("""{"stopLoss": {"members": {"E1": {"eligible": "0.00", "notices": []}}}}""", """{"stopLoss": {"members": {}}}"""));
        Assert.Single(Differences("""{"accumulators": {"E1/MED/2026-01-01": {"benefits": "5.00"}}}""", """{"accumulators": {}}"""));
    }

    [Fact]
    public void A_number_and_a_text_are_not_the_same()
    {
        Assert.Single(Differences("""{"claims": {"D1": {"days": 42}}}""", """{"claims": {"D1": {"days": "42"}}}"""));
    }

    private static List<string> Differences(string expected, string actual) =>
        [.. Comparison.Compare(JsonNode.Parse(expected)!.AsObject(), JsonNode.Parse(actual)!.AsObject()).Select(difference => difference.ToString())];
}
