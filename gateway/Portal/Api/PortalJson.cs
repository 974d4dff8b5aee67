using System.Text.Json;
using System.Text.Json.Serialization;
using Aso.Primitives;

namespace Aso.Portal.Api;

/// <summary>The public API's JSON as the portal reads it. Members that it does not know are passed over: the API may grow.</summary>
internal static class PortalJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new MoneyText() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>Amounts are strings on the wire: <c>"123.45"</c>.</summary>
    private sealed class MoneyText : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Money.TryParse(reader.GetString(), out var amount)
                ? amount
                : throw new JsonException("An amount is a string such as \"123.45\".");

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
