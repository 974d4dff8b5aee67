using Aso.Foundation;
using Aso.Gateway.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenIddict.EntityFrameworkCore.Models;

namespace Aso.Gateway.Clients;

/// <summary>GET /v1/clients — who may ask for tokens, without secrets.</summary>
internal static class ListClients
{
    private static readonly ListOrder<OpenIddictEntityFrameworkCoreApplication> ById = ListOrder<OpenIddictEntityFrameworkCoreApplication>.By(row => row.ClientId!);

    public static void Map(IEndpointRouteBuilder clients) =>
        clients.MapGet("/", HandleAsync).WithName("ListClients").WithSummary("The registered clients, by id, page by page");

    public sealed record Client(
        string ClientId, string? Name, CallerKind Kind, Guid? EmployerId, Guid? CarrierId, IReadOnlyList<string> Npis, IReadOnlyList<string> Scopes);

    private static async Task<Results<Ok<Page<Client>>, ProblemHttpResult>> HandleAsync(ClientRecords clients, [AsParameters] PageQuery page, CancellationToken cancel)
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
            if (await clients.StandingOfAsync(client, cancel) is { } standing)
            {
                items.Add(new(
                    client.ClientId!, client.DisplayName, standing.Kind, standing.EmployerId, standing.CarrierId, standing.Npis, standing.Scopes));
            }
        }

        return TypedResults.Ok(rows.With(items));
    }

    private static IQueryable<OpenIddictEntityFrameworkCoreApplication> Registered(IQueryable<OpenIddictEntityFrameworkCoreApplication> all) =>
        all.Where(row => row.ClientId != ClientRecords.PortalClientId);
}
