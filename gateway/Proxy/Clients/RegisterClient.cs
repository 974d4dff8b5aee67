using System.Security.Cryptography;
using Aso.Foundation;
using Aso.Foundation.OpenApi;
using Aso.Gateway.Audit;
using Aso.Gateway.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Gateway.Clients;

/// <summary>POST /v1/clients — let a system of an employer, a carrier, a provider or the administrator in.</summary>
internal static class RegisterClient
{
    private const int NameLengthMax = 100;

    public static void Map(IEndpointRouteBuilder clients) =>
        clients.MapPost("/", HandleAsync)
            .WithName("RegisterClient")
            .WithSummary("Register a client; its secret is shown in this answer and never again")
            .WithDescription("A system of an employer, a carrier, a provider or the administrator. What it may do is bound to its record.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithExample("""{"kind": "provider", "name": "Clearing house", "npis": ["1999001005"]}""");

    /// <param name="Kind">administrator, employer, carrier or provider.</param>
    /// <param name="Name">For the list of clients; at most 100 characters.</param>
    /// <param name="EmployerId">Of an employer: the one that it sees.</param>
    /// <param name="CarrierId">Of a carrier: whose policies it sees.</param>
    /// <param name="Npis">Of a provider: under which identifiers it files.</param>
    public sealed record Request(CallerKind Kind, string? Name = null, Guid? EmployerId = null, Guid? CarrierId = null, IReadOnlyList<string>? Npis = null);

    /// <param name="ClientSecret">Only its hash is kept here: whoever loses it is given another by POST /v1/clients/{clientId}/secret.</param>
    public sealed record Response(string ClientId, string ClientSecret, CallerKind Kind, IReadOnlyList<string> Scopes);

    // No Idempotency-Key here: to give the same answer again, the secret would have to be kept.
    private static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        Request request, HttpContext http, ClientRecords clients, AccessLog log, CancellationToken cancel)
    {
        var standing = new Standing(request.Kind, request.EmployerId, request.CarrierId, request.Npis);
        Refusal[] refusals = [.. standing.Check(), .. CheckName(request.Name)];
        if (refusals.Length > 0)
        {
            return Problems.Refuse(refusals);
        }

        var kind = standing.KindName;
        var clientId = $"{kind}-{Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(9))}";
        var secret = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        await clients.CreateAsync(ClientRecords.ForSystem(clientId, secret, request.Name, standing), cancel);
        await log.WriteAsync(http, Acts.ClientRegistered, new(About.ClientKind, clientId, request.Name), cancel, kind);
        return TypedResults.Created($"/v1/clients/{clientId}", new Response(clientId, secret, standing.Kind, standing.Scopes));
    }

    private static IEnumerable<Refusal> CheckName(string? name) =>
        name is { Length: 0 or > NameLengthMax } || name?.Any(char.IsControl) == true
            ? [new("name-invalid", "name", $"Give 1 to {NameLengthMax} printable characters, or leave it out.")]
            : [];
}
