using Hl7.Fhir.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aso.Foundation.Fhir;

/// <summary>GET …/metadata: what is there, to anyone and for any employer alike.</summary>
public static class Capabilities
{
    /// <summary>At the root, and at each employer's base, where a FHIR client looks for it.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var (path, name) in new[] { (FhirInterface.Root, "FhirCapabilities"), (FhirInterface.EmployerBase, "FhirCapabilitiesAtEmployer") })
        {
            app.MapGet($"{path}/metadata", (HttpContext http) => FhirAnswer.Of(Statement(http.FhirBase())))
                .AllowAnonymous()
                .AddEndpointFilter(Negotiation.CheckAsync)
                .Produces<object>(StatusCodes.Status200OK, FhirInterface.ContentType)
                .WithTags(FhirRoutes.Tag).WithName(name).WithSummary("What the FHIR interface can do: a CapabilityStatement");
        }
    }

    private static CapabilityStatement Statement(string address) => new()
    {
        Status = PublicationStatus.Active,
        Date = FhirInterface.ChangedOn,
        Kind = CapabilityStatementKind.Instance,
        Software = new() { Name = "ASO platform" },
        Implementation = new() { Description = "Members, coverage and claims of self-funded employers; each employer has a base address of its own.", Url = address },
        FhirVersion = FHIRVersion.N4_0_1,
        Format = [FhirInterface.ContentType],
        Rest =
        [
            new()
            {
                Mode = CapabilityStatement.RestfulCapabilityMode.Server,
                Security = new()
                {
                    Service = [new("http://terminology.hl7.org/CodeSystem/restful-security-service", "OAuth")],
                    Description = "A bearer token of POST /connect/token with the scope of the resource: enrollment:read, claims:read, claims:write.",
                },
                Resource = [.. FhirInterface.Resources.Select(ResourceOf)],
            },
        ],
    };

    private static CapabilityStatement.ResourceComponent ResourceOf(FhirResource resource) => new()
    {
        TypeElement = new(resource.Type),
        Interaction =
        [
            new() { Code = CapabilityStatement.TypeRestfulInteraction.Read },
            new() { Code = CapabilityStatement.TypeRestfulInteraction.SearchType },
        ],
        Versioning = CapabilityStatement.ResourceVersionPolicy.NoVersion,
        SearchParam = [.. resource.Parameters.Select(parameter => new CapabilityStatement.SearchParamComponent
        {
            Name = parameter.Name,
            Type = parameter.Type,
            Documentation = parameter.Meaning,
        })],
        Operation = [.. resource.Operations.Select(operation => new CapabilityStatement.OperationComponent { Name = operation.Name, Definition = operation.Definition })],
    };
}
