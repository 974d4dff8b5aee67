namespace Aso.Load.Floor;

/// <summary>One of the three programs that a claim passes.</summary>
internal interface IFloorStage : IAsyncDisposable
{
    StageSums Sums { get; }

    /// <summary>Works until it is cancelled.</summary>
    /// <exception cref="Exception">Something could not be committed or sent: the stage is at an end, and what was not acknowledged comes again.</exception>
    Task WorkAsync(CancellationToken cancel);
}
