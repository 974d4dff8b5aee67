using Aso.Foundation;

namespace Aso.Claims.Fhir;

/// <summary>From which element of a resource each field of the API's request was read, and what the elements are refused for.</summary>
internal sealed class ElementsRead
{
    private const string Code = "invalid-claim";

    private readonly Dictionary<string, string> _elements = [];
    private readonly List<Refusal> _refusals = [];

    private int _further;

    /// <summary>Each by its element; those beyond the first hundred by their number.</summary>
    public IReadOnlyList<Refusal> Refusals => Problems.Bounded(_refusals, _further);

    /// <param name="field">As the API's refusals name it; those of its parts are the element's too.</param>
    public void From(string field, string element) => _elements[field] = element;

    public void Refuse(string element, string remedy) => Add(new(Code, element, remedy));

    /// <summary>Adds what the API refuses. What an element is refused for already is not said twice.</summary>
    public void Refuse(IEnumerable<Refusal> refusals)
    {
        var said = _refusals.Select(refusal => refusal.Field).ToHashSet();
        foreach (var refusal in refusals)
        {
            if (_refusals.Count >= Problems.ErrorsMax)
            {
                _further++;
            }
            else if (ToElement(refusal) is var named && !said.Contains(named.Field))
            {
                _refusals.Add(named);
            }
        }
    }

    private void Add(Refusal refusal)
    {
        if (_refusals.Count < Problems.ErrorsMax)
        {
            _refusals.Add(refusal);
        }
        else
        {
            _further++;
        }
    }

    /// <summary>A refusal of the API, by the element that its field was read from.</summary>
    public Refusal ToElement(Refusal refusal) => refusal with { Field = ElementOf(refusal.Field) };

    private string ElementOf(string field) =>
        _elements.Where(element => field == element.Key || field.StartsWith($"{element.Key}.", StringComparison.Ordinal) || field.StartsWith($"{element.Key}[", StringComparison.Ordinal))
            .OrderByDescending(element => element.Key.Length).Select(element => element.Value).FirstOrDefault() ?? field;
}
