using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aso.Scenarios.Format;

/// <summary>What a place in a scenario may hold. A shape reports every fault below its place, each with its path.</summary>
internal abstract class Shape
{
    /// <param name="path">Where <paramref name="node"/> stands, as <c>steps[3].claim.id</c>.</param>
    public abstract void Check(JsonNode? node, string path, Faults faults);
}

/// <summary>A string that reads as one thing: an amount, a date, one of a few words.</summary>
internal sealed class TextShape(string what, Func<string, bool> reads) : Shape
{
    public override void Check(JsonNode? node, string path, Faults faults)
    {
        if (node?.GetValueKind() != JsonValueKind.String || !reads(node.GetValue<string>()))
        {
            faults.Add(path, $"must be {what}, as a string");
        }
    }
}

/// <summary>A whole number, written without quotes.</summary>
internal sealed class NumberShape(int smallest, int largest) : Shape
{
    public override void Check(JsonNode? node, string path, Faults faults)
    {
        var isWhole = node?.GetValueKind() == JsonValueKind.Number
            && int.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= smallest && number <= largest;
        if (!isWhole)
        {
            faults.Add(path, $"must be a whole number from {smallest} to {largest}");
        }
    }
}

/// <summary>How often a service was rendered: more than zero, at most three decimals, written without quotes.</summary>
internal sealed class UnitsShape : Shape
{
    public override void Check(JsonNode? node, string path, Faults faults)
    {
        var isUnits = node?.GetValueKind() == JsonValueKind.Number
            && decimal.TryParse(node.ToJsonString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var units)
            && units > 0 && decimal.Round(units, 3) == units;
        if (!isUnits)
        {
            faults.Add(path, "must be a number above zero with at most three decimals");
        }
    }
}

internal sealed class FlagShape : Shape
{
    public override void Check(JsonNode? node, string path, Faults faults)
    {
        if (node?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
        {
            faults.Add(path, "must be true or false");
        }
    }
}

internal sealed class ListShape(Shape element, int atLeast = 0) : Shape
{
    public override void Check(JsonNode? node, string path, Faults faults)
    {
        if (node is not JsonArray list)
        {
            faults.Add(path, "must be an array");
            return;
        }

        if (list.Count < atLeast)
        {
            faults.Add(path, "must not be empty");
        }

        for (var index = 0; index < list.Count; index++)
        {
            element.Check(list[index], $"{path}[{index}]", faults);
        }
    }
}

/// <summary>An object whose keys are data: procedure codes, member ids.</summary>
internal sealed class MapShape(TextShape key, Shape value) : Shape
{
    public override void Check(JsonNode? node, string path, Faults faults)
    {
        if (node is not JsonObject map)
        {
            faults.Add(path, "must be an object");
            return;
        }

        foreach (var (name, held) in map)
        {
            var place = Faults.Join(path, name);
            key.Check(JsonValue.Create(name), $"{place} (the key)", faults);
            value.Check(held, place, faults);
        }
    }
}

/// <summary>One key of an object: whether it must be there may depend on the object.</summary>
internal sealed record Field(string Name, Shape Shape, Func<JsonObject, bool> IsRequired, string RequiredWhen = "")
{
    public static Field Required(string name, Shape shape) => new(name, shape, _ => true);

    public static Field Optional(string name, Shape shape) => new(name, shape, _ => false);

    public static Field RequiredUnless(string unless, string name, Shape shape, Func<JsonObject, bool> isFree) =>
        new(name, shape, holder => !isFree(holder), $" unless {unless}");

    public void Check(JsonObject holder, string path, Faults faults)
    {
        if (holder.TryGetPropertyValue(Name, out var value))
        {
            Shape.Check(value, Faults.Join(path, Name), faults);
        }
        else if (IsRequired(holder))
        {
            faults.Add(Faults.Join(path, Name), $"is missing; it is required{RequiredWhen}");
        }
    }
}

/// <summary>An object of known keys: any other key is a fault, and so is a required one that is missing.</summary>
internal sealed class ObjectShape(params Field[] fields) : Shape
{
    public override void Check(JsonNode? node, string path, Faults faults)
    {
        if (node is not JsonObject holder)
        {
            faults.Add(path, "must be an object");
            return;
        }

        foreach (var field in fields)
        {
            field.Check(holder, path, faults);
        }

        foreach (var (name, _) in holder.Where(entry => fields.All(field => field.Name != entry.Key)))
        {
            faults.Add(Faults.Join(path, name), $"is not a key here; known are {string.Join(", ", fields.Select(field => field.Name))}");
        }
    }
}

/// <summary>An object whose keys depend on what one or more of them, the deciders, say.</summary>
/// <param name="choose">The shape that holds for an object; null where a decider is missing or unknown, which is then the fault to report.</param>
internal sealed class ChoiceShape(Field[] deciders, Func<JsonObject, Shape?> choose) : Shape
{
    public override void Check(JsonNode? node, string path, Faults faults)
    {
        if (node is not JsonObject holder)
        {
            faults.Add(path, "must be an object");
        }
        else if (choose(holder) is { } shape)
        {
            shape.Check(holder, path, faults);
        }
        else
        {
            foreach (var decider in deciders)
            {
                decider.Check(holder, path, faults);
            }
        }
    }
}

/// <summary>What is wrong with a file, place by place.</summary>
internal sealed class Faults
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Add(string path, string fault) => _lines.Add($"{(path.Length == 0 ? "the file" : path)} {fault}");

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
