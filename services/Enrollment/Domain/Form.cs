using System.Globalization;
using Aso.Primitives;

namespace Aso.Enrollment.Domain;

/// <summary>Reads the fields of what was submitted, one after the other, and collects every objection with the field's path.</summary>
/// <remarks>A field that was objected to reads as null (or a harmless value): nothing is built while there are objections.</remarks>
internal sealed class Form
{
    /// <summary>Dates before this are slips of the keyboard.</summary>
    private static readonly DateOnly EarliestDate = new(1900, 1, 1);

    private static readonly DateOnly LatestDate = new(2999, 12, 31);

    private readonly List<Objection> _objections;
    private readonly string _path;

    public Form()
        : this([], "")
    {
    }

    private Form(List<Objection> objections, string path)
    {
        _objections = objections;
        _path = path;
    }

    public IReadOnlyList<Objection> Objections => _objections;

    /// <summary>The fields below <paramref name="field"/>.</summary>
    public Form At(string field) => new(_objections, PathOf(field));

    /// <summary>The fields of one element of the list <paramref name="field"/>.</summary>
    public Form At(string field, int index) => At(Indexed(field, index));

    public static string Indexed(string field, int index) => string.Create(CultureInfo.InvariantCulture, $"{field}[{index}]");

    /// <param name="field">Relative to this form; empty for the form's own path.</param>
    public void Object(string code, string field, string detail) => _objections.Add(new(code, PathOf(field), detail));

    /// <summary>Objects where something was given that has no meaning here.</summary>
    public void NotApplicable(object? given, string field, string because)
    {
        if (given is not null)
        {
            Object("not-applicable", field, $"{because} Leave it out.");
        }
    }

    /// <summary>Objects where a group of fields was left out.</summary>
    public bool Has<T>([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] T? given, string field, string remedy)
        where T : class
    {
        if (given is null)
        {
            Object("required", field, remedy);
        }

        return given is not null;
    }

    /// <summary>Text of 1 to <paramref name="longest"/> characters, without control characters and not only blanks.</summary>
    public string Text(string field, string? given, int longest)
    {
        if (string.IsNullOrWhiteSpace(given))
        {
            Object("required", field, $"Give 1 to {longest} characters.");
        }
        else if (given.Length > longest || given.Any(char.IsControl))
        {
            Object("text-malformed", field, $"Give 1 to {longest} printable characters.");
        }

        return given ?? "";
    }

    /// <summary>A caller's id: 1 to 50 printable ASCII characters, no blank at either end, and fit for an address.</summary>
    public string Identifier(string field, string? given)
    {
        if (string.IsNullOrEmpty(given))
        {
            Object("required", field, "Give 1 to 50 printable ASCII characters.");
        }
        else if (!Identifiers.IsValid(given))
        {
            Object("identifier-malformed", field, "Give 1 to 50 printable ASCII characters, without a blank at either end.");
        }
        else if (!AddressPart.IsSafe(given))
        {
            Object("identifier-malformed", field, AddressPart.Remedy);
        }

        return given ?? "";
    }

    /// <summary>An amount of dollars, zero or more.</summary>
    public Money? OptionalAmount(string field, string? given)
    {
        if (given is null)
        {
            return null;
        }

        if (!Money.TryParse(given, out var amount))
        {
            Object("amount-malformed", field, "Give dollars as a string with at most two decimals, such as \"110.00\".");
            return null;
        }

        if (amount < Money.Zero)
        {
            Object("amount-negative", field, "Give an amount of zero or more.");
        }
        else if (amount > Money.Largest)
        {
            Object("amount-too-large", field, $"Give at most {Money.Largest}.");
        }

        return amount;
    }

    public Money Amount(string field, string? given)
    {
        if (given is null)
        {
            Object("required", field, "Give dollars as a string, such as \"110.00\".");
        }

        return OptionalAmount(field, given) ?? Money.Zero;
    }

