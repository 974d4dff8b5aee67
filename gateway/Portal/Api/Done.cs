namespace Aso.Portal.Api;

/// <summary>What came of an act: its result, or what has to be mended, or why nobody knows.</summary>
/// <param name="Trouble">Where there was no answer, the act may have been done: it is sent again under the same key.</param>
/// <param name="Remedies">Of an act that was refused: what has to be mended, a sentence each.</param>
public sealed record Done<T>(T? Value, Trouble Trouble, IReadOnlyList<string> Remedies)
    where T : class;
