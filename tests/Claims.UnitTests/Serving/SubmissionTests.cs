using Aso.Claims.Domain;
using Aso.Claims.Features;
using Aso.Claims.Intake;
using Aso.Claims.Store;
using Aso.Contracts.Enrollment.V1;
using static Aso.Claims.UnitTests.Domain.ClaimBook;
using BenefitLine = Aso.Primitives.BenefitLine;

namespace Aso.Claims.UnitTests.Serving;

public sealed class SubmissionTests(ClaimsPlatform platform) : IClassFixture<ClaimsPlatform>
{
    private const string DateMoved = "claims.date-moved.v1";
    private const string Adjudicated = "claims.claim-adjudicated.v1";
    private const string Reversed = "claims.claim-reversed.v1";

    [Fact]
    public async Task A_claim_is_decided_once_and_told_once_however_often_it_is_sent()
    {
        var employer = await platform.EmployerAsync();
        var claim = ClaimOf("C1", "E1", Line("99213", "100.00"));

        var first = Assert.IsType<Outcome.Decided>(await platform.SubmitAsync(employer, claim));
        var again = Assert.IsType<Outcome.Decided>(await platform.SubmitAsync(employer, claim));

        Assert.Equal((true, false), (first.IsNew, again.IsNew));
        Assert.Equal(first.Row.ClaimId, again.Row.ClaimId);
        Assert.Equal([DateMoved, Adjudicated], await platform.ToldAsync(employer));
    }

    [Fact]
    public async Task A_claim_number_with_other_content_is_refused()
    {
        var employer = await platform.EmployerAsync();
        await platform.AcceptAsync(employer, ClaimOf("C1", "E1", Line("99213", "100.00")));

        Assert.Equal("claim-number-taken", await platform.RefusedAsync(employer, ClaimOf("C1", "E1", Line("99213", "100.01"))));
        Assert.Equal("claim-number-taken", await platform.RefusedAsync(employer, ClaimOf("C1", "S1", Line("99213", "100.00"))));
    }

    [Fact]
    public async Task Before_the_plan_is_open_nothing_is_taken()
    {
        var employer = Guid.NewGuid();
        var claim = ClaimOf("C1", "E1", Line("99213", "100.00"));
        Assert.Equal("not-found", await platform.RefusedAsync(employer, claim));
        await platform.HearAsync(employer, new EmployerRegistered { EmployerId = employer, Name = "Acme", Arrangement = Arrangement.Aso, PlanYearStart = new(2026, 1, 1) });
        Assert.Equal("employer-not-open", await platform.RefusedAsync(employer, claim));
    }

    [Fact]
    public async Task A_void_gives_back_what_its_claim_used_and_tells_the_reversal()
    {
        var employer = await platform.EmployerAsync(plan => (plan.Deductible, plan.LifetimeMaximum, plan.VisitLimit) = (new() { IndividualCents = 50_000, FamilyCents = 90_000 }, 100_000, 1));
        await platform.AcceptAsync(employer, ClaimOf("C1", "E1", Line("99213", "700.00")));
        var voided = await platform.AcceptAsync(employer, Void("V1", "C1", "E1"));

        Assert.Equal((ClaimStatus.Approved, Usd("0")), (voided.Status, voided.Paid));
        Assert.Equal(ClaimStatus.Voided, (await platform.RowAsync(employer, "C1")).Status);
        Assert.Equal(Usd("200.00"), (await platform.RowAsync(employer, "C1")).Paid);
        Assert.Equal(default, await platform.UsedAsync(employer, "E1"));
        Assert.Equal([DateMoved, Adjudicated, Reversed], await platform.ToldAsync(employer));

        // Neither a duplicate nor above the visit limit or the lifetime maximum: nothing of the voided claim is left.
        var again = await platform.AcceptAsync(employer, ClaimOf("C2", "E1", Line("99213", "700.00")));
        Assert.Equal(Usd("200.00"), again.Paid);
        Assert.Equal((ClaimStatus.Denied, "PR-119"), await DecisionAsync(employer, ClaimOf("C3", "E1", Line("99213", "700.00", "2026-03-03"))));
    }

