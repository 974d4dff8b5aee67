using Aso.Foundation;
using Aso.Gateway.Tokens;

namespace Aso.Gateway.People;

/// <summary>Whether a person may sign in.</summary>
public enum PersonStatus
{
    Active,

    /// <summary>Has no password yet, or no longer: the link that was handed out sets one.</summary>
    Invited,

    Blocked,

    /// <summary>Kept for the history alone; the name is free again.</summary>
    Removed,
}

/// <summary>A person who signs in at the gateway's own page.</summary>
internal sealed class PersonRow
{
    public required Guid PersonId { get; init; }

    /// <summary>Lower case; for showing.</summary>
    public required string UserName { get; init; }

    /// <summary>The name as it is compared (see <see cref="UserNames.KeyOf"/>); null once the person is removed.</summary>
    public string? NameKey { get; set; }

    /// <summary>Salted and stretched, as ASP.NET Core Identity writes it; null until the person has set one.</summary>
    public string? PasswordHash { get; set; }

    public required CallerKind Kind { get; set; }

    public Guid? EmployerId { get; set; }

    public Guid? CarrierId { get; set; }

    public DateTime? BlockedAt { get; set; }

    public DateTime? RemovedAt { get; set; }

    /// <summary>Of the secret in the one link that may set a password; null when there is none.</summary>
    public string? LinkHash { get; set; }

    public DateTime? LinkUntil { get; set; }

    /// <summary>The secret that the person's authenticator app shares, sealed; null when there is no app.</summary>
    public string? AuthenticatorKey { get; set; }

    public DateTime? AuthenticatorSince { get; set; }

    /// <summary>The time step of the last code that was taken: none of it or of an earlier one is taken again (RFC 6238, 5.2).</summary>
    public long? AuthenticatorStep { get; set; }

    /// <summary>Since when the person has a second factor, an app or a passkey; null while there is none.</summary>
    public DateTime? SecondFactorSince { get; set; }

    /// <summary>Wrong codes since the last right one, from wherever they came.</summary>
    public int WrongCodes { get; set; }

    public Standing Standing => new(Kind, EmployerId, CarrierId);

    public PersonStatus Status =>
        RemovedAt is not null ? PersonStatus.Removed
        : BlockedAt is not null ? PersonStatus.Blocked
        : PasswordHash is null ? PersonStatus.Invited
        : PersonStatus.Active;
}
