using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace Aso.Foundation.OpenApi;

/// <summary>The endpoint answers under an Idempotency-Key.</summary>
internal sealed record Idempotent;

/// <summary>The upload can be left as a job.</summary>
internal sealed record TakenAsJob;

/// <summary>The endpoint answers in another form too, to whom accepts it.</summary>
internal sealed record AnswersToo(string MediaType);

/// <summary>A body that the endpoint takes.</summary>
internal sealed record RequestExample(JsonNode Body);

/// <summary>The types of JSON that the property's converter writes and reads, where they are not those of its own type.</summary>
/// <param name="types">Such as number and string.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WrittenAsAttribute(params string[] types) : Attribute
{
    public IReadOnlyList<string> Types { get; } = types;
}

/// <summary>What an endpoint can say of itself for the description of the API, beside what the framework has words for.</summary>
public static class EndpointWords
{
    /// <summary>With Accept of that media type, 200 comes in that form.</summary>
    public static RouteHandlerBuilder AlsoAnswers(this RouteHandlerBuilder endpoint, string mediaType) => endpoint.WithMetadata(new AnswersToo(mediaType));

    /// <summary>A body to try it with, where there can be one against the demo group.</summary>
    /// <param name="body">JSON.</param>
    public static RouteHandlerBuilder WithExample(this RouteHandlerBuilder endpoint, string body) => endpoint.WithMetadata(new RequestExample(JsonNode.Parse(body)!));
}
