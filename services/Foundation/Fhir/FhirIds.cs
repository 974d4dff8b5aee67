using System.Globalization;
using System.Numerics;
using System.Text;
using Aso.Primitives;

namespace Aso.Foundation.Fhir;

/// <summary>Ids of FHIR resources made from ids of the platform, the same in every service, and read back without asking a database.</summary>
/// <remarks>
/// A FHIR id has 1 to 64 letters, digits, hyphens and points; a member id has 1 to 50 printable ASCII characters. A member id of those
/// characters stands for itself unless a point leads it; any other is a point, and the member id as a number to the base 95 written to the base 64.
/// </remarks>
public static class FhirIds
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-.";
    private const int MemberIdLengthMax = 50;
    private const char Marker = '.';
    private const char FirstPrintable = ' ';
    private const char LastPrintable = '~';
    private const int Printables = LastPrintable - FirstPrintable + 1;
    private const int DayDigits = 6;

    private static readonly (BenefitLine Line, char Letter)[] Lines =
        [(BenefitLine.Medical, 'm'), (BenefitLine.Dental, 'd'), (BenefitLine.Std, 's'), (BenefitLine.Ltd, 'l')];

    /// <summary>At most 56 characters.</summary>
    public static string OfPatient(string memberId)
    {
        ArgumentNullException.ThrowIfNull(memberId);
        if (!memberId.StartsWith(Marker) && memberId.All(Digits.Contains))
        {
            return memberId;
        }

        // The one in front keeps leading blanks.
        var number = memberId.Aggregate(BigInteger.One, (sum, letter) => sum * Printables + (letter - FirstPrintable));
        var text = new StringBuilder();
        for (; number > 0; number /= Digits.Length)
        {
            text.Insert(0, Digits[(int)(number % Digits.Length)]);
        }

        return $"{Marker}{text}";
    }

    /// <summary>The member id of which <paramref name="patientId"/> was made; null where it was made of none.</summary>
    public static string? MemberOf(string? patientId)
    {
        if (string.IsNullOrEmpty(patientId))
        {
            return null;
        }

        var memberId = patientId[0] == Marker ? Unpack(patientId.AsSpan(1)) : patientId;
        return memberId is { Length: > 0 and <= MemberIdLengthMax } && OfPatient(memberId) == patientId ? memberId : null;
    }

    /// <summary>The id of a member's span of coverage, by its line and first day: no two spans share both. At most 64 characters.</summary>
    public static string OfCoverage(string memberId, BenefitLine line, DateOnly from) =>
        string.Create(CultureInfo.InvariantCulture, $"{Lines.First(known => known.Line == line).Letter}{from.DayNumber:D6}-{OfPatient(memberId)}");

    /// <summary>The span that <paramref name="coverageId"/> names; null where it names none.</summary>
    public static (string MemberId, BenefitLine Line, DateOnly From)? CoverageOf(string? coverageId)
    {
        const int Prefix = 1 + DayDigits + 1;
        return coverageId is { Length: > Prefix }
            && Array.Find(Lines, known => known.Letter == coverageId[0]) is { Letter: not '\0' } line
            && int.TryParse(coverageId.AsSpan(1, DayDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day <= DateOnly.MaxValue.DayNumber
            && coverageId[Prefix - 1] == '-'
            && MemberOf(coverageId[Prefix..]) is { } memberId
            ? (memberId, line.Line, DateOnly.FromDayNumber(day))
            : null;
    }

    private static string? Unpack(ReadOnlySpan<char> digits)
    {
        var number = BigInteger.Zero;
        foreach (var digit in digits)
        {
            var value = Digits.IndexOf(digit, StringComparison.Ordinal);
            if (value < 0 || number.GetBitLength() > 512)
            {
                return null;
            }

            number = number * Digits.Length + value;
        }

        var text = new StringBuilder();
        for (; number > 1; number /= Printables)
        {
            text.Insert(0, (char)(FirstPrintable + (int)(number % Printables)));
        }

        return number.IsOne ? text.ToString() : null;
    }
}
