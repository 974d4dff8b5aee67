using Aso.Embedded;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Aso.Platform.Tests;

/// <summary>What the one process keeps on disk is its user's alone, and a database by itself opens no cookie.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class FilesAtRestTests
{
    private const UnixFileMode FileOfOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderOfOwner = FileOfOwner | UnixFileMode.UserExecute;
    private const UnixFileMode Open = FileOfOwner | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    [Fact]
    public async Task Databases_and_keys_are_read_by_nobody_else_those_of_an_older_start_included()
    {
        var parent = Directory.CreateTempSubdirectory("aso-at-rest-");
        var data = Path.Combine(parent.FullName, "data");
        await UsedAsync(data);
        AssertClosed(data);

        // As earlier programs left them.
        File.SetUnixFileMode(data, Open | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        foreach (var file in Directory.EnumerateFiles(data))
        {
            File.SetUnixFileMode(file, Open);
        }

        await UsedAsync(data);
        AssertClosed(data);
        parent.Delete(recursive: true);
    }

    [Fact]
    public async Task A_folder_that_is_not_the_platforms_own_stays_as_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("aso-at-rest-");
        File.SetUnixFileMode(folder.FullName, Open | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);

        await UsedAsync(folder.FullName);

        Assert.Equal(Open | UnixFileMode.UserExecute | UnixFileMode.OtherExecute, File.GetUnixFileMode(folder.FullName));
        Assert.All(Directory.EnumerateFiles(folder.FullName, "*.db*"), file => Assert.Equal(FileOfOwner, File.GetUnixFileMode(file)));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_keys_of_cookies_are_sealed_and_a_ring_from_before_is_thrown_away()
    {
        var folder = Directory.CreateTempSubdirectory("aso-at-rest-");
        var log = await UsedAsync(folder.FullName);
        Assert.DoesNotContain(log, line => line.Contains("XML encryptor", StringComparison.Ordinal) || line.Contains("unencrypted", StringComparison.Ordinal));
        var ring = Assert.Single(await RingAsync(folder.FullName));
        Assert.DoesNotContain("masterKey", ring, StringComparison.Ordinal);
        Assert.Contains("<sealed", ring, StringComparison.Ordinal);

        await using (var db = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, "gateway.db")};Pooling=False"))
        {
            await db.OpenAsync();
            await using var command = db.CreateCommand();
            command.CommandText = "UPDATE cookie_key SET xml = replace(replace(xml, '<sealed', '<masterKey'), '</sealed', '</masterKey')";
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        await UsedAsync(folder.FullName);
        Assert.Contains("<sealed", Assert.Single(await RingAsync(folder.FullName)), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    /// <summary>A start, a page that needs cookies, an employer, and the end.</summary>
    private static async Task<IReadOnlyList<string>> UsedAsync(string directory)
    {
        var log = new KeptLog();
        await using (var app = await EmbeddedHost.BuildAsync(new(directory, new Uri("http://127.0.0.1:0")), builder => builder.Logging.ClearProviders().AddProvider(log)))
        {
            await app.StartAsync();
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            await http.GetStringAsync("sign-in");
            if (Directory.Exists(directory))
            {
                Assert.All(Directory.EnumerateFiles(directory, "*.db-*"), file => Assert.Equal(FileOfOwner, File.GetUnixFileMode(file)));
            }

            await app.StopAsync();
        }

        SqliteConnection.ClearAllPools();
        return log.Lines;
    }

    private static void AssertClosed(string data)
    {
        Assert.Equal(FolderOfOwner, File.GetUnixFileMode(data));
        Assert.Equal(FolderOfOwner, File.GetUnixFileMode(Path.Combine(data, "keys")));
        string[] files = Directory.GetFiles(data, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("gateway.db", StringComparison.Ordinal));
        Assert.All(files.Where(file => Path.GetFileName(file) != "lock"), file => Assert.Equal(FileOfOwner, File.GetUnixFileMode(file)));
    }

    private static async Task<IReadOnlyList<string>> RingAsync(string directory)
    {
        var found = new List<string>();
        await using var db = new SqliteConnection($"Data Source={Path.Combine(directory, "gateway.db")};Pooling=False");
        await db.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText = "SELECT xml FROM cookie_key";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
