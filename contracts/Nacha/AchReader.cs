using System.Globalization;

namespace Aso.Nacha;

/// <summary>What is wrong with a file.</summary>
/// <param name="Code">Stable: <c>line-length</c>, <c>record-unexpected</c>, <c>field-malformed</c>, <c>control-mismatch</c>, <c>blocking</c>,
/// <c>file-incomplete</c>, <c>entry-unexpected</c> (a return among payments, or a payment among returns), <c>notification-of-change</c>.</param>
/// <param name="Line">From 1.</param>
public sealed record AchError(string Code, int Line);

/// <param name="File">Null where anything is wrong: of a payment file nothing counts unless all of it does.</param>
public sealed record AchReading(AchFile? File, AchError? Error);

/// <summary>Reads what <see cref="AchWriter"/> writes, and proves each count, hash and total on the way.</summary>
public static class AchReader
{
    /// <summary>Reads a file of payments.</summary>
    public static AchReading Read(string text) => Read(text, returns: false);

    /// <summary>Reads a file of what a bank returns: every entry has its <see cref="AchEntry.Return"/>.</summary>
    public static AchReading ReadReturns(string text) => Read(text, returns: true);

    private static AchReading Read(string text, bool returns)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parse = new AchParse(text.Split('\n').Select(line => line.TrimEnd('\r')).ToList(), returns);
        try
        {
            return new(parse.File(), null);
        }
        catch (AchFormatException wrong)
        {
            return new(null, new(wrong.Code, parse.LineNumber));
        }
    }
}

internal sealed class AchFormatException(string code) : Exception
{
    public string Code => code;
}

/// <summary>Goes through a file line by line.</summary>
internal sealed class AchParse
{
    private readonly List<string> _lines;
    private readonly bool _returns;
    private int _next;

    /// <param name="returns">Whether every entry is to be a return, or none.</param>
    public AchParse(List<string> lines, bool returns)
    {
        _returns = returns;

        // What follows the last line's end is no line.
        _lines = lines is [.., ""] ? lines[..^1] : lines;
    }

    /// <summary>From 1: the line that was looked at last.</summary>
    public int LineNumber => Math.Max(_next, 1);

    public AchFile File()
    {
        var header = Take('1');
        Demand(header.Text(1, 2) == "01" && header.Text(34, 6) == "094101", "field-malformed");
        var batches = new List<AchBatch>();
        var totals = new AchTotals();
        while (Peek() == '5')
        {
            var (batch, ofBatch) = Batch(batches.Count + 1);
            batches.Add(batch);
            totals.Add(ofBatch);
        }

        var control = Take('9');
        var blocks = (_next + AchWriter.LinesPerBlock - 1) / AchWriter.LinesPerBlock;
        Demand(control.Number(1, 6) == batches.Count && control.Number(7, 6) == blocks && control.Number(13, 8) == totals.Count, "control-mismatch");
        Demand(control.Number(21, 10) == totals.Hash && control.Number(31, 12) == totals.DebitCents && control.Number(43, 12) == totals.CreditCents, "control-mismatch");
        Demand(_lines.Count == blocks * AchWriter.LinesPerBlock && _lines.Skip(_next).All(line => line == new string('9', AchWriter.LineLength)), "blocking");
        return new()
        {
            Destination = header.Text(3, 10).TrimStart(),
            Origin = header.Text(13, 10).TrimStart(),
            CreatedAt = header.Time(23),
            Modifier = header.Text(33, 1)[0],
            DestinationName = header.Text(40, 23).TrimEnd(),
            OriginName = header.Text(63, 23).TrimEnd(),
            Reference = header.Text(86, 8).TrimEnd(),
            Batches = batches,
        };
    }

