namespace Aso.Gateway.Limits;

/// <summary>Whether a request may pass, and what to tell its sender.</summary>
/// <param name="Remaining">Whole requests that could follow at once.</param>
/// <param name="RetryAfter">When the next one will pass; zero if this one does.</param>
internal readonly record struct Verdict(bool IsAllowed, long Remaining, TimeSpan RetryAfter);

/// <summary>A token bucket: it fills at a steady rate up to its burst, a request takes one token.</summary>
/// <param name="Micros">Tokens in it, in millionths, at <paramref name="At"/>.</param>
/// <param name="At">Microseconds on the clock of whoever keeps the bucket.</param>
/// <remarks>The script of <see cref="RedisBuckets"/> is this same arithmetic, for several tokens at once.</remarks>
internal readonly record struct Bucket(long Micros, long At)
{
    private const long Token = 1_000_000;

    public static Bucket Full(LimitOptions.Allowance allowance, long now) => new(allowance.Burst * Token, now);

    /// <summary>Whether nothing was taken that has not flowed back: such a bucket need not be remembered.</summary>
    public bool IsFull(LimitOptions.Allowance allowance, long now) => Filled(allowance, now) == allowance.Burst * Token;

    public (Bucket Left, Verdict Verdict) Take(LimitOptions.Allowance allowance, long now)
    {
        var micros = Filled(allowance, now);
        if (micros >= Token)
        {
            return (new(micros - Token, now), new(true, (micros - Token) / Token, TimeSpan.Zero));
        }

        var wait = (Token - micros + allowance.PerSecond - 1) / allowance.PerSecond;
        return (new(micros, now), new(false, 0, TimeSpan.FromMicroseconds(wait)));
    }

    // A millionth of a token per microsecond and request a second. A clock that went back fills nothing.
    private long Filled(LimitOptions.Allowance allowance, long now)
    {
        var full = allowance.Burst * Token;
        var elapsed = Math.Clamp(now - At, 0, full);
        return Math.Min(full, Micros + elapsed * allowance.PerSecond);
    }
}
