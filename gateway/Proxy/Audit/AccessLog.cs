using System.Net;
using System.Net.Sockets;
using Aso.Foundation;
using Aso.Gateway.People;
using Aso.Gateway.Store;
using OpenIddict.EntityFrameworkCore.Models;

namespace Aso.Gateway.Audit;

/// <summary>About whom something was done.</summary>
internal sealed record About(string? Kind, string? Id, string? Name)
{
    public const string PersonKind = "person";
    public const string ClientKind = "client";

    /// <summary>A name that is nobody's is not written down: it may be a password typed into the wrong field.</summary>
    public static readonly About Nobody = new(null, null, null);

    public static About Person(PersonRow person) => new(PersonKind, person.PersonId.ToString(), person.UserName);

    public static About Client(OpenIddictEntityFrameworkCoreApplication client) => new(ClientKind, client.ClientId, client.DisplayName);
}

/// <summary>Writes down who let whom in or kept whom out, and who came.</summary>
internal sealed class AccessLog(GatewayDb db, TimeProvider clock)
{
    private const string NobodyKind = "nobody";

    /// <summary>An act of the caller, by its token.</summary>
    public Task WriteAsync(HttpContext http, string act, About about, CancellationToken cancel, string? detail = null) =>
        AddAsync(http, act, ActorOf(http), about, detail, cancel);

    /// <summary>An act of a person at the gateway's own pages.</summary>
    /// <param name="actor">Null where nobody has proven to be anybody.</param>
    public Task WriteAsync(HttpContext http, string act, PersonRow? actor, About about, CancellationToken cancel, string? detail = null) =>
        AddAsync(http, act, actor is null ? new(NobodyKind, null, null) : About.Person(actor), about, detail, cancel);

    private async Task AddAsync(HttpContext http, string act, About actor, About about, string? detail, CancellationToken cancel)
    {
        db.AccessEvents.Add(new()
        {
            At = clock.GetUtcNow().UtcDateTime,
            Act = act,
            ActorKind = actor.Kind!,
            ActorId = actor.Id,
            ActorName = actor.Name,
            AboutKind = about.Kind,
            AboutId = about.Id,
            AboutName = about.Name,
            Address = ShortAddress.Of(http.Connection.RemoteIpAddress),
            Detail = detail,
        });
        await db.SaveChangesAsync(cancel);
    }

    private static About ActorOf(HttpContext http)
    {
        var caller = http.User.ToCaller();
        var subject = http.User.FindFirst(TokenClaims.Subject)?.Value;
        return subject is not null && subject != caller.ClientId
            ? new(About.PersonKind, subject, http.User.FindFirst(TokenClaims.Name)?.Value)
            : new(About.ClientKind, caller.ClientId, null);
    }
}

/// <summary>A network address without the part that tells one machine from its neighbours.</summary>
internal static class ShortAddress
{
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = address.GetAddressBytes();
        var kept = address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6;
        bytes.AsSpan(kept).Clear();
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }
}
