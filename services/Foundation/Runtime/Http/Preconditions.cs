using System.Text.Json;
using Aso.Foundation.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aso.Foundation;

/// <summary>What a caller says about what it is going to replace.</summary>
public static class Preconditions
{
    /// <summary>Refuses, with 412, a replacement whose <c>If-Match</c> does not name what stands; without that header nothing is refused.</summary>
    /// <param name="current">What stands, as a GET of the same address answers it. Load it under the lock under which it is replaced.</param>
    public static ProblemHttpResult? RefuseIfChanged<T>(this HttpContext http, T current)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Request.Headers.IfMatch.Count == 0)
        {
            return null;
        }

        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var tag = EntityTags.Of(JsonSerializer.SerializeToUtf8Bytes(current, options));
        return EntityTags.IsNamed(http.Request.GetTypedHeaders().IfMatch, tag)
            ? null
            : Problems.Refuse(new Refusal(
                "changed-meanwhile", "If-Match", "This is not what stands now: read it again, and send If-Match with the ETag of that answer.",
                StatusCodes.Status412PreconditionFailed));
    }
}