    /// <summary>Objects where both amounts can be read and the first is below the second.</summary>
    public void AtLeast(string code, (string Field, string? Given) amount, (string Field, string? Given) least)
    {
        if (Money.TryParse(amount.Given, out var given) && Money.TryParse(least.Given, out var floor) && given < floor)
        {
            Object(code, amount.Field, $"Give at least {least.Field}.");
        }
    }

    /// <summary>A percentage from 0 to 100.</summary>
    public Rate? OptionalPercent(string field, string? given)
    {
        if (given is null)
        {
            return null;
        }

        var isNegative = given.StartsWith('-');
        var isReadable = Rate.TryParsePercent(given.AsSpan(isNegative ? 1 : 0), out var rate);
        if (rate.Millionths > Rate.Whole && !isNegative)
        {
            Object("percent-over-100", field, "Give a percentage from 0 to 100.");
        }
        else if (isReadable && isNegative)
        {
            Object("percent-negative", field, "Give a percentage from 0 to 100.");
        }
        else if (!isReadable)
        {
            Object("percent-malformed", field, "Give a percentage from 0 to 100 as a string with at most six decimals, such as \"62.5\".");
        }

        return rate;
    }

    public Rate Percent(string field, string? given)
    {
        if (given is null)
        {
            Object("required", field, "Give a percentage from 0 to 100 as a string, such as \"20\".");
        }

        return OptionalPercent(field, given) ?? Rate.Zero;
    }

    public DateOnly? OptionalDate(string field, string? given)
    {
        if (given is null)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            Object("date-malformed", field, "Give a calendar date as YYYY-MM-DD.");
            return null;
        }

        if (date < EarliestDate || date > LatestDate)
        {
            Object("date-out-of-range", field, $"Give a date from {EarliestDate:yyyy-MM-dd} to {LatestDate:yyyy-MM-dd}; leave an open end out.");
            return null;
        }

        return date;
    }

    /// <returns>The first date there is, where the field is missing or wrong.</returns>
    public DateOnly Date(string field, string? given)
    {
        if (given is null)
        {
            Object("required", field, "Give a calendar date as YYYY-MM-DD.");
        }

        return OptionalDate(field, given) ?? DateOnly.MinValue;
    }

    public int? OptionalWhole(string field, int? given, int least, int most)
    {
        if (given < least || given > most)
        {
            Object("number-out-of-range", field, $"Give a whole number from {least} to {most}.");
        }

        return given;
    }

    public int Whole(string field, int? given, int least, int most)
    {
        if (given is null)
        {
            Object("required", field, $"Give a whole number from {least} to {most}.");
        }

        return OptionalWhole(field, given, least, most) ?? least;
    }

    /// <summary>One of a few words.</summary>
    public T? Choice<T>(string field, string? given, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (given is not null && words.TryGetValue(given, out var chosen))
        {
            return chosen;
        }

        Object(given is null ? "required" : "word-unknown", field, $"Give one of: {string.Join(", ", words.Keys)}.");
        return null;
    }

    /// <summary>One amount for each tier that is named.</summary>
    public TierAmounts? OptionalTiers(string field, TierAmountsDraft? given)
    {
        if (given is null)
        {
            return null;
        }

        var tiers = At(field);
        return new(
            tiers.OptionalAmount("employee", given.Employee),
            tiers.OptionalAmount("employeeSpouse", given.EmployeeSpouse),
            tiers.OptionalAmount("employeeChildren", given.EmployeeChildren),
            tiers.OptionalAmount("family", given.Family));
    }

    private string PathOf(string field) => (_path, field) switch
    {
        ("", _) => field,
        (_, "") => _path,
        _ => $"{_path}.{field}",
    };
}

/// <summary>Ids and codes that callers choose: unique at the employer and compared exactly.</summary>
public static class Identifiers
{
    /// <summary>The longest id.</summary>
    public const int LongestLength = 50;

    /// <summary>True for 1 to 50 printable ASCII characters, no blank at either end.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= LongestLength } && text[0] != ' ' && text[^1] != ' ' && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
