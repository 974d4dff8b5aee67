using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Microsoft.AspNetCore.Http;
using Task = System.Threading.Tasks.Task;

namespace Aso.Foundation.Fhir;

/// <summary>A resource as the answer.</summary>
public sealed class FhirAnswer : IResult, IStatusCodeHttpResult
{
    private static readonly FhirJsonSerializer Json = new();

    private readonly Resource _resource;

    private FhirAnswer(Resource resource) => _resource = resource;

    public int? StatusCode => StatusCodes.Status200OK;

    public static IResult Of(Resource resource) => new FhirAnswer(resource);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var body = Json.SerializeToBytes(_resource);
        httpContext.Response.ContentType = $"{FhirInterface.ContentType}; charset=utf-8";
        httpContext.Response.ContentLength = body.Length;
        await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
