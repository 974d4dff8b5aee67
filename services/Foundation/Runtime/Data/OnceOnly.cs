using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Aso.Foundation;

/// <summary>Writes under a caller's key where there is no HTTP answer to keep; over HTTP see <see cref="Idempotency"/>, which shares the keys.</summary>
public static class OnceOnly
{
    /// <summary>Carries out <paramref name="write"/> at most once under the key and keeps its answer with its effect.</summary>
    /// <param name="request">What is asked for: under one key it must always be the same.</param>
    /// <param name="write">Gives the answer's bytes, or null where it refused: that is no effect, and the key stays free.</param>
    public static async Task<Once> OnceAsync(
        this ServiceDb db, KeyOwner owner, string key, ReadOnlyMemory<byte> request, Func<Task<byte[]?>> write, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(write);
        var hash = SHA256.HashData(request.Span);
        await db.BeginOuterAsync(cancel);
        if (await owner.TakeAsync(db, key, cancel) is { } known)
        {
            await db.AbandonAsync();
            return known.RequestHash.AsSpan().SequenceEqual(hash) ? new(known.Answer, KeyReused: false) : new(null, KeyReused: true);
        }

        if (await write() is not { } answer)
        {
            await db.AbandonAsync();
            return new(null, KeyReused: false);
        }

        db.Add(owner.Keep(key, hash, StatusCodes.Status200OK, answer, db.Home.Clock.GetUtcNow().UtcDateTime));
        await db.CommitOuterAsync(cancel);
        return new(answer, KeyReused: false);
    }
}

/// <summary>What came of a write under a key.</summary>
/// <param name="Answer">The first answer, whether given now or before; null where the write refused or the key was reused.</param>
/// <param name="KeyReused">The key had been used for another request.</param>
public readonly record struct Once(byte[]? Answer, bool KeyReused);
