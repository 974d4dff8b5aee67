namespace Aso.Contracts.Tests;

/// <summary>A committed file that says what the code says. With ASO_APPROVE=1 it is written anew, for review in the change.</summary>
internal static class ApprovedFile
{
    /// <param name="path">Below contracts.</param>
    /// <param name="current">What the code says.</param>
    /// <returns>What the file says; empty where there is none.</returns>
    public static string Read(string path, string current)
    {
        if (Environment.GetEnvironmentVariable("ASO_APPROVE") == "1")
        {
            var file = Path.Combine(SourceRoot(), "contracts", path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, current);
            return current;
        }

        var approved = Path.Combine(AppContext.BaseDirectory, "contracts", path);
        return File.Exists(approved) ? File.ReadAllText(approved) : "";
    }

    public static string SourceRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Platform.sln")))
        {
            directory = directory.Parent!;
        }

        return directory.FullName;
    }
}
