namespace Aso.Foundation;

/// <summary>What one decides on that others could decide on at the same time. On SQLite the write transaction is itself the lock.</summary>
public abstract partial class ServiceDb
{
    /// <summary>Holds <paramref name="what"/> of <paramref name="key"/> against every other replica until the commit; begins the transaction.</summary>
    /// <remarks>Several at once, or with what is read under it: <see cref="Foundation.Fetch.Lock"/>.</remarks>
    public Task LockAsync(string what, Guid key, CancellationToken cancel) => TakeLockAsync(what, key, shared: false, cancel);

    /// <summary>As <see cref="LockAsync"/>, beside others who share it; against those who hold it alone.</summary>
    public Task LockSharedAsync(string what, Guid key, CancellationToken cancel) => TakeLockAsync(what, key, shared: true, cancel);

    private Task TakeLockAsync(string what, Guid key, bool shared, CancellationToken cancel)
    {
        var fetch = Fetch();
        fetch.Lock(what, [key], shared);
        return fetch.RunAsync(cancel);
    }

    internal static long LockNumber(string what, Guid key)
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
