using Aso.Foundation;
using Aso.Gateway.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenIddict.EntityFrameworkCore.Models;

namespace Aso.Gateway.Clients;

/// <summary>GET /v1/clients and /v1/clients/{clientId} — who may ask for tokens, without secrets.</summary>
internal static class ListClients
{
    private static readonly ListOrder<OpenIddictEntityFrameworkCoreApplication> ById =
        ListOrder<OpenIddictEntityFrameworkCoreApplication>.By(row => row.ClientId!);

    public static void Map(IEndpointRouteBuilder clients)
    {
        clients.MapGet("/", HandleAsync)
            .WithName("ListClients").WithSummary("The registered clients, by id, page by page")
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

    private static async Task<Results<Ok<Page<Client>>, ProblemHttpResult>> HandleAsync(
        ClientRecords clients, [AsParameters] PageQuery page, CancellationToken cancel)
    {
        if (!page.Passes(ById, out var slice, out var problem))
        {
            return problem;
        }

        var found = new List<OpenIddictEntityFrameworkCoreApplication>();
        await foreach (var client in clients.ListAsync(all => slice.Of(Registered(all)), cancel))
        {
            found.Add(client);
        }

        var total = page.Total == true ? await clients.CountAsync(Registered, cancel) : (long?)null;
        var rows = slice.ToPage(found, client => client, total);
        var items = new List<Client>();
        foreach (var client in rows.Items)
        {
            if (await ToClientAsync(clients, client, cancel) is { } known)
            {
                items.Add(known);
            }
        }

        return TypedResults.Ok(rows.With(items));
    }

    private static IQueryable<OpenIddictEntityFrameworkCoreApplication> Registered(IQueryable<OpenIddictEntityFrameworkCoreApplication> all) =>
        all.Where(row => row.ClientId != ClientRecords.PortalClientId);

    private static async Task<Results<Ok<Client>, ProblemHttpResult>> ReadAsync(string clientId, ClientRecords clients, CancellationToken cancel) =>
        await clients.FindByClientIdAsync(clientId, cancel) is { } row && await ToClientAsync(clients, row, cancel) is { } client
            ? TypedResults.Ok(client)
            : Problems.NotFound("client");
}
