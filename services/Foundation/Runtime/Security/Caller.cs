using System.Globalization;
using System.Security.Claims;

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
/// <param name="EmployerId">The tenant of an employer's client.</param>
/// <param name="Npis">What a provider's client may submit and see.</param>
public sealed record Caller(CallerKind Kind, string ClientId, Guid? EmployerId, Guid? CarrierId, IReadOnlyList<string> Npis)
{
    /// <summary>Whether the caller may know that this employer exists.</summary>
    public bool MaySee(Guid employerId) => Kind switch
    {
        CallerKind.Administrator => true,
        CallerKind.Employer => EmployerId == employerId,
        CallerKind.Provider => true,
        _ => false,
    };
}

public static class Callers
{
    public static Caller ToCaller(this ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return principal is KnownPrincipal known ? known.Caller : Read(principal);
    }

    internal static Caller Read(ClaimsPrincipal principal)
    {
        var kind = Enum.TryParse<CallerKind>(principal.FindFirstValue(TokenClaims.Kind), ignoreCase: true, out var known) ? known : CallerKind.Unknown;
        return new(
            kind,
            principal.FindFirstValue(TokenClaims.ClientId) ?? principal.FindFirstValue(TokenClaims.Subject) ?? "",
            Id(principal, TokenClaims.EmployerId),
            Id(principal, TokenClaims.CarrierId),
            [.. principal.FindAll(TokenClaims.Npi).Select(claim => claim.Value)]);
    }

    private static Guid? Id(ClaimsPrincipal principal, string claim) =>
        Guid.TryParse(principal.FindFirstValue(claim), CultureInfo.InvariantCulture, out var id) ? id : null;
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
    public const string StopLossRead = "stop-loss:read";
    public const string StopLossWrite = "stop-loss:write";
    public const string Carrier = "carrier";
    public const string PlatformAdmin = "platform:admin";

    public static readonly IReadOnlyList<string> All =
    [
        EnrollmentRead, EnrollmentWrite, ClaimsRead, ClaimsWrite, FundingRead, FundingWrite, StopLossRead, StopLossWrite, Carrier, PlatformAdmin,
    ];
}
