using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Aso.Foundation.OpenApi;

/// <summary>Completes what each endpoint says of itself by what is true of all: who may call it, what it may be told, and everything that it can answer.</summary>
internal static partial class OperationDescriptions
{
    private const string Kept = "endpoint";

    /// <summary>Keeps the endpoint with its operation until the document is whole.</summary>
    public static Task KeepAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        operation.Metadata ??= new Dictionary<string, object>();
        operation.Metadata[Kept] = context.Description;
        return Task.CompletedTask;
    }

    /// <summary>A name that any language takes: <c>ClaimFile</c> of claim-file.</summary>
    public static string Identifier(string name) =>
        name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + NotOfAnIdentifier().Replace(name[1..], part => part.Groups[1].Value.ToUpperInvariant());

    public static void Complete(OpenApiDocument document)
    {
        document.Components ??= new();
        foreach (var (path, item) in document.Paths)
        {
            foreach (var (method, operation) in item.Operations ?? [])
            {
                if (operation.Metadata?.TryGetValue(Kept, out var kept) == true && kept is ApiDescription endpoint)
                {
                    Complete(new Endpoint(document, path, method, operation, [.. endpoint.ActionDescriptor.EndpointMetadata]));
                }
            }
        }
    }

    /// <param name="Metadata">What is said at the endpoint and at the groups around it.</param>
    private sealed record Endpoint(OpenApiDocument Document, string Path, HttpMethod Method, OpenApiOperation Operation, IReadOnlyList<object> Metadata)
    {
        public bool IsOpen => Metadata.OfType<IAllowAnonymous>().Any();

        public bool IsFhir => Path.StartsWith(OperationOutcomes.Root, StringComparison.Ordinal);

        public bool Writes => Method != HttpMethod.Get && Method != HttpMethod.Head;

        /// <summary>OAuth has a form of its own for refusals.</summary>
        public bool IsOAuth => Path.StartsWith("/connect/", StringComparison.Ordinal);

        public IReadOnlyList<string> Scopes =>
            [.. Metadata.OfType<AuthorizationPolicy>().SelectMany(policy => policy.Requirements).OfType<ScopeRequirement>().Select(required => required.Scope).Distinct()];
    }

    private static void Complete(Endpoint endpoint)
    {
        Name(endpoint);
        Secure(endpoint);
        Parameters(endpoint);
        Answers(endpoint);
        foreach (var example in endpoint.Metadata.OfType<RequestExample>())
        {
            foreach (var content in Bodies(endpoint))
            {
                content.Example = example.Body;
            }
        }
    }

    private static void Name(Endpoint endpoint)
    {
        var operation = endpoint.Operation;
        operation.OperationId = operation.OperationId is { } id ? Identifier(id) : null;
        var sentences = (operation.Description ?? operation.Summary)?.TrimEnd();
        var needs = endpoint.Scopes.Count == 0 ? "" : $" Needs the scope {string.Join(" and ", endpoint.Scopes.Select(scope => $"`{scope}`"))}.";
        operation.Description = sentences is null or "" ? null : (sentences[^1] is '.' or '!' or '?' ? sentences : sentences + ".") + needs;
    }

    private static void Secure(Endpoint endpoint) =>
        endpoint.Operation.Security = endpoint.IsOpen ? [] : PlatformDescription.Requiring(endpoint.Document, endpoint.Scopes);

    private static void Parameters(Endpoint endpoint)
    {
        var parameters = endpoint.Operation.Parameters ??= [];
        var known = parameters.Where(parameter => parameter.In == ParameterLocation.Path).Select(parameter => parameter.Name).ToHashSet();
        foreach (var name in InBraces().Matches(endpoint.Path).Select(match => match.Groups[1].Value).Where(name => !known.Contains(name)))
        {
            parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        }

        foreach (var parameter in parameters.OfType<OpenApiParameter>())
        {
            if (parameter is { In: ParameterLocation.Query, Name: { Length: > 0 } name })
            {
                parameter.Name = char.ToLowerInvariant(name[0]) + name[1..];
            }

            parameter.Description ??= FieldWords.MeaningOf(parameter.Name!);
            if (parameter is { Name: "limit" or "after", Schema: OpenApiSchema page } && page.Type?.HasFlag(JsonSchemaType.Integer) == true)
            {
                page.Minimum ??= parameter.Name == "limit" ? "1" : "0";
            }

            SchemaDescriptions.Complete(parameter.Schema, parameter.Name);
        }

        if (endpoint.Metadata.OfType<Idempotent>().Any())
        {
            parameters.Add(CommonAnswers.IdempotencyKey());
        }

        if (endpoint.Metadata.OfType<TakenAsJob>().Any())
        {
            parameters.Add(CommonAnswers.Prefer());
        }
    }

    private static void Answers(Endpoint endpoint)
    {
        var answers = endpoint.Operation.Responses ??= [];
        foreach (var (status, answer) in answers)
        {
            if (answer is OpenApiResponse { } own && int.TryParse(status, out var code))
            {
                own.Headers = CommonAnswers.Headers(endpoint.Document, code);
                Content(endpoint, own, code);
            }
        }

        foreach (var status in Refusals(endpoint))
        {
            if (!endpoint.IsOAuth || !answers.ContainsKey($"{status}"))
            {
                answers[$"{status}"] = CommonAnswers.Refusal(endpoint.Document, status, endpoint.IsFhir);
            }
        }

        endpoint.Operation.Responses = [];
        foreach (var (status, answer) in answers.OrderBy(answer => answer.Key, StringComparer.Ordinal))
        {
            endpoint.Operation.Responses[status] = answer;
        }
    }

    private static IEnumerable<int> Refusals(Endpoint endpoint)
    {
        var declared = endpoint.Operation.Responses!.Keys.Select(key => int.TryParse(key, out var status) ? status : 0).Where(CommonAnswers.IsKnown);
        var hasBody = endpoint.Operation.RequestBody is not null;
        var asks = endpoint.Operation.Parameters!.Any(parameter => parameter.In == ParameterLocation.Query);
        return declared.Concat(
        [
            StatusCodes.Status400BadRequest,
            .. endpoint.IsOpen ? [] : new[] { StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden },
            .. endpoint.Path.Contains('{', StringComparison.Ordinal) ? new[] { StatusCodes.Status404NotFound } : [],
            .. endpoint.IsFhir ? new[] { StatusCodes.Status406NotAcceptable } : [],
            .. endpoint is { Writes: true, IsOAuth: false } ? new[] { StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity } : [],
            .. hasBody ? new[] { StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType } : [],
            .. asks || endpoint.Metadata.OfType<AnswersToo>().Any() ? new[] { StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity } : [],
            StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable, StatusCodes.Status504GatewayTimeout,
        ]).Distinct();
    }

    /// <summary>Of an answer that tells only its media type, that it is a text; of FHIR, that it is a resource; and the other forms in which it comes.</summary>
    private static void Content(Endpoint endpoint, OpenApiResponse answer, int status)
    {
        answer.Content ??= new Dictionary<string, OpenApiMediaType>();
        var told = endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Where(produced => produced.StatusCode == status).SelectMany(produced => produced.ContentTypes);
        foreach (var media in told.Concat(status == StatusCodes.Status200OK ? endpoint.Metadata.OfType<AnswersToo>().Select(other => other.MediaType) : []))
        {
            answer.Content.TryAdd(media, new OpenApiMediaType { Schema = SchemaDescriptions.File(media) });
        }

        foreach (var (media, content) in answer.Content)
        {
            content.Schema = endpoint.IsFhir ? CommonAnswers.Resource(endpoint.Document)
                : media.EndsWith("json", StringComparison.Ordinal) ? content.Schema
                : SchemaDescriptions.File(media);
        }

        if (endpoint.IsFhir)
        {
            foreach (var content in Bodies(endpoint))
            {
                content.Schema = CommonAnswers.Resource(endpoint.Document);
            }
        }
    }

    private static IEnumerable<OpenApiMediaType> Bodies(Endpoint endpoint) => endpoint.Operation.RequestBody?.Content?.Values ?? [];

    [GeneratedRegex("[^A-Za-z0-9]+([A-Za-z0-9]?)")]
    private static partial Regex NotOfAnIdentifier();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex InBraces();
}
