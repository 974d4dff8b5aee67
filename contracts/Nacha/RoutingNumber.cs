namespace Aso.Nacha;

/// <summary>The number of a bank of the United States: nine digits, the last a check digit by the weights 3, 7, 1.</summary>
public static class RoutingNumber
{
    private const int Length = 9;

    public static bool IsValid(string? text)
    {
        if (text is not { Length: Length } || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var sum = 0;
        for (var index = 0; index < Length; index++)
        {
            sum += (text[index] - '0') * (index % 3) switch { 0 => 3, 1 => 7, _ => 1 };
        }

        return sum % 10 == 0;
    }

    /// <summary>The bank itself: the number without its check digit.</summary>
    public static string Bank(string routingNumber)
    {
        ArgumentNullException.ThrowIfNull(routingNumber);
        return routingNumber[..(Length - 1)];
    }
}
