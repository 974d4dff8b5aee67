using System.Globalization;
using System.Security.Claims;
using System.Text.Json;

namespace Aso.Foundation;

public enum CallerKind
{
    Unknown = 0,

    /// <summary>The administrator's own staff and systems: every employer.</summary>
    Administrator = 1,

    /// <summary>One employer's people and systems.</summary>
    Employer = 2,

    /// <summary>A stop-loss insurer.</summary>
    Carrier = 3,

    /// <summary>A provider of care, or its clearing house.</summary>
    Provider = 4,
}

/// <summary>Who calls, by the token; bound to the client's record when the token was issued, never to the request.</summary>
/// <param name="EmployerId">The tenant of an employer's client, and of a provider's that serves one employer only.</param>
/// <param name="Npis">What a provider's client may submit and see.</param>
/// <param name="PersonId">The person that called through the client; null where the client called for itself.</param>
public sealed record Caller(CallerKind Kind, string ClientId, Guid? EmployerId, Guid? CarrierId, IReadOnlyList<string> Npis, string? PersonId = null)
{
    /// <summary>Who is recorded for what this caller does.</summary>
    public Actor Actor => new(ClientId, PersonId);

    /// <summary>Whether the caller may know that this employer exists.</summary>
    public bool MaySee(Guid employerId) => Kind switch
    {
        CallerKind.Administrator => true,
        CallerKind.Employer => EmployerId == employerId,
        CallerKind.Provider => EmployerId is null || EmployerId == employerId,
        _ => false,
    };
}

/// <summary>Who acted: a client for itself, or a person through it.</summary>
/// <param name="PersonId">The person, as the token names it (<c>sub</c>); null where the client acted for itself.</param>
public readonly record struct Actor(string ClientId, string? PersonId = null)
{
    /// <summary>As tokens name it.</summary>
    public string Subject => PersonId ?? ClientId;

    /// <summary>Whether the same person, or the same client for itself, acted: a person is the same through whichever client.</summary>
    public bool IsSameAs(Actor other) => PersonId is null ? other.PersonId is null && ClientId == other.ClientId : PersonId == other.PersonId;
}

public static class Callers
{
    /// <summary>The kinds by the names that tokens give them; whatever else a token says, it is nobody's.</summary>
    private static readonly Dictionary<string, CallerKind> Kinds = Enum.GetValues<CallerKind>().Where(kind => kind != CallerKind.Unknown)
        .ToDictionary(kind => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), StringComparer.Ordinal);

    public static Caller ToCaller(this ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return principal is KnownPrincipal known ? known.Caller : Read(principal);
    }

    internal static Caller Read(ClaimsPrincipal principal)
    {
        // A binding that cannot be read must not become none: a provider without one serves every employer.
        var isClear = TryReadId(principal, TokenClaims.EmployerId, out var employerId) & TryReadId(principal, TokenClaims.CarrierId, out var carrierId);
        var kind = isClear && Only(principal, TokenClaims.Kind) is { } name ? Kinds.GetValueOrDefault(name) : CallerKind.Unknown;
        var subject = principal.FindFirstValue(TokenClaims.Subject);
        var clientId = principal.FindFirstValue(TokenClaims.ClientId) ?? subject ?? "";

        // A client that speaks for itself is its token's subject (RFC 9068, 2.2).
        return new(kind, clientId, employerId, carrierId, [.. principal.FindAll(TokenClaims.Npi).Select(claim => claim.Value)], subject == clientId ? null : subject);
    }

    /// <summary>False where the token says something else than one id.</summary>
    private static bool TryReadId(ClaimsPrincipal principal, string claim, out Guid? id)
    {
        var isId = Guid.TryParse(Only(principal, claim), CultureInfo.InvariantCulture, out var read);
        id = isId ? read : null;
        return isId || !principal.HasClaim(found => found.Type == claim);
    }

    /// <summary>What the token says of it; null where it says nothing, or several things.</summary>
    private static string? Only(ClaimsPrincipal principal, string claim) => principal.FindAll(claim).Take(2).ToList() is [var only] ? only.Value : null;
}

/// <summary>The names of what a token says.</summary>
public static class TokenClaims
{
    public const string Kind = "kind";
    public const string Subject = "sub";
    public const string ClientId = "client_id";

    /// <summary>What the token comes of: a person's sign-in, or a client's credentials.</summary>
    public const string Session = "sid";

    /// <summary>The user name: in tokens of people only, whose <see cref="Subject"/> is the person and not the client.</summary>
    public const string Name = "name";
    public const string EmployerId = "employer_id";
    public const string CarrierId = "carrier_id";
    public const string Npi = "npi";
    public const string Scope = "scope";
}

/// <summary>What a token may be good for.</summary>
public static class Scopes
{
    public const string EnrollmentRead = "enrollment:read";
    public const string EnrollmentWrite = "enrollment:write";
    public const string ClaimsRead = "claims:read";
    public const string ClaimsWrite = "claims:write";
    public const string FundingRead = "funding:read";
    public const string FundingWrite = "funding:write";

    /// <summary>To say that money came, and to be the second person where Funding wants one: the administrator's staff alone.</summary>
    public const string FundingConfirm = "funding:confirm";

    public const string StopLossRead = "stop-loss:read";
    public const string StopLossWrite = "stop-loss:write";
    public const string Carrier = "carrier";
    public const string PlatformAdmin = "platform:admin";

    public static readonly IReadOnlyList<string> All =
    [
        EnrollmentRead, EnrollmentWrite, ClaimsRead, ClaimsWrite, FundingRead, FundingWrite, FundingConfirm, StopLossRead, StopLossWrite, Carrier, PlatformAdmin,
    ];
}
