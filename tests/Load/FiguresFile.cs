using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aso.Load;

/// <summary>A run's figures as JSON, for whoever reads them later.</summary>
internal static class FiguresFile
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Writes them where a file is named; its folder is made where it lacks.</summary>
    public static async Task WriteAsync<T>(T figures, FileInfo? file, CancellationToken cancel)
    {
        if (file is not null)
        {
            file.Directory?.Create();
            await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(figures, Readable) + "\n", cancel);
        }
    }

    /// <exception cref="JsonException">The file holds something else.</exception>
    public static T Read<T>(FileInfo file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(file.FullName), Readable) ?? throw new JsonException($"{file.Name} holds nothing.");
}
