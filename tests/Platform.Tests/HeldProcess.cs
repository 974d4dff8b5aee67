using Aso.Foundation;

namespace Aso.Platform.Tests;

/// <summary>Holds processes of a platform at named points of their work: see <see cref="HoldPoint"/>.</summary>
public sealed class HeldProcess(string directory)
{
    /// <summary>For what must come: a process that is far slower than any machine has not come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly HashSet<string> _seen = [];

    /// <summary>The next process that comes to the point is held there. To be called before the work begins.</summary>
    public void Arm(string point) => File.WriteAllText(Path.Combine(directory, $"{point}.armed"), "");

    /// <summary>Waits until a process is held that was not held before. It stays so until it is killed.</summary>
    public async Task IsHeldAsync(string point)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Directory.EnumerateFiles(directory, $"{point}.held.*").Any(_seen.Add))
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
