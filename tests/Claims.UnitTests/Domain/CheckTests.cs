using Aso.Claims.Domain;
using Aso.Primitives;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain;

public sealed class CheckTests
{
    private static readonly HealthPlan Open = Plans.Medical([Plans.Service()]);

    [Fact]
    public void An_unknown_member_has_no_coverage()
    {
        var book = new ClaimBook(Open);
        AssertDenied("PR-31", book.Submit(book.Claim("NOBODY", Line("99213", "100.00"))));
    }

    [Fact]
    public void A_member_without_a_span_of_the_line_has_no_coverage()
    {
        var book = new ClaimBook(Open);
        AssertDenied("PR-31", book.Submit(book.Claim("E1", Line("D0120", "100.00")) with { Line = BenefitLine.Dental }));
    }

    [Theory]
    //          span from     to            service       code
    [InlineData("2026-02-01", "2026-02-28", "2026-01-31", "PR-26")]
    [InlineData("2026-02-01", "2026-02-28", "2026-02-01", null)]
    [InlineData("2026-02-01", "2026-02-28", "2026-02-28", null)]
    [InlineData("2026-02-01", "2026-02-28", "2026-03-01", "PR-27")]
    [InlineData("2026-02-01", null, "2026-03-19", null)]
    public void Coverage_goes_by_the_service_date_and_both_ends_are_covered(string from, string? to, string service, string? code)
    {
        var book = new ClaimBook();
        book.Enroll("E1", [Open], from, to);
        AssertDenied(code, book.Submit(Line("99213", "100.00", service)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Between_two_spans_coverage_has_ended_in_whatever_order_they_were_given(bool laterFirst)
    {
        var book = new ClaimBook();
        var early = new Coverage(Open, new(Day("2026-01-01"), Day("2026-01-31")));
        var late = new Coverage(Open, new(Day("2026-03-01"), null));
        book.Enroll("E1", false, laterFirst ? [late, early] : [early, late]);
        AssertDenied("PR-27", book.Submit(Line("99213", "100.00", "2026-02-10")));
    }

    [Theory]
    [InlineData("2026-06-01", null)]
    [InlineData("2026-06-02", "CO-29")]
    public void A_claim_is_in_time_on_the_last_day_of_the_filing_limit(string received, string? code)
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service()], timelyFilingDays: 90)) { Today = Day(received) };
        AssertDenied(code, book.Submit(Line("99213", "100.00", "2026-03-03")));
    }

    [Fact]
    public void A_service_that_waits_for_other_coverage_names_its_payment_even_of_zero()
    {
        var book = new ClaimBook();
        book.Enroll("E1", [Open], otherFirst: true);
        AssertDenied("CO-22", book.Submit(Line("99213", "100.00")));
        AssertDenied(null, book.Submit(Line("99213", "100.00", otherPaid: "0.00")));
    }

    [Fact]
    public void A_procedure_that_no_service_matches_is_not_covered() =>
        AssertDenied("PR-96", new ClaimBook(Plans.Medical([Plans.Service("99213")])).Submit(Line("99214", "100.00")));

    [Fact]
    public void A_service_that_the_plan_excludes_is_not_covered_even_if_a_later_service_would_match() =>
        AssertDenied("PR-96", new ClaimBook(Plans.Medical([Plans.Service("99213") with { Covered = false }, Plans.Service()])).Submit(Line("99213", "100.00")));

    [Fact]
    public void A_service_without_out_of_network_terms_is_covered_in_network_only()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service() with { Out = null }]));
        AssertDenied("PR-242", book.Submit(book.Claim("E1", Line("99213", "100.00")) with { ProviderNpi = OutOfNetwork }));
        AssertDenied(null, book.Submit(Line("99213", "100.00")));
    }

    [Theory]
    //          span from     months  service       code
    [InlineData("2025-08-31", 6, "2026-02-27", "PR-179")]
    [InlineData("2025-08-31", 6, "2026-02-28", null)] // August 31 and six months: the last of February
    [InlineData("2026-01-01", 0, "2026-01-01", null)]
    public void A_waiting_period_counts_months_from_the_start_of_the_span(string from, int months, string service, string? code)
    {
        var book = new ClaimBook();
        book.Enroll("E1", [Plans.Medical([Plans.Service() with { WaitingMonths = months }])], from);
        AssertDenied(code, book.Submit(Line("99213", "100.00", service)));
    }

    [Fact]
    public void A_service_that_needs_authorization_is_denied_without_one()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service() with { PriorAuthorization = true }]));
        AssertDenied("CO-197", book.Submit(Line("99213", "100.00")));
        AssertDenied(null, book.Submit(book.Claim("E1", Line("99213", "100.00")) with { Authorization = "A-77" }));
    }

    [Fact]
    public void The_first_check_that_hits_names_the_reason()
    {
        var service = Plans.Service("99213") with { Out = null, WaitingMonths = 24, PriorAuthorization = true, VisitLimit = 0 };
        var book = new ClaimBook();
        book.Enroll("E1", [Plans.Medical([service], timelyFilingDays: 10)], otherFirst: true);
        book.Today = Day("2026-03-20");

        var provider = OutOfNetwork;
        string? authorization = null;
        AssertDenied("CO-29", Submit(Line("99213", "1.00", "2026-03-09")));
        AssertDenied("CO-22", Submit(Line("99213", "1.00", "2026-03-10")));
        AssertDenied("PR-96", Submit(Line("99214", "1.00", "2026-03-10", otherPaid: "0")));
        AssertDenied("PR-242", Submit(Line("99213", "1.00", "2026-03-10", otherPaid: "0")));
        provider = InNetwork;
        AssertDenied("PR-179", Submit(Line("99213", "1.00", "2026-03-10", otherPaid: "0")));
        book.Change("E1", member => member with { Coverages = [member.Coverages[0] with { Dates = new(Day("2020-01-01"), null) }] });
        AssertDenied("CO-197", Submit(Line("99213", "1.00", "2026-03-10", otherPaid: "0")));
        authorization = "A-1";
        AssertDenied("PR-119", Submit(Line("99213", "1.00", "2026-03-10", otherPaid: "0")));

        Adjudication Submit(ClaimLine line) =>
            book.Submit(book.Claim("E1", line) with { ProviderNpi = provider, Authorization = authorization });
    }

    [Fact]
    public void A_denied_line_is_allowed_nothing_and_touches_no_accumulator()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service("99213", copay: "20", coinsurance: "20", deductible: true)], ("100", "200"), ("500", "900"), "1000"));
        var claim = book.Submit(Line("99999", "80.00"));

        Assert.False(claim.Approved);
        Assert.Equal((Usd("80.00"), Money.Zero, Money.Zero, Usd("80.00")), (claim.Billed, claim.Allowed, claim.Paid, claim.MemberOwes));
        Assert.Empty(claim.Movements);
        Assert.Empty(claim.LifetimeMovements);
    }

    [Theory]
    [InlineData("CO-29", "0.00")]
    [InlineData("PR-26", "100.00")]
    public void The_member_owes_what_is_denied_as_the_patients_and_not_what_is_the_providers(string code, string owes)
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service()], timelyFilingDays: 30));
        var claim = book.Submit(Line("99213", "100.00", code == "CO-29" ? "2026-02-01" : "2025-12-31"));
        AssertDenied(code, claim);
        Assert.Equal(Usd(owes), claim.MemberOwes);
    }

    [Fact]
    public void A_claim_is_approved_while_one_of_its_lines_is_not_denied()
    {
        var claim = new ClaimBook(Open).Submit(Line("99213", "100.00", "2025-12-31"), Line("99213", "100.00"));
        Assert.True(claim.Approved);
        Assert.Equal([true, false], claim.Lines.Select(line => line.IsDenied));
    }

    private static void AssertDenied(string? code, Adjudication claim)
    {
        var line = Assert.Single(claim.Lines);
        Assert.Equal(code is null ? "" : $"{code}={line.Billed}", line.IsDenied ? line.Adjustments() : "");
    }
}
