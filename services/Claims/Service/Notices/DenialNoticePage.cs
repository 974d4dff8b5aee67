using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Aso.Claims.Domain;

namespace Aso.Claims.Notices;

/// <summary>A denial notice as a page to print and send: one document, no script, nothing loaded.</summary>
internal static class DenialNoticePage
{
    private const string Style = """
        :root{color-scheme:light dark;--ink:#17212b;--soft:#52606d;--paper:#f5f7f8;--sheet:#fff;--line:#dfe5e9}
        @media screen and (prefers-color-scheme:dark){:root{--ink:#e6edf2;--soft:#a4b2be;--paper:#0f1519;--sheet:#172027;--line:#303d46}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 Georgia,"Times New Roman",serif}
        main{max-width:46rem;margin:2rem auto;padding:clamp(1.25rem,5vw,3.5rem);background:var(--sheet);border:1px solid var(--line)}
        h1{margin:0 0 1.25rem;font-size:1.625rem;line-height:1.25}
        h2{margin:2.25rem 0 .75rem;font-size:1.1875rem}
        h3{margin:0 0 .5rem;font-size:1.0625rem}
        p{margin:0 0 .75rem}
        section{border-top:1px solid var(--line);padding:1rem 0 .25rem;break-inside:avoid}
        dl{margin:0}
        .facts{display:grid;grid-template-columns:max-content 1fr;gap:.125rem 1.5rem}
        .facts dt{color:var(--soft);font-weight:400}
        dt{font-weight:700}
        dd{margin:0 0 .75rem}
        .facts dd{margin:0}
        @page{margin:2cm}
        @media print{body{background:#fff;font-size:11pt}main{max-width:none;margin:0;padding:0;border:0}h2{break-after:avoid}}
        """;

    /// <summary>What a browser may do with it: show it in its own style, and nothing else.</summary>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string Of(DenialNotice notice)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Notice of denial, claim {Text(notice.ClaimNumber)}</title><style>{Style}</style></head><body><main>
            <h1>Notice of denial</h1>
            <dl class="facts"><dt>Plan</dt><dd>{Text(notice.Plan)}</dd><dt>Member</dt><dd>{Text(notice.MemberId)}</dd><dt>Claim</dt><dd>{Text(notice.ClaimNumber)}</dd><dt>Decided on</dt><dd>{Date(notice.DecidedOn)}</dd><dt>Appeal until</dt><dd>{Date(notice.Appeal.Until)}</dd></dl>
            <h2>What was denied, and why</h2>
            """);
        foreach (var denial in notice.Denials)
        {
            Append(page, denial);
        }

        page.Append("<h2>What you can do</h2>");
        foreach (var words in notice.Appeal.Words)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{Text(words)}</p>");
        }

        return page
            .Append(CultureInfo.InvariantCulture, $"<h2>Where to write</h2><p>Send your appeal, and all that you want considered, to the administrator of {Text(notice.Plan)}, at the address and telephone number on the member's identification card. Name the claim and the member as they stand above.</p>")
            .Append("</main></body></html>").ToString();
    }

    private static void Append(StringBuilder page, DenialNotice.Denial denial)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section><h3>{Subject(denial)}</h3><dl><dt>Reason</dt><dd>{Text(denial.Reason)}{(denial.Code is null ? "" : $" ({denial.Code})")}</dd><dt>Provision of the plan</dt><dd>{Text(denial.Provision)}</dd>");
        if (denial.Needed is { } needed)
        {
            page.Append(CultureInfo.InvariantCulture, $"<dt>What you can send</dt><dd>{Text(needed)}</dd>");
        }

        page.Append("</dl></section>");
    }

    private static string Subject(DenialNotice.Denial denial) => denial is { LineNumber: { } number, Charged: { } charged }
        ? $"Line {number}: procedure {Text(denial.Procedure ?? "")} on {Date(denial.ServiceDate)}, charged {Sayings.Dollars(charged)}"
        : $"Disability from {Date(denial.ServiceDate)}";

    private static string Date(DateOnly date) => $"<time datetime=\"{date.ToString("O", CultureInfo.InvariantCulture)}\">{Sayings.Date(date)}</time>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
