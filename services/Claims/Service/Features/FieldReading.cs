using System.Globalization;
using Aso.Foundation;
using Aso.Primitives;

namespace Aso.Claims.Features;

/// <summary>Reads the fields of a request one by one and collects what is wrong with them.</summary>
internal sealed class FieldReading
{
    /// <summary>Of claim numbers, member ids and references.</summary>
    public const int NumberLength = 50;

    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2199, 12, 31);

    private readonly List<Refusal> _refusals = [];

    public IReadOnlyList<Refusal> Refusals => _refusals;

    public void Refuse(string field, string detail) => _refusals.Add(new("invalid-claim", field, detail));

    /// <summary>A needed text of printable ASCII without a blank at either end.</summary>
    public string Code(string field, string? text, int lengthMax, char? except = null)
    {
        if (string.IsNullOrEmpty(text))
        {
            Refuse(field, "This is needed.");
        }
        else if (text.Length > lengthMax || text[0] == ' ' || text[^1] == ' ' || text.AsSpan().ContainsAnyExceptInRange(' ', '~')
            || (except is { } sign && text.Contains(sign, StringComparison.Ordinal)))
        {
            Refuse(field, $"Use 1 to {lengthMax} printable ASCII characters{(except is null ? "" : $" other than '{except}'")}, no blank at either end.");
        }

        return text ?? "";
    }

    /// <summary>A needed number that its submitter chose, by which the thing is addressed ever after.</summary>
    public string Number(string field, string? text)
    {
        var number = Code(field, text, NumberLength);
        if (!AddressPart.IsSafe(number))
        {
            Refuse(field, AddressPart.Remedy);
        }

        return number;
    }

    /// <summary>A needed text for people: anything but control characters, line ends allowed.</summary>
    public string Text(string field, string? text, int lengthMax)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Refuse(field, "This is needed.");
        }
        else if (text.Length > lengthMax || text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r')))
        {
            Refuse(field, $"Use 1 to {lengthMax} characters, none of them a control character.");
        }

        return text ?? "";
    }

    /// <summary>A needed name of the enumeration, as the API writes it: camel case.</summary>
    public T? OneOf<T>(string field, string? text, string choices)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (text is not null && System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) == text)
            {
                return value;
            }
        }

        Refuse(field, $"Use {choices}.");
        return null;
    }

    /// <summary>A needed date of a century that claims can be about.</summary>
    public DateOnly Date(string field, string? text)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date < Earliest || date > Latest)
        {
            Refuse(field, "Use a date of the calendar such as \"2026-03-31\", from 1900 to 2199.");
            return Earliest;
        }

        return date;
    }

    /// <summary>A needed amount of zero or more.</summary>
    public Money Amount(string field, string? text)
    {
        if (!Money.TryParse(text, out var amount))
        {
            Refuse(field, "Use dollars with at most two decimals as a string, such as \"180.00\".");
        }
        else if (amount < Money.Zero || amount > Money.Largest)
        {
            Refuse(field, $"Use an amount from 0.00 to {Money.Largest}.");
        }

        return amount;
    }
}
