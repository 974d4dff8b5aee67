namespace Aso.Gateway.Limits;

/// <summary>Whether a request may pass, and what to tell its sender.</summary>
/// <param name="Remaining">Whole requests that could follow at once.</param>
/// <param name="RetryAfter">When the next one will pass; zero if this one does.</param>
internal readonly record struct Verdict(bool IsAllowed, long Remaining, TimeSpan RetryAfter);

/// <summary>A token bucket: it fills at a steady rate up to its burst, a request takes one token.</summary>
/// <param name="Micros">Tokens in it, in millionths for each second of the allowance's period, at <paramref name="At"/>.</param>
/// <param name="At">Microseconds on the clock of whoever keeps the bucket.</param>
/// <remarks>The script of <see cref="RedisBuckets"/> is this same arithmetic, for several tokens at once.</remarks>
internal readonly record struct Bucket(long Micros, long At)
{
    public static Bucket Full(LimitOptions.Allowance allowance, long now) => new(allowance.Burst * TokenOf(allowance), now);

    /// <summary>Whether nothing was taken that has not flowed back: such a bucket need not be remembered.</summary>
    public bool IsFull(LimitOptions.Allowance allowance, long now) => Filled(allowance, now) == allowance.Burst * TokenOf(allowance);

    public (Bucket Left, Verdict Verdict) Take(LimitOptions.Allowance allowance, long now)
    {
        var (micros, token) = (Filled(allowance, now), TokenOf(allowance));
        if (micros >= token)
        {
            return (new(micros - token, now), new(true, (micros - token) / token, TimeSpan.Zero));
        }

        var wait = (token - micros + allowance.PerSecond - 1) / allowance.PerSecond;
        return (new(micros, now), new(false, 0, TimeSpan.FromMicroseconds(wait)));
    }

    /// <summary>Puts back one that was taken.</summary>
    public Bucket GiveBack(LimitOptions.Allowance allowance, long now) =>
        new(Math.Min(allowance.Burst * TokenOf(allowance), Filled(allowance, now) + TokenOf(allowance)), now);

    // What flows in during one microsecond is PerSecond; so a token is worth a million, for each second of its period.
    private static long TokenOf(LimitOptions.Allowance allowance) => 1_000_000L * allowance.Seconds;

    // A clock that went back fills nothing.
    private long Filled(LimitOptions.Allowance allowance, long now)
    {
        var full = allowance.Burst * TokenOf(allowance);
        var elapsed = Math.Clamp(now - At, 0, full / allowance.PerSecond + 1);
        return Math.Min(full, Micros + elapsed * allowance.PerSecond);
    }
}
