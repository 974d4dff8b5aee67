namespace Aso.X12;

/// <summary>By which character one interchange separates components: the one that ISA16 declares, or another that it uses throughout instead.</summary>
/// <remarks>
/// Copies of old examples often declare one separator and use another. As long as no composite uses the declared one, that is
/// unambiguous: it is read, and told as a warning. One composite alone that differs from the others is an error of its own.
/// </remarks>
internal sealed class ComponentSeparator
{
    private byte? _undeclared;
    private bool _declaredIsUsed;
    private (X12Error Error, ErrorScope Scope)? _unconfirmed;

    /// <summary>The separator of a composite element.</summary>
    public byte Of(Element composite, byte declared) =>
        _undeclared is { } other && !composite.Bytes.Contains(declared) ? other : declared;

    /// <summary>Whether a composite of at least two components is separated as this interchange does it.</summary>
    public bool Separates(SegmentFields fields, int element)
    {
        var bytes = fields.Segment[element].Bytes;
        var declared = fields.Segment.Delimiters.Component;
        if (bytes.Contains(declared))
        {
            UseDeclared();
            return true;
        }

        var at = bytes.IndexOfAny(">:|<;"u8);
        if (at < 0)
        {
            return true;
        }

        if (_declaredIsUsed || !StartsWithCode(bytes[..at]) || (_undeclared is { } known && known != bytes[at]))
        {
            return false;
        }

        if (_undeclared is null)
        {
            _undeclared = bytes[at];
            var warning = fields.Error(X12ErrorCode.CompositeNotSplit, element);
            fields.Scope.Warn(warning);
            _unconfirmed = (warning, fields.Scope);
        }
        else
        {
            _unconfirmed = null;
        }

        return true;
    }

    private void UseDeclared()
    {
        _declaredIsUsed = true;
        _undeclared = null;
        if (_unconfirmed is var (error, scope))
        {
            scope.Note(error);
            _unconfirmed = null;
        }
    }

    private static bool StartsWithCode(ReadOnlySpan<byte> component)
    {
        foreach (var character in component)
        {
            if (!char.IsAsciiLetterOrDigit((char)character))
            {
                return false;
            }
        }

        return component.Length is 1 or 2 or 3;
    }
}
