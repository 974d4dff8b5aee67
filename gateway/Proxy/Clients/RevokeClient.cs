using Aso.Foundation;
using Aso.Gateway.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Aso.Gateway.Clients;

/// <summary>DELETE /v1/clients/{clientId} — no new tokens from now on; those in hand end within minutes, with their lifetime.</summary>
internal static class RevokeClient
{
    public static void Map(IEndpointRouteBuilder clients) =>
        clients.MapDelete("/{clientId}", HandleAsync)
            .WithName("RevokeClient").WithSummary("Revoke a client")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        string clientId, ClientRecords clients, IOptions<AuthOptions> options, CancellationToken cancel)
    {
        if (await clients.FindByClientIdAsync(clientId, cancel) is not { } client)
        {
            return Problems.NotFound("client");
        }

        if (clientId is ClientRecords.PortalClientId || clientId == options.Value.Administrator.ClientId)
        {
            return Problems.Conflict("client-configured", "clientId", "This client comes from the configuration: change it there.");
        }

        await clients.DeleteAsync(client, cancel);
        return TypedResults.NoContent();
    }
}
