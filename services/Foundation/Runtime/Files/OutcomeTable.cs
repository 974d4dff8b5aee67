using System.Globalization;

namespace Aso.Foundation.Files;

/// <summary>Outcomes of records as a table of comma-separated values (RFC 4180).</summary>
public static class OutcomeTable
{
    public const string ContentType = "text/csv";

    public const string Header = "interchange,group,set,segment,id,outcome,code,field,message\r\n";

    /// <summary>One row, its end included.</summary>
    public static string RowOf(RecordOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var place = string.Create(CultureInfo.InvariantCulture, $"{outcome.Interchange},{outcome.Group},{outcome.Set},{outcome.Segment}");
        var word = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(outcome.Outcome.ToString());
        return $"{place},{Cell(outcome.Id)},{word},{Cell(outcome.Code)},{Cell(outcome.Field)},{Cell(outcome.Message)}\r\n";
    }

    /// <summary>A text from a file that a spreadsheet would compute is kept from it by an apostrophe; as JSON it stands as it was sent.</summary>
    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var cell = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{text}" : text;
        return cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
