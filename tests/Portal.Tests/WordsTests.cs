using Aso.Portal.Api;
using Aso.Portal.Pages.ClaimDetail;
using Aso.Portal.Pages.Claims;
using Aso.Portal.Pages.Home;
using Aso.Portal.Pages.YearEnd;
using Aso.Portal.Shared;
using Aso.Primitives;

namespace Aso.Portal.Tests;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "$0.00", "$0")]
    [InlineData(123_456_789, "$1,234,567.89", "$1,234,568")]
    [InlineData(-5, "−$0.05", "−$0")]
    [InlineData(-150, "−$1.50", "−$2")]
    public void Amounts_have_separators_and_a_true_minus(long cents, string exact, string whole)
    {
        Assert.Equal(exact, Words.Dollars(new(cents)));
        Assert.Equal(whole, Words.WholeDollars(new(cents)));
    }

    [Fact]
    public void Dates_and_months_are_readable()
    {
        Assert.Equal("Mar 3, 2026", Words.Date(new(2026, 3, 3)));
        Assert.Equal("Feb 2026", Words.Month("2026-02"));
    }

    [Fact]
    public void Several_days_are_as_short_as_they_can_be()
    {
        Assert.Equal("Mar 3, 2026", Words.Dates((new(2026, 3, 3), new(2026, 3, 3))));
        Assert.Equal("Mar 3 – 9, 2026", Words.Dates((new(2026, 3, 3), new(2026, 3, 9))));
        Assert.Equal("Mar 30, 2026 – Apr 2, 2026", Words.Dates((new(2026, 3, 30), new(2026, 4, 2))));
        Assert.Equal("1 request, 2,000 requests", $"{Words.Count(1, "request")}, {Words.Count(2000, "request")}");
    }

    [Theory]
    [InlineData(199, 200, 99)]
    [InlineData(200, 200, 100)]
    [InlineData(-50, 200, -25)]
    public void A_share_is_not_rounded_up_to_a_limit_not_reached(long part, long whole, long percent) =>
        Assert.Equal(percent, Words.Percent(new(part), new(whole)));

    [Fact]
    public void There_is_no_share_of_nothing() => Assert.Null(Words.Percent(new(5), Money.Zero));

    // The codes of the rule book, DOMAIN 2.1 and 2.2.
    [Theory]
    [InlineData("PR-31"), InlineData("PR-27"), InlineData("PR-26"), InlineData("CO-29"), InlineData("OA-18"), InlineData("CO-22"), InlineData("PR-96")]
    [InlineData("PR-242"), InlineData("PR-179"), InlineData("CO-197"), InlineData("PR-119"), InlineData("CO-45"), InlineData("PR-45"), InlineData("PR-3")]
    [InlineData("PR-1"), InlineData("PR-2"), InlineData("PR-35"), InlineData("OA-23")]

    // Those of a reviewer.
    [InlineData("CO-50"), InlineData("CO-16"), InlineData("PR-204"), InlineData("CO-55"), InlineData("CO-112"), InlineData("CO-19")]
    public void Every_adjustment_that_the_platform_makes_has_words_of_its_own(string code) =>
        Assert.NotEqual(AdjustmentReasons.MeaningOf("CO-999"), AdjustmentReasons.MeaningOf(code));
}

public sealed class ReviewWordsTests
{
    private static readonly Claim Decided = new() { ClaimNumber = "C1", Status = "denied", MemberId = "E1", Line = "medical" };

    [Fact]
    public void A_claim_in_review_says_so_and_until_when()
    {
        var pended = Decided with { Status = "pended", Review = new() { DueOn = new(2026, 3, 31) } };
        Assert.EndsWith("The decision is due by Mar 31, 2026.", Assert.Single(ReviewWords.Of(pended)), StringComparison.Ordinal);
        var asked = pended with { Review = new() { DueOn = new(2026, 5, 15), AnswerBy = new(2026, 5, 4) } };
        Assert.EndsWith("Information is awaited until May 4, 2026.", Assert.Single(ReviewWords.Of(asked)), StringComparison.Ordinal);
        Assert.Empty(ReviewWords.Of(Decided));
    }

