namespace Aso.X12.Enrollment834;

/// <summary>Understands an 834: knows in which loop it is, hands each segment to what is being built, and completes members.</summary>
internal sealed class MemberParser(X12Limits limits) : ISetParser<MemberEnrollment>
{
    private ItemQueue<MemberEnrollment> _items = new();
    private ErrorScope _set = new(0, new());
    private HeaderBuilder _header = new();
    private EnrollmentHeader? _completeHeader;
    private MemberBuilder? _member;
    private EnrollmentStage _stage;
    private Position _setPosition;

    public X12ErrorCode? Refusal(SetHeader set) =>
        set.Type != "834" ? X12ErrorCode.SetUnsupported
        : Enrollment834Reader.Versions.Contains(set.Version) ? null
        : X12ErrorCode.ImplementationUnsupported;

    public void Start(SetHeader set, Position position, ErrorScope scope, ItemQueue<MemberEnrollment> items)
    {
        _items = items;
        _set = scope;
        _setPosition = position;
        _header = new();
        _completeHeader = null;
        _member = null;
        _stage = EnrollmentStage.Header;
    }

    public void Take(Segment segment, Position position, X12Error? fault)
    {
        if (Loops834.Next(_stage, segment.Id) is not { } next)
        {
            new SegmentFields(segment, position, Loops834.Name(_stage), _set).NoteSegment(
                Loops834.Knows(segment.Id) ? X12ErrorCode.SegmentUnexpected : X12ErrorCode.SegmentUnrecognized);
            return;
        }

        _stage = next;
        if (segment.Id == SegmentId.INS)
        {
            CompleteMember();
            _completeHeader ??= _header.Complete(_set, _setPosition);
            _member = new MemberBuilder(_completeHeader, position, _set.Within(), limits);
        }

        var scope = _member?.Scope ?? _set;
        if (fault is not null)
        {
            scope.Note(fault);
        }

        Distribute(new SegmentFields(segment, position, Loops834.Name(_stage), scope));
    }

    public void End()
    {
        CompleteMember();
        if (_completeHeader is null)
        {
            _header.Complete(_set, _setPosition);
        }
    }

    private void Distribute(SegmentFields fields)
    {
        switch (_stage)
        {
            case EnrollmentStage.Header:
                _header.Take(fields);
                break;
            case EnrollmentStage.Member:
                _member!.Take(fields);
                break;
            case EnrollmentStage.Coverage:
                _member!.TakeCoverage(fields);
                break;
            case EnrollmentStage.OtherCoverage:
                _member!.TakeOtherCoverage(fields);
                break;
        }
    }

    private void CompleteMember()
    {
        if (_member is null)
        {
            return;
        }

        var member = _member.Complete();
        if (_member.Scope.All() is { Count: > 0 } errors)
        {
            _items.Refuse(_member.SubscriberId, _member.Position, errors, member);
        }
        else
        {
            _items.Accept(member);
        }

        _member = null;
    }
}
