using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Aso.Foundation;

/// <summary>Which page of a list is asked for. Take it as <c>[AsParameters]</c>; what the values may be is checked before.</summary>
public readonly record struct PageQuery(
    [property: FromQuery(Name = "limit"), Range(1, PageQuery.LimitMax), Description("At most this many, 1 to 1000; left out: 100.")] int? Limit,
    [property: FromQuery(Name = "after"), Description("What next of the page before said; left out to begin.")] string? After,
    [property: FromQuery(Name = "total"), Description("true: say also how many there are on all pages together.")] bool? Total)
{
    public const int LimitMax = 1000;
    public const int LimitElse = 100;

    /// <summary>Of an <c>after</c> that the list never gave out.</summary>
    public static Refusal NoSuchPlace => new(
        "invalid-query", "after", "Send what next of the page before said, in the same order of the same list, or leave it out to begin.");

    /// <summary>Where the page begins in an order, and how long it is; or why there is none.</summary>
    public bool Passes<TRow>(ListOrder<TRow> order, out Slice<TRow> slice, out ProblemHttpResult problem)
    {
        ArgumentNullException.ThrowIfNull(order);
        var position = After is null ? null : order.Read(After);
        slice = new(order, position, Limit ?? LimitElse, Total ?? false);
        problem = After is null || position is not null ? null! : Problems.Refuse(NoSuchPlace);
        return problem is null;
    }
}