    [Fact]
    public void Each_appeal_says_where_it_stands()
    {
        var appealed = Decided with { Appeals = [new() { Outcome = "upheld" }, new() { Outcome = "overturned", DecidedAs = "C1-A1" }, new() { Outcome = "withdrawn" }, new() { DueOn = new(2026, 5, 30) }] };
        Assert.Collection(
            ReviewWords.Of(appealed),
            upheld => Assert.Contains("stands", upheld, StringComparison.Ordinal),
            overturned => Assert.Contains("claim C1-A1 takes the place", overturned, StringComparison.Ordinal),
            withdrawn => Assert.Contains("voided or replaced before", withdrawn, StringComparison.Ordinal),
            open => Assert.Contains("due by May 30, 2026", open, StringComparison.Ordinal));
    }
}

public sealed class StandingWordsTests
{
    private static readonly Claim Approved = new() { ClaimNumber = "C1", Status = "approved", MemberId = "E1", Line = "medical", DecidedOn = new(2026, 3, 2), Paid = new(8_000) };

    [Fact]
    public void What_became_of_a_claim_is_said_in_words()
    {
        Assert.Equal("Approved on Mar 2, 2026. Paid to the provider on Mar 3, 2026, trace number R1.", StandingWords.Of(Approved, Paid("released"), new("R1", new(2026, 3, 3), new(8_000))));
        Assert.Equal("Approved on Mar 2, 2026. It waits for money in the plan account and is not paid yet.", StandingWords.Of(Approved, Paid("queued"), null));
        Assert.Equal("Denied on Mar 2, 2026: the plan pays nothing.", StandingWords.Of(Approved with { Status = "denied" }, null, null));
        Assert.Contains("$80.00 had been paid on Mar 3, 2026", StandingWords.Of(Approved with { Status = "voided" }, Paid("reversed"), null), StringComparison.Ordinal);
        Assert.StartsWith("This takes claim C0 back", StandingWords.Of(Approved with { Frequency = 8, Original = "C0" }, null, null), StringComparison.Ordinal);
    }

    private static Payable Paid(string how) => new(Guid.Empty, new(8_000), how, how == "queued" ? null : new(2026, 3, 3));
}

public sealed class ClaimNumbersTests
{
    [Theory]
    [InlineData(" hp 26-001 ", "hp 26-001|hp26-001|HP 26-001|HP26-001")]
    [InlineData("HP1", "HP1")]
    [InlineData("..", "")]
    [InlineData("  ", "")]
    public void Each_form_that_may_be_meant_is_tried_once(string typed, string forms) => Assert.Equal(forms, string.Join('|', ClaimNumbers.Meant(typed)));
}

public sealed class PlanYearsTests
{
    private static readonly Employer July = new() { EmployerId = Guid.Empty, Name = "Acme", Arrangement = "aso", PlanYearStart = new(2026, 7, 1) };

    [Fact]
    public void The_books_have_the_plan_years_from_their_first_month_to_their_business_date()
    {
        var years = PlanYears.Of(July, new() { BusinessDate = new(2027, 8, 2), Months = [new() { Month = "2026-02" }, new() { Month = "2027-08" }] })!;

        Assert.Equal((new DateOnly(2025, 7, 1), new DateOnly(2027, 7, 1)), (years.First, years.Last));
        Assert.Equal(new DateOnly(2026, 7, 1), years.Containing(new(2026, 12, 24)));
        Assert.Null(years.Containing(new(2025, 6, 30)));
        Assert.Null(years.Containing(new(2028, 7, 1)));
        Assert.Equal((null, new DateOnly(2026, 7, 1)), (years.Before(years.First), years.After(years.First)));
        Assert.Equal((new DateOnly(2026, 7, 1), null), (years.Before(years.Last), years.After(years.Last)));
        Assert.Null(PlanYears.Of(July, new()));
    }
}

