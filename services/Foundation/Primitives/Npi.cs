using System.Diagnostics.CodeAnalysis;

namespace Aso.Primitives;

/// <summary>A National Provider Identifier: ten digits, the last a Luhn check digit over the first nine behind the prefix 80840 (45 CFR 162.406).</summary>
public static class Npi
{
    /// <summary>What the prefix 80840 adds to every Luhn sum.</summary>
    private const int PrefixSum = 24;

    public static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (text is not { Length: 10 } || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        return (PrefixSum + LuhnSum(text.AsSpan(0, 9)) + (text[9] - '0')) % 10 == 0;
    }

    /// <summary>The NPI whose first nine digits are <paramref name="nineDigits"/>.</summary>
    public static string WithCheckDigit(string nineDigits)
    {
        ArgumentNullException.ThrowIfNull(nineDigits);
        var check = (10 - (PrefixSum + LuhnSum(nineDigits)) % 10) % 10;
        return nineDigits + (char)('0' + check);
    }

    // Every second digit counts double, beginning with the one beside the check digit.
    private static int LuhnSum(ReadOnlySpan<char> nineDigits)
    {
        var sum = 0;
        for (var index = 0; index < nineDigits.Length; index++)
        {
            var digit = nineDigits[index] - '0';
            var weighted = index % 2 == 0 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return sum;
    }
}
