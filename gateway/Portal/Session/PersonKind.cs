using System.Security.Claims;

namespace Aso.Portal.Session;

/// <summary>For whom a person works: it decides which pages are theirs.</summary>
public enum PersonKind
{
    /// <summary>The administrator's staff: every employer.</summary>
    Administrator,

    /// <summary>One employer's people.</summary>
    Employer,

    /// <summary>A stop-loss carrier's people.</summary>
    Carrier,
}

public static class PersonKinds
{
    /// <summary>By the identity token; where it names no kind, by whom it is bound to.</summary>
    public static PersonKind Kind(this ClaimsPrincipal person) => person.FindFirstValue("kind")?.ToLowerInvariant() switch
    {
        "administrator" => PersonKind.Administrator,
        "employer" => PersonKind.Employer,
        "carrier" => PersonKind.Carrier,
        _ when person.HasClaim(claim => claim.Type == "employer_id") => PersonKind.Employer,
        _ when person.HasClaim(claim => claim.Type == "carrier_id") => PersonKind.Carrier,
        _ => PersonKind.Administrator,
    };
}
