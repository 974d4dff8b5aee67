using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Aso.Foundation.Fhir;

/// <summary>The addresses of the FHIR interface, as the table names them.</summary>
public static class FhirRoutes
{
    internal const string Tag = "FHIR R4";

    /// <summary>An employer's FHIR base; to a caller who may not know of the employer there is none.</summary>
    public static RouteGroupBuilder MapFhirEmployer(this IEndpointRouteBuilder app) =>
        app.MapGroup(FhirInterface.EmployerBase).AddEndpointFilter(Negotiation.CheckAsync).ForEmployer().WithTags(Tag);

    /// <param name="read">Takes employerId and the id by <see cref="FhirResource.IdName"/>.</param>
    public static void MapRead(this RouteGroupBuilder employer, FhirResource resource, Delegate read)
    {
        ArgumentNullException.ThrowIfNull(resource);
        employer.MapGet($"/{resource.Type}/{{{resource.IdName}}}", read)
            .RequireScope(resource.Scope)
            .Produces<object>(StatusCodes.Status200OK, FhirInterface.ContentType)
            .WithName($"FhirRead{resource.Type}").WithSummary($"The {resource.Type} with that id");
    }

    /// <param name="search">Takes employerId and a <see cref="FhirSearch"/>.</param>
    public static void MapSearch(this RouteGroupBuilder employer, FhirResource resource, Delegate search)
    {
        ArgumentNullException.ThrowIfNull(resource);
        employer.MapGet($"/{resource.Type}", search)
            .RequireScope(resource.Scope)
            .WithMetadata(resource)
            .Produces<object>(StatusCodes.Status200OK, FhirInterface.ContentType)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.Parameters ??= [];
                foreach (var (name, meaning) in resource.Parameters.Select(parameter => (parameter.Name, parameter.Meaning)).Append((FhirSearch.CountName, FhirSearch.CountMeaning)))
                {
                    operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = meaning, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
                }

                return Task.CompletedTask;
            })
            .WithName($"FhirSearch{resource.Type}").WithSummary($"A searchset of {resource.Type} resources, page by page");
    }

    /// <summary>POST …/Type/$operation, answered 200.</summary>
    public static RouteHandlerBuilder MapOperation(this RouteGroupBuilder employer, FhirResource resource, string operation, string scope, Delegate handler)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return employer.MapPost($"/{resource.Type}/${operation}", handler)
            .RequireScope(scope)
            .Accepts<JsonObject>(FhirInterface.ContentType, "application/json")
            .Produces<object>(StatusCodes.Status200OK, FhirInterface.ContentType);
    }

    /// <summary>The FHIR base of the request, as the caller knows it: an employer's, or the root. No slash at its end.</summary>
    internal static string FhirBase(this HttpContext http)
    {
        var employer = http.Request.RouteValues.TryGetValue("employerId", out var id) ? $"/employers/{id}" : "";
        return $"{http.RequestServices.GetService<PublicName>()?.Address ?? Called(http.Request)}{FhirInterface.Root}{employer}";
    }

    // Behind the gateway the host is the caller's, the scheme is not.
    private static string Called(HttpRequest request) =>
        $"{(request.Headers["X-Forwarded-Proto"].ToString() is "https" ? "https" : request.Scheme)}://{request.Host}";
}
