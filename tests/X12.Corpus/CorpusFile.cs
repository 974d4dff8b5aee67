namespace Aso.X12.Corpus;

/// <summary>A document of the corpus: small, without an error, and of one business case.</summary>
/// <param name="Name">Its extension says the kind: <c>834</c>, <c>835</c>, <c>837</c>.</param>
public sealed record CorpusFile(string Name, byte[] Bytes)
{
    /// <summary>Every document, by name.</summary>
    public static IReadOnlyList<CorpusFile> All { get; } = [.. Read().OrderBy(file => file.Name, StringComparer.Ordinal)];

    public static CorpusFile Named(string name) => All.Single(file => file.Name == name);

    public string Kind => Name[^3..];

    /// <summary>The segments without their terminators.</summary>
    public string[] Segments => System.Text.Encoding.ASCII.GetString(Bytes).Split("~\n", StringSplitOptions.RemoveEmptyEntries);

    public static byte[] ToBytes(IEnumerable<string> segments) =>
        System.Text.Encoding.Latin1.GetBytes(string.Concat(segments.Select(segment => segment + "~\n")));

    public override string ToString() => Name;

    private static IEnumerable<CorpusFile> Read()
    {
        var assembly = typeof(CorpusFile).Assembly;
        foreach (var name in assembly.GetManifestResourceNames())
        {
            using var resource = assembly.GetManifestResourceStream(name)!;
            using var bytes = new MemoryStream();
            resource.CopyTo(bytes);
            yield return new(name, bytes.ToArray());
        }
    }
}
