using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Aso.Gateway.Tokens;

/// <summary>Refuses requests with signs that no id, secret or address has: a database may not even take them.</summary>
internal static class PlainText
{
    public static void Require(OpenIddictServerBuilder server)
    {
        server.AddEventHandler<ExtractAuthorizationRequestContext>(Last<ExtractAuthorizationRequestContext>(context => context.Request));
        server.AddEventHandler<ExtractEndSessionRequestContext>(Last<ExtractEndSessionRequestContext>(context => context.Request));
        server.AddEventHandler<ExtractTokenRequestContext>(Last<ExtractTokenRequestContext>(context => context.Request));
        server.AddEventHandler<ExtractRevocationRequestContext>(Last<ExtractRevocationRequestContext>(context => context.Request));
    }

    private static Action<OpenIddictServerHandlerDescriptor.Builder<TContext>> Last<TContext>(Func<TContext, OpenIddictRequest?> requestOf)
        where TContext : BaseValidatingContext =>
        handler => handler
            .UseInlineHandler(context =>
            {
                if (requestOf(context)?.GetParameters().Any(parameter => !IsPlain((string?)parameter.Value)) == true)
                {
                    context.Reject(OpenIddictConstants.Errors.InvalidRequest, "A parameter has a control sign in it, or is no UTF-8: send plain text.");
                }

                return default;
            })
            .SetOrder(int.MaxValue - 1_000);

    private static bool IsPlain(string? value) => value is null || !value.Any(sign => char.IsControl(sign) || sign == '\uFFFD');
}
