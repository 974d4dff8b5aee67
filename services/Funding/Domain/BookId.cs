using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Aso.Funding.Domain;

/// <summary>Ids that follow from what they name (UUID version 8, RFC 9562: the first bits of a SHA-256), the same on every replay.</summary>
public static class BookId
{
    /// <summary>The entry of that kind about that subject: one at most per book.</summary>
    public static Guid OfEntry(Guid employerId, EntryKind kind, Guid subject)
    {
        Span<byte> name = stackalloc byte[36];
        employerId.TryWriteBytes(name, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(name[16..], (int)kind);
        subject.TryWriteBytes(name[20..], bigEndian: true, out _);
        return FromHash(SHA256.HashData(name));
    }

    /// <summary>The fee of one claim.</summary>
    public static Guid OfClaimFee(Guid employerId, Guid claimId) => OfText(employerId, $"per-claim-fee/{claimId:N}");

    /// <summary>The fee on what was paid, charged on that 1st.</summary>
    public static Guid OfPercentOfPaidFee(Guid employerId, DateOnly first) => OfText(employerId, $"percent-of-paid-fee/{first:yyyy-MM-dd}");

    public static Guid OfPerEmployeeFee(Guid employerId, DateOnly first) => OfText(employerId, $"per-employee-fee/{first:yyyy-MM-dd}");

    public static Guid OfPremium(Guid employerId, Guid policyId, DateOnly first) => OfText(employerId, $"premium/{policyId:N}/{first:yyyy-MM-dd}");

    /// <summary>The employer's deposit of that reference.</summary>
    public static Guid OfDeposit(Guid employerId, string reference) => OfText(employerId, $"deposit/{reference}");

    /// <summary>The carrier's remittance of that reference.</summary>
    public static Guid OfRemittance(Guid employerId, string reference) => OfText(employerId, $"remittance/{reference}");

    /// <summary>The return of the payment that has that number among the entries of all payment files; also of the payable that it puts into the queue.</summary>
    public static Guid OfPaymentReturn(Guid employerId, long entryNumber) => OfText(employerId, string.Create(CultureInfo.InvariantCulture, $"payment-return/{entryNumber}"));

    /// <summary>The return of the employer's deposit of that reference.</summary>
    public static Guid OfDepositReturn(Guid employerId, string reference) => OfText(employerId, $"deposit-return/{reference}");

    /// <summary>A bank's file of returns, by the hash of its content.</summary>
    public static Guid OfReturnFile(Guid employerId, string hash) => OfText(employerId, $"return-file/{hash}");

    private static Guid OfText(Guid employerId, string text)
    {
        var name = new byte[16 + Encoding.UTF8.GetByteCount(text)];
        employerId.TryWriteBytes(name, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(text, name.AsSpan(16));
        return FromHash(SHA256.HashData(name));
    }

    private static Guid FromHash(Span<byte> hash)
    {
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
