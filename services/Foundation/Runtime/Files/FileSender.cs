namespace Aso.Foundation.Files;

/// <summary>Who sent a file: what its job needs to know when the request is long over.</summary>
/// <param name="Subject">The client or the person, as the token names it.</param>
/// <param name="EmployerId">The one employer to which the sender is bound; null where it is to none.</param>
public sealed record FileSender(CallerKind Kind, string ClientId, IReadOnlyList<string> Npis, string? Subject = null, Guid? EmployerId = null)
{
    public static FileSender Of(System.Security.Claims.ClaimsPrincipal user)
    {
        var caller = user.ToCaller();
        return new(caller.Kind, caller.ClientId, caller.Npis, caller.Actor.Subject, caller.EmployerId);
    }

    /// <summary>The id of a file with this content: the same content has the same, so that it is recognized.</summary>
    /// <remarks>A provider's file is its own: another's with the same content tells of other claims.</remarks>
    /// <param name="contentHash">SHA-256, 64 hexadecimal digits.</param>
    public Guid FileIdOf(Guid employerId, string contentHash)
    {
        ArgumentNullException.ThrowIfNull(contentHash);
        var digits = contentHash.ToUpperInvariant();
        return NameBasedId.Of('f', employerId, Kind == CallerKind.Provider ? $"{digits}\n{Name}" : digits);
    }

    /// <summary>The sender as it called: what it might not do then, its job does not do later.</summary>
    public Caller ToCaller() => new(Kind, ClientId, EmployerId, CarrierId: null, Npis, Subject == ClientId ? null : Subject);

    /// <summary>Whether somebody may see what became of a file that this sender sent: a provider sees its own only.</summary>
    public bool MayBeSeenBy(FileSender other) => other.Kind != CallerKind.Provider || (Kind == CallerKind.Provider && other.Name == Name);

    private string Name => Subject ?? ClientId;
}
