namespace Aso.Gateway.Limits;

/// <summary>What a shared bucket gave.</summary>
/// <param name="Tokens">How many requests may pass for it; zero if none.</param>
/// <param name="Remaining">Whole requests that the bucket could still give at once.</param>
/// <param name="RetryAfter">When the next one will pass; zero if one does now.</param>
internal readonly record struct Grant(long Tokens, long Remaining, TimeSpan RetryAfter);

/// <summary>The tokens of one shared bucket that this replica has fetched and not used yet: a caller in a hurry costs a round trip for many requests, not for each.</summary>
/// <remarks>
/// All replicas together never let more through than the bucket gives. What one of them holds back from the others is a
/// hundredth of a second's worth, and nothing of a bucket that fills slower than that.
/// </remarks>
/// <param name="ask">Takes so many tokens, or what there is, from the bucket that all share.</param>
internal sealed class Lease(Func<LimitOptions.Allowance, long, Task<Grant>> ask)
{
    private const int PerSecondOfOne = 100;

    private readonly Lock _gate = new();
    private long _held;
    private long _remaining;
    private long _waiting;
    private Task<Grant>? _asking;

    /// <exception cref="Exception">What asking failed with; nothing is held then.</exception>
    public ValueTask<Verdict> TakeAsync(LimitOptions.Allowance allowance)
    {
        lock (_gate)
        {
            return Held() is { } verdict ? new(verdict) : new(FetchAsync(allowance));
        }
    }

    private async Task<Verdict> FetchAsync(LimitOptions.Allowance allowance)
    {
        while (true)
        {
            Task<Grant> asking;
            lock (_gate)
            {
                if (Held() is { } verdict)
                {
                    return verdict;
                }

                _waiting++;
                asking = _asking ??= AskAsync(allowance);
            }

            if (await asking is { Tokens: 0 } refused)
            {
                return new(false, 0, refused.RetryAfter);
            }
        }
    }

    private async Task<Grant> AskAsync(LimitOptions.Allowance allowance)
    {
        // Not under the lock of the first who waits.
        await Task.Yield();
        long wanted;
        lock (_gate)
        {
            wanted = Math.Max(_waiting, Math.Min(allowance.PerSecond, allowance.Burst) / PerSecondOfOne);
            _waiting = 0;
        }

        var grant = default(Grant);
        try
        {
            return grant = await ask(allowance, wanted);
        }
        finally
        {
            lock (_gate)
            {
                (_held, _remaining, _asking) = (_held + grant.Tokens, grant.Remaining, null);
            }
        }
    }

    private Verdict? Held() => _held > 0 ? new Verdict(true, _remaining + --_held, TimeSpan.Zero) : null;
}