    [Fact]
    public async Task A_replacement_takes_the_place_of_its_original_and_both_are_told_in_order()
    {
        var employer = await platform.EmployerAsync(plan => plan.Deductible = new() { IndividualCents = 50_000, FamilyCents = 90_000 });
        await platform.AcceptAsync(employer, ClaimOf("C1", "E1", Line("99213", "400.00")));
        var replacement = await platform.AcceptAsync(employer, ClaimOf("C2", "E1", Line("99213", "400.00"), Line("99214", "300.00")) with { Frequency = Frequency.Replacement, Original = "C1" });

        Assert.Equal(Usd("200.00"), replacement.Paid);
        Assert.Equal(Usd("500.00"), (await platform.UsedAsync(employer, "E1")).In.Deductible);
        Assert.Equal(ClaimStatus.Replaced, (await platform.RowAsync(employer, "C1")).Status);
        Assert.Equal([DateMoved, Adjudicated, Reversed, Adjudicated], await platform.ToldAsync(employer));
    }

    [Fact]
    public async Task What_cannot_be_replaced_or_voided_is_rejected_and_changes_nothing()
    {
        var employer = await platform.EmployerAsync();
        await platform.AcceptAsync(employer, ClaimOf("C1", "E1", Line("99213", "100.00")));
        await platform.AcceptAsync(employer, Void("V1", "C1", "E1"));
        await platform.AcceptAsync(employer, ClaimOf("C2", "E1", Line("99213", "100.00")));
        var told = await platform.ToldAsync(employer);

        foreach (var (number, original, member) in new[] { ("R1", "C9", "E1"), ("R2", "C1", "E1"), ("R3", "V1", "E1"), ("R4", "C2", "S1") })
        {
            Assert.Equal("replacement-rejected", await platform.RefusedAsync(employer, Void(number, original, member)));
            Assert.Equal("replacement-rejected", await platform.RefusedAsync(employer, ClaimOf(number, member, Line("99213", "90.00")) with { Frequency = Frequency.Replacement, Original = original }));
        }

        Assert.Equal("replacement-rejected", await platform.RefusedAsync(employer, Void("R5", "C2", "E1") with { Line = BenefitLine.Dental }));
        Assert.Equal(told, await platform.ToldAsync(employer));
        Assert.Equal(Usd("100.00"), (await platform.UsedAsync(employer, "E1")).Benefits);
    }

    [Fact]
    public async Task Claims_of_a_family_sent_all_at_once_use_up_its_limits_and_not_a_cent_more()
    {
        var employer = await platform.EmployerAsync(plan => plan.Deductible = new() { IndividualCents = 100_000, FamilyCents = 150_000 });
        var claims = await Task.WhenAll(Enumerable.Range(0, 120).Select(number => platform.AcceptAsync(
            employer, ClaimOf($"C{number}", number % 2 == 0 ? "E1" : "S1", Line("99213", $"{50 + number}.00"), Line("99214", "7.00", "2026-03-03")))));

        var used = new[] { await platform.UsedAsync(employer, "E1"), await platform.UsedAsync(employer, "S1") };
        Assert.Equal(Usd("1500.00"), used[0].In.Deductible + used[1].In.Deductible);
        Assert.All(used, one => Assert.True(one.In.Deductible <= Usd("1000.00")));
        Assert.Equal(used[0].Benefits + used[1].Benefits, Primitives.MoneySums.Sum(claims, claim => claim.Paid));

        // Of the second lines, alike in each member's claims, all but the first are duplicates.
        Assert.Equal(2, claims.Count(claim => claim.Lines[1].Status == LineStatus.Priced));
    }

    [Fact]
    public async Task A_claim_that_cannot_be_decided_hurts_no_other()
    {
        var employer = await platform.EmployerAsync();
        await platform.HearAsync(employer, ClaimsPlatform.Member(employer, "X1", "X1", plan: "NEVER-DEFINED"));
        var claims = Enumerable.Range(0, 40)
            .Select(number => platform.SubmitAsync(employer, ClaimOf($"C{number}", number == 17 ? "X1" : "E1", Line("99213", $"{number}.00")))).ToList();

        await Assert.ThrowsAsync<InvalidOperationException>(() => claims[17]);
        claims.RemoveAt(17);
        Assert.All(await Task.WhenAll(claims), outcome => Assert.True(Assert.IsType<Outcome.Decided>(outcome).IsNew));
        Assert.Equal(39, (await platform.ToldAsync(employer)).Count(kind => kind == Adjudicated));
    }

