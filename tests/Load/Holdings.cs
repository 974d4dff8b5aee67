using System.Collections.Immutable;
using Aso.Contracts;
using Aso.Embedded.Demo;
using Microsoft.Data.Sqlite;

namespace Aso.Load;

/// <summary>What a platform holds at one moment: of two, the difference is what the work in between has cost.</summary>
/// <param name="Messages">Sent about the run's employer, by service.</param>
/// <param name="Rows">In each table, as <c>funding.journal_entry</c>.</param>
/// <param name="Bytes">Of each database, without its free pages.</param>
internal sealed record Holdings(
    ImmutableSortedDictionary<string, long> Messages, ImmutableSortedDictionary<string, long> Rows, ImmutableSortedDictionary<string, long> Bytes)
{
    /// <param name="dataDirectory">Of the embedded host; null of another platform, whose rows and bytes are not looked at.</param>
    public static async Task<Holdings> ReadAsync(PlatformConnection administrator, Guid employerId, DirectoryInfo? dataDirectory, CancellationToken cancel)
    {
        var messages = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (var service in ServiceNames.All)
        {
            messages[service] = (await administrator.GetAsync($"v1/employers/{employerId}/progress/{service}", cancel))["emitted"]!.GetValue<long>();
        }

        var rows = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        var bytes = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (var file in dataDirectory?.EnumerateFiles("*.db") ?? [])
        {
            await using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file.FullName, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
            await database.OpenAsync(cancel);
            var name = Path.GetFileNameWithoutExtension(file.Name);
            bytes[name] = (await NumberAsync(database, "PRAGMA page_count", cancel) - await NumberAsync(database, "PRAGMA freelist_count", cancel))
                * await NumberAsync(database, "PRAGMA page_size", cancel);
            foreach (var table in await TablesAsync(database, cancel))
            {
                rows[$"{name}.{table}"] = await NumberAsync(database, $"SELECT count(*) FROM \"{table}\"", cancel);
            }
        }

        return new(messages.ToImmutable(), rows.ToImmutable(), bytes.ToImmutable());
    }

    /// <summary>What was added since <paramref name="before"/>, for each claim; what did not grow is left out.</summary>
    public Consumption Since(Holdings before, int claims) =>
        new(PerClaim(Messages, before.Messages, claims), PerClaim(Rows, before.Rows, claims), PerClaim(Bytes, before.Bytes, claims));

    private static ImmutableSortedDictionary<string, double> PerClaim(
        ImmutableSortedDictionary<string, long> after, ImmutableSortedDictionary<string, long> before, int claims) =>
        after
            .Select(entry => (entry.Key, Grown: entry.Value - before.GetValueOrDefault(entry.Key)))
            .Where(entry => entry.Grown > 0 && claims > 0)
            .ToImmutableSortedDictionary(entry => entry.Key, entry => Math.Round((double)entry.Grown / claims, 2), StringComparer.Ordinal);

    private static async Task<List<string>> TablesAsync(SqliteConnection database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var tables = new List<string>();
        while (await reader.ReadAsync(cancel))
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }

    private static async Task<long> NumberAsync(SqliteConnection database, string sql, CancellationToken cancel)
    {
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}

/// <summary>What one claim costs the platform, on average over a run. Rows and bytes are those that stay; empty where the run did not start the host itself.</summary>
/// <param name="Messages">By the service that sends them.</param>
/// <param name="Rows">By table.</param>
/// <param name="Bytes">By database.</param>
internal sealed record Consumption(
    ImmutableSortedDictionary<string, double> Messages, ImmutableSortedDictionary<string, double> Rows, ImmutableSortedDictionary<string, double> Bytes);
