using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Aso.Primitives;
using Microsoft.AspNetCore.OpenApi;

namespace Aso.Foundation.OpenApi;

/// <summary>The name of each type in one description: one type, one name. A nested type is named with the type around it, so that its own name may be as short as Request.</summary>
internal sealed class SchemaNames
{
    private readonly ConcurrentDictionary<string, JsonTypeInfo> _named = new(StringComparer.Ordinal);

    /// <summary>How the type of that name is written as JSON; null where there is none.</summary>
    public JsonTypeInfo? Find(string name) => _named.GetValueOrDefault(name);

    /// <returns>Null for a type that is described where it stands, such as a text or a list.</returns>
    /// <exception cref="InvalidOperationException">Another type has the name: the message names both.</exception>
    public string? Name(JsonTypeInfo json)
    {
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(json) is null)
        {
            return null;
        }

        var type = Nullable.GetUnderlyingType(json.Type) ?? json.Type;
        if (json.Kind == JsonTypeInfoKind.None && !type.IsEnum && type != typeof(Money) && type != typeof(Rate))
        {
            return null;   // what a converter of its own writes is not told by the type
        }

        var name = NameOf(type);
        var first = _named.GetOrAdd(name, json).Type;
        return (Nullable.GetUnderlyingType(first) ?? first) == type
            ? name
            : throw new InvalidOperationException($"{type.FullName} and {first.FullName} would both be called {name} in the description of the API: rename one.");
    }

    /// <summary><c>SubmitClaimRequest</c> of a Request inside SubmitClaim, <c>PageOfClaimAnswer</c> of a page of claims.</summary>
    internal static string NameOf(Type type)
    {
        var own = type.Name.Split('`')[0];
        var arguments = type.GetGenericArguments();
        var whole = type.DeclaringType is { } outer && !type.IsGenericParameter ? NameOf(outer.IsGenericType ? outer.GetGenericTypeDefinition() : outer) + own : own;
        return arguments.Length == 0 || type.IsGenericTypeDefinition ? whole : $"{whole}Of{string.Join("And", arguments.Select(NameOf))}";
    }
}
