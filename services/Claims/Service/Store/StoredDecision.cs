using System.Text.Json;
using System.Text.Json.Serialization;
using Aso.Claims.Domain;
using Aso.Primitives;

namespace Aso.Claims.Store;

/// <summary>Everything about a decided claim that is not a column of <see cref="ClaimRow"/>: what was submitted, the facts, the decision, the trace.</summary>
/// <remarks>Enough to decide the claim again, to the cent. Amounts are cents; names are short because there is one of these for every claim.</remarks>
internal sealed record StoredDecision
{
    [JsonPropertyName("a")]
    public string? Authorization { get; init; }

    [JsonPropertyName("dx")]
    public string[]? Diagnoses { get; init; }

    [JsonPropertyName("l")]
    public StoredLine[]? Lines { get; init; }

    [JsonPropertyName("dis")]
    public StoredDisability? Disability { get; init; }

    /// <summary>Null for a void, and for a claim that is not decided yet or was taken back before it was.</summary>
    [JsonPropertyName("f")]
    public StoredFacts? Facts { get; init; }

    [JsonPropertyName("mv")]
    public StoredMovement[]? Movements { get; init; }

    [JsonPropertyName("lm")]
    public StoredLifetime[]? LifetimeMovements { get; init; }

    /// <summary>Five numbers a step: line, rule, of, limit, result.</summary>
    [JsonPropertyName("t")]
    public long[]? Trace { get; init; }

    [JsonIgnore]
    public bool IsDecided => Facts is not null;

    public string ToJson() => JsonSerializer.Serialize(this, StoredJson.Default.StoredDecision);

    public static StoredDecision FromJson(string json) =>
        JsonSerializer.Deserialize(json, StoredJson.Default.StoredDecision) ?? throw new JsonException("A stored decision is null.");
}

/// <summary>A line as submitted, and as decided.</summary>
internal sealed record StoredLine
{
    [JsonPropertyName("p")]
    public required string Procedure { get; init; }

    [JsonPropertyName("m")]
    public string? Modifiers { get; init; }

    [JsonPropertyName("a")]
    public string? Areas { get; init; }

    [JsonPropertyName("d")]
    public required DateOnly ServiceDate { get; init; }

    /// <summary>Thousandths.</summary>
    [JsonPropertyName("u")]
    public required long Units { get; init; }

    /// <summary>Written even where it is zero, as for a service that is reported without a charge.</summary>
    [JsonPropertyName("b")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required long Billed { get; init; }

    [JsonPropertyName("o")]
    public long? OtherPayerPaid { get; init; }

    /// <summary>The name of the service that matched.</summary>
    [JsonPropertyName("s")]
    public string? Service { get; init; }

    /// <summary>Denial, side, coverage, service; of a priced line also allowed, paid, copay, deductible, coinsurance, above annual, above lifetime, other payer.</summary>
    [JsonPropertyName("r")]
    public long[]? Result { get; init; }
}

/// <param name="Result">Denial, days, benefit; null in what was submitted alone.</param>
internal sealed record StoredDisability(
    [property: JsonPropertyName("c")] DisabilityCause? Cause,
    [property: JsonPropertyName("f")] DateOnly From,
    [property: JsonPropertyName("t")] DateOnly CertifiedThrough,
    [property: JsonPropertyName("o")] long MonthlyOffsets,
    [property: JsonPropertyName("r")] long[]? Result);

/// <summary>What was known when the claim was decided, beside the claim.</summary>
internal sealed record StoredFacts
{
    [JsonPropertyName("y")]
    public required DateOnly PlanYearStart { get; init; }

    [JsonPropertyName("n")]
    public bool ProviderInNetwork { get; init; }

    [JsonPropertyName("m")]
    public StoredMember? Member { get; init; }

    [JsonPropertyName("e")]
    public EarlierLine[]? EarlierLines { get; init; }

    [JsonPropertyName("v")]
    public Visit[]? Visits { get; init; }

    [JsonPropertyName("u")]
    public StoredUsage[]? Usage { get; init; }

    [JsonPropertyName("l")]
    public StoredLifetime[]? LifetimeUsage { get; init; }

    [JsonPropertyName("r")]
    public StoredRuling[]? Ruling { get; init; }
}

/// <param name="Line">From 1; zero for every line.</param>
/// <param name="Denial">The reviewer's reason; zero where the line is not denied.</param>
internal sealed record StoredRuling(
    [property: JsonPropertyName("l")] int Line,
    [property: JsonPropertyName("d")] int Denial,
    [property: JsonPropertyName("w")] int Waived);

internal sealed record StoredMember(
    [property: JsonPropertyName("b")] DateOnly BirthDate,
    [property: JsonPropertyName("w")] long? WeeklyEarnings,
    [property: JsonPropertyName("o")] bool OtherCoveragePrimary,
    [property: JsonPropertyName("c")] StoredCoverage[] Coverages);

internal sealed record StoredCoverage(
    [property: JsonPropertyName("p")] string Plan,
    [property: JsonPropertyName("r")] int Revision,
    [property: JsonPropertyName("f")] DateOnly From,
    [property: JsonPropertyName("t")] DateOnly? To);

/// <param name="Member">Deductible in, out-of-pocket in, deductible out, out-of-pocket out, benefits.</param>
/// <param name="Family">As <paramref name="Member"/>.</param>
internal sealed record StoredUsage(
    [property: JsonPropertyName("p")] string Plan,
    [property: JsonPropertyName("y")] DateOnly PlanYearStart,
    [property: JsonPropertyName("m")] long[] Member,
    [property: JsonPropertyName("f")] long[] Family);

/// <param name="Added">As of <see cref="StoredUsage"/>.</param>
internal sealed record StoredMovement(
    [property: JsonPropertyName("p")] string Plan,
    [property: JsonPropertyName("y")] DateOnly PlanYearStart,
    [property: JsonPropertyName("a")] long[] Added);

internal sealed record StoredLifetime(
    [property: JsonPropertyName("p")] string Plan,
    [property: JsonPropertyName("s")] string Service,
    [property: JsonPropertyName("a")] long Amount);

/// <summary>Money as its cents.</summary>
internal sealed class CentsJson : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Cents);
}

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(CentsJson)])]
[JsonSerializable(typeof(StoredDecision))]
internal sealed partial class StoredJson : JsonSerializerContext;
