using System.Collections.Frozen;
using System.Text.Json;
using Aso.Claims.Domain;
using Aso.Contracts;
using Aso.Contracts.Claims.V1;
using Aso.Funding.Domain;
using Aso.Primitives;
using BenchmarkDotNet.Attributes;
using BenefitLine = Aso.Primitives.BenefitLine;

namespace Aso.Benchmarks.Steps;

/// <summary>What one claim of three office visits costs where no database and no network is involved, on one core.</summary>
[MemoryDiagnoser]
public class ClaimBenchmarks
{
    private const string Npi = "1234567893";

    private static readonly DateOnly YearStart = new(2026, 1, 1);
    private static readonly Guid Employer = Guid.Parse("00000000-0000-0000-0000-00000000a500");

    private readonly ClaimFacts _facts = Facts();
    private readonly GeneralRules _general = new();
    private readonly ClaimAdjudicated _message = Message();
    private readonly BookState _book = Book();
    private readonly Guid _claimId = Guid.NewGuid();

    /// <summary>Every check, the pricing of each line, the accumulators of member and family, and the trace.</summary>
    [Benchmark(Baseline = true)]
    public Adjudication Adjudicator() => Aso.Claims.Domain.Adjudicator.Decide(_facts);

    /// <summary>The pricing alone, without checks and trace, by a general rules engine: the rules are text, compiled before.</summary>
    [Benchmark]
    public async Task<long> RulesEngine()
    {
        var paid = 0L;
        var deductibleLeft = 500_00L;
        foreach (var line in _facts.Claim.Lines)
        {
            var priced = await _general.PriceAsync(line.Billed.Cents, 110_00, 25_00, deductibleLeft);
            deductibleLeft -= priced.Deductible;
            paid += priced.Paid;
        }

        return paid;
    }

    /// <summary>A claim's posting and its release, two journal entries in the chain, upon a book that is open.</summary>
    [Benchmark]
    public Book LedgerPosting()
    {
        var book = new Book(_book);
        book.Apply(new BookEvent.ClaimApproved(_claimId, _claimId, Payee.Provider(Npi), new(200_00)));
        return book;
    }

    /// <summary>The message about a decided claim, as it goes into the outbox.</summary>
    [Benchmark]
    public byte[] MessageWritten() => JsonSerializer.SerializeToUtf8Bytes(_message, MessageCatalog.JsonOf(MessageCatalog.Of(typeof(ClaimAdjudicated))));

    private static ClaimFacts Facts()
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

    private static ClaimAdjudicated Message() => new()
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

    private static BookState Book()
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
