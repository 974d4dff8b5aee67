namespace Aso.X12.Claims837;

/// <summary>Reads claim files, 837 (005010X222 professional, X223 institutional, X224 dental), claim by claim.</summary>
public static class Claim837Reader
{
    /// <summary>Reads as the file comes, with the same memory for any length. See <see cref="Reading{T}"/> for when a claim counts.</summary>
    public static IAsyncEnumerable<Reading<Claim837>> ReadAsync(
        Stream stream, X12Limits? limits = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= X12Limits.Default;
        return TransactionReading.ReadAsync(stream, limits, new ClaimParser(limits), cancel);
    }

    /// <summary>Reads a whole file; only claims that count are among its items. The caller bounds the length.</summary>
    public static Task<X12File<Claim837>> ReadFileAsync(
        Stream stream, X12Limits? limits = null, CancellationToken cancel = default) =>
        TransactionReading.CollectAsync(ReadAsync(stream, limits, cancel));

    /// <summary>The kind that a guide's name stands for, as in ST03 and GS08; null for a guide that is not read here.</summary>
    public static ClaimKind? KindOf(string version) => version switch
    {
        "005010X222" or "005010X222A1" or "005010X222A2" => ClaimKind.Professional,
        "005010X223" or "005010X223A1" or "005010X223A2" or "005010X223A3" => ClaimKind.Institutional,
        "005010X224" or "005010X224A1" or "005010X224A2" or "005010X224A3" => ClaimKind.Dental,
        _ => null,
    };
}
