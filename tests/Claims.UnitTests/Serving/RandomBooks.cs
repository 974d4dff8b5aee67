using Aso.Claims.Domain;
using Aso.Claims.UnitTests.Domain;
using Aso.Contracts.Enrollment.V1;
using CsCheck;
using static Aso.Claims.UnitTests.Domain.ClaimBook;
using DisabilityCause = Aso.Claims.Domain.DisabilityCause;
using Line = Aso.Primitives.BenefitLine;

namespace Aso.Claims.UnitTests.Serving;

/// <summary>Random claims of an employer, one after the other, and what changes between them.</summary>
internal static class RandomBooks
{
    /// <summary>What happens beside a claim: nothing mostly, a change of terms, network or coverage now and then, another day.</summary>
    public static readonly Gen<(RandomClaims.Step Claim, int Change, HealthPlan Plan)[]> Steps =
        Gen.Select(RandomClaims.AnyStep, Gen.Int[0, 9], RandomClaims.Plan).Array[1, 20];

    /// <summary>Plays a book at a new employer.</summary>
    public static async Task<Guid> PlayAsync(ClaimsPlatform platform, HealthPlan plan, (RandomClaims.Step Claim, int Change, HealthPlan Plan)[] steps)
    {
        var employer = await OpenAsync(platform, plan);
        foreach (var (index, step) in steps.Index())
        {
            await ChangeAsync(platform, employer, step.Change, step.Plan, index);
            await SubmitAsync(platform, employer, step.Claim, index);
        }

        return employer;
    }

    private static async Task<Guid> OpenAsync(ClaimsPlatform platform, HealthPlan plan)
    {
        var employer = Guid.NewGuid();
        await platform.HearAsync(
            employer,
            new EmployerRegistered { EmployerId = employer, Name = "Acme Tooling", Arrangement = Arrangement.Aso, PlanYearStart = new(2026, 1, 1) },
            PlanMessages.Of(employer, plan),
            new PlanDefined
            {
                EmployerId = employer,
                PlanCode = "STD",
                Line = BenefitLine.Std,
                ShortTermDisability = new() { PercentMillionths = 60_000_000, MinimumCents = 0, MaximumCents = 100_000, EliminationDaysAccident = 0, EliminationDaysSickness = 7, MaxWeeks = 26 },
            },
            new NetworkChanged { EmployerId = employer, InNetworkNpis = [InNetwork] },
            MemberOf(employer, "E1", "2025-01-01", otherFirst: false),
            MemberOf(employer, "S1", "2025-12-01", otherFirst: false),
            new BusinessDateMoved { EmployerId = employer, To = new(2026, 3, 1) });
        return employer;
    }

    private static Task ChangeAsync(ClaimsPlatform platform, Guid employer, int change, HealthPlan plan, int index) => change switch
    {
        0 => platform.HearAsync(employer, PlanMessages.Of(employer, plan)),
        1 => platform.HearAsync(employer, new NetworkChanged { EmployerId = employer, InNetworkNpis = index % 2 == 0 ? [] : [InNetwork] }),
        2 => platform.HearAsync(employer, MemberOf(employer, "E1", "2025-12-25", otherFirst: index % 2 == 0)),
        3 => platform.HearAsync(employer, MemberOf(employer, "S1", "2025-12-01", otherFirst: false, to: "2026-01-05")),
        4 => platform.HearAsync(employer, new BusinessDateMoved { EmployerId = employer, To = new DateOnly(2026, 3, 1).AddDays(index * 20) }),
        _ => Task.CompletedTask,
    };

    /// <summary>Every fifth claim is one of disability; what cannot be replaced or voided is refused, and changes nothing.</summary>
    private static Task<Intake.Outcome> SubmitAsync(ClaimsPlatform platform, Guid employer, RandomClaims.Step step, int index)
    {
        var claim = new Claim { Number = $"C{index}", Line = Line.Medical, MemberId = step.Member };
        return platform.SubmitAsync(employer, (step.Frequency, index % 5) switch
        {
            (Frequency.Void, _) => claim with { Frequency = Frequency.Void, Original = $"C{step.Target % (index + 1)}" },
            (_, 4) => claim with { Line = Line.Std, Disability = new(step.Authorized ? DisabilityCause.Accident : DisabilityCause.Sickness, step.Lines[0].ServiceDate, step.Lines[0].ServiceDate.AddDays(step.Target % 40), Primitives.Money.Zero) },
            _ => claim with
            {
                Frequency = step.Frequency,
                Original = step.Frequency == Frequency.Replacement ? $"C{step.Target % (index + 1)}" : null,
                ProviderNpi = step.Provider,
                Authorization = step.Authorized ? "A-1" : null,
                Lines = step.Lines,
            },
        });
    }

    private static MemberCoverageChanged MemberOf(Guid employer, string member, string from, bool otherFirst, string? to = null)
    {
        var changed = ClaimsPlatform.Member(employer, member, "E1", from, to);
        return changed with { OtherCoveragePrimary = otherFirst, Coverages = [.. changed.Coverages, new() { PlanCode = "STD", Line = BenefitLine.Std, From = Day("2026-01-01") }] };
    }
}
