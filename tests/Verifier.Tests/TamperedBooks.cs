using Aso.Verifier.Ledger;
using Aso.Verifier.Reading;
using Aso.Verifier.Reporting;
using Microsoft.Data.Sqlite;

namespace Aso.Verifier.Tests;

/// <summary>A copy of played books that a test changes behind the platform's back.</summary>
internal sealed class TamperedBooks(string directory)
{
    public string Directory => directory;

    /// <summary>Runs the statement with the guards of the database taken away.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Change(string service, string sql, params (string Name, object Value)[] parameters)
    {
        using var connection = Open(service);
        using var guards = connection.CreateCommand();
        guards.CommandText = "DROP TRIGGER IF EXISTS journal_entry_is_not_changed; DROP TRIGGER IF EXISTS journal_entry_is_not_removed; PRAGMA ignore_check_constraints=ON";
        guards.ExecuteNonQuery();
        using var command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    public T Ask<T>(string service, string sql, params (string Name, object Value)[] parameters)
    {
        using var connection = Open(service);
        using var command = Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read(), sql);
        return reader.GetFieldValue<T>(0);
    }

    /// <summary>Computes the hashes of a book's journal anew, and stores the last one with the book.</summary>
    public void SealAnew(Guid book)
    {
        var hash = Seal.Genesis(book);
        using var connection = Open("funding");
        var entries = new List<(long Row, Entry Entry)>();
        using (var command = Command(connection, $"SELECT rowid, sequence, posted_on, kind, amount, recouped, subject, cause FROM journal_entry WHERE employer_id = '{book:D}' COLLATE NOCASE ORDER BY sequence", []))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                entries.Add((reader.GetInt64(0), new(
                    reader.GetInt64(1), reader.GetFieldValue<DateOnly>(2), reader.GetInt32(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetGuid(6), reader.GetGuid(7), [])));
            }
        }

        foreach (var (row, entry) in entries)
        {
            var next = new byte[Seal.HashLength];
            Seal.Compute(book, entry, hash, next);
            Change("funding", "UPDATE journal_entry SET hash = @hash WHERE rowid = @row", ("@hash", next), ("@row", row));
            hash = next;
        }

        Change("funding", $"UPDATE book SET last_hash = @hash WHERE employer_id = '{book:D}' COLLATE NOCASE", ("@hash", hash));
    }

    public VerificationReport Verify() => Verify(directory);

    public static VerificationReport Verify(string directory, IReadOnlyDictionary<Guid, Head>? anchors = null) =>
        new Verification(Installation.Embedded(directory), anchors ?? new Dictionary<Guid, Head>(), new Silent()).Run([], TimeSpan.Zero, CancellationToken.None);

    private SqliteConnection Open(string service)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(directory, service)}.db;Pooling=False");
        connection.Open();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}

internal static class ReportReading
{
    /// <summary>Which checks found something, by name.</summary>
    public static List<string> ChecksWithFindings(this VerificationReport report) =>
        [.. report.Findings.Select(finding => finding.Check).Distinct().Order(StringComparer.Ordinal)];
}

internal sealed class Silent : IProgressOfVerification
{
    public void Begin(long rows)
    {
        // Nobody watches.
    }

    public void Read(long rows)
    {
        // Nobody watches.
    }

    public void Settle(int open)
    {
        // Nobody watches.
    }
}
