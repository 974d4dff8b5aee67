using System.Collections.Frozen;
using Aso.Claims.Domain;
using Aso.Contracts.Claims.V1;
using Aso.Funding.Domain;
using Aso.Primitives;
using BenefitLine = Aso.Primitives.BenefitLine;

namespace Aso.Benchmarks.Steps;

/// <summary>The claim of three office visits that every step is measured with.</summary>
internal static class SampleClaim
{
    public const string Npi = "1234567893";

    public static readonly Guid Employer = Guid.Parse("00000000-0000-0000-0000-00000000a500");

    private static readonly DateOnly YearStart = new(2026, 1, 1);

    /// <summary>Everything known when it is decided, its deductible nearly used up.</summary>
    public static ClaimFacts Facts()
    {
        var plan = new HealthPlan("MED", BenefitLine.Medical,
        [
            new Service { Name = "office-visit", Procedures = ["99202-99215"], In = new(new(25_00), Rate.ParsePercent("10"), Deductible: true) },
        ])
        {
            TimelyFilingDays = 365,
            FeeSchedule = new Dictionary<string, Money> { ["99213"] = new(110_00), ["99214"] = new(160_00) }.ToFrozenDictionary(),
            OtherwisePercentOfBilled = Rate.ParsePercent("80"),
            DeductibleIn = new(new(500_00), new(1_000_00)),
            OutOfPocketIn = new(new(3_000_00), new(6_000_00)),
        };
        var used = new PlanYearUsage(new Pots(new(480_00), new(700_00)), default, new(1_500_00));
        return new()
        {
            Claim = new()
            {
                Number = "L1",
                Line = BenefitLine.Medical,
                MemberId = "E1",
                ProviderNpi = Npi,
                Diagnoses = ["J06.9"],
                Lines = [Line("99213", 150_01), Line("99214", 190_01), Line("99212", 90_01)],
            },
            ReceivedOn = new(2026, 3, 20),
            PlanYear = new(YearStart),
            ProviderInNetwork = true,
            Member = new() { BirthDate = new(1980, 2, 3), Coverages = [new(plan, new(YearStart, null))] },
            Usage = [new("MED", YearStart, used, used)],
        };
    }

    private static ClaimLine Line(string procedure, long cents) => new() { Procedure = procedure, ServiceDate = new(2026, 3, 2), Billed = new(cents) };

    /// <summary>What Claims says of it.</summary>
    public static ClaimAdjudicated Message() => new()
    {
        EmployerId = Employer,
        ClaimId = Guid.NewGuid(),
        ClaimNumber = "L000000001",
        MemberId = "E1",
        Line = Contracts.Enrollment.V1.BenefitLine.Medical,
        Frequency = 1,
        Approved = true,
        ProviderNpi = Npi,
        Diagnoses = ["J06.9"],
        AdjudicatedOn = new(2026, 3, 20),
        PaidCents = 200_00,
        Lines = [new() { ServiceDate = new(2026, 3, 2), PaidCents = 200_00 }],
    };

    /// <summary>A book that is open and full.</summary>
    public static BookState Book()
    {
        var book = new Book(new()
        {
            EmployerId = Employer,
            Terms = new(new FundingMethod.PayAsYouGo(DayOfWeek.Friday), FeeTerms.None),
            LastHash = JournalEntry.GenesisHash(Employer),
        });
        book.Apply(new BookEvent.Opened(Employer, YearStart));
        book.Apply(new BookEvent.Deposited(Employer, Employer, new(1_000_000_00)));
        return book.State;
    }
}
