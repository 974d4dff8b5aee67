using Aso.Foundation;
using Aso.Gateway.Tokens;

namespace Aso.Gateway.People;

/// <summary>A person who signs in at the gateway's own page.</summary>
internal sealed class PersonRow
{
    public required Guid PersonId { get; init; }

    /// <summary>Lower case; what is typed is compared without regard to case.</summary>
    public required string UserName { get; init; }

    /// <summary>Salted and stretched, as ASP.NET Core Identity writes it.</summary>
    public required string PasswordHash { get; set; }

    public required CallerKind Kind { get; init; }

    public Guid? EmployerId { get; init; }

    public Guid? CarrierId { get; init; }

    /// <summary>Not counted here: a count by name alone lets a stranger shut a person out.</summary>
    public int Failures { get; set; }

    /// <summary>Not used, as <see cref="Failures"/>.</summary>
    public DateTime? LockedUntil { get; set; }

    public Standing Standing => new(Kind, EmployerId, CarrierId);
}
