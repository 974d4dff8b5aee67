using System.Globalization;
using System.Security.Cryptography;
using Aso.Foundation.Data;

namespace Aso.Gateway.Tokens;

/// <summary>Keys that the gateway makes itself: a folder with one file per generation, readable by its owner only.</summary>
/// <remarks>
/// A file's name is the time of its making. A generation is published for <see cref="PublishedBeforeUse"/> before it signs,
/// so that every validator and every replica on the same folder has seen it, and stays published for
/// <see cref="KeptAfterUse"/> after the next took over, longer than any token lives.
/// </remarks>
internal sealed class KeyFiles(string folder)
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(90);
    public static readonly TimeSpan PublishedBeforeUse = TimeSpan.FromDays(1);
    public static readonly TimeSpan KeptAfterUse = TimeSpan.FromDays(2);

    private const string NameFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Makes and removes generations as their ages demand.</summary>
    /// <returns>The files in force, the one that signs first.</returns>
    public IReadOnlyList<string> Refresh(DateTime now)
    {
        OwnFiles.CreateFolder(folder);
        var made = Generations();
        if (made.Count == 0 || now - made[^1] >= Life)
        {
            Generate(now);
            made = Generations();
        }

        var signing = made.FindLastIndex(time => now - time >= PublishedBeforeUse) is var aged and >= 0 ? aged : 0;
        if (signing > 0 && now - made[signing] >= PublishedBeforeUse + KeptAfterUse)
        {
            made.Take(signing).Select(FileOf).ToList().ForEach(File.Delete);
            made.RemoveRange(0, signing);
            signing = 0;
        }

        return [FileOf(made[signing]), .. made.Where((_, index) => index != signing).Select(FileOf)];
    }

    private List<DateTime> Generations()
    {
        var times = new List<DateTime>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.pem"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (DateTime.TryParseExact(name, NameFormat, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            {
                times.Add(time);
            }
        }

        times.Sort();
        return times;
    }

    private string FileOf(DateTime made) => Path.Combine(folder, made.ToString(NameFormat, CultureInfo.InvariantCulture) + ".pem");

    private void Generate(DateTime now)
    {
        using var key = RSA.Create(2048);
        var draft = Path.Combine(folder, Path.GetRandomFileName());
        using (var writer = new StreamWriter(draft, OwnFiles.Options(FileMode.CreateNew, FileAccess.Write)))
        {
            writer.Write(key.ExportPkcs8PrivateKeyPem());
        }

        try
        {
            // The rename shows the file whole or not at all; the first of two replicas in the same second wins.
            File.Move(draft, FileOf(now), overwrite: false);
        }
        catch (IOException) when (File.Exists(FileOf(now)))
        {
            File.Delete(draft);
        }
    }
}
