using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Aso.Foundation.OpenApi;

/// <summary>The program's description of its API, alike in every program: what endpoints say of themselves, completed by the rules that hold for all.</summary>
public static class ApiDescriptions
{
    /// <summary>The document that has everything that the program answers.</summary>
    public const string Whole = "v1";

    /// <summary>Endpoints that have a document of their own beside the whole, by its name.</summary>
    private sealed record PartOf(string Document);

    /// <summary>What each document came to: it depends on nothing that a request says.</summary>
    private sealed class Written
    {
        private readonly ConcurrentDictionary<string, Task<byte[]>> _texts = new(StringComparer.Ordinal);

        public async Task<byte[]> OfAsync(string document, IServiceProvider services)
        {
            var text = _texts.GetOrAdd(document, name => WriteAsync(services.GetRequiredKeyedService<IOpenApiDocumentProvider>(name)));
            try
            {
                return await text;
            }
            catch
            {
                // What failed is not kept for those who ask next.
                _texts.TryRemove(document, out _);
                throw;
            }
        }

        private static async Task<byte[]> WriteAsync(IOpenApiDocumentProvider documents)
        {
            var document = await documents.GetOpenApiDocumentAsync(CancellationToken.None);
            using var text = new MemoryStream();
            await document.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
            return text.ToArray();
        }
    }

    /// <param name="parts">Names of documents that have a part each, of the endpoints that <see cref="InDocument"/> puts there.</param>
    public static IServiceCollection AddAsoDescriptions(this IServiceCollection services, params IEnumerable<string> parts)
    {
        services.AddSingleton<Written>();
        Add(services, Whole);
        foreach (var part in parts)
        {
            Add(services, part);
        }

        return services;
    }

    /// <summary>GET /openapi/{document}.json of each document that was added.</summary>
    /// <param name="parts">As they were added.</param>
    public static void MapAsoDescriptions(this IEndpointRouteBuilder app, params IEnumerable<string> parts)
    {
        foreach (var document in parts.Prepend(Whole))
        {
            app.MapGet($"/openapi/{document}.json", async (HttpContext http, Written written) =>
                    TypedResults.Bytes(await written.OfAsync(document, http.RequestServices), "application/json; charset=utf-8"))
                .AllowAnonymous().ExcludeFromDescription();
        }
    }

    /// <summary>Describes the endpoints in that document too, not in the whole alone.</summary>
    public static RouteGroupBuilder InDocument(this RouteGroupBuilder endpoints, string document) => endpoints.WithMetadata(new PartOf(document));

    private static void Add(IServiceCollection services, string document) => services.AddOpenApi(document, options =>
    {
        var names = new SchemaNames();
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = names.Name;
        options.ShouldInclude = endpoint => document == Whole || endpoint.ActionDescriptor.EndpointMetadata.OfType<PartOf>().Any(part => part.Document == document);
        options.AddOperationTransformer(OperationDescriptions.KeepAsync);
        options.AddDocumentTransformer((described, _, _) =>
        {
            OperationDescriptions.Complete(described);
            SchemaDescriptions.Complete(described, names);
            PlatformDescription.Complete(described);
            return UnusedSchemas.RemoveAsync(described);
        });
    });
}
