namespace Aso.X12.ClaimAcknowledgment277;

/// <summary>The parts of a 277CA that the reader tells apart: the first is the header, the next four its levels.</summary>
internal enum AcknowledgmentStage
{
    Header,
    Source,
    Receiver,
    Provider,
    Patient,
    Service,
}

/// <summary>Understands a 277CA: follows the levels of its hierarchy and completes the outcome of each claim.</summary>
internal sealed class OutcomeParser(X12Limits limits) : ISetParser<AcknowledgedClaim>
{
    /// <summary>HL03: payer, receiver of the answer, provider, patient.</summary>
    private static readonly string[] Levels = ["20", "21", "19", "PT"];

    private static readonly HashSet<SegmentId>[] Permitted =
    [
        [SegmentId.BHT],
        [SegmentId.HL, SegmentId.NM1, SegmentId.PER, SegmentId.TRN, SegmentId.DTP],
        [SegmentId.HL, SegmentId.NM1, SegmentId.TRN, SegmentId.STC, SegmentId.QTY, SegmentId.AMT],
        [SegmentId.HL, SegmentId.NM1, SegmentId.TRN, SegmentId.STC, SegmentId.REF, SegmentId.QTY, SegmentId.AMT],
        [SegmentId.HL, SegmentId.NM1, SegmentId.TRN, SegmentId.STC, SegmentId.REF, SegmentId.DTP],
        [SegmentId.SVC, SegmentId.STC, SegmentId.REF, SegmentId.DTP],
    ];

    private static readonly string[] Names = ["", "2000A", "2000B", "2000C", "2000D", "2220D"];

    private static readonly HashSet<SegmentId> All = [.. Permitted.SelectMany(segments => segments)];

    private ItemQueue<AcknowledgedClaim> _items = new();
    private ErrorScope _set = new(0, new());
    private Position _setPosition;
    private Hierarchy _hierarchy = new(Levels);
    private AcknowledgmentStage _stage;
    private AcknowledgmentBuilder _header = new();
    private NamedParty? _provider;
    private NamedParty? _patient;
    private OutcomeBuilder? _outcome;

    public X12ErrorCode? Refusal(SetHeader set) =>
        set.Type != "277" ? X12ErrorCode.SetUnsupported
        : ClaimAcknowledgment277Reader.Versions.Contains(set.Version) ? null
        : X12ErrorCode.ImplementationUnsupported;

    public void Start(SetHeader set, Position position, ErrorScope scope, ItemQueue<AcknowledgedClaim> items)
    {
        (_items, _set, _setPosition) = (items, scope, position);
        _hierarchy = new(Levels);
        _header = new();
        _stage = AcknowledgmentStage.Header;
        (_provider, _patient, _outcome) = (null, null, null);
    }

    public void Take(Segment segment, Position position, X12Error? fault)
    {
        if (segment.Id == SegmentId.HL)
        {
            StartLevel(new(segment, position, "2000", _set));
        }

        var next = segment.Id == SegmentId.SVC && _outcome is not null ? AcknowledgmentStage.Service : _stage;
        var fields = new SegmentFields(segment, position, Names[(int)next], _outcome?.Scope ?? _set);
        if (!Permitted[(int)next].Contains(segment.Id) && segment.Id != SegmentId.HL)
        {
            new SegmentFields(segment, position, fields.Loop, _set).NoteSegment(
                All.Contains(segment.Id) ? X12ErrorCode.SegmentUnexpected : X12ErrorCode.SegmentUnrecognized);
            return;
        }

        _stage = next;
        if (segment.Id == SegmentId.TRN && _stage == AcknowledgmentStage.Patient)
        {
            CompleteOutcome();
            _outcome = new(position, _set.Within(), limits);
            fields = new(segment, position, fields.Loop, _outcome.Scope);
        }

        if (fault is not null)
        {
            fields.Scope.Note(fault);
        }

        Distribute(fields);
    }

    public void End()
    {
        CompleteOutcome();
        _header.Complete(_set, _setPosition);
    }

    private void StartLevel(SegmentFields hl)
    {
        CompleteOutcome();
        _patient = null;
        if (_hierarchy.Take(hl) is >= 0 and var level)
        {
            _stage = (AcknowledgmentStage)(level + 1);
            _provider = _stage <= AcknowledgmentStage.Provider ? null : _provider;
        }
    }

    private void Distribute(SegmentFields fields)
    {
        switch (_stage)
        {
            case AcknowledgmentStage.Provider when fields.Segment.Id == SegmentId.NM1:
                fields.Once(ref _provider, fields.NamedParty(), "85");
                break;
            case AcknowledgmentStage.Patient when fields.Segment.Id == SegmentId.NM1:
                fields.Once(ref _patient, fields.NamedParty(), "QC");
                break;
            case AcknowledgmentStage.Patient:
                _outcome?.Take(fields);
                break;
            case AcknowledgmentStage.Provider or AcknowledgmentStage.Service:
                break;
            default:
                _header.Take(_stage, fields);
                break;
        }
    }

    private void CompleteOutcome()
    {
        if (_outcome is null)
        {
            return;
        }

        // Of headers that are wrong, the set is void anyway.
        var outcome = new AcknowledgedClaim(_header.SoFar, _outcome.Complete(_provider, _patient));
        if (_outcome.Scope.All() is { Count: > 0 } errors)
        {
            _items.Refuse(outcome.Outcome.ClaimNumber, _outcome.Position, errors, outcome);
        }
        else
        {
            _items.Accept(outcome);
        }

        _outcome = null;
    }
}
