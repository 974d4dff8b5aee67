using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aso.Foundation.Tests;

/// <summary>Takes every caller for an operator of the administrator's: who may call what is proved elsewhere.</summary>
internal sealed class OperatorScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Name = "operator";

    public const string ClientId = "operations";

    public const string PersonId = "olivia";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var identity = new ClaimsIdentity(
            [new(TokenClaims.ClientId, ClientId), new(TokenClaims.Subject, PersonId), new(TokenClaims.Kind, "administrator"), new(TokenClaims.Scope, string.Join(' ', Scopes.All))], Name);
        return Task.FromResult(AuthenticateResult.Success(new(new(identity), Name)));
    }
}
