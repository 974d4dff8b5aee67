using Aso.Foundation.Data;

namespace Aso.Embedded;

/// <summary>The directory of the databases, held by one process: two would each believe to be the only writer.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    /// <exception cref="IOException">Another process holds it.</exception>
    public DataDirectory(string path)
    {
        OwnFiles.CreateFolder(path);
        Path = path;
        var mark = System.IO.Path.Combine(path, "lock");
        if (File.Exists(mark))
        {
            // Ours, from an earlier start; a folder that is also somebody else's is left alone.
            OwnFiles.CloseFolder(path);
        }

        try
        {
            _lock = new FileStream(mark, OwnFiles.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite));
        }
        catch (IOException)
        {
            throw new IOException($"Another process uses {path}. End it, or name another directory with --data.");
        }
    }

    public string Path { get; }

    public void Dispose() => _lock.Dispose();
}
