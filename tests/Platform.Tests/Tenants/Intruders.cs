using System.Text.Json.Nodes;
using Aso.Foundation;

namespace Aso.Platform.Tests.Tenants;

/// <summary>A caller of another tenant, of one kind, as a client for itself or as a person.</summary>
/// <param name="Home">What it may read of its own: the proof that its token is a good one; null of a carrier, whose door is another.</param>
/// <param name="SeesEveryEmployer">Nobody bound it to an employer: to it every employer exists, and nothing of it but its own.</param>
internal sealed record Intruder(string Name, HttpClient Http, string? Home, bool SeesEveryEmployer = false) : IDisposable
{
    public string Token => Http.DefaultRequestHeaders.Authorization!.Parameter!;

    /// <summary>Its door is gRPC.</summary>
    public bool IsCarrier => Home is null;

    public void Dispose() => Http.Dispose();

    public override string ToString() => Name;
}

/// <summary>Several, let go of together.</summary>
internal sealed class Intruding(IReadOnlyList<Intruder> all) : IDisposable, IEnumerable<Intruder>
{
    public IEnumerator<Intruder> GetEnumerator() => all.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => all.ToList().ForEach(one => one.Dispose());
}

internal static class Intruders
{
    /// <summary>Files at every tenant here, so that an intruder with it could take claims back and read them.</summary>
    private const string SharedNpi = "1234567893";

    /// <summary>Files nowhere here.</summary>
    private const string OwnNpi = "1000000012";

    private const string EmployerScopes = $"{Scopes.EnrollmentRead} {Scopes.EnrollmentWrite} {Scopes.ClaimsRead} {Scopes.FundingRead} {Scopes.FundingWrite} {Scopes.StopLossRead}";

    private const string ProviderScopes = $"{Scopes.ClaimsRead} {Scopes.ClaimsWrite}";

    /// <summary>One of each kind, all of them of that tenant or of none.</summary>
    public static async Task<Intruding> OfAsync(RunningPlatform platform, Tenant tenant)
    {
        var forge = await TokenForge.OfAsync(platform);
        var home = $"v1/employers/{tenant.EmployerId}/progress/claims";
        (string, JsonNode)[] bound = [(TokenClaims.EmployerId, tenant.EmployerId.ToString())];
        return new(
        [
            new("an employer's client", await ClientAsync(new() { ["kind"] = "employer", ["employerId"] = tenant.EmployerId }), home),
            new("an employer's person", Person("employer", EmployerScopes, bound), home),
            new("a bound provider's client", await ClientAsync(new() { ["kind"] = "provider", ["employerId"] = tenant.EmployerId, ["npis"] = new JsonArray(SharedNpi) }), home),
            new("a bound provider's person", Person("provider", ProviderScopes, [.. bound, (TokenClaims.Npi, SharedNpi)]), home),
            new("an unbound provider's client", await ClientAsync(new() { ["kind"] = "provider", ["npis"] = new JsonArray(OwnNpi) }), home, SeesEveryEmployer: true),
            new("an unbound provider's person", Person("provider", ProviderScopes, (TokenClaims.Npi, OwnNpi)), home, SeesEveryEmployer: true),
            new("a carrier's client", await ClientAsync(new() { ["kind"] = "carrier", ["carrierId"] = tenant.CarrierId }), null),
            new("a carrier's person", Person("carrier", Scopes.Carrier, (TokenClaims.CarrierId, tenant.CarrierId)), null),
        ]);

        Task<HttpClient> ClientAsync(JsonObject registration) => platform.AsNewClientAsync(registration);

        HttpClient Person(string kind, string scopes, params ReadOnlySpan<(string, JsonNode)> claims) =>
            platform.WithToken(forge.Issued(kind, scopes, person: Guid.CreateVersion7().ToString(), claims));
    }
}
