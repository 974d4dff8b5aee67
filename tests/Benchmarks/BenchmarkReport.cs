using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aso.Benchmarks;

/// <summary>The measured results that are kept: deploy/benchmarks.md, a section for each run, replaced when it runs again.</summary>
internal static class BenchmarkReport
{
    /// <summary>Writes a section with the machine and the commit that it was measured on.</summary>
    /// <param name="commit">Null for the one that is checked out.</param>
    public static void Write(string title, IEnumerable<string> lines, string? commit = null)
    {
        var root = FindRoot();
        var path = Path.Combine(root, "deploy", "benchmarks.md");
        var sections = (File.Exists(path) ? File.ReadAllText(path) : "# Benchmarks\n\nMeasured by `tests/Benchmarks` and `tests/load`: run them to measure again.\n").Split("\n## ").ToList();
        var section = $"{title}\n\n{Machine()}, commit {commit ?? Git(root, "rev-parse --short HEAD")}, {DateTime.UtcNow:yyyy-MM-dd}.\n\n{string.Join('\n', lines)}\n";
        var at = sections.FindIndex(1, existing => existing.StartsWith(title + "\n", StringComparison.Ordinal));
        if (at < 0)
        {
            sections.Add(section);
        }
        else
        {
            sections[at] = section;
        }

        File.WriteAllText(path, string.Join("\n## ", sections.Select(text => text.TrimEnd() + "\n")));
        Console.WriteLine($"## {section}");
    }

    private static string Machine()
    {
        var processor = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        return $"{processor ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";
    }

    private static string Git(string root, string arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = root, RedirectStandardOutput = true })!;
        return git.StandardOutput.ReadToEnd().Trim();
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Platform.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The benchmarks must run inside the repository.");
    }
}
