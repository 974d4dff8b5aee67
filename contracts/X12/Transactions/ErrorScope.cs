namespace Aso.X12;

/// <summary>Where errors of a part of a transaction set are noted: the set, a level of its hierarchy, or one claim or member.</summary>
/// <remarks>An error of a level refuses every claim below it, but is reported once.</remarks>
internal sealed class ErrorScope
{
    private readonly ErrorScope? _parent;
    private readonly ErrorScope _set;
    private readonly int _errorsMax;
    private readonly List<X12Error> _errors = [];
    private readonly List<X12Error> _itemErrors = [];
    private readonly List<X12Error> _warnings = [];

    /// <summary>The scope of a transaction set: its errors make it void.</summary>
    /// <param name="separator">Of the interchange around it.</param>
    public ErrorScope(int errorsMax, ComponentSeparator separator)
    {
        _errorsMax = errorsMax;
        _set = this;
        Separator = separator;
    }

    private ErrorScope(ErrorScope parent)
    {
        _parent = parent;
        _set = parent._set;
        _errorsMax = parent._errorsMax;
        Separator = parent.Separator;
    }

    public ComponentSeparator Separator { get; }

    /// <summary>The scope of the whole transaction set.</summary>
    public ErrorScope Set => _set;

    public IReadOnlyList<X12Error> Errors => _errors;

    /// <summary>Of a set: the errors noted in all scopes within it, in order.</summary>
    public IReadOnlyList<X12Error> ItemErrors => _itemErrors;

    /// <summary>Of a set: what was wrong in any scope within it and read all the same, in order.</summary>
    public IReadOnlyList<X12Error> Warnings => _warnings;

    public ErrorScope Within() => new(this);

    public void Note(X12Error error)
    {
        if (_errors.Count < _errorsMax)
        {
            _errors.Add(error);
        }

        if (_set != this && _set._itemErrors.Count < _errorsMax)
        {
            _set._itemErrors.Add(error);
        }
    }

    /// <summary>Notes what is wrong but leaves nothing unclear: it refuses nothing.</summary>
    public void Warn(X12Error warning)
    {
        if (_set._warnings.Count < _errorsMax)
        {
            _set._warnings.Add(warning);
        }
    }

    /// <summary>Notes a required segment that did not come.</summary>
    /// <param name="position">Where its loop starts.</param>
    public void NoteMissing(bool isMissing, Position position, string loop, string segmentId, string? qualifier = null)
    {
        if (isMissing)
        {
            Note(new() { Code = X12ErrorCode.SegmentMissing, Position = position, SegmentId = segmentId, Qualifier = qualifier, Loop = loop });
        }
    }

    /// <summary>The errors that refuse an item of this scope: its own and those of the levels above, the set left out.</summary>
    public IReadOnlyList<X12Error> All()
    {
        if (_parent is null)
        {
            return [];
        }

        var above = _parent.All();
        return above.Count == 0 ? _errors : [.. above, .. _errors];
    }
}
