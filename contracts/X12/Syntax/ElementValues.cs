namespace Aso.X12;

/// <summary>Amounts, numbers and dates as the standard writes them, read strictly.</summary>
public static class ElementValues
{
    /// <summary>Digits before the point of an amount: thirteen, so that the lines of a claim can always be summed.</summary>
    public const int AmountDigitsMax = 13;

    /// <summary>Reads dollars as cents: an optional minus, digits, and at most two decimals. <c>.5</c> is fifty cents; <c>5.</c>, <c>+5</c> and <c>1.005</c> are refused.</summary>
    public static bool TryGetCents(this Element element, out long cents) => TryGetScaled(element.Bytes, 2, AmountDigitsMax, out cents);

    /// <summary>Reads a quantity of at most three decimals and nine digits before the point.</summary>
    public static bool TryGetQuantity(this Element element, out Quantity quantity)
    {
        var read = TryGetScaled(element.Bytes, 3, 9, out var thousandths);
        quantity = new(thousandths);
        return read;
    }

    /// <summary>Reads a count: one to nine digits and nothing else.</summary>
    public static bool TryGetCount(this Element element, out int count)
    {
        count = 0;
        if (element.Bytes.Length is 0 or > 9 || element.Bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        foreach (var digit in element.Bytes)
        {
            count = count * 10 + (digit - '0');
        }

        return true;
    }

    /// <summary>Reads a date CCYYMMDD (format D8) from 1800 to 2999.</summary>
    public static bool TryGetDate(this Element element, out DateOnly date) => TryGetDate(element.Bytes, out date);

    /// <summary>Reads a period CCYYMMDD-CCYYMMDD (format RD8), both ends included, not backwards.</summary>
    public static bool TryGetPeriod(this Element element, out DateOnly from, out DateOnly through)
    {
        from = through = default;
        var bytes = element.Bytes;
        return bytes.Length == 17 && bytes[8] == '-'
            && TryGetDate(bytes[..8], out from) && TryGetDate(bytes[9..], out through) && from <= through;
    }

    /// <summary>Reads a time HHMM.</summary>
    internal static bool TryGetClock(this ReadOnlySpan<byte> digits, out TimeOnly clock)
    {
        clock = default;
        if (!new Element(digits, default).TryGetCount(out var value) || value / 100 > 23 || value % 100 > 59)
        {
            return false;
        }

        clock = new TimeOnly(value / 100, value % 100);
        return true;
    }

    private static bool TryGetDate(ReadOnlySpan<byte> bytes, out DateOnly date)
    {
        date = default;
        if (bytes.Length != 8 || bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        var year = (bytes[0] - '0') * 1000 + (bytes[1] - '0') * 100 + (bytes[2] - '0') * 10 + (bytes[3] - '0');
        var month = (bytes[4] - '0') * 10 + (bytes[5] - '0');
        var day = (bytes[6] - '0') * 10 + (bytes[7] - '0');
        if (year is < 1800 or > 2999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    private static bool TryGetScaled(ReadOnlySpan<byte> bytes, int decimals, int digitsMax, out long value)
    {
        value = 0;
        var negative = bytes.Length > 0 && bytes[0] == '-';
        var digits = negative ? bytes[1..] : bytes;
        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..];
        var noDigits = point < 0 ? whole.IsEmpty : fraction.IsEmpty;
        if (noDigits || whole.Length > digitsMax || fraction.Length > decimals
            || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9') || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        foreach (var digit in whole)
        {
            value = value * 10 + (digit - '0');
        }

        for (var place = 0; place < decimals; place++)
        {
            value = value * 10 + (place < fraction.Length ? fraction[place] - '0' : 0);
        }

        value = negative ? -value : value;
        return true;
    }
}
