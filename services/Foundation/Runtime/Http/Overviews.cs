using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Aso.Foundation;

/// <summary>One page of what a service knows of every employer.</summary>
/// <param name="Items">By employer id.</param>
/// <param name="Next">What to send as <c>after</c> for the next page; left out on the last.</param>
public sealed record OverviewPage<T>(IReadOnlyList<T> Items, Guid? Next);

/// <summary>What each service knows of an employer at a glance.</summary>
public interface IOverview
{
    Guid EmployerId { get; }
}

/// <summary>GET /v1/overview/{service}: all employers at once, for the administrator's staff, so that two hundred employers are two calls and not two hundred.</summary>
public static class Overviews
{
    private const int LimitDefault = 100;
    private const int LimitMax = 500;

    /// <param name="read">Of at most so many employers behind an id, in the order of their ids.</param>
    public static void MapOverview<TDb, T>(
        this IEndpointRouteBuilder app, string service, string scope, Func<TDb, Guid, int, CancellationToken, Task<List<T>>> read)
        where TDb : class
        where T : IOverview
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(read);
        app.MapGet($"/v1/overview/{service}", HandleAsync)
            .RequireScope(scope)
            .ForAdministrators()
            .WithTags("Overview")
            .WithName($"ShowOverviewOf{string.Concat(service.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}")
            .WithSummary($"Show what {service} knows of every employer at a glance, by employer id, page by page");

        async Task<Results<Ok<OverviewPage<T>>, ProblemHttpResult>> HandleAsync(
            TDb db, CancellationToken cancel,
            [Description("What the page before gave as next; leave it out to begin.")] Guid? after = null,
            [Description("At most this many employers, 1 to 500; 100 if left out.")] int? limit = null)
        {
            var take = limit ?? LimitDefault;
            if (take is < 1 or > LimitMax)
            {
                return Problems.Refuse(new Refusal("invalid-query", "limit", $"Use 1 to {LimitMax}, or leave it out for {LimitDefault}."));
            }

            var items = await read(db, after ?? Guid.Empty, take + 1, cancel);
            return TypedResults.Ok(new OverviewPage<T>([.. items.Take(take)], items.Count > take ? items[take - 1].EmployerId : null));
        }
    }
}
