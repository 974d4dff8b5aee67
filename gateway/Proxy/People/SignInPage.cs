using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Aso.Gateway.People;

/// <summary>The sign-in page: one form, no script, readable by any browser and screen reader.</summary>
internal static class SignInPage
{
    public const string Style = """
        :root{color-scheme:light dark;--ink:#1b2733;--paper:#f4f6f8;--card:#fff;--line:#6b7a89;--act:#0b5cad;--bad:#a4161a}
        @media(prefers-color-scheme:dark){:root{--ink:#e8edf2;--paper:#10161c;--card:#19222b;--line:#8a99a8;--act:#1f6fbf;--bad:#ff9a9c}}
        body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
        main{background:var(--card);padding:2rem;border-radius:.75rem;width:min(22rem,calc(100vw - 6rem));box-shadow:0 1px 12px #0002}
        h1{font-size:1.375rem;margin:0 0 1.25rem}
        label{display:block;font-weight:600;margin-top:1rem}
        input{box-sizing:border-box;width:100%;padding:.625rem;margin-top:.25rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.375rem}
        button{width:100%;margin-top:1.5rem;padding:.75rem;font:inherit;font-weight:600;color:#fff;background:var(--act);border:0;border-radius:.375rem;cursor:pointer}
        :focus-visible{outline:3px solid var(--act);outline-offset:2px}
        [role=alert]{color:var(--bad);margin:0 0 1rem;font-weight:600}
        """;

    /// <summary>Nothing but this page's own style; its form may go nowhere but here.</summary>
    /// <remarks>"form-action" is left open to redirects of https, for after the sign-in the browser follows them to the client.</remarks>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'self' https:; frame-ancestors 'none'";

    public static string Render(string proofName, string proof, string returnUrl, string userName, string? problem)
    {
        var html = HtmlEncoder.Default;
        var described = problem is null ? "" : " aria-describedby=\"problem\" aria-invalid=\"true\"";
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{(problem is null ? "" : "Not signed in: ")}Sign in - Benefits administration</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>Sign in</h1>
            {(problem is null ? "" : $"<p role=\"alert\" id=\"problem\">{html.Encode(problem)}</p>")}
            <form method="post" action="{SignIn.Path}">
            <input type="hidden" name="{html.Encode(proofName)}" value="{html.Encode(proof)}">
            <input type="hidden" name="{SignIn.ReturnParameter}" value="{html.Encode(returnUrl)}">
            <label for="userName">User name</label>
            <input id="userName" name="userName" value="{html.Encode(userName)}" autocomplete="username" autocapitalize="none" spellcheck="false" required{(problem is null ? " autofocus" : "")}>
            <label for="password">Password</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required{described}{(problem is null ? "" : " autofocus")}>
            <button type="submit">Sign in</button>
            </form>
            </main>
            </body>
            </html>
            """;
    }
}
