using System.Collections.Concurrent;

namespace Aso.Gateway.Limits;

/// <summary>Buckets of this process alone: without Redis, and while it does not answer.</summary>
internal sealed class LocalBuckets(TimeProvider clock)
{
    private const int SweepAbove = 10_000;

    private readonly ConcurrentDictionary<string, Kept> _buckets = new(StringComparer.Ordinal);
    private int _sweepAt = SweepAbove;

    public Verdict Take(string key, LimitOptions.Allowance allowance)
    {
        var now = Now();
        var kept = _buckets.GetOrAdd(key, static (_, full) => new(full), Bucket.Full(allowance, now));
        lock (kept)
        {
            (kept.Bucket, var verdict) = kept.Bucket.Take(allowance, now);
            kept.Allowance = allowance;
            if (_buckets.Count > _sweepAt)
            {
                Sweep(now);
            }

            return verdict;
        }
    }

    public void GiveBack(string key, LimitOptions.Allowance allowance)
    {
        // One that is not remembered is full.
        if (_buckets.TryGetValue(key, out var kept))
        {
            lock (kept)
            {
                kept.Bucket = kept.Bucket.GiveBack(allowance, Now());
            }
        }
    }

    // A full bucket is as good as none, so forgetting it changes no verdict. One that is just being taken from may go too:
    // its caller wins a token or two, once.
    private void Sweep(long now)
    {
        foreach (var (key, kept) in _buckets)
        {
            if (kept.Allowance is { } allowance && kept.Bucket.IsFull(allowance, now))
            {
                _buckets.TryRemove(key, out _);
            }
        }

        _sweepAt = Math.Max(SweepAbove, _buckets.Count * 2);
    }

    private long Now() => clock.GetTimestamp() / (clock.TimestampFrequency / 1_000_000);

    private sealed class Kept(Bucket bucket)
    {
        public Bucket Bucket { get; set; } = bucket;

        public LimitOptions.Allowance? Allowance { get; set; }
    }
}
