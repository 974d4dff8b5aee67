namespace Aso.X12.Enrollment834;

/// <summary>Understands an 834: knows in which loop it is, hands each segment to what is being built, and completes members.</summary>
internal sealed class MemberParser(X12Limits limits) : ISetParser<MemberEnrollment>
{
    private ItemQueue<MemberEnrollment> _items = new();
    private ErrorScope _set = new(0);
    private HeaderBuilder _header = new();
    private EnrollmentHeader? _completeHeader;
    private MemberBuilder? _member;
    private Stage _stage;
    private Position _setPosition;

    /// <summary>Which segments may stand in each stage is in <see cref="MayStand"/>; order within a stage is not checked.</summary>
    private enum Stage
    {
        Header,
        Member,
        Coverage,
        Provider,
        OtherCoverage,
        Reporting,
    }

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
        _stage = Stage.Header;
    }

    public void Take(Segment segment, Position position, X12Error? fault)
    {
        if (segment.Id == SegmentId.INS)
        {
            CompleteMember();
            _completeHeader ??= _header.Complete(_set, _setPosition);
            _member = new MemberBuilder(_completeHeader, position, _set.Within(), limits);
            _stage = Stage.Member;
        }

        var scope = _member?.Scope ?? _set;
        if (fault is not null)
        {
            scope.Note(fault);
        }

        var fields = new SegmentFields(segment, position, Loop, scope);
        if (!MayStand(segment.Id))
        {
            new SegmentFields(segment, position, Loop, _set).NoteSegment(
                Loops834.Knows(segment.Id) ? X12ErrorCode.SegmentUnexpected : X12ErrorCode.SegmentUnrecognized);
            return;
        }

        if (_member is null)
        {
            _header.Take(fields);
        }
        else
        {
            _stage = Next(segment.Id);
            TakeForMember(_member, fields);
        }
    }

    public void End()
    {
        CompleteMember();
        if (_completeHeader is null)
        {
            _header.Complete(_set, _setPosition);
        }
    }

    private string Loop => _stage switch
    {
        Stage.Header => "",
        Stage.Member => "2000",
        Stage.Coverage => "2300",
        Stage.Provider => "2310",
        Stage.OtherCoverage => "2320",
        _ => "2700",
    };

    private bool MayStand(SegmentId id) => _stage switch
    {
        Stage.Header => Loops834.Header.Contains(id),
        Stage.Member => id is SegmentId.HD or SegmentId.LS || Loops834.Member.Contains(id),
        Stage.Coverage => id is SegmentId.HD or SegmentId.LX or SegmentId.COB or SegmentId.LS || Loops834.Coverage.Contains(id),
        Stage.Provider => id is SegmentId.HD or SegmentId.LX or SegmentId.COB or SegmentId.LS || Loops834.Provider.Contains(id),
        Stage.OtherCoverage => id is SegmentId.HD or SegmentId.COB or SegmentId.LS || Loops834.OtherCoverage.Contains(id),
        _ => Loops834.Reporting.Contains(id),
    };

    private Stage Next(SegmentId id) => id switch
    {
        SegmentId.HD => Stage.Coverage,
        SegmentId.COB => Stage.OtherCoverage,
        SegmentId.LS => Stage.Reporting,
        SegmentId.LX when _stage == Stage.Coverage => Stage.Provider,
        _ => _stage,
    };

    private void TakeForMember(MemberBuilder member, SegmentFields fields)
    {
        switch (_stage)
        {
            case Stage.Member:
                member.Take(fields);
                break;
            case Stage.Coverage:
                member.TakeCoverage(fields);
                break;
            case Stage.OtherCoverage:
                member.TakeOtherCoverage(fields);
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
            _items.Refuse(_member.SubscriberId, _member.Position, errors);
        }
        else
        {
            _items.Accept(member);
        }

        _member = null;
    }
}

/// <summary>The segments of an 834, by the loops that this reader tells apart.</summary>
internal static class Loops834
{
    public static readonly HashSet<SegmentId> Header =
        [SegmentId.INS, SegmentId.BGN, SegmentId.REF, SegmentId.DTP, SegmentId.QTY, SegmentId.N1, SegmentId.ACT];

    /// <summary>2000, 2100A to 2100H, 2200.</summary>
    public static readonly HashSet<SegmentId> Member =
    [
        SegmentId.INS, SegmentId.REF, SegmentId.DTP, SegmentId.NM1, SegmentId.PER, SegmentId.N3, SegmentId.N4, SegmentId.DMG,
        SegmentId.EC, SegmentId.ICM, SegmentId.AMT, SegmentId.HLH, SegmentId.LUI, SegmentId.DSB,
    ];

    /// <summary>2300.</summary>
    public static readonly HashSet<SegmentId> Coverage = [SegmentId.INS, SegmentId.DTP, SegmentId.AMT, SegmentId.REF, SegmentId.IDC];

    /// <summary>2310.</summary>
    public static readonly HashSet<SegmentId> Provider =
        [SegmentId.INS, SegmentId.NM1, SegmentId.N3, SegmentId.N4, SegmentId.PER, SegmentId.PRV, SegmentId.PLA];

    /// <summary>2320 and 2330.</summary>
    public static readonly HashSet<SegmentId> OtherCoverage =
        [SegmentId.INS, SegmentId.REF, SegmentId.DTP, SegmentId.NM1, SegmentId.N3, SegmentId.N4, SegmentId.PER];

    /// <summary>2700 and 2750, between LS and LE.</summary>
    public static readonly HashSet<SegmentId> Reporting =
        [SegmentId.INS, SegmentId.LX, SegmentId.N1, SegmentId.REF, SegmentId.DTP, SegmentId.LE];

    private static readonly HashSet<SegmentId> All =
        [.. Header, .. Member, .. Coverage, .. Provider, .. OtherCoverage, .. Reporting, SegmentId.HD, SegmentId.COB, SegmentId.LS];

    public static bool Knows(SegmentId id) => All.Contains(id);
}
