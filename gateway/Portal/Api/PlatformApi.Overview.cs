namespace Aso.Portal.Api;

/// <summary>All employers at once, for the administrator's staff.</summary>
internal sealed partial class PlatformApi
{
    /// <summary>One page of what a service knows of every employer.</summary>
    public Task<Answer<ListPage<T>>> OverviewAsync<T>(string service, string? after, CancellationToken cancel) =>
        GetAsync<ListPage<T>>(PageOf($"v1/overview/{service}?limit=200", after), cancel);
}
