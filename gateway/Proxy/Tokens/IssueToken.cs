using Aso.Foundation;
using Aso.Foundation.OpenApi;
using Aso.Gateway.Factors;
using Aso.Gateway.People;
using Aso.Gateway.Sessions;
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

    private const string Form = "application/x-www-form-urlencoded";

    public static void Map(IEndpointRouteBuilder app)
    {
        var tokens = app.MapGroup("/connect").AllowAnonymous().WithTags("Tokens");
        tokens.MapPost("/token", HandleAsync)
            .Accepts<TokenForm>(Form).Produces<TokenAnswer>().Produces<TokenRefusal>(StatusCodes.Status400BadRequest).Produces<TokenRefusal>(StatusCodes.Status401Unauthorized)
            .WithName("IssueToken").WithSummary("Get an access token: client credentials for systems, authorization code or refresh token for people")
            .WithExample("""{"grant_type": "client_credentials", "client_id": "administrator", "client_secret": "development-only-secret"}""");

        // OpenIddict answers it before it comes here; it stands here to be described.
        tokens.MapPost("/revoke", () => TypedResults.NotFound())
            .Accepts<RevocationForm>(Form).Produces(StatusCodes.Status200OK).Produces<TokenRefusal>(StatusCodes.Status400BadRequest).Produces<TokenRefusal>(StatusCodes.Status401Unauthorized)
            .WithName("RevokeToken").WithSummary("Make a refresh token good for nothing");
    }

    private static async Task<Results<SignInHttpResult, ForbidHttpResult>> HandleAsync(
        HttpContext http, ClientRecords clients, Accounts people, SecondFactors factors, SignedInSessions sessions, CancellationToken cancel)
    {
        var request = http.GetOpenIddictServerRequest()
            ?? throw new InvalidOperationException("OpenIddict let a request pass that it did not read.");
        return request.IsClientCredentialsGrantType()
            ? await ForClientAsync(request, clients, cancel)
            : await ForPersonAsync(http, people, factors, sessions, cancel);
    }

    private static async Task<Results<SignInHttpResult, ForbidHttpResult>> ForClientAsync(
        OpenIddictRequest request, ClientRecords clients, CancellationToken cancel)
    {
        var client = await clients.FindByClientIdAsync(request.ClientId!, cancel);
        if (client is null || await clients.StandingOfAsync(client, cancel) is not { } standing)
        {
            return Refuse(Errors.UnauthorizedClient, "This client speaks for people only: use the authorization code flow.");
        }

        return await clients.BlockedAtAsync(client, cancel) is null
            ? TypedResults.SignIn(
                Grants.Of(request.ClientId!, await clients.SessionOfAsync(client, cancel), standing, request.GetScopes()), authenticationScheme: Scheme)
            : Refuse(Errors.UnauthorizedClient, "This client is blocked: ask the administrator of the platform.");
    }

    private static async Task<Results<SignInHttpResult, ForbidHttpResult>> ForPersonAsync(
        HttpContext http, Accounts people, SecondFactors factors, SignedInSessions sessions, CancellationToken cancel)
    {
        // The code or refresh token says who and which scopes; what the person may do is read again, as of now.
        var granted = (await http.AuthenticateAsync(Scheme)).Principal;
        if (granted is null
            || await sessions.FindAsync(granted.GetClaim(TokenClaims.Session), cancel) is not { } session
            || await people.FindActiveAsync(session.PersonId.ToString(), cancel) is not { } person
            || factors.IsMissing(person))
        {
            return Refuse(Errors.InvalidGrant, "The session has ended: sign in again.");
        }

        await sessions.SeeAsync(session, cancel);
        return TypedResults.SignIn(Grants.Of(person, session.SessionId, granted.GetScopes()), authenticationScheme: Scheme);
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
