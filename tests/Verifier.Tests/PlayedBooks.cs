using Microsoft.Data.Sqlite;

namespace Aso.Verifier.Tests;

/// <summary>The data directory of an embedded host into which scenarios of every kind of posting were played. Tests change copies of it.</summary>
public sealed class PlayedBooks : IAsyncLifetime
{
    /// <summary>With the <see cref="Returned"/> ones they post every kind of entry, and move every accumulator and every figure of stop-loss.</summary>
    internal static readonly string[] Scenarios =
    [
        "specific-stop-loss-notices-and-request", "laser-and-aggregating-deductible", "aggregate-stop-loss-year-end",
        "void-after-payment-recoup", "replacement-before-payment", "fees-and-premium-monthly", "level-funded",
        "fully-insured", "orthodontia-lifetime", "std-sickness", "family-deductible-embedded", "prefunded-queue-fifo",
    ];

    /// <summary>How many more are played, whose payments and deposits come back.</summary>
    internal const int Returned = 3;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("aso-verifier-");
    private int _copies;

    public string Original => Path.Combine(_root.FullName, "original");

    public async Task InitializeAsync()
    {
        await using (var platform = await PlayedPlatform.StartAsync(Original))
        {
            await platform.PlayAsync(Scenarios);
            await platform.PlayReturnsAsync();
        }

        SqliteConnection.ClearAllPools();
    }

    public Task DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _root.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A copy to change, in which the databases refuse nothing: as somebody would who owns the files.</summary>
    internal TamperedBooks Copy()
    {
        var directory = Path.Combine(_root.FullName, $"copy-{Interlocked.Increment(ref _copies)}");
        Directory.CreateDirectory(directory);
        foreach (var file in Directory.EnumerateFiles(Original, "*.db*"))
        {
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
        }

        return new(directory);
    }
}
