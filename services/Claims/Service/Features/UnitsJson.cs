using System.Text.Json;
using System.Text.Json.Serialization;
using Aso.Claims.Domain;

namespace Aso.Claims.Features;

/// <summary>Units as a JSON number, exact.</summary>
internal sealed class UnitsJson : JsonConverter<Units>
{
    public override Units Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var number = JsonDocument.ParseValue(ref reader);
        return Units.TryParse(number.RootElement.GetRawText(), out var units)
            ? units
            : throw new JsonException("Units are a number above zero with at most three decimals.");
    }

    public override void Write(Utf8JsonWriter writer, Units value, JsonSerializerOptions options) => writer.WriteRawValue(value.ToString());
}
