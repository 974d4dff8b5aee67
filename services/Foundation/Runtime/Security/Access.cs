using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Foundation;

/// <summary>Who may call what: a bearer token with the scope, of the tenant that owns the data.</summary>
public static class Access
{
    /// <summary>The audience of every access token of the platform.</summary>
    public const string Audience = "aso-api";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Token validation by <c>Auth:Authority</c>, the address whose discovery document names the keys; <c>Auth:Issuer</c> where the tokens name another.</summary>
    /// <remarks>A provider whose access tokens are of another type than RFC 9068's names it in <c>Auth:TokenTypes</c>.</remarks>
    public static IServiceCollection AddAsoAccess(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddSingleton<KnownCallers>();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<KnownCallers>((options, known) =>
        {
            options.MapInboundClaims = false;
            options.RequireHttpsMetadata = false;
            if (configuration["Auth:Authority"] is { Length: > 0 } authority)
            {
                options.MetadataAddress = $"{authority.TrimEnd('/')}/.well-known/openid-configuration";
                if (Uri.TryCreate(configuration["Auth:Issuer"], UriKind.Absolute, out var issuer) && Uri.TryCreate(authority, UriKind.Absolute, out var reached))
                {
                    options.BackchannelHttpHandler = new KeysAtAuthority(issuer, reached);
                }
            }

            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidAudience = Audience,
                ValidIssuer = configuration["Auth:Issuer"],
                ValidTypes = configuration.GetSection("Auth:TokenTypes").Get<string[]>() ?? ["at+jwt", "application/at+jwt"],
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
                ClockSkew = ClockSkew,
                NameClaimType = TokenClaims.ClientId,
            };
            var theirs = configuration.GetSection("Auth:Claims").Get<Dictionary<string, string>>() ?? [];
            options.Events = new JwtBearerEvents
            {
                OnTokenValidated = valid =>
                {
                    ReadClaimsAs((ClaimsIdentity)valid.Principal!.Identity!, theirs);
                    known.Admit(valid);
                    return Task.CompletedTask;
                },
            };
        });
        services.AddAuthorization();
        services.AddSingleton<IPolicyEvaluator, CallerPolicies>();
        return services;
    }

    /// <summary>Lets an external provider name things its own way: <c>Auth:Claims:employer_id=org_id</c> reads that claim in place of ours.</summary>
    private static void ReadClaimsAs(ClaimsIdentity identity, Dictionary<string, string> theirs)
    {
        var read = theirs.SelectMany(pair => identity.FindAll(pair.Value).Select(claim => new Claim(pair.Key, claim.Value))).ToList();

        // What the provider happens to call by our name is something else there.
        foreach (var claim in theirs.Keys.SelectMany(identity.FindAll).ToList())
        {
            identity.RemoveClaim(claim);
        }

        identity.AddClaims(read);
    }

    /// <summary>Only callers whose token has the scope: 401 without a token, 403 with another.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoints, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireAuthorization(new AuthorizationPolicyBuilder().AddRequirements(new ScopeRequirement(scope)).Build());

    /// <summary>Only callers who may know of the employer in the route: to all others it does not exist.</summary>
    public static RouteGroupBuilder ForEmployer(this RouteGroupBuilder employers) =>
        employers.AddEndpointFilter(async (context, next) =>
            Guid.TryParse(context.HttpContext.GetRouteValue("employerId") as string, out var employerId)
            && context.HttpContext.User.ToCaller().MaySee(employerId)
                ? await next(context)
                : Problems.NotFound("employer"));

    /// <summary>Only the administrator's staff and systems: others learn that the address is theirs, and no more.</summary>
    public static RouteHandlerBuilder ForAdministrators(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(async (context, next) =>
            context.HttpContext.User.ToCaller().Kind == CallerKind.Administrator
                ? await next(context)
                : Problems.Refuse(new Refusal("administrators-only", "", "Only the administrator's own staff does this.", StatusCodes.Status403Forbidden)));

    /// <summary>Who acts: the person, or the client where it acts for itself, as the token names it.</summary>
    public static string Subject(this ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.FindFirstValue(TokenClaims.Subject) ?? user.ToCaller().ClientId;
    }
}

/// <summary>Whether employers' business dates are moved through the API instead of by the clock. Never with production settings.</summary>
public sealed class SandboxOptions
{
    public bool Enabled { get; set; }
}
