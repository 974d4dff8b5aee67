using System.Data.Common;
using Aso.Foundation.Data;

namespace Aso.Foundation;

/// <summary>What one decides on that others could decide on at the same time. On SQLite the write transaction is itself the lock.</summary>
public abstract partial class ServiceDb
{
    /// <summary>Holds <paramref name="what"/> of <paramref name="key"/> against every other replica until the commit; begins the transaction.</summary>
    /// <remarks>Take several in the order of their keys.</remarks>
    public async Task LockAsync(string what, Guid key, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(what);
        await BeginAsync(cancel);
        if (IsPostgres)
        {
            await using var command = Command("SELECT pg_advisory_xact_lock($1)", LockNumber(what, key));
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>Takes the lock of <see cref="LockAsync"/> and reads under it, with one round trip.</summary>
    /// <param name="sql">Statements, each ended by a semicolon, that name the key as <c>@key</c>.</param>
    /// <param name="read">Stands at the result of the first of them.</param>
    internal async Task ReadLockedAsync(string what, Guid key, string sql, Func<DbDataReader, Task> read, CancellationToken cancel)
    {
        await BeginAsync(cancel);
        await using var command = Command(sql);
        command.Add("@key", key);
        if (IsPostgres)
        {
            command.CommandText = $"SELECT pg_advisory_xact_lock(@lock); {sql}";
            command.Add("@lock", LockNumber(what, key));
        }

        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (IsPostgres)
        {
            // The lock's own.
            await reader.NextResultAsync(cancel);
        }

        await read(reader);
    }

    /// <summary>As <see cref="LockAsync"/>, of several keys in one statement and in their order.</summary>
    /// <param name="shared">Beside others who share it; against those who hold it alone.</param>
    public async Task LockAllAsync(string what, IEnumerable<Guid> keys, bool shared, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(what);
        await BeginAsync(cancel);
        if (IsPostgres)
        {
            long[] numbers = [.. keys.Order().Distinct().Select(key => LockNumber(what, key))];
            await using var command = Command(
                shared ? "SELECT pg_advisory_xact_lock_shared(number) FROM unnest($1) AS number" : "SELECT pg_advisory_xact_lock(number) FROM unnest($1) AS number",
                numbers);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static long LockNumber(string what, Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes);
        var low = BitConverter.ToInt64(bytes);
        var high = BitConverter.ToInt64(bytes[8..]);
        var name = 0L;
        foreach (var letter in what)
        {
            name = unchecked(name * 31 + letter);
        }

        return unchecked(low ^ long.RotateLeft(high, 23) ^ (name * 0x5851F42D4C957F2D));
    }
}
