using System.Security.Cryptography;
using System.Text;
using Aso.Foundation.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Aso.Foundation;

/// <summary>Whose an idempotency key is: no other client, no other person and no other employer's request ever meets it.</summary>
/// <param name="EmployerId">The employer that the request is about, or else the one to which the caller is bound; all zero where there is neither.</param>
public readonly record struct KeyOwner(Actor Actor, Guid EmployerId)
{
    public static KeyOwner Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var caller = http.User.ToCaller();
        return new(caller.Actor, Guid.TryParse(http.GetRouteValue("employerId") as string, out var employerId) ? employerId : caller.EmployerId ?? Guid.Empty);
    }

    private string PersonId => Actor.PersonId ?? "";

    /// <summary>Waits until nobody else uses the key, and gives what it was used for; null where it is new.</summary>
    internal async Task<IdempotencyRow?> TakeAsync(ServiceDb db, string key, CancellationToken cancel)
    {
        var (clientId, personId, employerId) = (Actor.ClientId, PersonId, EmployerId);
        var name = SHA256.HashData(Encoding.UTF8.GetBytes($"{clientId}\n{personId}\n{employerId}\n{key}"));
        await db.LockAsync("idempotency", new Guid(name.AsSpan(0, 16)), cancel);
        return await db.Set<IdempotencyRow>().AsNoTracking().SingleOrDefaultAsync(
            row => row.ClientId == clientId && row.PersonId == personId && row.EmployerId == employerId && row.Key == key, cancel);
    }

    /// <param name="answer">As it was given.</param>
    /// <param name="location">Where the answer says that the thing is; null where it says nothing of it.</param>
    internal IdempotencyRow Keep(string key, byte[] request, int status, byte[] answer, DateTime at, string? location = null) => new()
    {
        ClientId = Actor.ClientId,
        PersonId = PersonId,
        EmployerId = EmployerId,
        Key = key,
        RequestHash = request,
        Status = status,
        Answer = answer,
        Location = location,
        AnsweredAt = at,
    };
}
