using System.Globalization;
using System.Text;
using Aso.StopLoss.Domain;

namespace Aso.StopLoss.Store;

/// <summary>The lines of a payment as text, such as <c>2026-02-03:4500 2026-02-04:120</c> (service date and cents): a row per payment, not per line.</summary>
internal static class PaidLines
{
    private const string DateFormat = "yyyy-MM-dd";

    public static string Write(IEnumerable<Contracts.Claims.V1.PaidLine> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? "" : " ")}{line.ServiceDate:yyyy-MM-dd}:{line.PaidCents}");
        }

        return text.ToString();
    }

    public static IReadOnlyList<PaidLine> Read(string text)
    {
        var lines = new List<PaidLine>();
        foreach (var part in text.AsSpan().Split(' '))
        {
            var line = text.AsSpan()[part];
            if (!line.IsEmpty)
            {
                var date = DateOnly.ParseExact(line[..DateFormat.Length], DateFormat, CultureInfo.InvariantCulture);
                lines.Add(new(date, new(long.Parse(line[(DateFormat.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture))));
            }
        }

        return lines;
    }
}
