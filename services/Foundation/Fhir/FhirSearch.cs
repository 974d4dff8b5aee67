using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Aso.Foundation.Fhir;

/// <summary>What a search asks for. Read it by the parameters of its resource, then refuse by <see cref="Refusals"/> or answer a <see cref="Searchset"/>.</summary>
/// <remarks>Nothing is ignored: a filter that is not understood is refused, for ignoring it would answer with more than was asked for.</remarks>
public sealed partial class FhirSearch : IBindableFromHttpContext<FhirSearch>
{
    internal const string CountName = "_count";
    internal const string CountMeaning = "Resources on a page, 1 to 200, else 50; 0 for the total alone.";
    internal const string AfterName = "_after";
    private const int CountMax = 200;
    private const int CountElse = 50;
    private const string Code = "invalid-query";

    private readonly HttpContext _http;
    private readonly FhirResource _resource;
    private readonly List<Refusal> _refusals = [];

    private FhirSearch(HttpContext http, FhirResource resource)
    {
        _http = http;
        _resource = resource;
        foreach (var (name, values) in http.Request.Query)
        {
            if (name is not (CountName or AfterName or Negotiation.FormatName) && resource.Parameters.All(parameter => parameter.Name != name))
            {
                Refuse(name, $"This search knows no such parameter: use {Known}.");
            }
            else if (values.Any(string.IsNullOrEmpty))
            {
                Refuse(name, "Give a value, or leave it out.");
            }
        }

        Count = ReadCount();
        After = One(AfterName);
    }

    /// <summary>How many resources the page has at most; none where the total alone is asked for.</summary>
    public int Count { get; }

    /// <summary>The id of the resource that ended the page before; null for the first.</summary>
    public string? After { get; }

    /// <summary>Whether a value names what cannot be here: nothing is found, and nothing needs to be looked up.</summary>
    public bool FindsNothing { get; private set; }

    /// <summary>All that is wrong with the parameters read so far.</summary>
    public IReadOnlyList<Refusal> Refusals => _refusals;

    public Caller Caller => _http.User.ToCaller();

    internal HttpContext Http => _http;

    private string Known => string.Join(", ", _resource.Parameters.Select(parameter => parameter.Name).Append(CountName));

    public static ValueTask<FhirSearch?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult<FhirSearch?>(new(context, context.GetEndpoint()!.Metadata.GetRequiredMetadata<FhirResource>()));
    }

    public void Refuse(string name, string remedy) => _refusals.Add(new(Code, name, remedy));

    /// <summary>The one value of a parameter; null without it.</summary>
    public string? One(string name) => Escaped(name) is { } value ? Unescape(value) : null;

    /// <summary>The value of a token in <paramref name="system"/>; null without one.</summary>
    public string? Token(string name, string system)
    {
        if (Escaped(name) is not { } token)
        {
            return null;
        }

        var bar = Find(token, '|');
        FindsNothing |= bar >= 0 && Unescape(token[..bar]) != system;
        return Unescape(token[(bar + 1)..]);
    }

    /// <summary>The id in a reference to <paramref name="type"/>, given as <c>id</c>, <c>Type/id</c> or its full address; null without one.</summary>
    public string? Reference(string name, string type)
    {
        if (One(name) is not { } reference)
        {
            return null;
        }

        var local = reference.StartsWith($"{_http.FhirBase()}/", StringComparison.Ordinal) ? reference[(_http.FhirBase().Length + 1)..] : reference;
        var id = local.StartsWith($"{type}/", StringComparison.Ordinal) ? local[(type.Length + 1)..] : local;
        FindsNothing |= id.Contains('/', StringComparison.Ordinal);
        return id;
    }

    /// <summary>The member whose Patient a reference names; null without one.</summary>
    public string? Member(string name)
    {
        if (Reference(name, FhirInterface.Patient.Type) is not { } id)
        {
            return null;
        }

        var memberId = FhirIds.MemberOf(id);
        FindsNothing |= memberId is null;
        return memberId;
    }

    /// <summary>The id of a resource that has the platform's own; null without one.</summary>
    public Guid? PlatformId(string name)
    {
        if (One(name) is not { } text)
        {
            return null;
        }

        var isId = Guid.TryParseExact(text, "D", out var id);
        FindsNothing |= !isId;
        return id;
    }

    /// <summary>The days that all values of a date parameter allow, both ends included.</summary>
    public (DateOnly From, DateOnly To) Days(string name)
    {
        var (from, to) = (DateOnly.MinValue, DateOnly.MaxValue);
        foreach (var value in _http.Request.Query[name])
        {
            var prefix = value is { Length: > 2 } && char.IsAsciiLetterLower(value[0]) ? value[..2] : "";
            if (Period(value.AsSpan(prefix.Length)) is not var (first, last) || Allowed(prefix, first, last) is not var (earliest, latest))
            {
                Refuse(name, "Give a year, month or day such as 2026, 2026-03 or 2026-03-31, alone or behind eq, ge, gt, sa, le, lt or eb.");
                continue;
            }

            from = earliest > from ? earliest : from;
            to = latest < to ? latest : to;
        }

        return (from, to);
    }

    /// <summary>The one value as it stands: a comma, bar, dollar sign or backslash that is part of it has a backslash in front.</summary>
    private string? Escaped(string name)
    {
        var values = _http.Request.Query[name];
        if (values.Count > 1 || Find(values.ToString(), ',') >= 0)
        {
            Refuse(name, "Give one value: several are not taken. A comma within it has a backslash in front.");
        }

        return values.Count == 0 ? null : values[0];
    }

    /// <summary>Where <paramref name="sign"/> first stands without a backslash; -1 where it does not.</summary>
    private static int Find(string text, char sign)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == sign)
            {
                return index;
            }

            index += text[index] == '\\' ? 1 : 0;
        }

        return -1;
    }

    private static string Unescape(string text) => Escape().Replace(text, "$1");

    [GeneratedRegex(@"\\([\\,|$])")]
    private static partial Regex Escape();

    private static (DateOnly Earliest, DateOnly Latest)? Allowed(string prefix, DateOnly first, DateOnly last) => prefix switch
    {
        "" or "eq" => (first, last),
        "ge" => (first, DateOnly.MaxValue),
        "gt" or "sa" => (last.AddDays(1), DateOnly.MaxValue),
        "le" => (DateOnly.MinValue, last),
        "lt" or "eb" => (DateOnly.MinValue, first.AddDays(-1)),
        _ => null,
    };

    private static (DateOnly First, DateOnly Last)? Period(ReadOnlySpan<char> text)
    {
        // Far enough from the ends of the calendar for a day more or less.
        var format = text.Length switch { 4 => "yyyy", 7 => "yyyy-MM", 10 => "yyyy-MM-dd", _ => "" };
        if (format.Length == 0 || !DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) || first.Year is < 1000 or > 9000)
        {
            return null;
        }

        return (first, format.Length switch { 4 => first.AddYears(1).AddDays(-1), 7 => first.AddMonths(1).AddDays(-1), _ => first });
    }

    private int ReadCount()
    {
        if (One(CountName) is not { } text)
        {
            return CountElse;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            // A server may give fewer than are asked for.
            return Math.Min(count, CountMax);
        }

        Refuse(CountName, CountMeaning);
        return CountElse;
    }
}
