using System.Text.Json;
using System.Text.Json.Serialization;
using Aso.Primitives;

namespace Aso.Foundation;

/// <summary>The JSON of the public API: camel case, money and percentages as strings, unknown members refused.</summary>
public static class WireJson
{
    public static readonly JsonSerializerOptions Options = Configure(new(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = 32;
        options.Converters.Add(new MoneyJson());
        options.Converters.Add(new RateJson());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }

    private sealed class MoneyJson : JsonConverter<Money>
    {
        private const int BytesMax = 21;

        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Money.TryParse(reader.GetString(), out var amount)
                ? amount
                : throw new JsonException("An amount is a string of dollars with at most two decimals, such as \"110.00\".");

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
        {
            Span<byte> text = stackalloc byte[BytesMax];
            value.TryFormat(text, out var length);
            writer.WriteStringValue(text[..length]);
        }
    }

    private sealed class RateJson : JsonConverter<Rate>
    {
        public override Rate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Rate.TryParsePercent(reader.GetString(), out var rate)
                ? rate
                : throw new JsonException("A percentage is a string such as \"20\" or \"62.5\": zero or more, at most six decimals.");

        public override void Write(Utf8JsonWriter writer, Rate value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
