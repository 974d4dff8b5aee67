namespace Aso.Embedded;

/// <summary>The directory of the databases, held by one process: two would each believe to be the only writer.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    /// <exception cref="IOException">Another process holds it.</exception>
    public DataDirectory(string path)
    {
        Directory.CreateDirectory(path);
        Path = path;
        try
        {
            _lock = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new IOException($"Another process uses {path}. End it, or name another directory with --data.");
        }
    }

    public string Path { get; }

    public void Dispose() => _lock.Dispose();
}
