using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Aso.Foundation.Http;

/// <summary>What a handler takes from the query under one name.</summary>
internal sealed class QueryParameter
{
    private const int FirstYear = 1900;
    private const int LastYear = 2199;

    private static readonly Type[] Simple = [typeof(string), typeof(int), typeof(long), typeof(bool), typeof(Guid), typeof(DateOnly), typeof(DateTimeOffset), typeof(Money)];

    private readonly Type _type;
    private readonly RangeAttribute? _range;

    private QueryParameter(string name, Type type, bool takesSeveral, RangeAttribute? range) =>
        (Name, _type, TakesSeveral, _range) = (name, type, takesSeveral, range);

    /// <summary>As the API writes it: camel case.</summary>
    public string Name { get; }

    public bool TakesSeveral { get; }

    /// <summary>Whether it names one of an enumeration.</summary>
    public bool IsChoice => _type.IsEnum;

    /// <summary>Null where the parameter comes from elsewhere: the path, the body, a header or the services.</summary>
    public static QueryParameter? Of(IParameterBindingMetadata parameter, RoutePattern path)
    {
        var declared = parameter.ParameterInfo;
        var attributes = declared.GetCustomAttributes(inherit: true);
        var fromQuery = attributes.OfType<IFromQueryMetadata>().FirstOrDefault();
        var takesSeveral = declared.ParameterType.IsArray;
        var type = (takesSeveral ? declared.ParameterType.GetElementType() : declared.ParameterType)!;
        type = Nullable.GetUnderlyingType(type) ?? type;
        var isFromElsewhere = attributes.Any(attribute => attribute is IFromRouteMetadata or IFromHeaderMetadata or IFromBodyMetadata or IFromServiceMetadata or IFromFormMetadata)
            || path.GetParameter(parameter.Name) is not null
            || !(type.IsEnum || Simple.Contains(type));
        return isFromElsewhere && fromQuery is null
            ? null
            : new(fromQuery?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(parameter.Name), type, takesSeveral, attributes.OfType<RangeAttribute>().FirstOrDefault());
    }

    /// <summary>How to mend a value; null where it can be read.</summary>
    public string? RemedyOf(string value) => _type switch
    {
        _ when _type == typeof(string) => value.Any(char.IsControl) ? "Use no control characters." : null,
        _ when value.Length == 0 => "Give a value, or leave it out.",
        _ when _type == typeof(int) || _type == typeof(long) => RemedyOfNumber(value),
        _ when _type == typeof(bool) => value is "true" or "false" ? null : "Use true or false.",
        _ when _type == typeof(Guid) => Guid.TryParseExact(value, "D", out _) ? null : "Use an id such as \"019a3f6c-2b7e-7c41-9d52-0f6c1c6f3c7a\".",
        _ when _type == typeof(DateOnly) => IsDate(value) ? null : $"Use a date of the calendar such as \"2026-03-31\", from {FirstYear} to {LastYear}.",
        _ when _type == typeof(DateTimeOffset) => IsMoment(value) ? null : "Use a time such as \"2026-03-31T14:05:00Z\".",
        _ when _type == typeof(Money) => IsAmount(value) ? null : "Use dollars with at most two decimals, such as 180.00, zero or more.",
        _ when _type.IsEnum => Choices.Contains(value, StringComparer.Ordinal) ? null : $"Use {Listed(Choices)}.",
        _ => null,
    };

    /// <summary>The enumeration's own name of a choice that was read.</summary>
    public string? MemberOf(string? choice) => Enum.GetNames(_type).FirstOrDefault(name => JsonNamingPolicy.CamelCase.ConvertName(name) == choice);

    private IReadOnlyList<string> Choices => [.. Enum.GetNames(_type).Select(JsonNamingPolicy.CamelCase.ConvertName)];

    private string? RemedyOfNumber(string value)
    {
        var isNumber = _type == typeof(int)
            ? int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            : long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        return _range is null ? (isNumber ? null : "Use a whole number.")
            : isNumber && _range.IsValid(value) ? null
            : $"Use a whole number from {_range.Minimum} to {_range.Maximum}.";
    }

    private static bool IsDate(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= FirstYear and <= LastYear;

    private static bool IsMoment(string value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.UtcDateTime.Year is >= FirstYear and <= LastYear;

    private static bool IsAmount(string value) => Money.TryParse(value, out var amount) && amount >= Money.Zero && amount <= Money.Largest;

    private static string Listed(IReadOnlyList<string> choices) =>
        choices.Count == 1 ? choices[0] : $"{string.Join(", ", choices.SkipLast(1))} or {choices[^1]}";
}
