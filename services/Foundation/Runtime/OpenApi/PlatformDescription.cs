using Microsoft.OpenApi;

namespace Aso.Foundation.OpenApi;

/// <summary>What a description says of the platform as a whole: its name, how to be let in, and what its parts are.</summary>
internal static class PlatformDescription
{
    private const string OAuth = "oauth2";
    private const string Bearer = "bearer";

    private const string About =
        """
        Administers self-funded employee benefits: enrolls members, adjudicates claims to the cent, keeps each employer's ledger, asks it for money, and recovers from a stop-loss carrier what exceeds an agreed level.

        **Begin** with a token: `POST /connect/token` with the credentials of a client, then send it as `Authorization: Bearer …`. A sandbox knows the client `administrator` with the secret `development-only-secret`.

        **Amounts** are texts of dollars with two decimals, such as `"110.00"`; percentages texts such as `"62.5"`; dates `2026-01-31`. Fields that an address does not know are refused.

        **Refusals** are problem details (RFC 9457) with a stable `code` and in `errors`, for each field, the remedy; below `/fhir/r4` an OperationOutcome that says the same.

        **Sent again** under the same `Idempotency-Key`, a write takes effect once and is answered alike.
        """;

    // As OWASP's rules ask, it is said which of the practices for JSON Web Tokens are kept.
    private const string OfTokens = "Access tokens are JSON Web Tokens as RFC 9068 profiles them and RFC8725 advises: signed RS256, for the audience aso-api, good for ten minutes.";

    private static readonly Dictionary<string, string> TagMeanings = new(StringComparer.Ordinal)
    {
        ["Tokens"] = "How a client or a person gets an access token.",
        ["Clients"] = "The systems that may call: registered, listed and revoked by the administrator.",
        ["People"] = "The persons who sign in to the portal.",
        ["Employers"] = "Employers, their terms, their state and their business date.",
        ["Enrollment"] = "Plans, networks, members and their coverage; 834 files.",
        ["Claims"] = "Claims as JSON or as 837 files, their decisions with every step explained, reviews and appeals.",
        ["Funding"] = "The employer's money: ledger, funding requests, deposits, payments, remittances, bank files, costs and settlement.",
        ["Stop-loss"] = "Carriers, policies, and where an employer stands under them.",
        ["FHIR R4"] = "Patient, Coverage, Claim and ExplanationOfBenefit as FHIR R4 resources.",
        ["Operations"] = "For operators: how far each service is, and what it set aside. Below /v1/operations the operators' port answers, and no other.",
    };

    private static readonly Dictionary<string, string> ScopeMeanings = new(StringComparer.Ordinal)
    {
        [Scopes.EnrollmentRead] = "Read employers, plans, networks and members.",
        [Scopes.EnrollmentWrite] = "Register employers, define plans, change members and coverage.",
        [Scopes.ClaimsRead] = "Read claims and how each was decided.",
        [Scopes.ClaimsWrite] = "Submit claims and act on those that wait for a person.",
        [Scopes.FundingRead] = "Read the ledger, payments, costs and settlements.",
        [Scopes.FundingWrite] = "Move money: deposits, refunds, accounts and bank files.",
        [Scopes.StopLossRead] = "Read stop-loss policies and where an employer stands.",
        [Scopes.StopLossWrite] = "Register carriers and write policies.",
        [Scopes.Carrier] = "A carrier's own notices and requests, over gRPC.",
        [Scopes.PlatformAdmin] = "Clients, people and operations of the platform.",
    };

    public static void Complete(OpenApiDocument document)
    {
        document.Info = new()
        {
            Title = "ASO platform",
            Description = About.ReplaceLineEndings("\n"),
            Version = "1.0.0",
            License = new() { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };

        // Relative to where the description was found: true behind every proxy and under every name.
        document.Servers =
        [
            new()
            {
                Url = "/",
                Description = "The installation that this description comes from, be it local, staging or production.",
                Extensions = new Dictionary<string, IOpenApiExtension> { ["x-internal"] = new JsonNodeExtension(false) },
            },
        ];
        document.Tags = document.Operations().SelectMany(operation => operation.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(tag => tag.Name!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => new OpenApiTag { Name = name, Description = TagMeanings.GetValueOrDefault(name, $"{name}.") }).ToHashSet();
        document.AddComponent<IOpenApiSecurityScheme>(OAuth, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = $"Client credentials for systems; authorization code with PKCE for people in the portal. {OfTokens}",
            Flows = new()
            {
                ClientCredentials = new() { TokenUrl = Relative("/connect/token"), RefreshUrl = Relative("/connect/token"), Scopes = AllScopes() },
                AuthorizationCode = new()
                {
                    AuthorizationUrl = Relative("/connect/authorize"), TokenUrl = Relative("/connect/token"), RefreshUrl = Relative("/connect/token"), Scopes = AllScopes(),
                },
            },
        });
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = $"A token that was fetched before. {OfTokens}",
        });
    }

    /// <summary>What an operation asks of a token.</summary>
    /// <param name="scopes">All of them are needed.</param>
    public static List<OpenApiSecurityRequirement> Requiring(OpenApiDocument document, IReadOnlyList<string> scopes) =>
    [
        new() { [new OpenApiSecuritySchemeReference(OAuth, document)] = [.. scopes] },
        new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
    ];

    private static Dictionary<string, string> AllScopes() => Scopes.All.ToDictionary(scope => scope, scope => ScopeMeanings.GetValueOrDefault(scope, scope), StringComparer.Ordinal);

    private static Uri Relative(string path) => new(path, UriKind.Relative);
}
