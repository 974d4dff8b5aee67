using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Aso.Foundation.Http;

/// <summary>HEAD is answered wherever GET is, with the same headers; the body is left out by the server, which remembers how it was asked.</summary>
/// <remarks>It stands before everything else, for it decides by the method which address answers. A stream of events has no end, and no HEAD.</remarks>
internal sealed class HeadAsGet : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(then => http =>
        {
            if (HttpMethods.IsHead(http.Request.Method) && http.Request.Path.Value?.EndsWith("/stream", StringComparison.OrdinalIgnoreCase) != true)
            {
                http.Request.Method = HttpMethods.Get;
            }

            return then(http);
        });
        next(app);
    };
}
