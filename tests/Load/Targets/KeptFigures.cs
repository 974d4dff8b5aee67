using System.Globalization;
using Aso.Load.PassThrough;

namespace Aso.Load.Targets;

/// <summary>What <c>tests/load --targets</c> measured and left in a folder. What it did not come to is missing here.</summary>
/// <param name="Commit">Of the programs that were measured.</param>
/// <param name="Growth">In their order: two runs with few claims stored, five files of 400,000, two runs with all of them stored.</param>
internal sealed record KeptFigures(
    string Commit,
    IReadOnlyList<Figures> ByHttp,
    IReadOnlyList<Figures> Floor,
    IReadOnlyList<Figures> ByFile,
    IReadOnlyList<Figures> OpenLoop,
    IReadOnlyList<Figures> Embedded,
    IReadOnlyList<PassThroughFigures> PassThrough,
    IReadOnlyList<Figures> Growth,
    IReadOnlyList<ReplicaFigures> Replicas)
{
    private static readonly string[] Services = ["enrollment", "claims", "funding", "stop-loss"];

    public static KeptFigures Read(DirectoryInfo folder) => new(
        File.ReadAllText(Path.Combine(folder.FullName, "commit")).Trim(),
        All<Figures>(folder, "http"),
        All<Figures>(folder, "floor"),
        All<Figures>(folder, "file"),
        All<Figures>(folder, "open"),
        All<Figures>(folder, "embedded"),
        All<PassThroughFigures>(folder, "pass-through"),
        All<Figures>(folder, "growth"),
        [.. Services.Select(service => new ReplicaFigures(service, All<Figures>(folder, $"replica-{service}"))).Where(replica => replica.Runs.Count >= 3)]);

    /// <summary>NAME-1.json and those that follow it without a gap.</summary>
    private static List<T> All<T>(DirectoryInfo folder, string name) =>
        [.. Enumerable.Range(1, int.MaxValue)
            .Select(run => new FileInfo(Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{name}-{run}.json"))))
            .TakeWhile(file => file.Exists)
            .Select(FiguresFile.Read<T>)];
}

/// <summary>A service with one process and with two, in turn: one process is the first and the last.</summary>
internal sealed record ReplicaFigures(string Service, IReadOnlyList<Figures> Runs)
{
    public IReadOnlyList<Figures> One => [.. Runs.Where((_, index) => index % 2 == 0)];

    public IReadOnlyList<Figures> Two => [.. Runs.Where((_, index) => index % 2 == 1)];

    /// <summary>Processor seconds per claim with two for each with one: for those with one, the mean of the runs before and behind.</summary>
    public IReadOnlyList<double> Ratios =>
        [.. Two.Take(One.Count - 1).Select((two, index) => 2 * two.Machine.CpuSeconds / (One[index].Machine.CpuSeconds + One[index + 1].Machine.CpuSeconds))];
}
