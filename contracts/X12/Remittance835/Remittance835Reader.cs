namespace Aso.X12.Remittance835;

/// <summary>Reads remittance files, 835 (005010X221A1), payment by payment.</summary>
/// <remarks>
/// A payment is one transaction set, judged whole: any error in it, or any sum that is not right, makes the set void. Memory is that of
/// one payment, which <see cref="X12Limits.PaymentSegmentsMax"/> bounds.
/// </remarks>
public static class Remittance835Reader
{
    /// <summary>The guides that are read, as GS08 names them.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["005010X221A1", "005010X221"];

    /// <summary>Reads as the file comes. See <see cref="Reading{T}"/> for when a payment counts.</summary>
    public static IAsyncEnumerable<Reading<Remittance>> ReadAsync(
        Stream stream, X12Limits? limits = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= X12Limits.Default;
        return TransactionReading.ReadAsync(stream, limits, new RemittanceParser(limits), cancel);
    }

    /// <summary>Reads a whole file; only payments that count are among its items. The caller bounds the length.</summary>
    public static Task<X12File<Remittance>> ReadFileAsync(
        Stream stream, X12Limits? limits = null, CancellationToken cancel = default) =>
        TransactionReading.CollectAsync(ReadAsync(stream, limits, cancel));
}
