using Aso.Foundation;
using Aso.Gateway.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenIddict.EntityFrameworkCore.Models;

namespace Aso.Gateway.Clients;

/// <summary>GET /v1/clients and /v1/clients/{clientId} — who may ask for tokens, without secrets.</summary>
internal static class ListClients
{
    public static void Map(IEndpointRouteBuilder clients)
    {
        clients.MapGet("/", HandleAsync)
            .WithName("ListClients").WithSummary("The registered clients, by id")
            .WithDescription("Without their secrets, which are not kept.");
        clients.MapGet("/{clientId}", ReadAsync)
            .WithName("GetClient").WithSummary("One client")
            .WithDescription("Without its secret, which is not kept.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="BlockedAt">Since when it gets no tokens; left out for a client that is not blocked.</param>
    public sealed record Client(
        string ClientId, string? Name, CallerKind Kind, Guid? EmployerId, Guid? CarrierId, IReadOnlyList<string> Npis, IReadOnlyList<string> Scopes, DateTime? BlockedAt);

    /// <summary>Null for a client that speaks only for the people who sign in through it.</summary>
    public static async Task<Client?> ToClientAsync(ClientRecords clients, OpenIddictEntityFrameworkCoreApplication row, CancellationToken cancel) =>
        await clients.StandingOfAsync(row, cancel) is { } standing
            ? new(
                row.ClientId!, row.DisplayName, standing.Kind, standing.EmployerId, standing.CarrierId, standing.Npis, standing.Scopes,
                await clients.BlockedAtAsync(row, cancel))
            : null;

    /// <param name="after">The `next` of the page before.</param>
    /// <param name="limit">1 to 500, 100 if left out; more is cut.</param>
    private static async Task<Ok<Page<Client>>> HandleAsync(
        ClientRecords clients, CancellationToken cancel, string? after = null, int? limit = null)
    {
        var most = Paging.Limit(limit);
        var start = after ?? "";
        IQueryable<OpenIddictEntityFrameworkCoreApplication> Page(IQueryable<OpenIddictEntityFrameworkCoreApplication> all) =>
            all.Where(row => string.Compare(row.ClientId, start) > 0 && row.ClientId != ClientRecords.PortalClientId)
                .OrderBy(row => row.ClientId).Take(most + 1);

        var list = new List<Client>();
        await foreach (var client in clients.ListAsync(Page, cancel))
        {
            if (await ToClientAsync(clients, client, cancel) is { } known)
            {
                list.Add(known);
            }
        }

        return TypedResults.Ok(list.ToPage(most, client => client, client => client.ClientId));
    }

    private static async Task<Results<Ok<Client>, ProblemHttpResult>> ReadAsync(string clientId, ClientRecords clients, CancellationToken cancel) =>
        await clients.FindByClientIdAsync(clientId, cancel) is { } row && await ToClientAsync(clients, row, cancel) is { } client
            ? TypedResults.Ok(client)
            : Problems.NotFound("client");
}
