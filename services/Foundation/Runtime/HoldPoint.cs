namespace Aso.Foundation;

/// <summary>A named place between two steps of the program's work, where a test may hold the process until it lets it go or kills it.</summary>
/// <remarks>
/// A moment that passes cannot be caught by watching from outside. Only a process whose environment names a directory in
/// <see cref="Setting"/> looks at all. A test arms a point by a file <c>NAME.armed</c> there; the process that comes to it takes the file
/// as <c>NAME.held.PROCESS-ID</c>, so that one process is held once, and goes on when that file is gone.
/// </remarks>
public static class HoldPoint
{
    /// <summary>The environment variable with the directory in which points are armed.</summary>
    public const string Setting = "ASO_HOLD_POINTS";

    /// <summary>Between two transactions of a file job: records of it are committed, and its end is not.</summary>
    public const string InFileJob = "in-file-job";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private static readonly string? Directory = Environment.GetEnvironmentVariable(Setting);

    /// <summary>Goes on at once unless a test holds this point.</summary>
    public static Task PassAsync(string name, CancellationToken cancel) =>
        Directory is null ? Task.CompletedTask : PassAsync(Directory, name, cancel);

    private static async Task PassAsync(string directory, string name, CancellationToken cancel)
    {
        var held = Path.Combine(directory, $"{name}.held.{Environment.ProcessId}");
        try
        {
            File.Move(Path.Combine(directory, $"{name}.armed"), held);
        }
        catch (FileNotFoundException)
        {
            return;
        }

        while (File.Exists(held))
        {
            await Task.Delay(LookEvery, cancel);
        }
    }
}
