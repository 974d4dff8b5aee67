using System.Globalization;
using System.Text.Json;
using Aso.Verifier.Reporting;

namespace Aso.Verifier.Ledger;

/// <summary>Reads the entries of a page that <c>GET …/ledger/entries</c> answered.</summary>
internal static class ExportedJournal
{
    /// <param name="balance">Told of entries whose lines are not those of their kind.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="JsonException">It is no such page.</exception>
    public static IEnumerable<Entry> Read(string file, Guid book, CheckResult balance)
    {
        using var page = JsonDocument.Parse(File.ReadAllBytes(file));
        if (!page.RootElement.TryGetProperty("items", out var items))
        {
            throw new JsonException($"{file} is no page of a journal.");
        }

        foreach (var item in items.EnumerateArray())
        {
            var (entry, lines) = Read(item, file);
            var written = Written(Lines(entry));
            balance.Same(new Place(book, entry.Subject, entry.Sequence), "lines", written, Written(lines));
            balance.Same(new Place(book, entry.Subject, entry.Sequence), "entryId", Seal.IdOf(book, entry.Kind, entry.Subject), item.GetProperty("entryId").GetGuid());
            yield return entry;
        }
    }

    private static (Entry Entry, List<Line> Lines) Read(JsonElement item, string file)
    {
        try
        {
            var lines = item.GetProperty("lines").EnumerateArray().Select(ToLine).ToList();

            // What is debited is the amount; a credit of providerReceivable is what was recouped: no kind of entry credits it otherwise.
            var entry = new Entry(
                item.GetProperty("sequence").GetInt64(),
                DateOnly.ParseExact(item.GetProperty("on").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                PostingRule.KindOf(item.GetProperty("kind").GetString()!),
                lines.Where(line => line.IsDebit).Sum(line => line.Cents),
                lines.Where(line => !line.IsDebit && line.Account == Account.ProviderReceivable.Name()).Sum(line => line.Cents),
                item.GetProperty("subject").GetGuid(), item.GetProperty("cause").GetGuid(),
                Convert.FromHexString(item.GetProperty("hash").GetString()!));
            return (entry, lines);
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException or KeyNotFoundException or OverflowException)
        {
            throw new JsonException($"{file} is no page of a journal.", failure);
        }
    }

    private static IEnumerable<Line> Lines(Entry entry)
    {
        if (PostingRule.Of(entry.Kind) is { } rule)
        {
            Line[] lines =
            [
                new(rule.Debit.Name(), true, entry.Amount),
                new(rule.Credit.Name(), false, entry.Amount - entry.Recouped),
                new(Account.ProviderReceivable.Name(), false, entry.Recouped),
            ];
            return lines.Where(line => line.Cents != 0);
        }

        return [];
    }

    private static string Written(IEnumerable<Line> lines) =>
        string.Join(", ", lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{(line.IsDebit ? "debit" : "credit")} {line.Account} {line.Cents}")));

    private static Line ToLine(JsonElement line)
    {
        var isDebit = line.TryGetProperty("debit", out var debit);
        return new(line.GetProperty("account").GetString()!, isDebit, Cents(isDebit ? debit : line.GetProperty("credit")));
    }

    private static long Cents(JsonElement dollars) =>
        (long)(decimal.Parse(dollars.GetString()!, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) * 100);

    private readonly record struct Line(string Account, bool IsDebit, long Cents);
}
