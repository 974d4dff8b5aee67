using System.CommandLine;
using Spectre.Console;

namespace Aso.DemoData;

/// <summary>Writes the demo group's files.</summary>
internal static class Program
{
    private static readonly Option<DirectoryInfo> Folder = new("--out")
    {
        Description = "Where to; what is there is replaced.",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("deploy", "demo")),
    };

    public static Task<int> Main(string[] args)
    {
        var command = new RootCommand("Writes the demo group: employer, plans, an 834 and a year of 837 files. Always the same.") { Folder };
        command.SetAction(line => Write(line.GetValue(Folder)!));
        return command.Parse(args).InvokeAsync();
    }

    private static int Write(DirectoryInfo folder)
    {
        var files = DemoFolder.Generate();
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }

        AnsiConsole.MarkupLineInterpolated($"{files.Count} files, {files.Sum(file => file.Value.Length) / 1024:N0} KB, in [blue]{folder.FullName}[/]");
        return 0;
    }
}