    [Fact]
    public async Task An_idempotency_key_gives_the_first_answer_again_and_takes_no_other_request()
    {
        var employer = await platform.EmployerAsync();
        var claim = ClaimOf("C1", "E1", Line("99213", "100.00"));
        await platform.SubmitAsync(employer, claim, key: "K1");
        await platform.AcceptAsync(employer, Void("V1", "C1", "E1"));

        var again = Assert.IsType<Outcome.Decided>(await platform.SubmitAsync(employer, claim, key: "K1"));
        Assert.True(again.SameRequest);
        Assert.Equal(ClaimStatus.Approved, ClaimAnswer.AsFirstAnswered(again.Row, again.Decision).Status);
        Assert.Equal("idempotency-key-reused", await platform.RefusedAsync(employer, ClaimOf("C2", "E1", Line("99213", "1.00")), key: "K1"));
        Assert.Equal("idempotency-key-reused", await platform.RefusedAsync(employer, ClaimOf("C1", "E1", Line("99213", "1.00")), key: "K1"));
    }

    [Fact]
    public async Task A_refused_request_leaves_its_idempotency_key_free()
    {
        var employer = await platform.EmployerAsync();
        Assert.Equal("replacement-rejected", await platform.RefusedAsync(employer, Void("V1", "C1", "E1"), key: "K1"));
        await platform.AcceptAsync(employer, ClaimOf("C1", "E1", Line("99213", "100.00")));
        Assert.True(Assert.IsType<Outcome.Decided>(await platform.SubmitAsync(employer, Void("V1", "C1", "E1"), key: "K1")).IsNew);
    }

    [Fact]
    public async Task To_a_provider_the_claims_of_others_do_not_exist()
    {
        var employer = await platform.EmployerAsync();
        await platform.AcceptAsync(employer, ClaimOf("C1", "E1", Line("99213", "100.00")));
        var outcome = await platform.SubmitAsync(employer, Void("V1", "C1", "E1"), npis: [OutOfNetwork]);
        Assert.Contains("no such claim", Assert.IsType<Outcome.Refused>(outcome).Refusal.Detail, StringComparison.Ordinal);
        Assert.IsType<Outcome.Decided>(await platform.SubmitAsync(employer, Void("V1", "C1", "E1"), npis: [InNetwork]));
    }

    [Fact]
    public async Task Each_employer_has_its_own_claim_numbers_and_members()
    {
        var (one, other) = (await platform.EmployerAsync(), await platform.EmployerAsync());
        await platform.AcceptAsync(one, ClaimOf("C1", "E1", Line("99213", "100.00")));
        Assert.True(Assert.IsType<Outcome.Decided>(await platform.SubmitAsync(other, ClaimOf("C1", "E1", Line("99213", "250.00")))).IsNew);
        Assert.Equal(Usd("100.00"), (await platform.UsedAsync(one, "E1")).Benefits);
    }

    private static Claim ClaimOf(string number, string member, params ClaimLine[] lines) => new()
    {
        Number = number,
        Line = BenefitLine.Medical,
        MemberId = member,
        ProviderNpi = InNetwork,
        Diagnoses = ["C50.911"],
        Lines = lines,
    };

    private static Claim Void(string number, string original, string member) => new()
    {
        Number = number,
        Line = BenefitLine.Medical,
        MemberId = member,
        Frequency = Frequency.Void,
        Original = original,
    };

    private async Task<(ClaimStatus Status, string Codes)> DecisionAsync(Guid employer, Claim claim)
    {
        var answer = await platform.AcceptAsync(employer, claim);
        return (answer.Status, string.Join(' ', answer.Lines.SelectMany(line => line.Adjustments.Keys)));
    }
}
