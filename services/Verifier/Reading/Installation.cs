namespace Aso.Verifier.Reading;

/// <summary>The databases whose agreement is proved.</summary>
internal sealed record Installation(ServiceDatabase Claims, ServiceDatabase Funding, ServiceDatabase StopLoss)
{
    public const string ClaimsName = "claims";
    public const string FundingName = "funding";
    public const string StopLossName = "stop-loss";

    /// <exception cref="FileNotFoundException">The directory is not an embedded host's.</exception>
    public static Installation Embedded(string directory) => new(
        ServiceDatabase.Sqlite(ClaimsName, directory),
        ServiceDatabase.Sqlite(FundingName, directory),
        ServiceDatabase.Sqlite(StopLossName, directory));

    public static Installation Separate(string claims, string funding, string stopLoss) => new(
        ServiceDatabase.Postgres(ClaimsName, claims),
        ServiceDatabase.Postgres(FundingName, funding),
        ServiceDatabase.Postgres(StopLossName, stopLoss));
}

/// <summary>One reading of all databases.</summary>
/// <remarks>
/// Receivers are read before their senders, so a receiver is never ahead of its sender: what it lacks may be on its way, what
/// it has too much of is a fault. Stop-loss and Funding hear each other, so stop-loss is read twice: as Funding's receiver
/// first, as its sender last.
/// </remarks>
internal sealed class InstallationSnapshot : IDisposable
{
    public InstallationSnapshot(Installation installation, CancellationToken cancel)
    {
        StopLoss = installation.StopLoss.Open(cancel);
        Funding = installation.Funding.Open(cancel);
        Claims = installation.Claims.Open(cancel);
        StopLossAfter = installation.StopLoss.Open(cancel);
    }

    public Snapshot StopLoss { get; }

    public Snapshot Funding { get; }

    public Snapshot Claims { get; }

    public Snapshot StopLossAfter { get; }

    public void Dispose()
    {
        StopLoss.Dispose();
        Funding.Dispose();
        Claims.Dispose();
        StopLossAfter.Dispose();
    }
}
