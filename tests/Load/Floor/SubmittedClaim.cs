using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aso.Primitives;

namespace Aso.Load.Floor;

/// <summary>A claim as <see cref="LoadClaims.BodyOf"/> writes it.</summary>
internal sealed record SubmittedClaim
{
    public required string ClaimNumber { get; init; }

    public required string Line { get; init; }

    public required int Frequency { get; init; }

    public required string MemberId { get; init; }

    public required string ProviderNpi { get; init; }

    public required string[] Diagnoses { get; init; }

    public required SubmittedLine[] Lines { get; init; }

    /// <summary>The number of <see cref="FloorClaim.Member"/>, which the id says: E12 is 24, S12 is 25.</summary>
    public int Member => int.Parse(MemberId.AsSpan(1), CultureInfo.InvariantCulture) * 2 + (MemberId[0] == 'S' ? 1 : 0);
}

internal sealed record SubmittedLine
{
    public required string Procedure { get; init; }

    public required DateOnly ServiceDate { get; init; }

    public required int Units { get; init; }

    [JsonConverter(typeof(MoneyText))]
    public required Money Billed { get; init; }
}

/// <summary>Dollars as text: "150.00".</summary>
internal sealed class MoneyText : JsonConverter<Money>
{
    private const int LongestText = 32;

    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[LongestText];
        return reader.ValueSpan.Length <= LongestText && Money.TryParse(text[..reader.CopyString(text)], out var amount) ? amount : throw new JsonException("No amount.");
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SubmittedClaim))]
[JsonSerializable(typeof(StageSum))]
internal sealed partial class FloorJson : JsonSerializerContext;
