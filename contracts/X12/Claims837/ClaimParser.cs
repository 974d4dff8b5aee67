namespace Aso.X12.Claims837;

/// <summary>Understands an 837: follows the levels of its hierarchy, hands each segment to what is being built, and completes claims.</summary>
internal sealed class ClaimParser(X12Limits limits) : ISetParser<Claim837>
{
    /// <summary>HL03: provider, subscriber, dependent.</summary>
    private static readonly string[] Levels = ["20", "22", "23"];

    private ItemQueue<Claim837> _items = new();
    private ErrorScope _set = new(0, new());
    private Position _setPosition;
    private ClaimKind _kind;
    private ClaimStage _stage;
    private Hierarchy _hierarchy = new(Levels);
    private SubmissionBuilder _submission = new();
    private ClaimSubmission? _completeSubmission;
    private ProviderLevel? _provider;
    private SubscriberLevel? _subscriber;
    private DependentLevel? _dependent;
    private ClaimBuilder? _claim;

    public X12ErrorCode? Refusal(SetHeader set) =>
        set.Type != "837" ? X12ErrorCode.SetUnsupported
        : Claim837Reader.KindOf(set.Version) is null ? X12ErrorCode.ImplementationUnsupported
        : null;

    public void Start(SetHeader set, Position position, ErrorScope scope, ItemQueue<Claim837> items)
    {
        _items = items;
        _set = scope;
        _setPosition = position;
        _kind = Claim837Reader.KindOf(set.Version) ?? default;
        _stage = ClaimStage.Header;
        _hierarchy = new(Levels);
        _submission = new();
        _completeSubmission = null;
        (_provider, _subscriber, _dependent, _claim) = (null, null, null, null);
    }

    public void Take(Segment segment, Position position, X12Error? fault)
    {
        if (segment.Id == SegmentId.HL)
        {
            StartLevel(new(segment, position, "2000", _set));
        }
        else if (Loops837.Next(_stage, segment.Id) is { } next)
        {
            _stage = next;
            if (segment.Id == SegmentId.CLM)
            {
                StartClaim(position);
            }
        }
        else
        {
            // What cannot be placed may as well have been the start of another level: the set cannot be trusted any more.
            new SegmentFields(segment, position, Loops837.Name(_stage), _set).NoteSegment(
                Loops837.Knows(segment.Id) ? X12ErrorCode.SegmentUnexpected : X12ErrorCode.SegmentUnrecognized);
            return;
        }

        if (fault is not null)
        {
            Scope.Note(fault);
        }

        Distribute(new SegmentFields(segment, position, Loops837.Name(_stage), Scope));
    }

    public void End()
    {
        CompleteClaim();
        _set.NoteMissing(_provider is null, _setPosition, "2000A", "HL");
    }

    private ErrorScope Scope => _claim?.Scope ?? _dependent?.Scope ?? _subscriber?.Scope ?? _provider?.Scope ?? _set;

    private void Distribute(SegmentFields fields)
    {
        switch (_stage)
        {
            case ClaimStage.Header:
                _submission.Take(fields);
                break;
            case ClaimStage.Provider:
                _provider!.Take(fields);
                break;
            case ClaimStage.Subscriber:
                _subscriber!.Take(fields);
                break;
            case ClaimStage.Dependent:
                _dependent!.Take(fields);
                break;
            default:
                _claim?.Take(_stage, fields);
                break;
        }
    }

    private void StartLevel(SegmentFields hl)
    {
        CompleteClaim();
        _completeSubmission ??= _submission.Complete(_set, _setPosition);
        switch (_hierarchy.Take(hl))
        {
            case 0:
                _provider = new(hl.Position, _set.Within());
                (_subscriber, _dependent) = (null, null);
                _stage = ClaimStage.Provider;
                break;
            case 1 when _provider is not null:
                _subscriber = new(hl.Position, _provider.Scope.Within());
                _dependent = null;
                _stage = ClaimStage.Subscriber;
                break;
            case 2 when _subscriber is not null:
                _dependent = new(hl.Position, _subscriber.Scope.Within());
                _stage = ClaimStage.Dependent;
                break;
        }
    }

    private void StartClaim(Position position)
    {
        CompleteClaim();
        var level = _dependent?.Scope ?? _subscriber!.Scope;
        _provider!.CheckComplete();
        _subscriber!.CheckComplete(isPatient: _dependent is null);
        _dependent?.CheckComplete();
        _claim = new ClaimBuilder(_kind, position, level.Within(), limits);
    }

    private void CompleteClaim()
    {
        if (_claim is null)
        {
            return;
        }

        var claim = _claim.Complete(_completeSubmission!, _provider!, _subscriber!, _dependent);
        if (_claim.Scope.All() is { Count: > 0 } errors)
        {
            _items.Refuse(_claim.ClaimNumber, _claim.Position, errors, claim);
        }
        else
        {
            _items.Accept(claim);
        }

        _claim = null;
    }
}
