using Aso.Foundation;
using Aso.Gateway.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenIddict.EntityFrameworkCore.Models;

namespace Aso.Gateway.Clients;

/// <summary>GET /v1/clients — who may ask for tokens, without secrets.</summary>
internal static class ListClients
{
    private const int LimitMax = 200;

    public static void Map(IEndpointRouteBuilder clients) =>
        clients.MapGet("/", HandleAsync).WithName("ListClients").WithSummary("The registered clients, by id");

    public sealed record Client(
        string ClientId, string? Name, CallerKind Kind, Guid? EmployerId, Guid? CarrierId, IReadOnlyList<string> Npis, IReadOnlyList<string> Scopes);

    /// <param name="after">The last client id of the page before.</param>
    /// <param name="limit">1 to 200; more is cut.</param>
    private static async Task<Ok<List<Client>>> HandleAsync(
        ClientRecords clients, CancellationToken cancel, string after = "", int limit = LimitMax)
    {
        IQueryable<OpenIddictEntityFrameworkCoreApplication> Page(IQueryable<OpenIddictEntityFrameworkCoreApplication> all) =>
            all.Where(row => string.Compare(row.ClientId, after) > 0 && row.ClientId != ClientRecords.PortalClientId)
                .OrderBy(row => row.ClientId).Take(Math.Clamp(limit, 1, LimitMax));

        var list = new List<Client>();
        await foreach (var client in clients.ListAsync(Page, cancel))
        {
            if (await clients.StandingOfAsync(client, cancel) is { } standing)
            {
                list.Add(new(
                    client.ClientId!, client.DisplayName, standing.Kind, standing.EmployerId, standing.CarrierId, standing.Npis, standing.Scopes));
            }
        }

        return TypedResults.Ok(list);
    }
}
