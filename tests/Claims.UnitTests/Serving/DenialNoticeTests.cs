using Aso.Claims.Domain;
using Aso.Claims.Notices;
using Aso.Claims.Store;
using Aso.Claims.UnitTests.Domain;
using Aso.Primitives;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Serving;

/// <summary>A notice says why, on which provision of the plan, what is missing, and what can be done.</summary>
public sealed class DenialNoticeTests
{
    private static readonly Service Therapy = Plans.Service("97110", name: "physical therapy");

    [Fact]
    public void No_coverage_rests_on_eligibility_and_asks_for_the_members_id()
    {
        var book = new ClaimBook(Plans.Medical([Therapy]));
        var denial = DenialOf(book, book.Claim("NOBODY", Line("97110", "80.00")));

        Assert.Equal("PR-31", denial.Code);
        Assert.StartsWith("Eligibility: the medical plan", denial.Provision, StringComparison.Ordinal);
        Assert.Contains("member's id", denial.Needed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-10", "2026-03-31", "PR-26")] // later than the service of 2026-03-02
    [InlineData("2026-01-01", "2026-02-28", "PR-27")]
    public void Coverage_that_is_not_of_that_date_rests_on_eligibility_and_nothing_sent_would_change_it(string from, string to, string code)
    {
        var book = new ClaimBook();
        book.Enroll("E1", [Plans.Medical([Therapy])], from, to);
        var denial = DenialOf(book, book.Claim("E1", Line("97110", "80.00")));

        Assert.Equal(code, denial.Code);
        Assert.StartsWith("Eligibility", denial.Provision, StringComparison.Ordinal);
        Assert.EndsWith($"; plan MED from {Sayings.Date(Day(from))} to {Sayings.Date(Day(to))}.", denial.Provision, StringComparison.Ordinal);
        Assert.Null(denial.Needed);
    }

    [Fact]
    public void A_late_claim_names_the_filing_limit_and_asks_for_proof_of_sending()
    {
        var book = new ClaimBook(Plans.Medical([Therapy], timelyFilingDays: 10));

        AssertDenial(book, book.Claim("E1", Line("97110", "80.00")), "CO-29", "Plan MED, timely filing: a claim is received within 10 days of the service.", "Proof that the claim was sent in time");
    }

    [Fact]
    public void A_duplicate_asks_for_what_tells_the_services_apart()
    {
        var book = new ClaimBook(Plans.Medical([Therapy]));
        book.Submit(Line("97110", "80.00"));

        AssertDenial(book, book.Claim("E1", Line("97110", "80.00")), "OA-18", "Plan MED, claims: a service is paid once.", "modifier");
    }

    [Fact]
    public void Another_payer_first_names_the_way_of_coordination_and_asks_what_it_paid()
    {
        var book = new ClaimBook();
        book.Enroll("E1", [Plans.Medical([Therapy], coordination: Coordination.NonDuplication)], otherFirst: true);

        AssertDenial(book, book.Claim("E1", Line("97110", "80.00")), "CO-22", "coordination of benefits (non-duplication)", "other payer's explanation");
    }

    [Fact]
    public void A_procedure_that_no_service_lists_and_an_exclusion_are_told_apart()
    {
        var book = new ClaimBook(Plans.Medical([Therapy, Plans.Service("15820", name: "cosmetic surgery") with { Covered = false }]));

        AssertDenial(book, book.Claim("E1", Line("99213", "80.00")), "PR-96", "no service of the plan lists procedure 99213", needed: null);
        AssertDenial(book, book.Claim("E1", Line("15820", "80.00")), "PR-96", "exclusions: cosmetic surgery is not covered", needed: null);
    }

    [Fact]
    public void A_service_in_network_only_is_named()
    {
        var book = new ClaimBook(Plans.Medical([Therapy with { Out = null }]));

        AssertDenial(book, book.Claim("E1", Line("97110", "80.00")) with { ProviderNpi = OutOfNetwork }, "PR-242", "physical therapy: covered with providers in network only", needed: null);
    }

    [Fact]
    public void A_waiting_period_names_its_months()
    {
        var book = new ClaimBook(Plans.Medical([Therapy with { WaitingMonths = 6 }]));

        AssertDenial(book, book.Claim("E1", Line("97110", "80.00")), "PR-179", "physical therapy: covered from 6 months", needed: null);
    }

    [Fact]
    public void A_missing_authorization_asks_for_its_number()
    {
        var book = new ClaimBook(Plans.Medical([Therapy with { PriorAuthorization = true }]));

        AssertDenial(book, book.Claim("E1", Line("97110", "80.00")), "CO-197", "physical therapy: needs prior authorization", "number of the prior authorization");
    }

    [Fact]
    public void Visits_used_up_name_their_limit()
    {
        var book = new ClaimBook(Plans.Medical([Therapy with { VisitLimit = 1 }]));
        book.Submit(Line("97110", "80.00"));

        AssertDenial(book, book.Claim("E1", Line("97110", "80.00", "2026-03-05")), "PR-119", "physical therapy: 1 visit in a plan year", needed: null);
    }

    [Fact]
    public void A_disability_that_no_day_is_left_to_pay_of_names_the_elimination_period()
    {
        var plan = new ShortTermDisabilityPlan("STD")
        {
            Percent = Rate.ParsePercent("60"), Minimum = Usd("50.00"), Maximum = Usd("1200.00"), EliminationDaysAccident = 0, EliminationDaysSickness = 7, MaxWeeks = 26,
        };
        var book = new ClaimBook(plan);
        var notice = NoticeOf(book, Disability(book, "2026-03-02", "2026-03-08"))!;

        Assert.Equal("Plan STD, elimination period: benefits begin after 7 days of disability.", Assert.Single(notice.Denials).Provision);
        Assert.Contains("within 45 days", notice.Appeal.Words[2], StringComparison.Ordinal);
        Assert.Null(NoticeOf(book, Disability(book, "2026-03-02", "2026-03-09")));
    }

    [Fact]
    public void Only_denied_lines_are_in_the_notice_and_an_appeal_can_be_filed_for_180_days()
    {
        var book = new ClaimBook(Plans.Medical([Therapy]));
        var notice = NoticeOf(book, book.Claim("E1", Line("97110", "80.00"), Line("99213", "70.00")))!;

        Assert.Equal((2, Usd("70.00")), (Assert.Single(notice.Denials).LineNumber, notice.Denials[0].Charged));
        Assert.Equal(Day("2026-03-20").AddDays(180), notice.Appeal.Until);
        Assert.Null(NoticeOf(book, book.Claim("E1", Line("97110", "81.00"))));
    }

    [Fact]
    public void The_page_says_the_same_and_takes_no_markup_from_names()
    {
        var book = new ClaimBook(Plans.Medical([Therapy with { Name = "<b>therapy</b>", PriorAuthorization = true }]));
        var notice = NoticeOf(book, book.Claim("E1", Line("97110", "80.00")))!;

        var page = DenialNoticePage.Of(notice);

        Assert.Contains("&lt;b&gt;therapy&lt;/b&gt;: needs prior authorization", page, StringComparison.Ordinal);
        Assert.Contains("(CO-197)", page, StringComparison.Ordinal);
        Assert.All(notice.Appeal.Words, words => Assert.Contains(System.Net.WebUtility.HtmlEncode(words), page, StringComparison.Ordinal));
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_has_dates_and_amounts_in_words_and_a_policy_that_allows_its_own_style_alone()
    {
        var book = new ClaimBook(Plans.Medical([Therapy with { PriorAuthorization = true }]));
        var page = DenialNoticePage.Of(NoticeOf(book, book.Claim("E1", Line("97110", "1080.00")))!);

        Assert.Contains("charged $1,080.00", page, StringComparison.Ordinal);
        Assert.Contains(">March 2, 2026</time>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("[ >][0-9]{4}-[0-9]{2}-[0-9]{2}", page);
        Assert.Contains("<main>", page, StringComparison.Ordinal);
        var style = System.Text.RegularExpressions.Regex.Match(page, "<style>(.*)</style>", System.Text.RegularExpressions.RegexOptions.Singleline).Groups[1].Value;
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"style-src 'sha256-{hash}'", DenialNoticePage.ContentSecurityPolicy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", DenialNoticePage.ContentSecurityPolicy, StringComparison.Ordinal);
    }

    private static Claim Disability(ClaimBook book, string from, string through) => book.Claim("E1") with
    {
        Line = BenefitLine.Std, ProviderNpi = null, Disability = new(DisabilityCause.Sickness, Day(from), Day(through), Money.Zero),
    };

    private static void AssertDenial(ClaimBook book, Claim claim, string code, string provision, string? needed)
    {
        var denial = DenialOf(book, claim);
        Assert.Equal(code, denial.Code);
        Assert.Contains(provision, denial.Provision, StringComparison.Ordinal);
        Assert.StartsWith("Denied: ", denial.Reason, StringComparison.Ordinal);
        if (needed is null)
        {
            Assert.Null(denial.Needed);
        }
        else
        {
            Assert.Contains(needed, denial.Needed, StringComparison.Ordinal);
        }
    }

    private static DenialNotice.Denial DenialOf(ClaimBook book, Claim claim) => Assert.Single(NoticeOf(book, claim)!.Denials);

    private static DenialNotice? NoticeOf(ClaimBook book, Claim claim)
    {
        var facts = book.FactsOf(claim);
        var decision = Adjudicator.Decide(facts);
        var row = new ClaimRow
        {
            ClaimId = Guid.NewGuid(), EmployerId = Guid.NewGuid(), ClaimNumber = claim.Number,
            NumberInCapitals = claim.Number,
            ServiceFrom = new(2026, 1, 1), MemberKey = Guid.NewGuid(), MemberId = claim.MemberId,
            Line = claim.Line, Frequency = claim.Frequency, Status = decision.Approved ? ClaimStatus.Approved : ClaimStatus.Denied,
            ReceivedOn = book.Today, ReceivedAt = DateTime.UnixEpoch, Detail = "",
        };
        return DenialNotice.Of("Acme Tooling", row, Storing.ToStored(facts, decision, _ => 1), facts);
    }
}