    private (AchBatch Batch, AchTotals Totals) Batch(int number)
    {
        var header = Take('5');
        Demand(header.Number(87, 7) == number, "field-malformed");
        var bank = header.Text(79, 8);
        var entries = new List<AchEntry>();
        var totals = new AchTotals();
        while (Peek() == '6')
        {
            var entry = Entry(bank);
            Demand(entries.Count == 0 || entry.Sequence > entries[^1].Sequence, "field-malformed");
            entries.Add(entry);
            totals.Add(entry);
        }

        var control = Take('8');
        Demand(control.Number(4, 6) == totals.Count && control.Number(10, 10) == totals.Hash, "control-mismatch");
        Demand(control.Number(20, 12) == totals.DebitCents && control.Number(32, 12) == totals.CreditCents, "control-mismatch");
        Demand(control.Text(1, 3) == header.Text(1, 3) && ServiceClass.Allows(header.Text(1, 3), totals), "control-mismatch");
        Demand(control.Text(44, 10) == header.Text(40, 10) && control.Text(79, 15) == header.Text(79, 15), "control-mismatch");
        return (new()
        {
            CompanyName = header.Text(4, 16).TrimEnd(),
            CompanyId = header.Text(40, 10),
            EntryClass = header.Text(50, 3),
            Description = header.Text(53, 10).TrimEnd(),
            EffectiveOn = header.Day(69),
            OriginatingBank = bank,
            Entries = entries,
        }, totals);
    }

    private AchEntry Entry(string bank)
    {
        var line = Take('6');
        Demand(TransactionCode.Read(line.Text(1, 2)) is not null, "field-malformed");
        var code = TransactionCode.Read(line.Text(1, 2))!.Value;
        Demand(code.IsReturn == _returns, "entry-unexpected");
        Demand(RoutingNumber.IsValid(line.Text(3, 9)) && line.Text(79, 8) == bank && line.Number(29, 10) > 0, "field-malformed");
        var hasAddenda = line.Number(78, 1) == 1;
        Demand(hasAddenda || !code.IsReturn, "field-malformed");
        return new()
        {
            AccountKind = code.Account,
            RoutingNumber = line.Text(3, 9),
            AccountNumber = line.Text(12, 17).TrimEnd(),
            Cents = line.Number(29, 10),
            PayeeId = line.Text(39, 15).TrimEnd(),
            PayeeName = line.Text(54, 22).TrimEnd(),
            PaymentInformation = hasAddenda && !code.IsReturn ? Information(line) : null,
            Return = code.IsReturn ? Return(line, code) : null,
            Sequence = (int)line.Number(87, 7),
        };
    }

    private string Information(AchFields entry)
    {
        var addenda = Take('7');
        Demand(addenda.Text(1, 2) == "05" && addenda.Number(83, 4) == 1 && addenda.Text(87, 7) == entry.Text(87, 7), "field-malformed");
        return addenda.Text(3, 80).TrimEnd();
    }

    private AchReturn Return(AchFields entry, TransactionCode code)
    {
        var addenda = Take('7');
        Demand(addenda.Text(1, 2) != "98", "notification-of-change");
        Demand(addenda.Text(1, 2) == "99" && addenda.Text(3, 1) == "R" && addenda.Text(79, 15) == entry.Text(79, 15), "field-malformed");
        Demand(addenda.AreDigits(4, 2) && addenda.AreDigits(6, 15) && addenda.AreDigits(27, 8), "field-malformed");
        return new()
        {
            IsDebit = code.IsDebit,
            Reason = addenda.Text(3, 3),
            OriginalTraceNumber = addenda.Text(6, 15),
            DiedOn = string.IsNullOrWhiteSpace(addenda.Text(21, 6)) ? null : addenda.Day(21),
            OriginalBank = addenda.Text(27, 8),
            Information = addenda.Text(35, 44).TrimEnd(),
        };
    }

    private char Peek() => _next < _lines.Count && _lines[_next].Length > 0 ? _lines[_next][0] : '\0';

    private AchFields Take(char type)
    {
        Demand(_next < _lines.Count, "file-incomplete");
        var line = _lines[_next++];
        Demand(line.Length == AchWriter.LineLength, "line-length");
        Demand(line[0] == type, "record-unexpected");
        return new(line);
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new AchFormatException(otherwise);
        }
    }
}

/// <summary>A line's fields by their place, from 0.</summary>
internal readonly struct AchFields(string line)
{
    public string Text(int start, int length) => line.Substring(start, length);

    public bool AreDigits(int start, int length) => !line.AsSpan(start, length).ContainsAnyExceptInRange('0', '9');

    public long Number(int start, int length) =>
        long.TryParse(line.AsSpan(start, length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new AchFormatException("field-malformed");

    public DateOnly Day(int start) =>
        DateOnly.TryParseExact("20" + Text(start, 6), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : throw new AchFormatException("field-malformed");

    public DateTime Time(int start) =>
        DateTime.TryParseExact("20" + Text(start, 10), "yyyyMMddHHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : throw new AchFormatException("field-malformed");
}
