using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Aso.Gateway.People;

/// <summary>The sign-in page: one form, no script, readable by any browser and screen reader.</summary>
internal static class SignInPage
{
    public const string Icon = "/_content/Aso.Portal/icon.svg";

    // The colours are the portal's: the page before it and the page behind it look alike, in the light and in the dark.
    public const string Links = $"""
        <link rel="icon" type="image/svg+xml" href="{Icon}">
        <link rel="stylesheet" href="/_content/Aso.Portal/tokens.css">
        """;

    /// <summary>Wants the colours of <see cref="Links"/>.</summary>
    public const string Style = """
        *{box-sizing:border-box}
        body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
        main{width:min(24rem,calc(100vw - 2rem));padding:2rem;background:var(--card);border:1px solid var(--line);border-radius:var(--radius)}
        .brand{display:flex;align-items:center;gap:.625rem;margin:0 0 1.75rem;font-weight:650}
        h1{margin:0 0 1.25rem;font-size:1.5rem;line-height:1.25}
        label{display:block;margin-top:1rem;font-weight:600}
        input{width:100%;margin-top:.25rem;padding:.625rem .75rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--field);border-radius:8px}
        button{width:100%;margin-top:1.5rem;padding:.75rem;font:inherit;font-weight:600;color:var(--on-act);background:var(--act);border:1px solid var(--act);border-radius:8px;cursor:pointer}
        button:hover{background:var(--act-strong)}
        :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        [role=alert]{margin:0 0 1rem;padding:.75rem 1rem;color:var(--bad);background:var(--bad-wash);border-radius:8px;font-weight:600}
        .hint{margin:1.5rem 0 0;padding-top:1rem;color:var(--ink-soft);border-top:1px solid var(--line);font-size:.875rem}
        """;

    /// <summary>Nothing but this page's own style, the colours and the icon; its form may go nowhere but here.</summary>
    /// <remarks>"form-action" is left open to redirects of https, for after the sign-in the browser follows them to the client.</remarks>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; img-src 'self'; style-src 'self' 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'self' https:; frame-ancestors 'none'";

    /// <param name="isSandbox">Then the page says where the demo group's names are.</param>
    public static string Render(string proofName, string proof, string returnUrl, string userName, string? problem, bool isSandbox = false)
    {
        var html = HtmlEncoder.Default;
        var described = problem is null ? "" : " aria-describedby=\"problem\" aria-invalid=\"true\"";
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{(problem is null ? "" : "Not signed in: ")}Sign in – Benefit Plan Portal</title>
            {Links}
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <p class="brand"><img src="{Icon}" width="28" height="28" alt="">Benefit Plan Portal</p>
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
            {(isSandbox ? "<p class=\"hint\">This is a sandbox. The names and passwords of the demo group were printed where the platform was started.</p>" : "")}
            </main>
            </body>
            </html>
            """;
    }
}
