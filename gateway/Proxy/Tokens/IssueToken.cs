using Aso.Gateway.People;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Aso.Gateway.Tokens;

/// <summary>POST /connect/token — the last step of every flow; by then OpenIddict has proven the client and the grant.</summary>
internal static class IssueToken
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/connect/token", HandleAsync).AllowAnonymous()
            .WithTags("Tokens").WithName("IssueToken")
            .WithSummary("Get an access token: client credentials for systems, authorization code or refresh token for people");

    private static async Task<Results<SignInHttpResult, ForbidHttpResult>> HandleAsync(
        HttpContext http, ClientRecords clients, Accounts people, CancellationToken cancel)
    {
        var request = http.GetOpenIddictServerRequest()
            ?? throw new InvalidOperationException("OpenIddict let a request pass that it did not read.");
        return request.IsClientCredentialsGrantType()
            ? await ForClientAsync(request, clients, cancel)
            : await ForPersonAsync(http, people, cancel);
    }

    private static async Task<Results<SignInHttpResult, ForbidHttpResult>> ForClientAsync(
        OpenIddictRequest request, ClientRecords clients, CancellationToken cancel)
    {
        var client = await clients.FindByClientIdAsync(request.ClientId!, cancel);
        return client is not null && await clients.StandingOfAsync(client, cancel) is { } standing
            ? TypedResults.SignIn(
                Grants.Of(request.ClientId!, name: null, standing, request.GetScopes()), authenticationScheme: Scheme)
            : Refuse(Errors.UnauthorizedClient, "This client speaks for people only: use the authorization code flow.");
    }

    private static async Task<Results<SignInHttpResult, ForbidHttpResult>> ForPersonAsync(
        HttpContext http, Accounts people, CancellationToken cancel)
    {
        // The code or refresh token says who and which scopes; what the person may do is read again, as of now.
        var granted = (await http.AuthenticateAsync(Scheme)).Principal;
        return granted is not null && await people.FindAsync(granted.GetClaim(Claims.Subject), cancel) is { } person
            ? TypedResults.SignIn(
                Grants.Of(person.PersonId.ToString(), person.UserName, person.Standing, granted.GetScopes()), authenticationScheme: Scheme)
            : Refuse(Errors.InvalidGrant, "The person is no longer known here: sign in again.");
    }

    private static ForbidHttpResult Refuse(string error, string detail) =>
        TypedResults.Forbid(
            new(new Dictionary<string, string?>
            {
                [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
                [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = detail,
            }),
            [Scheme]);
}
