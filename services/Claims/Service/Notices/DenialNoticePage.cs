using System.Globalization;
using System.Net;
using System.Text;

namespace Aso.Claims.Notices;

/// <summary>A denial notice as a page to print and send: one document, no script, nothing loaded.</summary>
internal static class DenialNoticePage
{
    private const string Style =
        "body{font:12pt/1.45 Georgia,serif;max-width:42em;margin:3em auto;color:#111}h1{font-size:1.4em}h2{font-size:1.1em;margin-top:2em}"
        + "section{border-top:1px solid #999;padding:.6em 0;break-inside:avoid}dt{font-weight:bold}dd{margin:0 0 .5em}@page{margin:2cm}";

    public static string Of(DenialNotice notice)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Notice of denial</title><style>{Style}</style></head><body>");
        page.Append(CultureInfo.InvariantCulture, $"<h1>Notice of denial</h1><p>{Text(notice.Plan)}<br>Claim {Text(notice.ClaimNumber)}, member {Text(notice.MemberId)}<br>Decided on {notice.DecidedOn:yyyy-MM-dd}</p>");
        page.Append("<h2>What was denied, and why</h2>");
        foreach (var denial in notice.Denials)
        {
            page.Append(CultureInfo.InvariantCulture, $"<section><p>{Subject(denial)}</p><dl><dt>Reason</dt><dd>{Text(denial.Reason)}{(denial.Code is null ? "" : $" ({denial.Code})")}</dd><dt>Provision of the plan</dt><dd>{Text(denial.Provision)}</dd>");
            if (denial.Needed is { } needed)
            {
                page.Append(CultureInfo.InvariantCulture, $"<dt>What you can send</dt><dd>{Text(needed)}</dd>");
            }

            page.Append("</dl></section>");
        }

        page.Append("<h2>What you can do</h2>");
        foreach (var words in notice.Appeal.Words)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{Text(words)}</p>");
        }

        return page.Append("</body></html>").ToString();
    }

    private static string Subject(DenialNotice.Denial denial) => denial.LineNumber is { } number
        ? string.Create(CultureInfo.InvariantCulture, $"Line {number}: procedure {Text(denial.Procedure ?? "")} on {denial.ServiceDate:yyyy-MM-dd}, charged ${denial.Charged}")
        : string.Create(CultureInfo.InvariantCulture, $"Disability from {denial.ServiceDate:yyyy-MM-dd}");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
