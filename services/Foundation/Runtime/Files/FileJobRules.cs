namespace Aso.Foundation.Files;

/// <summary>When a job is taken, tried again and given up: decided on what is stored, by whichever replica looks.</summary>
internal static class FileJobRules
{
    /// <summary>How long a run that is never heard of again keeps its job from others.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    /// <summary>How often a run that is alive says so.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(3);

    /// <summary>Runs in a row that may record nothing.</summary>
    public const int AttemptsMax = 5;

    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    /// <summary>Whether the job must be given up instead of taken once more. Processes that die of it count, too.</summary>
    public static bool IsExhausted(int attempts) => attempts >= AttemptsMax;

    /// <summary>How long a job rests after a run that failed: 1 s, then twice as long each time, at most 30 s.</summary>
    /// <param name="attempts">Runs in a row that recorded nothing, this one included; zero where the data store was away.</param>
    public static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(1 << Math.Clamp(attempts - 1, 0, AttemptsMax), PauseMax.TotalSeconds));

    /// <summary>The state of a job whose file is sent again: only one that failed begins anew, all others answer for themselves.</summary>
    public static FileJobState WhenSentAgain(FileJobState state) => state == FileJobState.Failed ? FileJobState.Waiting : state;

    public static bool HasEnded(this FileJobState state) => state is FileJobState.Completed or FileJobState.Refused or FileJobState.Failed;
}
