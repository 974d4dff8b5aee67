namespace Aso.Verifier.Reporting;

/// <summary>Something that does not hold. Ids, dates and amounts only: nothing here names a person.</summary>
/// <param name="Check">Which check found it.</param>
/// <param name="Book">The employer.</param>
/// <param name="Sequence">Of the journal entry, where it is about one.</param>
/// <param name="Subject">The claim, charge, request, policy or member (by Claims' key) that it is about.</param>
/// <param name="Field">What differs.</param>
/// <param name="Expected">As recomputed; amounts in cents.</param>
/// <param name="Found">As stored.</param>
internal sealed record Finding(string Check, Guid Book, long? Sequence, Guid? Subject, string Field, string Expected, string Found);
