using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aso.Portal.Session;

/// <summary>The request that is being answered, for what lies too deep to be handed it: by what name did the browser reach this host?</summary>
/// <remarks>
/// Takes the place of <c>IHttpContextAccessor</c>, which follows every request along every wait and keeps the server from using
/// a request's objects again. This one follows pages and sign-in, and leaves alone what is only passed on.
/// </remarks>
public sealed class CurrentRequest
{
    private readonly AsyncLocal<Following?> _following = new();

    /// <summary>Null outside of a request, in one that is not followed, and in work that a request has left behind.</summary>
    public HttpRequest? Value => _following.Value?.Request;

    internal async Task FollowAsync(HttpContext http, RequestDelegate next)
    {
        var following = _following.Value = new Following { Request = http.Request };
        try
        {
            await next(http);
        }
        finally
        {
            // The server gives the object to another request: who still remembers this one must not see that.
            following.Request = null;
        }
    }

    private sealed class Following
    {
        public HttpRequest? Request { get; set; }
    }
}

/// <summary>The step of the pipeline that follows requests; stands before authentication.</summary>
public static class CurrentRequestStep
{
    /// <param name="app">Has the portal's services.</param>
    /// <param name="isFollowed">Whether a request may be one of a page or of a sign-in.</param>
    public static void UseCurrentRequest(this WebApplication app, Predicate<HttpRequest> isFollowed)
    {
        ArgumentNullException.ThrowIfNull(app);
        var current = app.Services.GetRequiredService<CurrentRequest>();
        app.Use(next => http => isFollowed(http.Request) ? current.FollowAsync(http, next) : next(http));
    }
}
