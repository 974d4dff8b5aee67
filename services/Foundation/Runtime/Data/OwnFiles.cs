using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Aso.Foundation.Data;

/// <summary>Files and folders that nobody but the program's own user reads: they hold people's data, or keys.</summary>
public static class OwnFiles
{
    private const int SecretBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // What SQLite puts beside a database; it gives them the database's own mode when it makes them.
    private static readonly string[] Companions = ["", "-wal", "-shm", "-journal"];

    /// <summary>Makes a folder for the owner alone; one that exists stays as it is.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Closes a folder that an earlier start left open to others.</summary>
    public static void CloseFolder(string path) => SetMode(path, OwnerOnly | UnixFileMode.UserExecute);

    /// <summary>Options with which a new file is its owner's from its first moment.</summary>
    public static FileStreamOptions Options(FileMode mode, FileAccess access, FileShare share = FileShare.None)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    /// <summary>A file of random bytes, made where there is none; the folder too.</summary>
    /// <returns>Its path.</returns>
    public static string Secret(string folder, string name)
    {
        CreateFolder(folder);
        var file = Path.Combine(folder, name);
        if (File.Exists(file))
        {
            return file;
        }

        var draft = Path.Combine(folder, Path.GetRandomFileName());
        using (var writer = new FileStream(draft, Options(FileMode.CreateNew, FileAccess.Write)))
        {
            writer.Write(RandomNumberGenerator.GetBytes(SecretBytes));
        }

        try
        {
            // The rename shows the file whole or not at all; the first of two replicas wins.
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }

        return file;
    }

    /// <summary>Makes a SQLite database its owner's, before it is first opened or as an earlier start left it.</summary>
    internal static void CloseDatabase(string path)
    {
        var isNew = new FileInfo(path) is { Exists: false } or { Length: 0 };
        using (new FileStream(path, Options(FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)))
        {
            // Made with the right mode, which SQLite gives to what it makes beside it.
        }

        if (isNew)
        {
            // An empty file is a database in another journal mode, and whoever only looks whether there is one could not change that.
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL";
            command.ExecuteNonQuery();
        }

        foreach (var file in Companions.Select(companion => path + companion).Where(File.Exists))
        {
            SetMode(file, OwnerOnly);
        }
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != mode)
        {
            try
            {
                File.SetUnixFileMode(path, mode);
            }
            catch (Exception failure) when (failure is UnauthorizedAccessException or FileNotFoundException)
            {
                // Another user's to set, or gone meanwhile.
            }
        }
    }
}
