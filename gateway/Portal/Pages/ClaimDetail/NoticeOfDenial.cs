using System.Security.Claims;
using Aso.Portal.Api;
using Aso.Portal.Session;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Aso.Portal.Pages.ClaimDetail;

/// <summary>GET /claims/{number}/denial-notice: the platform's own letter, fetched with the token of whoever is signed in. The browser holds none.</summary>
internal static class NoticeOfDenial
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/claims/{number}/denial-notice", HandleAsync)
            .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = SignIn.Scheme })
            .ExcludeFromDescription();

    public static string AddressOf(string number, string? employer) =>
        $"claims/{Uri.EscapeDataString(number)}/denial-notice{(employer is null ? "" : $"?employer={Uri.EscapeDataString(employer)}")}";

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> HandleAsync(
        string number, Guid? employer, HttpContext http, AuthenticationStateProvider authentication, SignedIn person, PlatformApi api)
    {
        // As for a page: the services behind it ask who is signed in.
        ((IHostEnvironmentAuthenticationStateProvider)authentication).SetAuthenticationState(Task.FromResult(new AuthenticationState(http.User ?? new ClaimsPrincipal())));
        if ((await person.EmployerAsync() ?? employer) is not { } of)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);
        }

        var answer = await api.DenialNoticeAsync(of, number, http.RequestAborted);
        if (answer.Value is not { } letter)
        {
            return TypedResults.Problem(statusCode: StatusOf(answer.Trouble), detail: answer.Refusal?.Remedies is [var remedy, ..] ? remedy : null);
        }

        http.Response.Headers.ContentSecurityPolicy = letter.Policy;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Content(letter.Html, "text/html; charset=utf-8");
    }

    private static int StatusOf(Trouble trouble) => trouble switch
    {
        Trouble.NotFound => StatusCodes.Status404NotFound,
        Trouble.Forbidden => StatusCodes.Status403Forbidden,
        Trouble.SignedOut => StatusCodes.Status401Unauthorized,
        Trouble.Refused => StatusCodes.Status409Conflict,
        Trouble.TooMany => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status503ServiceUnavailable,
    };
}
