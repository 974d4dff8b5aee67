namespace Aso.Primitives;

/// <summary>Calendar dates from <see cref="From"/> to <see cref="To"/>, both included; open where <see cref="To"/> is null.</summary>
public readonly record struct DateSpan(DateOnly From, DateOnly? To)
{
    /// <summary>False where the span ends before it starts: such a span has no date.</summary>
    public bool IsValid => To is not { } to || to >= From;

    public bool Contains(DateOnly date) => date >= From && (To is not { } to || date <= to);

    public bool Overlaps(DateSpan other) =>
        (To is not { } to || other.From <= to) && (other.To is not { } otherTo || From <= otherTo);

    public override string ToString() => $"{From:yyyy-MM-dd} to {(To is { } to ? to.ToString("yyyy-MM-dd", null) : "open")}";
}
