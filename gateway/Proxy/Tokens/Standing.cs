using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aso.Foundation;
using Aso.Primitives;

namespace Aso.Gateway.Tokens;

/// <summary>For whom a client or a person speaks. Kept with its record; no request parameter can change it.</summary>
/// <param name="Kind">What it may do: see <see cref="Scopes"/>.</param>
/// <param name="EmployerId">The one employer that it sees: always of an employer, of a provider where it serves only one.</param>
/// <param name="CarrierId">The carrier whose policies it sees: of a carrier only.</param>
/// <param name="Npis">National provider identifiers under which it may file claims: of a provider only.</param>
public sealed record Standing(
    CallerKind Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? EmployerId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? CarrierId = null,
    IReadOnlyList<string>? Npis = null)
{
    public IReadOnlyList<string> Npis { get; init; } = Npis ?? [];

    /// <summary>The kind as tokens and JSON write it.</summary>
    [JsonIgnore]
    public string KindName => JsonNamingPolicy.CamelCase.ConvertName(Kind.ToString());

    /// <summary>Every scope that this kind of caller may be granted.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Scopes => ScopesOf(Kind);

    /// <summary>Everything that is wrong with the combination; empty when it can be kept.</summary>
    public IEnumerable<Refusal> Check()
    {
        if (Kind == CallerKind.Unknown || !Enum.IsDefined(Kind))
        {
            yield return new("kind-unknown", "kind", "Name one of administrator, employer, carrier, provider.");
            yield break;
        }

        if (Kind == CallerKind.Employer && EmployerId is null)
        {
            yield return new("employer-required", "employerId", "Name the employer for which this caller speaks.");
        }

        if (EmployerId is not null && Kind is not (CallerKind.Employer or CallerKind.Provider))
        {
            yield return new("employer-not-applicable", "employerId", "Leave it out: only an employer or a provider is bound to one employer.");
        }

        if (Kind == CallerKind.Carrier && CarrierId is null)
        {
            yield return new("carrier-required", "carrierId", "Name the carrier for which this caller speaks.");
        }

        if (CarrierId is not null && Kind != CallerKind.Carrier)
        {
            yield return new("carrier-not-applicable", "carrierId", "Leave it out: only a carrier is bound to one.");
        }

        foreach (var refusal in CheckNpis())
        {
            yield return refusal;
        }
    }

    /// <summary>Writes the standing into a token's identity, in the names that every service reads.</summary>
    public void AddTo(ClaimsIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        identity.AddClaim(new(TokenClaims.Kind, KindName));
        if (EmployerId is { } employer)
        {
            identity.AddClaim(new(TokenClaims.EmployerId, employer.ToString()));
        }

        if (CarrierId is { } carrier)
        {
            identity.AddClaim(new(TokenClaims.CarrierId, carrier.ToString()));
        }

        foreach (var npi in Npis)
        {
            identity.AddClaim(new(TokenClaims.Npi, npi));
        }
    }

    private IEnumerable<Refusal> CheckNpis()
    {
        if (Kind == CallerKind.Provider && Npis.Count == 0)
        {
            yield return new("npi-required", "npis", "Name at least one national provider identifier.");
        }

        if (Npis.Count > 0 && Kind != CallerKind.Provider)
        {
            yield return new("npi-not-applicable", "npis", "Leave it out: only a provider files under identifiers.");
        }

        for (var index = 0; index < Npis.Count; index++)
        {
            if (!Npi.IsValid(Npis[index]))
            {
                yield return new("npi-invalid", $"npis[{index}]", "Give the ten digits of the identifier; the last one is its check digit.");
            }
        }
    }

    private static IReadOnlyList<string> ScopesOf(CallerKind kind) => kind switch
    {
        CallerKind.Administrator => Foundation.Scopes.All,
        CallerKind.Employer =>
        [
            Foundation.Scopes.EnrollmentRead, Foundation.Scopes.EnrollmentWrite, Foundation.Scopes.ClaimsRead,
            Foundation.Scopes.FundingRead, Foundation.Scopes.FundingWrite, Foundation.Scopes.StopLossRead,
        ],
        CallerKind.Provider => [Foundation.Scopes.ClaimsRead, Foundation.Scopes.ClaimsWrite],
        CallerKind.Carrier => [Foundation.Scopes.Carrier],
        _ => [],
    };
}
