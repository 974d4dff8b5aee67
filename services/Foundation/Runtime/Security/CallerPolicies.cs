using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace Aso.Foundation;

/// <summary>The caller's token has the scope, and is of a caller whose kind may have it.</summary>
internal sealed record ScopeRequirement(string Scope) : IAuthorizationRequirement
{
    private readonly CallerKind? _only = Scope switch
    {
        Scopes.PlatformAdmin => CallerKind.Administrator,
        Scopes.Carrier => CallerKind.Carrier,
        _ => null,
    };

    public bool IsMetBy(ClaimsPrincipal caller) => caller.ToCaller().Kind is not CallerKind.Unknown and var kind && (_only ?? kind) == kind && IsIn(caller);

    // One claim with scopes between blanks (RFC 9068), or a claim for each.
    private bool IsIn(ClaimsPrincipal caller)
    {
        foreach (var claim in caller.Claims)
        {
            if (claim.Type == TokenClaims.Scope && Has(claim.Value))
            {
                return true;
            }
        }

        return false;
    }

    private bool Has(ReadOnlySpan<char> scopes)
    {
        foreach (var range in scopes.Split(' '))
        {
            if (scopes[range].SequenceEqual(Scope))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Decides what every endpoint of the API asks, a caller or scopes, at once; leaves other policies, and every refusal, to the framework.</summary>
internal sealed class CallerPolicies(IAuthorizationService authorization) : PolicyEvaluator(authorization)
{
    private static readonly Task<PolicyAuthorizationResult> Allowed = Task.FromResult(PolicyAuthorizationResult.Success());

    public override Task<PolicyAuthorizationResult> AuthorizeAsync(
        AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource) =>
        authenticationResult.Succeeded && AreMet(policy.Requirements, context.User)
            ? Allowed
            : base.AuthorizeAsync(policy, authenticationResult, context, resource);

    private static bool AreMet(IReadOnlyList<IAuthorizationRequirement> requirements, ClaimsPrincipal caller)
    {
        for (var index = 0; index < requirements.Count; index++)
        {
            if (!IsMet(requirements[index], caller))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsMet(IAuthorizationRequirement requirement, ClaimsPrincipal caller) => requirement switch
    {
        ScopeRequirement scope => scope.IsMetBy(caller),
        DenyAnonymousAuthorizationRequirement => caller.Identity is { IsAuthenticated: true },
        _ => false,
    };
}
