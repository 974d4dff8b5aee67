using Aso.Foundation;

namespace Aso.Claims.Store;

/// <summary>Ids made from what is unique at an employer: the same for ever, on every replica, without asking the database.</summary>
internal static class Keys
{
    public static Guid OfClaim(Guid employerId, string claimNumber) => NameBasedId.Of('c', employerId, claimNumber);

    public static Guid OfMember(Guid employerId, string memberId) => NameBasedId.Of('m', employerId, memberId);

    /// <summary>A family's key is its subscriber's.</summary>
    public static Guid OfFamily(Guid employerId, string subscriberId) => OfMember(employerId, subscriberId);

    /// <summary>What the Idempotency-Key of a client, or of a person that calls through it, stands for at an employer.</summary>
    public static Guid OfIdempotency(Guid employerId, Actor actor, string key) =>
        NameBasedId.Of('i', employerId, actor.PersonId is { } person ? $"{actor.ClientId}\n{person}\n{key}" : $"{actor.ClientId}\n{key}");
}
