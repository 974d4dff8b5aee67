using Hl7.Fhir.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Aso.Foundation.Fhir;

/// <summary>A page of what a search found.</summary>
public static class Searchset
{
    /// <param name="total">All that was found, on whatever page.</param>
    /// <param name="found">The resources behind <see cref="FhirSearch.After"/>, in order: one more than the page has tells that another page follows.</param>
    public static IResult Of(FhirSearch search, int total, IReadOnlyList<Resource> found)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(found);
        var address = search.Http.FhirBase();
        var page = found.Take(search.Count).ToList();
        var bundle = new Bundle
        {
            Type = Bundle.BundleType.Searchset,
            Total = total,
            Link = [new() { Relation = "self", Url = LinkOf(search, search.After) }],
            Entry = page.ConvertAll(resource => new Bundle.EntryComponent
            {
                FullUrl = $"{address}/{resource.TypeName}/{resource.Id}",
                Resource = resource,
                Search = new() { Mode = Bundle.SearchEntryMode.Match },
            }),
        };
        if (found.Count > page.Count && page.Count > 0)
        {
            bundle.Link.Add(new() { Relation = "next", Url = LinkOf(search, page[^1].Id) });
        }

        return FhirAnswer.Of(bundle);
    }

    public static IResult Empty(FhirSearch search) => Of(search, 0, []);

    private static string LinkOf(FhirSearch search, string? after)
    {
        var request = search.Http.Request;
        var kept = request.Query.Where(parameter => parameter.Key != FhirSearch.AfterName)
            .SelectMany(parameter => parameter.Value, (parameter, value) => KeyValuePair.Create(parameter.Key, value ?? ""));
        var query = new QueryBuilder(after is null ? kept : kept.Append(new(FhirSearch.AfterName, after)));
        return $"{search.Http.FhirBase()}/{request.Path.Value![(request.Path.Value!.LastIndexOf('/') + 1)..]}{query}";
    }
}
