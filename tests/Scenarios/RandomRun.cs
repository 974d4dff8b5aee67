using System.Text.Encodings.Web;
using System.Text.Json;
using Aso.Reference;

namespace Aso.Scenarios;

/// <summary>Draws scenarios by chance and writes them as files, with what must come out.</summary>
internal static class RandomRun
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the scenarios of the seeds from <paramref name="seed"/> on.</summary>
    public static async Task<int> WriteAsync(int count, int seed, DirectoryInfo directory, CancellationToken cancel)
    {
        directory.Create();
        foreach (var drawn in Enumerable.Range(seed, count).Select(RandomScenario.Draw))
        {
            var path = Path.Combine(directory.FullName, $"{drawn["scenario"]}.json");
            await File.WriteAllTextAsync(path, drawn.ToJsonString(Readable) + "\n", cancel);
        }

        return 0;
    }
}
