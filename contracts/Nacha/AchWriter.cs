using System.Globalization;
using System.Text;

namespace Aso.Nacha;

/// <summary>Writes files of the Automated Clearing House: credits of the classes CCD and PPD, each with one addenda record at most, and returns.</summary>
/// <remarks>Lines of 94 characters in blocks of ten. Source: Nacha Operating Rules, appendix three.</remarks>
public static class AchWriter
{
    internal const int LineLength = 94;
    internal const int LinesPerBlock = 10;

    /// <exception cref="ArgumentException">A value does not fit its field; nothing was written.</exception>
    public static string Write(AchFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var lines = new List<string>
        {
            new AchLine("101").Right(file.Destination, 10).Right(file.Origin, 10).Time(file.CreatedAt).Left(file.Modifier.ToString(), 1)
                .Left("094101", 6).Left(file.DestinationName, 23).Left(file.OriginName, 23).Left(file.Reference, 8).ToString(),
        };
        var totals = new AchTotals();
        foreach (var (index, batch) in file.Batches.Index())
        {
            totals.Add(WriteBatch(lines, batch, index + 1));
        }

        var blocks = (lines.Count + LinesPerBlock) / LinesPerBlock;
        lines.Add(new AchLine("9").Number(file.Batches.Count, 6).Number(blocks, 6).Number(totals.Count, 8).Number(totals.Hash, 10)
            .Number(totals.DebitCents, 12).Number(totals.CreditCents, 12).Left("", 39).ToString());
        lines.AddRange(Enumerable.Repeat(new string('9', LineLength), blocks * LinesPerBlock - lines.Count));
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static AchTotals WriteBatch(List<string> lines, AchBatch batch, int number)
    {
        var serviceClass = ServiceClass.Of(batch.Entries);
        lines.Add(new AchLine("5").Left(serviceClass, 3).Left(batch.CompanyName, 16).Left("", 20).Left(batch.CompanyId, 10).Left(batch.EntryClass, 3)
            .Left(batch.Description, 10).Left("", 6).Day(batch.EffectiveOn).Left("", 3).Left("1", 1).Digits(batch.OriginatingBank, 8).Number(number, 7).ToString());
        var totals = new AchTotals();
        foreach (var entry in batch.Entries)
        {
            WriteEntry(lines, entry, batch.OriginatingBank);
            totals.Add(entry);
        }

        lines.Add(new AchLine("8").Left(serviceClass, 3).Number(totals.Count, 6).Number(totals.Hash, 10).Number(totals.DebitCents, 12).Number(totals.CreditCents, 12)
            .Left(batch.CompanyId, 10).Left("", 25).Digits(batch.OriginatingBank, 8).Number(number, 7).ToString());
        return totals;
    }

    private static void WriteEntry(List<string> lines, AchEntry entry, string originatingBank)
    {
        if (!RoutingNumber.IsValid(entry.RoutingNumber) || entry.Cents <= 0)
        {
            throw new ArgumentException($"{entry} has no routing number or no amount.", nameof(entry));
        }

        var trace = new AchLine("").Digits(originatingBank, 8).Number(entry.Sequence, 7).ToString();
        lines.Add(new AchLine("6").Left(TransactionCode.Of(entry), 2).Digits(entry.RoutingNumber, 9).Left(entry.AccountNumber, 17)
            .Number(entry.Cents, 10).Left(entry.PayeeId, 15).Left(entry.PayeeName, 22).Left("", 2).Number(entry.PaymentInformation is null && entry.Return is null ? 0 : 1, 1)
            .Digits(trace, 15).ToString());
        if (entry.Return is { } returned)
        {
            lines.Add(new AchLine("799").Left(returned.Reason, 3).Digits(returned.OriginalTraceNumber, 15).Day(returned.DiedOn).Digits(returned.OriginalBank, 8)
                .Left(returned.Information, 44).Digits(trace, 15).ToString());
        }
        else if (entry.PaymentInformation is { } information)
        {
            lines.Add(new AchLine("705").Left(information, 80).Number(1, 4).Number(entry.Sequence, 7).ToString());
        }
    }
}

/// <summary>A line in the making, field by field. What does not fit is refused rather than cut: it could be an account.</summary>
internal sealed class AchLine(string type)
{
    private readonly StringBuilder _line = new(type, AchWriter.LineLength);

    public AchLine Left(string text, int length) => Add(text.PadRight(length), length);

    public AchLine Right(string text, int length) => Add(text.PadLeft(length), length);

    public AchLine Digits(string text, int length) =>
        text.Length == length && text.All(char.IsAsciiDigit) ? Add(text, length) : throw new ArgumentException($"{length} digits are needed.", nameof(text));

    public AchLine Number(long number, int length) =>
        number < 0 ? throw new ArgumentException("A number is below zero.", nameof(number)) : Add(number.ToString(CultureInfo.InvariantCulture).PadLeft(length, '0'), length);

    /// <summary>Blank without a date.</summary>
    public AchLine Day(DateOnly? date) => Left(date?.ToString("yyMMdd", CultureInfo.InvariantCulture) ?? "", 6);

    public AchLine Time(DateTime at) => Add(at.ToString("yyMMddHHmm", CultureInfo.InvariantCulture), 10);

    public override string ToString() => _line.ToString();

    private AchLine Add(string text, int length)
    {
        if (text.Length != length || text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException($"A field at column {_line.Length + 1} takes {length} printable characters.", nameof(text));
        }

        _line.Append(text);
        return this;
    }
}
