using System.Security.Cryptography;
using Aso.Foundation;
using Aso.Gateway.Audit;
using Aso.Gateway.Sessions;
using Aso.Gateway.Tokens;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;

namespace Aso.Gateway.Clients;

/// <summary>Block, unblock, remove a client, or give it another secret. Its access tokens and streams end with it, within seconds.</summary>
internal static class ChangeClient
{
    private const int OverlapHoursMax = 168;

    public static void Map(IEndpointRouteBuilder clients)
    {
        clients.MapPost("/{clientId}/block", BlockAsync)
            .WithName("BlockClient").WithSummary("Keep a client out until further notice")
            .WithDescription("It gets no tokens, and those in hand end within seconds, open streams and watches too. Blocking again changes nothing.")
            .Produces<ListClients.Client>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        clients.MapPost("/{clientId}/unblock", UnblockAsync)
            .WithName("UnblockClient").WithSummary("Let a blocked client in again")
            .WithDescription("With its secret as it was; it fetches a new token.")
            .Produces<ListClients.Client>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        clients.MapPost("/{clientId}/secret", ReplaceSecretAsync)
            .WithName("ReplaceClientSecret").WithSummary("Give a client a new secret; it is shown in this answer and never again")
            .WithDescription("The one in use ends now, with the tokens that it fetched; or it goes on beside the new one for some hours, so that no system stands still.")
            .Produces<NewSecret>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        clients.MapDelete("/{clientId}", RemoveAsync)
            .WithName("RemoveClient").WithSummary("Remove a client for good")
            .WithDescription("As blocking it. Its acts stay in the access log.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <param name="OverlapHours">How long the secret in use is taken beside the new one: 0 to 168 hours, 0 if left out.</param>
    public sealed record SecretRequest(int? OverlapHours = null);

    /// <param name="ClientSecret">Only its hash is kept here.</param>
    /// <param name="OldSecretUntil">Until when the secret before it is taken; left out where it has ended.</param>
    public sealed record NewSecret(string ClientId, string ClientSecret, DateTime? OldSecretUntil);

    private static Task<IResult> BlockAsync(
        string clientId, HttpContext http, ClientRecords clients, EndedCredentials ended, AccessLog log, IOptions<AuthOptions> options, CancellationToken cancel) =>
        OfAsync(clientId, clients, options, async client =>
        {
            if (await clients.BlockedAtAsync(client, cancel) is null)
            {
                await ended.EndAsync(
                    await clients.SessionOfAsync(client, cancel),
                    async () =>
                    {
                        await clients.BlockAsync(client, cancel);
                        await log.WriteAsync(http, Acts.ClientBlocked, About.Client(client), cancel);
                    },
                    cancel);
            }

            return TypedResults.Ok(await ListClients.ToClientAsync(clients, client, cancel));
        }, cancel);

    private static Task<IResult> UnblockAsync(
        string clientId, HttpContext http, ClientRecords clients, AccessLog log, IOptions<AuthOptions> options, CancellationToken cancel) =>
        OfAsync(clientId, clients, options, async client =>
        {
            if (await clients.BlockedAtAsync(client, cancel) is not null)
            {
                await clients.UnblockAsync(client, cancel);
                await log.WriteAsync(http, Acts.ClientUnblocked, About.Client(client), cancel);
            }

            return TypedResults.Ok(await ListClients.ToClientAsync(clients, client, cancel));
        }, cancel);

    // No Idempotency-Key here: to give the same answer again, the secret would have to be kept.
    private static Task<IResult> ReplaceSecretAsync(
        string clientId, SecretRequest request, HttpContext http, ClientRecords clients, EndedCredentials ended, AccessLog log,
        IOptions<AuthOptions> options, TimeProvider clock, CancellationToken cancel) =>
        OfAsync(clientId, clients, options, async client =>
        {
            if (request.OverlapHours is < 0 or > OverlapHoursMax)
            {
                return Problems.Refuse(new Refusal("overlap-invalid", "overlapHours", $"Give 0 to {OverlapHoursMax} hours, or leave it out for none."));
            }

            var secret = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
            DateTime? oldUntil = request.OverlapHours is > 0 and var hours ? clock.GetUtcNow().UtcDateTime.AddHours(hours) : null;
            await ended.EndAsync(
                oldUntil is null ? await clients.SessionOfAsync(client, cancel) : null,
                async () =>
                {
                    await clients.ReplaceSecretAsync(client, secret, oldUntil, cancel);
                    await log.WriteAsync(http, Acts.ClientSecretReplaced, About.Client(client), cancel, oldUntil is { } until ? $"the old one until {until:u}" : null);
                },
                cancel);
            return TypedResults.Ok(new NewSecret(client.ClientId!, secret, oldUntil));
        }, cancel);

    private static Task<IResult> RemoveAsync(
        string clientId, HttpContext http, ClientRecords clients, EndedCredentials ended, AccessLog log, IOptions<AuthOptions> options, CancellationToken cancel) =>
        OfAsync(clientId, clients, options, async client =>
        {
            // First out, then away: should the second fail, the client is out nevertheless.
            await ended.EndAsync(
                await clients.SessionOfAsync(client, cancel),
                async () =>
                {
                    await clients.BlockAsync(client, cancel);
                    await log.WriteAsync(http, Acts.ClientRemoved, About.Client(client), cancel);
                },
                cancel);
            await clients.DeleteAsync(client, cancel);
            return TypedResults.NoContent();
        }, cancel);

    private static async Task<IResult> OfAsync(
        string clientId, ClientRecords clients, IOptions<AuthOptions> options,
        Func<OpenIddictEntityFrameworkCoreApplication, Task<IResult>> actAsync, CancellationToken cancel)
    {
        if (await clients.FindByClientIdAsync(clientId, cancel) is not { } client)
        {
            return Problems.NotFound("client");
        }

        if (clientId is ClientRecords.PortalClientId || clientId == options.Value.Administrator.ClientId)
        {
            return Problems.Conflict("client-configured", "clientId", "This client comes from the configuration: change it there.");
        }

        try
        {
            return await actAsync(client);
        }
        catch (OpenIddictExceptions.ConcurrencyException)
        {
            return Problems.Conflict("client-changed", "clientId", "Somebody else changed this client at the same moment: read it, and decide again.");
        }
    }
}
