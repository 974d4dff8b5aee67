namespace Aso.X12;

/// <summary>How deep in the envelopes the reader is.</summary>
internal enum EnvelopeDepth
{
    File,
    Interchange,
    Group,
    Set,
}

/// <summary>The envelopes that are open, what was counted in them, and what was found wrong with each.</summary>
internal sealed class Envelopes(X12Limits limits)
{
    private readonly HashSet<string> _setControlNumbers = new(StringComparer.Ordinal);
    private readonly List<X12Error> _fileErrors = [];
    private List<X12Error> _interchangeErrors = [];
    private List<X12Error> _groupErrors = [];
    private List<X12Error> _setErrors = [];
    private int _interchanges;
    private int _groups;
    private int _sets;
    private long _segments;
    private int _segmentsInSet;

    public EnvelopeDepth Depth { get; private set; }

    public InterchangeHeader? Interchange { get; private set; }

    public GroupHeader? Group { get; private set; }

    public SetHeader? Set { get; private set; }

    public Position Position => new(
        _interchanges,
        Depth >= EnvelopeDepth.Group ? _groups : 0,
        Depth == EnvelopeDepth.Set ? _sets : 0,
        _segments,
        Depth == EnvelopeDepth.Set ? _segmentsInSet : 0);

    public void CountSegment()
    {
        _segments++;
        _segmentsInSet = Next(_segmentsInSet);
    }

    public void OpenInterchange(Segment header, X12Error? fault)
    {
        Depth = EnvelopeDepth.Interchange;
        _interchanges = Next(_interchanges);
        _groups = 0;
        _interchangeErrors = Start(fault);
        Interchange = HeaderReading.Interchange(header, (code, element) => Note(_interchangeErrors, code, SegmentId.ISA, element));
    }

    public void OpenGroup(Segment header, X12Error? fault)
    {
        Depth = EnvelopeDepth.Group;
        _groups = Next(_groups);
        _sets = 0;
        _setControlNumbers.Clear();
        _groupErrors = Start(fault);
        if (_groups > limits.GroupsPerInterchangeMax)
        {
            Note(_interchangeErrors, X12ErrorCode.TooManyGroups, SegmentId.GS, 0);
        }

        Group = HeaderReading.Group(header, (code, element) => Note(_groupErrors, code, SegmentId.GS, element));
    }

    public void OpenSet(Segment header, X12Error? fault)
    {
        Depth = EnvelopeDepth.Set;
        _sets = Next(_sets);
        _segmentsInSet = 1;
        _setErrors = Start(fault);
        Set = HeaderReading.Set(header, Group!, (code, element) => Note(_setErrors, code, SegmentId.ST, element));
        if (_setControlNumbers.Count >= limits.SetsPerGroupMax)
        {
            Note(_groupErrors, X12ErrorCode.TooManySets, SegmentId.ST, 0);
        }
        else if (!_setControlNumbers.Add(Set.ControlNumber))
        {
            Note(_setErrors, X12ErrorCode.SetControlNumberRepeated, SegmentId.ST, 2);
        }
    }

    /// <summary>Ends the innermost envelope by its trailer and checks that against the header.</summary>
    public List<X12Error> Close(Segment trailer, X12Error? fault)
    {
        var (errors, counted, controlNumber, wrongCount, wrongNumber) = Depth switch
        {
            EnvelopeDepth.Set => (_setErrors, _segmentsInSet, Set!.ControlNumber, X12ErrorCode.SegmentCountMismatch, X12ErrorCode.SetControlNumberMismatch),
            EnvelopeDepth.Group => (_groupErrors, _sets, Group!.ControlNumber, X12ErrorCode.SetCountMismatch, X12ErrorCode.GroupControlNumberMismatch),
            _ => (_interchangeErrors, _groups, Interchange!.ControlNumber, X12ErrorCode.GroupCountMismatch, X12ErrorCode.InterchangeControlNumberMismatch),
        };

        if (fault is not null)
        {
            Add(errors, fault);
        }

        if (!trailer[1].TryGetCount(out var stated) || stated != counted)
        {
            Note(errors, wrongCount, trailer.Id, 1);
        }

        if (trailer[2].ToString() != controlNumber)
        {
            Note(errors, wrongNumber, trailer.Id, 2);
        }

        Depth--;
        return errors;
    }

    /// <summary>Ends the innermost envelope where its trailer should be; at the level of the file, hands out what is wrong with it.</summary>
    public List<X12Error> CloseWithoutTrailer()
    {
        switch (Depth)
        {
            case EnvelopeDepth.Set:
                Note(_setErrors, X12ErrorCode.SetTrailerMissing, SegmentId.SE, 0);
                Depth = EnvelopeDepth.Group;
                return _setErrors;
            case EnvelopeDepth.Group:
                Note(_groupErrors, X12ErrorCode.GroupTrailerMissing, SegmentId.GE, 0);
                Depth = EnvelopeDepth.Interchange;
                return _groupErrors;
            case EnvelopeDepth.Interchange:
                if (_interchangeErrors.Count == 0)
                {
                    Note(_interchangeErrors, X12ErrorCode.InterchangeTrailerMissing, SegmentId.IEA, 0);
                }

                Depth = EnvelopeDepth.File;
                return _interchangeErrors;
            default:
                return _fileErrors;
        }
    }

    /// <summary>A segment outside of any set: the innermost envelope is wrong.</summary>
    public void NoteStray(SegmentId id)
    {
        if (Depth == EnvelopeDepth.Group)
        {
            Note(_groupErrors, X12ErrorCode.SegmentOutsideSet, id, 0);
        }
        else
        {
            Note(_interchangeErrors, X12ErrorCode.SegmentOutsideGroup, id, 0);
        }
    }

    /// <param name="code">Why the file cannot be read on; null at its proper end.</param>
    public void EndFile(X12ErrorCode? code, string segmentId, int element)
    {
        code ??= _interchanges == 0 ? X12ErrorCode.FileEmpty : null;
        if (code is not null)
        {
            Add(
                Depth == EnvelopeDepth.File ? _fileErrors : _interchangeErrors,
                new() { Code = code, Position = Position.At(element), SegmentId = segmentId });
        }
    }

    // A file may be endless: ordinals stay at the last one rather than overflow.
    private static int Next(int ordinal) => ordinal == int.MaxValue ? ordinal : ordinal + 1;

    private static List<X12Error> Start(X12Error? fault) => fault is null ? [] : [fault];

    private void Note(List<X12Error> errors, X12ErrorCode code, SegmentId segment, int element) =>
        Add(errors, new() { Code = code, Position = Position.At(element), SegmentId = segment.Text() });

    private void Add(List<X12Error> errors, X12Error error)
    {
        if (errors.Count < limits.ErrorsMax)
        {
            errors.Add(error);
        }
    }
}
