using Aso.Claims.Domain;
using Aso.Claims.Features;
using Aso.Claims.Recovery;
using Aso.Claims.Store;
using static Aso.Claims.UnitTests.Domain.ClaimBook;
using BenefitLine = Aso.Primitives.BenefitLine;

namespace Aso.Claims.UnitTests.Serving;

public sealed class StoredDecisionTests(ClaimsPlatform platform) : IClassFixture<ClaimsPlatform>
{
    [Fact]
    public async Task A_stored_decision_is_made_again_from_what_is_stored_to_the_cent_even_after_the_plan_changed()
    {
        var employer = await platform.EmployerAsync(plan =>
        {
            plan.Deductible = new() { IndividualCents = 10_000, FamilyCents = 15_000 };
            plan.OutOfPocket = new() { IndividualCents = 20_000, FamilyCents = 30_000 };
            plan.In = new() { CopayCents = 1_500, CoinsuranceMillionths = 20_000_000, Deductible = true };
            plan.LifetimeMaximum = 100_000;
            plan.VisitLimit = 2;
        });
        foreach (var (member, number) in new[] { ("E1", 1), ("S1", 2), ("E1", 3), ("E1", 4) })
        {
            await platform.AcceptAsync(employer, ClaimOf(member, number));
        }

        await platform.HearAsync(employer, new TestPlan().ToMessage(employer), ClaimsPlatform.Member(employer, "E1", "E1", to: "2026-01-31"));
        foreach (var number in Enumerable.Range(1, 4))
        {
            var (row, stored, facts) = await LoadAsync(employer, $"C{number}");
            var again = Adjudicator.Decide(facts);
            Assert.Equal(stored.Lines!.Select(Storing.ToDecision), again.Lines);
            Assert.Equal(Storing.ToTrace(stored), again.Trace);
            Assert.Equal((row.Paid, row.MemberOwes, row.Allowed), (again.Paid, again.MemberOwes, again.Allowed));
            Assert.Equal(stored.ToJson(), Storing.ToStored(facts, again, _ => 1).ToJson());
            Assert.Equal(row.Detail, stored.ToJson());
        }
    }

    [Fact]
    public async Task A_line_without_a_charge_is_read_again_as_it_was_stored()
    {
        var employer = await platform.EmployerAsync();
        await platform.AcceptAsync(employer, Claim("C1", "E1", Line("99213", "0.00", "2026-02-27"), Line("99214", "60.00", "2026-02-27")));
        await platform.AcceptAsync(employer, Claim("C2", "E1", Line("99213", "0.00", "2026-02-27")));

        foreach (var number in new[] { "C1", "C2" })
        {
            var (row, stored, facts) = await LoadAsync(employer, number);
            var again = Adjudicator.Decide(facts);
            Assert.Equal(0, stored.Lines![0].Billed);
            Assert.Equal((row.Paid, row.MemberOwes, row.Allowed), (again.Paid, again.MemberOwes, again.Allowed));
            Assert.Equal(stored.Lines!.Select(Storing.ToDecision), again.Lines);
        }
    }

    [Fact]
    public async Task The_explanation_shares_out_the_whole_charge_and_names_the_limits_used()
    {
        var employer = await platform.EmployerAsync(plan =>
        {
            plan.Deductible = new() { IndividualCents = 10_000, FamilyCents = 15_000 };
            plan.In = new() { CopayCents = 1_500, CoinsuranceMillionths = 20_000_000, Deductible = true };
        });
        await platform.AcceptAsync(employer, ClaimOf("E1", 1));
        await platform.AcceptAsync(employer, ClaimOf("E1", 2));

        var (row, stored, facts) = await LoadAsync(employer, "C2");
        var explanation = ExplanationOfBenefits.Of("Acme Tooling", row, stored, facts);
        Assert.All(explanation.Lines.Select(line => line.Share).Append(explanation.Total), share => Assert.Equal(
            share.Charged, share.Discount + share.PlanPays + share.OtherPayer + share.YouOwe + share.NotPayable));
        Assert.Contains(explanation.Limits, limit => limit is { Limit: "deductible", Of.Cents: 10_000, Used.Cents: 10_000 });
        Assert.Contains("the same line was submitted before", Assert.Single(explanation.Lines[2].Explanation), StringComparison.Ordinal);
        Assert.Equal(row.ReceivedOn.AddDays(180), explanation.Appeal!.Until);
    }

    [Fact]
    public async Task A_retroactive_termination_changes_no_claim_and_lists_what_is_recoverable()
    {
        var employer = await platform.EmployerAsync();
        await platform.AcceptAsync(employer, Claim("C1", "E1", Line("99213", "100.00", "2026-02-27"), Line("99213", "40.00", "2026-03-02")));
        await platform.AcceptAsync(employer, Claim("C2", "E1", Line("99214", "60.00", "2026-02-27")));
        await platform.AcceptAsync(employer, Claim("C3", "S1", Line("99214", "60.00", "2026-03-02")));
        Assert.Empty(await RecoverableAsync(employer));

        await platform.HearAsync(employer, ClaimsPlatform.Member(employer, "E1", "E1", to: "2026-02-28"));

        var recoverable = Assert.Single(await RecoverableAsync(employer));
        Assert.Equal(("C1", Usd("40.00"), Day("2026-03-02")), (recoverable.ClaimNumber, recoverable.Recoverable, Assert.Single(recoverable.ServiceDates)));
        Assert.Equal(Usd("140.00"), (await platform.RowAsync(employer, "C1")).Paid);
        var later = await platform.AcceptAsync(employer, Claim("C4", "E1", Line("99215", "10.00", "2026-03-02")));
        Assert.Equal(["PR-27"], later.Lines[0].Adjustments.Keys);
    }

    private static Claim ClaimOf(string member, int number) => Claim(
        $"C{number}", member,
        Line("99213", $"{100 + number}.00", $"2026-03-0{number}", units: "1.5", otherPaid: number == 4 ? "10.00" : null),
        Line("99214", "70.33", $"2026-03-0{number}", modifiers: "25,59"),
        Line("99214", "70.33", $"2026-03-0{number}", modifiers: "25,59"));

    private static Claim Claim(string number, string member, params ClaimLine[] lines) => new()
    {
        Number = number,
        Line = BenefitLine.Medical,
        MemberId = member,
        ProviderNpi = InNetwork,
        Authorization = "A-77",
        Diagnoses = ["C50.911"],
        Lines = lines,
    };

    private async Task<(ClaimRow Row, StoredDecision Stored, ClaimFacts Facts)> LoadAsync(Guid employer, string number)
    {
        var row = await platform.RowAsync(employer, number);
        var stored = StoredDecision.FromJson(row.Detail);
        return (row, stored, (await platform.WithDbAsync(db => db.LoadFactsAsync(row, stored, CancellationToken.None)))!);
    }

    private Task<List<RecoverableClaim>> RecoverableAsync(Guid employer) =>
        platform.WithDbAsync(db => ListRecoverableClaims.FindAsync(db, employer, memberId: null, CancellationToken.None));
}
