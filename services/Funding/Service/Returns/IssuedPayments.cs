using System.Globalization;
using Aso.Funding.Domain.Payments;
using Aso.Funding.PaymentFiles;
using Aso.Funding.Store;
using Aso.Nacha;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Returns;

/// <summary>Finds the payment that a bank's return names, in the files as they were issued: they tell what the bank has, and they never change.</summary>
internal sealed class IssuedPayments(FundingDb db, AccountSeal seal)
{
    private readonly Dictionary<long, IssuedFile> _files = [];
    private long? _lastNumber;

    /// <summary>Null where no file has that entry, or it went to another bank or payee.</summary>
    /// <param name="payeeId">The return's identification number.</param>
    public async Task<IssuedPayment?> FindAsync(AchReturn returned, string payeeId, CancellationToken cancel)
    {
        _lastNumber ??= await db.LastEntryNumberAsync(cancel);
        return int.Parse(returned.OriginalTraceNumber.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture) is > 0 and var sequence
            && EntryNumbers.Latest(sequence, _lastNumber.Value) is { } number
            && await FileAsync(number, cancel) is { } file
            && file.Find(number) is var (batch, entry)
            && batch.TraceNumberOf(entry) == returned.OriginalTraceNumber
            && RoutingNumber.Bank(entry.RoutingNumber) == returned.OriginalBank
            && entry.PayeeId == payeeId
            ? file.ToPayment(number, entry)
            : null;
    }

    /// <summary>Null where a number was passed over.</summary>
    private async Task<IssuedFile?> FileAsync(long number, CancellationToken cancel)
    {
        var row = await db.PaymentFiles.AsNoTracking().Where(row => row.FirstNumber <= number)
            .OrderByDescending(row => row.FirstNumber).Select(row => new { row.FirstNumber, row.EntryCount }).FirstOrDefaultAsync(cancel);
        if (row is null || number >= row.FirstNumber!.Value + row.EntryCount)
        {
            return null;
        }

        var first = row.FirstNumber.Value;
        return _files.TryGetValue(first, out var file)
            ? file
            : _files[first] = new(await db.PaymentFiles.AsNoTracking().SingleAsync(issued => issued.FirstNumber == first, cancel), seal);
    }

    /// <summary>A file with its entries, which stand in the order of its payments.</summary>
    private sealed class IssuedFile(PaymentFileRow row, AccountSeal seal)
    {
        private readonly PaymentFileAnswer _answer = row.ToAnswer();
        private readonly List<(AchBatch Batch, AchEntry Entry)> _entries =
            [.. AchReader.Read(seal.Open(row)!).File!.Batches.SelectMany(batch => batch.Entries.Select(entry => (batch, entry)))];

        public (AchBatch Batch, AchEntry Entry) Find(long number) => _entries[(int)(number - row.FirstNumber!.Value)];

        public IssuedPayment ToPayment(long number, AchEntry entry)
        {
            var payment = _answer.Payments[(int)(number - row.FirstNumber!.Value)];
            return new(
                row.EmployerId, number, row.PaidOn, Conversions.PayeeOf(payment.ProviderNpi, payment.MemberId!), payment.Amount, payment.TraceNumber,
                new(entry.RoutingNumber, entry.AccountNumber, entry.AccountKind == AccountKind.Savings, entry.PayeeName));
        }
    }
}

internal static class EntryNumberReading
{
    /// <summary>The last number of all payment files' entries; <see cref="EntryNumbers.None"/> where there is none.</summary>
    public static async Task<long> LastEntryNumberAsync(this FundingDb db, CancellationToken cancel) =>
        await db.PaymentFiles.AsNoTracking().Where(row => row.FirstNumber != null).OrderByDescending(row => row.FirstNumber)
            .Select(row => row.FirstNumber + row.EntryCount - 1).FirstOrDefaultAsync(cancel) ?? EntryNumbers.None;
}
