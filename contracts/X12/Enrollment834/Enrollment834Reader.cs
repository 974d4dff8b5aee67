namespace Aso.X12.Enrollment834;

/// <summary>Reads benefit enrollment files, 834 (005010X220A1), member by member.</summary>
public static class Enrollment834Reader
{
    /// <summary>The guides that are read, as ST03 and GS08 name them.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["005010X220A1", "005010X220"];

    /// <summary>Reads as the file comes, with the same memory for any length. See <see cref="Reading{T}"/> for when a member counts.</summary>
    public static IAsyncEnumerable<Reading<MemberEnrollment>> ReadAsync(
        Stream stream, X12Limits? limits = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= X12Limits.Default;
        return TransactionReading.ReadAsync(stream, limits, new MemberParser(limits), cancel);
    }

    /// <summary>Reads a whole file; only members that count are among its items. The caller bounds the length.</summary>
    public static Task<X12File<MemberEnrollment>> ReadFileAsync(
        Stream stream, X12Limits? limits = null, CancellationToken cancel = default) =>
        TransactionReading.CollectAsync(ReadAsync(stream, limits, cancel));
}
