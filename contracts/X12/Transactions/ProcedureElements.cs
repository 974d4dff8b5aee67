namespace Aso.X12;

/// <summary>A procedure with what goes with its code, as claims and remittances alike hold it in one composite element.</summary>
internal readonly record struct ProcedureElements(string? Qualifier, string? Code, IReadOnlyList<string> Modifiers, string? Description)
{
    public static readonly ProcedureElements None = new(null, null, [], null);
}

internal static class ProcedureSegments
{
    private const int QualifierLengthMax = 2;
    private const int CodeLengthMax = 48;

    /// <summary>Reads it where it must be, or with <paramref name="isRequired"/> false may be.</summary>
    public static ProcedureElements Procedure(this SegmentFields fields, int element, bool isRequired = true)
    {
        if ((!isRequired && !fields.Has(element)) || !fields.IsSplit(element))
        {
            return ProcedureElements.None;
        }

        var qualifier = fields.RequiredText(element, QualifierLengthMax, component: 1);
        var code = fields.RequiredText(element, CodeLengthMax, component: 2);
        List<string>? modifiers = null;
        for (var component = 3; component <= 6; component++)
        {
            if (fields.Text(element, 2, component) is { } modifier)
            {
                (modifiers ??= new(4)).Add(modifier);
            }
        }

        return new(qualifier, code, modifiers ?? (IReadOnlyList<string>)[], fields.Text(element, 80, component: 7));
    }

    /// <summary>Writes it; an absent one leaves the element out.</summary>
    public static X12Writer Procedure(this X12Writer writer, string? qualifier, string? code, IReadOnlyList<string> modifiers, string? description) =>
        code is null ? writer.Empty() : writer.Composite(
            qualifier, code, modifiers.ElementAtOrDefault(0), modifiers.ElementAtOrDefault(1), modifiers.ElementAtOrDefault(2),
            modifiers.ElementAtOrDefault(3), description);
}
