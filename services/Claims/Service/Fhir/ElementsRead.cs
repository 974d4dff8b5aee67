using Aso.Foundation;

namespace Aso.Claims.Fhir;

/// <summary>From which element of a resource each field of the API's request was read, and what the elements are refused for.</summary>
internal sealed class ElementsRead
{
    private const string Code = "invalid-claim";

    private readonly Dictionary<string, string> _elements = [];
    private readonly List<Refusal> _refusals = [];

    /// <summary>Each by its element.</summary>
    public IReadOnlyList<Refusal> Refusals => _refusals;

    /// <param name="field">As the API's refusals name it; those of its parts are the element's too.</param>
    public void From(string field, string element) => _elements[field] = element;

    public void Refuse(string element, string remedy) => _refusals.Add(new(Code, element, remedy));

    /// <summary>Adds what the API refuses. What an element is refused for already is not said twice.</summary>
    public void Refuse(IEnumerable<Refusal> refusals)
    {
        var said = _refusals.Select(refusal => refusal.Field).ToHashSet();
        _refusals.AddRange(refusals.Select(ToElement).Where(refusal => !said.Contains(refusal.Field)));
    }

    /// <summary>A refusal of the API, by the element that its field was read from.</summary>
    public Refusal ToElement(Refusal refusal) => refusal with { Field = ElementOf(refusal.Field) };

    private string ElementOf(string field) =>
        _elements.Where(element => field == element.Key || field.StartsWith($"{element.Key}.", StringComparison.Ordinal) || field.StartsWith($"{element.Key}[", StringComparison.Ordinal))
            .OrderByDescending(element => element.Key.Length).Select(element => element.Value).FirstOrDefault() ?? field;
}
