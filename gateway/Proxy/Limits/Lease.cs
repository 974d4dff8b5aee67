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
    private readonly Queue<TaskCompletionSource<Verdict>> _waiting = [];
    private long _held;
    private long _remaining;
    private bool _isAsking;

    /// <exception cref="Exception">What asking failed with; nothing is held then.</exception>
    public ValueTask<Verdict> TakeAsync(LimitOptions.Allowance allowance)
    {
        lock (_gate)
        {
            if (_held > 0)
            {
                return new(UseOne());
            }

            var waiter = new TaskCompletionSource<Verdict>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiter);
            if (!_isAsking)
            {
                _isAsking = true;
                _ = AskAsync(allowance);
            }

            return new(waiter.Task);
        }
    }

    /// <summary>Asks until nobody waits. Who waits is asked for by number, so that no more is fetched than they or the next hundredth of a second use.</summary>
    private async Task AskAsync(LimitOptions.Allowance allowance)
    {
        // Not under the lock of the first who waits.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (Wanted(allowance) is > 0 and var wanted)
        {
            try
            {
                Serve(await ask(allowance, wanted));
            }
            catch (Exception failure)
            {
                Fail(failure);
            }
        }
    }

    /// <returns>Zero where nobody waits: then asking has ended.</returns>
    private long Wanted(LimitOptions.Allowance allowance)
    {
        lock (_gate)
        {
            _isAsking = _waiting.Count > 0;
            return _isAsking ? Math.Max(_waiting.Count, Math.Min(allowance.PerSecond, allowance.Burst) / PerSecondOfOne) : 0;
        }
    }

    private void Serve(Grant grant)
    {
        lock (_gate)
        {
            (_held, _remaining) = (grant.Tokens, grant.Remaining);
            while (_held > 0 && _waiting.TryDequeue(out var served))
            {
                served.SetResult(UseOne());
            }

            while (grant.Tokens == 0 && _waiting.TryDequeue(out var refused))
            {
                refused.SetResult(new(false, 0, grant.RetryAfter));
            }
        }
    }

    private void Fail(Exception failure)
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var failed))
            {
                failed.SetException(failure);
            }
        }
    }

    private Verdict UseOne() => new(true, _remaining + --_held, TimeSpan.Zero);
}
