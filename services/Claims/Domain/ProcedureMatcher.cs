using System.Collections.Frozen;

namespace Aso.Claims.Domain;

/// <summary>Finds the first service, in plan order, that matches a procedure code.</summary>
/// <remarks>Single codes are looked up, ranges are few and scanned; both are compared ordinally.</remarks>
internal sealed class ProcedureMatcher
{
    private const int None = int.MaxValue;

    private readonly FrozenDictionary<string, int> _codes;
    private readonly CodeRange[] _ranges;
    private readonly int _any = None;

    public ProcedureMatcher(IReadOnlyList<Service> services)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        var ranges = new List<CodeRange>();
        for (var index = 0; index < services.Count; index++)
        {
            foreach (var pattern in services[index].Procedures)
            {
                if (pattern == "*")
                {
                    _any = Math.Min(_any, index);
                }
                else if (CodeRange.Parse(pattern, index) is { } range)
                {
                    ranges.Add(range);
                }
                else
                {
                    codes.TryAdd(pattern, index);
                }
            }
        }

        _codes = codes.ToFrozenDictionary(StringComparer.Ordinal);
        _ranges = [.. ranges];
    }

    /// <summary>The service's index, or -1 where none matches.</summary>
    public int Find(string procedure)
    {
        var first = _codes.TryGetValue(procedure, out var exact) ? Math.Min(exact, _any) : _any;
        foreach (var range in _ranges)
        {
            if (range.Service >= first)
            {
                break;
            }

            if (range.Contains(procedure))
            {
                return range.Service;
            }
        }

        return first == None ? -1 : first;
    }

    private readonly record struct CodeRange(string First, string Last, int Service)
    {
        public static CodeRange? Parse(string pattern, int service)
        {
            var dash = pattern.IndexOf('-', StringComparison.Ordinal);
            return dash > 0 && dash * 2 + 1 == pattern.Length ? new(pattern[..dash], pattern[(dash + 1)..], service) : null;
        }

        public bool Contains(string code) =>
            code.Length == First.Length && string.CompareOrdinal(code, First) >= 0 && string.CompareOrdinal(code, Last) <= 0;
    }
}
