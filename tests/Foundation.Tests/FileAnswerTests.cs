using Aso.Foundation.Files;
using CsCheck;
using Microsoft.AspNetCore.Http;

namespace Aso.Foundation.Tests;

public sealed class FileAnswerTests
{
    private static readonly Gen<string> Texts = Gen.Char[" ,\"\r\n=+-@ab1'"].Array[0, 8].Select(letters => new string(letters));

    /// <summary>Whatever a file holds, a reader of RFC 4180 gets nine cells back, and no cell that a spreadsheet would compute.</summary>
    [Fact]
    public void An_outcome_is_one_row_of_nine_cells_whatever_the_file_says() =>
        Gen.Select(Texts, Texts, Texts).Sample((id, field, message) =>
        {
            var row = OutcomeTable.RowOf(new(1, 2, 3, 4, id, RecordResult.Refused, "code", field, message));

            var cells = Read(row);

            Assert.Equal(["1", "2", "3", "4", Shown(id), "refused", "code", Shown(field), Shown(message)], cells);
        });

    [Theory]
    [InlineData("respond-async", true)]
    [InlineData("Respond-Async; wait=10", true)]
    [InlineData("return=minimal, respond-async", true)]
    [InlineData("respond-asynchronously", false)]
    [InlineData("wait=respond-async", false)]
    [InlineData("", false)]
    public void A_preference_is_read_as_a_list_of_names_with_parameters(string header, bool isAsynchronous)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers[Preferences.Header] = header;

        Assert.Equal(isAsynchronous, http.Request.PrefersAsynchronous());
    }

    private static string Shown(string text) => text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;

    /// <summary>One row of comma-separated values, read by its grammar.</summary>
    private static List<string> Read(string row)
    {
        var cells = new List<string>();
        for (var at = 0; at < row.Length;)
        {
            var cell = new System.Text.StringBuilder();
            if (row[at] == '"')
            {
                for (at++; row[at] != '"' || row[at + 1] == '"'; at++)
                {
                    at += row[at] == '"' ? 1 : 0;
                    cell.Append(row[at]);
                }

                at++;
            }
            else
            {
                for (; row[at] is not (',' or '\r'); at++)
                {
                    Assert.NotEqual('"', row[at]);
                    cell.Append(row[at]);
                }
            }

            cells.Add(cell.ToString());
            Assert.True(row[at] == ',' || row[at..] == "\r\n", "A cell ends with a comma, the last with the line.");
            at += row[at] == ',' ? 1 : 2;
        }

        return cells;
    }
}
