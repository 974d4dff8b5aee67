using Aso.Portal.Layout;
using Aso.Portal.Session;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Aso.Portal;

/// <summary>To somebody with a browser a refusal or an outage is a page. Programs, and whatever stands at the addresses of the API, get problem details as ever.</summary>
internal sealed class PageProblems : IProblemDetailsWriter
{
    private static readonly string[] ForPrograms = ["/v1", "/fhir", "/openapi", "/connect", "/health", "/metrics", "/_blazor", "/_framework"];

    /// <summary>Before the other writers: the first that can write does.</summary>
    public static void Add(IServiceCollection services) => services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, PageProblems>());

    public bool CanWrite(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        return (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsPost(request.Method))
            && request.GetTypedHeaders().Accept.Any(IsHtml)
            && !ForPrograms.Any(stem => request.Path.StartsWithSegments(stem, StringComparison.OrdinalIgnoreCase));
    }

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        // The menu is that of the person who is signed in at the pages, whoever the API took the caller for.
        var http = context.HttpContext;
        if (await http.AuthenticateAsync(SignIn.Scheme) is { Succeeded: true, Principal: { } person })
        {
            http.User = person;
        }

        http.Response.Headers.ContentSecurityPolicy = PageSecurity.PolicyOf(http);
        var page = new RazorComponentResult<RefusalPage>(new { Status = http.Response.StatusCode, context.ProblemDetails.Detail })
        {
            StatusCode = http.Response.StatusCode,
        };
        await page.ExecuteAsync(http);
    }

    // A program that takes anything ("*/*") asks for no page.
    private static bool IsHtml(MediaTypeHeaderValue accepted) => accepted.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase);
}
