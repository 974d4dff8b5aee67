using Aso.Scenarios.Hosting;
using Aso.Scenarios.Play;

namespace Aso.Scenarios;

/// <summary>Which platform to play into, and as whom.</summary>
/// <param name="BaseUrl">Null: the embedded host, started for this run alone.</param>
internal sealed record Target(Uri? BaseUrl, Uri? GrpcUrl, string ClientId, string ClientSecret)
{
    /// <summary>Has <paramref name="work"/> done on the platform, starting it before and ending it behind where it is this run's own.</summary>
    public async Task<int> UseAsync(Func<Platform, Task<int>> work, CancellationToken cancel)
    {
        await using var embedded = BaseUrl is null ? await EmbeddedPlatform.StartAsync(cancel) : null;
        using var platform = new Platform(BaseUrl ?? embedded!.Address, GrpcUrl, ClientId, ClientSecret);
        return await work(platform);
    }
}
