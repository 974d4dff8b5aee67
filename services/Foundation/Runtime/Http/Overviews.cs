using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Aso.Foundation;

/// <summary>GET /v1/overview/{service}: all employers at once, for the administrator's staff, so that two hundred employers are two calls and not two hundred.</summary>
public static class Overviews
{
    private static readonly ListOrder<Guid> ById = ListOrder<Guid>.By(employerId => employerId);

    /// <param name="employers">The ids of all employers that the service knows.</param>
    /// <param name="read">What it knows of some of them, in the order of their ids.</param>
    public static void MapOverview<TDb, T>(
        this IEndpointRouteBuilder app, string service, string scope, Func<TDb, IQueryable<Guid>> employers, Func<TDb, Guid[], CancellationToken, Task<List<T>>> read)
        where TDb : class
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(employers);
        ArgumentNullException.ThrowIfNull(read);
        app.MapGet($"/v1/overview/{service}", HandleAsync)
            .RequireScope(scope)
            .ForAdministrators()
            .WithTags("Overview")
            .WithName($"ShowOverviewOf{string.Concat(service.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}")
            .WithSummary($"Show what {service} knows of every employer at a glance, by employer id, page by page");

        async Task<Results<Ok<Page<T>>, ProblemHttpResult>> HandleAsync(TDb db, [AsParameters] PageQuery page, CancellationToken cancel)
        {
            if (!page.Passes(ById, out var slice, out var problem))
            {
                return problem;
            }

            var found = await slice.ReadAsync(employers(db), cancel);
            return TypedResults.Ok(found.With(await read(db, [.. found.Items], cancel)));
        }
    }
}
