using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aso.Claims.Domain;
using Aso.Contracts;
using Aso.Contracts.Claims.V1;
using Aso.Funding.Domain;
using Aso.Primitives;
using BenchmarkDotNet.Attributes;

namespace Aso.Benchmarks.Steps;

/// <summary>What one claim of three office visits costs where no database and no network is involved, on one core; each step beside something plain.</summary>
[MemoryDiagnoser]
public class ClaimBenchmarks
{
    private const int Lines = 3;
    private const int StepsPerLine = 8;

    private readonly ClaimFacts _facts = SampleClaim.Facts();
    private readonly Checks.Finding[] _findings = new Checks.Finding[Lines];
    private readonly LineDecision[] _decided = new LineDecision[Lines];
    private readonly GeneralRules _general = new();
    private readonly ClaimAdjudicated _message = SampleClaim.Message();
    private readonly ArrayBufferWriter<byte> _written = new();
    private readonly BookState _book = SampleClaim.Book();
    private readonly byte[] _hash = new byte[JournalEntry.HashLength];
    private readonly byte[] _sealed = new byte[JournalEntry.HashLength + JournalEntry.CanonicalLength];
    private readonly Guid _claimId = Guid.NewGuid();

    /// <exception cref="InvalidOperationException">A part and what it is compared with do not come to the same.</exception>
    [GlobalSetup]
    public void SetUp()
    {
        for (var index = 0; index < Lines; index++)
        {
            _findings[index] = Checks.Apply(_facts, index, _decided);
        }

        if (Pricing() != Adjudicator().Paid)
        {
            throw new InvalidOperationException($"Pricing alone comes to {Pricing()} and not to {Adjudicator().Paid}.");
        }

        if (!MessageByHand().AsSpan().SequenceEqual(MessageWritten()))
        {
            throw new InvalidOperationException($"By hand: {Encoding.UTF8.GetString(MessageByHand())} instead of {Encoding.UTF8.GetString(MessageWritten())}");
        }
    }

    /// <summary>Every check, the pricing of each line, the accumulators of member and family, and the trace.</summary>
    [Benchmark(Baseline = true)]
    public Adjudication Adjudicator() => Aso.Claims.Domain.Adjudicator.Decide(_facts);

    /// <summary>The pricing of each line with the accumulators and its steps of the trace, without the checks and without a decision to keep.</summary>
    [Benchmark]
    public Money Pricing()
    {
        var usage = new RunningUsage(_facts, stackalloc RunningUsage.PlanYearEntry[Lines], stackalloc RunningUsage.LifetimeEntry[Lines]);
        var trace = new TraceWriter(stackalloc TraceStep[Lines * StepsPerLine]);
        var paid = Money.Zero;
        for (var index = 0; index < Lines; index++)
        {
            _decided[index] = new LineUnderPricing(_facts, index, _findings[index], _decided).Price(ref usage, ref trace);
            paid += _decided[index].Paid;
        }

        return paid;
    }

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
        book.Apply(new BookEvent.ClaimApproved(_claimId, _claimId, Payee.Provider(SampleClaim.Npi), new(200_00)));
        return book;
    }

    /// <summary>The two hashes of such entries alone.</summary>
    [Benchmark]
    public int HashesAlone()
    {
        SHA256.HashData(_sealed, _hash);
        _hash.CopyTo(_sealed, 0);
        return SHA256.HashData(_sealed, _hash);
    }

    /// <summary>The message about a decided claim, as it goes into the outbox.</summary>
    [Benchmark]
    public byte[] MessageWritten() => JsonSerializer.SerializeToUtf8Bytes(_message, MessageCatalog.JsonOf(MessageCatalog.Of(typeof(ClaimAdjudicated))));

    /// <summary>The same bytes by the framework's writer, field by field.</summary>
    [Benchmark]
    public byte[] MessageByHand()
    {
        _written.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_written);
        json.WriteStartObject();
        json.WriteString("employerId"u8, _message.EmployerId);
        json.WriteString("claimId"u8, _message.ClaimId);
        json.WriteString("claimNumber"u8, _message.ClaimNumber);
        json.WriteString("memberId"u8, _message.MemberId);
        json.WriteString("line"u8, "Medical"u8);
        json.WriteNumber("frequency"u8, _message.Frequency);
        json.WriteBoolean("approved"u8, _message.Approved);
        json.WriteString("providerNpi"u8, _message.ProviderNpi);
        json.WriteStartArray("diagnoses"u8);
        json.WriteStringValue(_message.Diagnoses[0]);
        json.WriteEndArray();
        json.WriteString("adjudicatedOn"u8, "2026-03-20"u8);
        json.WriteNumber("paidCents"u8, _message.PaidCents);
        json.WriteStartArray("lines"u8);
        json.WriteStartObject();
        json.WriteString("serviceDate"u8, "2026-03-02"u8);
        json.WriteNumber("paidCents"u8, _message.Lines[0].PaidCents);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return _written.WrittenSpan.ToArray();
    }
}
