using System.Text.Json;
using System.Text.Json.Nodes;
using static Aso.Scenarios.Format.Field;
using static Aso.Scenarios.Format.Words;

namespace Aso.Scenarios.Format;

/// <summary>One scenario: an employer, what happens to it in business time, and what must come out.</summary>
/// <remarks>Read from a file whose every key is known and whose required keys are all there; amounts and dates are well formed.</remarks>
internal sealed class Scenario
{
    private static readonly ObjectShape Shape = new(
        Required("scenario", new TextShape("a name that can name a file: letters, digits, - _ .", IsName)),
        Required("about", Text),
        Required("employer", InputFormat.Employer),
        Required("plans", ListOf(InputFormat.Plan)),
        Required("members", ListOf(InputFormat.Member)),
        Optional("stopLoss", InputFormat.StopLoss),
        Required("steps", ListOf(StepFormat.Step)),
        Optional("expect", OutcomeFormat.Outcome));

    private readonly JsonObject _root;

    private Scenario(JsonObject root) => _root = root;

    /// <summary>Unique among the scenarios that are played together; letters, digits, <c>- _ .</c></summary>
    public string Name => _root["scenario"]!.GetValue<string>();

    public JsonObject Employer => _root["employer"]!.AsObject();

    public IEnumerable<JsonObject> Plans => Objects("plans");

    public IEnumerable<JsonObject> Members => Objects("members");

    /// <summary>Null where the employer has no stop-loss policy.</summary>
    public JsonObject? StopLoss => _root["stopLoss"]?.AsObject();

    /// <summary>In order of business time.</summary>
    public IReadOnlyList<JsonObject> Steps => [.. Objects("steps")];

    /// <summary>Null where the scenario expects nothing.</summary>
    public JsonObject? Expect => _root["expect"]?.AsObject();

    /// <summary>Reads a scenario.</summary>
    /// <exception cref="ScenarioFormatException">The text is not one; the exception says every reason.</exception>
    public static Scenario Read(string text)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException malformed)
        {
            throw new ScenarioFormatException([$"the file is not JSON: {malformed.Message}"]);
        }

        var faults = new Faults();
        Shape.Check(root, "", faults);
        if (faults.Lines.Count == 0)
        {
            ScenarioRules.Check(new(root!.AsObject()), faults);
        }

        return faults.Lines.Count == 0 ? new(root!.AsObject()) : throw new ScenarioFormatException(faults.Lines);
    }

    private IEnumerable<JsonObject> Objects(string key) => _root[key]!.AsArray().Select(element => element!.AsObject());

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 120 && text[0] != '.' && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}

/// <summary>A file is no scenario.</summary>
internal sealed class ScenarioFormatException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>Every fault, each with the path of its place.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