public sealed class ChartScaleTests
{
    [Theory]
    [InlineData(0, 118_900)]
    [InlineData(-900, 103_000)]
    [InlineData(-45_000, 0)]
    [InlineData(0, 0)]
    [InlineData(0, 0.37)]
    public void An_axis_holds_zero_and_all_values_with_little_to_spare_and_a_few_round_ticks(double least, double most)
    {
        var scale = ChartScale.Of([least, most]);
        var length = Math.Max(most - least, 1e-9);

        Assert.True(scale.Floor <= least && scale.Top >= most && scale.Top > scale.Floor);
        Assert.True(most == least || scale.Top - scale.Floor <= length * 1.09, $"{scale.Floor} to {scale.Top}");
        Assert.Contains(0d, scale.Ticks);
        Assert.InRange(scale.Ticks.Count, 2, 7);
        Assert.All(scale.Ticks, tick => Assert.InRange(tick, scale.Floor, scale.Top));
        Assert.Equal((0d, 1d), (scale.PlaceOf(scale.Floor), scale.PlaceOf(scale.Top)));
    }
}

public sealed class SharesTests
{
    [Fact]
    public void Whoever_bears_a_part_has_it_and_nothing_is_lost()
    {
        var claim = new Claim
        {
            ClaimNumber = "C1",
            Status = "approved",
            MemberId = "E1",
            Line = "medical",
            Billed = new(40_000),
            Lines =
            [
                new() { Paid = new(4_500), Adjustments = Adjusted(("CO-45", 7_000), ("PR-3", 2_500), ("OA-23", 4_000)) },
                new() { Paid = new(2_000), Adjustments = Adjusted(("PR-45", 8_000), ("PR-2", 2_000)) },
                new() { Adjustments = Adjusted(("OA-18", 6_000)) },
                new() { Adjustments = Adjusted(("CO-29", 4_000)) },
            ],
        };

        var shares = Shares.Of(claim).ToDictionary(share => share.Name, share => share.Amount.Cents);

        Assert.Equal(
            new Dictionary<string, long> { ["Plan pays"] = 6_500, ["Member owes"] = 12_500, ["Other insurer"] = 4_000, ["Network savings"] = 7_000, ["Not payable"] = 10_000 },
            shares);
        Assert.Equal(claim.Billed.Cents, shares.Values.Sum());
    }

    private static Dictionary<string, Money> Adjusted(params (string Code, long Cents)[] adjustments) =>
        adjustments.ToDictionary(adjustment => adjustment.Code, adjustment => new Money(adjustment.Cents));
}

public sealed class CostReportTests
{
    private static readonly CostReport Before = new()
    {
        BusinessDate = new(2027, 1, 20),
        Months = [Month("2026-12", 900), Month("2027-01", 100)],
        YearToDate = new() { NetCost = new(100), EnrolledEmployees = 10 },
    };

    [Fact]
    public void A_changed_month_replaces_itself_and_moves_the_year_by_the_difference()
    {
        var after = Before.With(new() { Month = Month("2027-01", 350), BusinessDate = new(2027, 1, 21) });

        Assert.Equal(["2026-12", "2027-01"], after.Months.Select(month => month.Month));
        Assert.Equal(new Money(350), after.YearToDate.NetCost);
        Assert.Equal(new DateOnly(2027, 1, 21), after.BusinessDate);
    }

    [Fact]
    public void A_month_of_another_year_leaves_the_year_to_date_alone() =>
        Assert.Equal(new Money(100), Before.With(new() { Month = Month("2026-12", 950) }).YearToDate.NetCost);

    [Fact]
    public void Crossing_into_another_year_needs_the_whole_report()
    {
        Assert.True(new CostChange { Month = Month("2028-01", 1), BusinessDate = new(2028, 1, 1) }.StartsAnotherYearThan(Before));
        Assert.False(new CostChange { Month = Month("2027-02", 1), BusinessDate = new(2027, 2, 1) }.StartsAnotherYearThan(Before));
    }

    private static MonthlyCosts Month(string month, long netCents) => new() { Month = month, NetCost = new(netCents), EnrolledEmployees = 10 };
}
