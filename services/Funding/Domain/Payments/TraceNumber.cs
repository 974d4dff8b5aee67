using System.Globalization;
using System.Security.Cryptography;

namespace Aso.Funding.Domain.Payments;

/// <summary>The number of one provider's payment of one employer and business date: TRN02 of its 835, and what the bank's entry repeats.</summary>
/// <remarks>
/// Says by itself what it names, so nothing is stored and it never changes: the date (eight digits), the NPI (ten digits), and ten hexadecimal
/// digits of the SHA-256 of the employer's id, which tell apart two employers that pay the same provider on the same day.
/// </remarks>
public static class TraceNumber
{
    private const int DateLength = 8;
    private const int NpiLength = 10;
    private const int EmployerLength = 10;

    /// <summary>28 characters.</summary>
    public static string Of(Guid employerId, string npi, DateOnly on) =>
        string.Create(CultureInfo.InvariantCulture, $"{on:yyyyMMdd}{npi}{MarkOf(employerId)}");

    /// <summary>What a trace number of this employer names; null where the text is none.</summary>
    public static (string Npi, DateOnly On)? Read(Guid employerId, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == DateLength + NpiLength + EmployerLength
            && text.EndsWith(MarkOf(employerId), StringComparison.Ordinal)
            && DateOnly.TryParseExact(text.AsSpan(0, DateLength), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            ? (text.Substring(DateLength, NpiLength), on)
            : null;
    }

    private static string MarkOf(Guid employerId) =>
        Convert.ToHexString(SHA256.HashData(employerId.ToByteArray(bigEndian: true)))[..EmployerLength];
}
