namespace Aso.Portal.Api;

/// <summary>One page of a list.</summary>
/// <param name="Next">What leads to the page behind this one; null on the last.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, string? Next);
