using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Aso.Gateway.Edge;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Gateway.People;

/// <summary>The frame of the gateway's own pages, in the style of the sign-in page: at most one small script of their own, light and dark, readable by any browser and screen reader.</summary>
internal static class PageFrame
{
    private const string Style = SignInPage.Style + """

        main{margin:2rem 0}
        p{margin:.75rem 0}
        ul{list-style:none;margin:1rem 0;padding:0}
        li{border-top:1px solid var(--line);padding:.75rem 0}
        li p{margin:.25rem 0}
        h2{font-size:1.125rem;margin:1.5rem 0 .5rem}
        a{color:inherit}
        form[hidden]{display:none}
        code{font-family:ui-monospace,monospace;overflow-wrap:anywhere}
        .picture svg{display:block;margin:0 auto;max-width:100%;height:auto}
        button.quiet{color:inherit;background:transparent;border:1px solid var(--line);margin-top:.5rem;padding:.5rem}
        """;

    private static readonly string ContentSecurityPolicy =
        $"default-src 'none'; img-src 'self'; style-src 'self' {HashOf(Style)}; base-uri 'none'; form-action 'self' https:; frame-ancestors 'none'";

    /// <summary>A page; nothing of it is kept by the browser.</summary>
    /// <param name="body">Markup, with everything that comes from elsewhere encoded.</param>
    /// <param name="problem">What went wrong with what was sent; null where nothing did.</param>
    /// <param name="script">Run after the body; nothing else is.</param>
    public static ContentHttpResult Show(HttpContext http, string title, string body, string? problem = null, int status = StatusCodes.Status200OK, string? script = null)
    {
        SecurityHeaders.UsePolicy(http, script is null ? ContentSecurityPolicy : $"{ContentSecurityPolicy}; script-src {HashOf(script)}");
        http.Response.Headers.CacheControl = "no-store";
        var html = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{(problem is null ? "" : "Not done: ")}{Encode(title)} – Benefit Plan Portal</title>
            {SignInPage.Links}
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <p class="brand"><img src="{SignInPage.Icon}" width="28" height="28" alt="">Benefit Plan Portal</p>
            <h1>{Encode(title)}</h1>
            {(problem is null ? "" : $"<p role=\"alert\" id=\"problem\">{Encode(problem)}</p>")}
            {body}
            </main>
            {(script is null ? "" : $"<script>{script}</script>")}
            </body>
            </html>
            """;
        return TypedResults.Text(html, "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>A form with its proof that it came from this page.</summary>
    /// <param name="attributes">Of the form itself, encoded; each with a blank before it.</param>
    public static string Form(HttpContext http, IAntiforgery antiforgery, string action, string fields, string attributes = "")
    {
        var proof = antiforgery.GetAndStoreTokens(http);
        return $"""
            <form method="post" action="{Encode(action)}"{attributes}>
            {Hidden(proof.FormFieldName, proof.RequestToken!)}
            {fields}
            </form>
            """;
    }

    public static string Hidden(string name, string value) => $"<input type=\"hidden\" name=\"{Encode(name)}\" value=\"{Encode(value)}\">";

    /// <param name="hint">What the browser's keeper of passwords goes by: current-password or new-password.</param>
    public static string PasswordField(string name, string label, string hint, bool isFirst = false) => $"""
        <label for="{name}">{Encode(label)}</label>
        <input id="{name}" name="{name}" type="password" autocomplete="{hint}" maxlength="{Passwords.LengthMax}" required{(isFirst ? " autofocus" : "")}>
        """;

    private static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>The fields of a form that came from one of our pages; null of any other.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext http, IAntiforgery antiforgery, CancellationToken cancel) =>
        http.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(http) ? await http.Request.ReadFormAsync(cancel) : null;
}
