namespace Aso.Gateway.People;

/// <summary>Lists that are part of the program.</summary>
internal static class Resources
{
    /// <summary>The lines of a list beside this file, without the remarks that name its source.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        var full = $"{typeof(Resources).Namespace}.{name}";
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(full)
            ?? throw new InvalidOperationException($"The program lacks its part {full}.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                yield return line;
            }
        }
    }
}
