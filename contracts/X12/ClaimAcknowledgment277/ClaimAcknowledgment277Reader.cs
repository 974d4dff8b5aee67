namespace Aso.X12.ClaimAcknowledgment277;

/// <summary>Reads claim acknowledgments, 277CA (005010X214), claim by claim.</summary>
public static class ClaimAcknowledgment277Reader
{
    /// <summary>The guides that are read, as ST03 and GS08 name them.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["005010X214"];

    /// <summary>Reads as the file comes, with the same memory for any length. See <see cref="Reading{T}"/> for when an outcome counts.</summary>
    public static IAsyncEnumerable<Reading<AcknowledgedClaim>> ReadAsync(
        Stream stream, X12Limits? limits = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= X12Limits.Default;
        return TransactionReading.ReadAsync(stream, limits, new OutcomeParser(limits), cancel);
    }

    /// <summary>Reads a whole file; only outcomes that count are among its items. The caller bounds the length.</summary>
    public static Task<X12File<AcknowledgedClaim>> ReadFileAsync(
        Stream stream, X12Limits? limits = null, CancellationToken cancel = default) =>
        TransactionReading.CollectAsync(ReadAsync(stream, limits, cancel));
}

/// <summary>One claim of an acknowledgment that was read, with the header that it stands under.</summary>
public sealed record AcknowledgedClaim(AcknowledgmentHeader Header, ClaimOutcome Outcome)
{
    public override string ToString() => Outcome.ToString();
}
