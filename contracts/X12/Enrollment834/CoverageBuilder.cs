namespace Aso.X12.Enrollment834;

/// <summary>Gathers one coverage of a member, from its HD segment to the next.</summary>
internal sealed class CoverageBuilder(Position position)
{
    private const string MaintenanceCodes = "001 002 021 024 025 026 030 032";

    private readonly List<Reference> _references = [];
    private readonly List<OtherCoverage> _others = [];
    private Maintenance _maintenance;
    private string _line = "";
    private string? _plan;
    private string? _level;
    private DateOnly? _from;
    private DateOnly? _through;
    private DateOnly? _effective;
    private bool _isDated;
    private DateOnly? _otherFrom;
    private DateOnly? _otherThrough;
    private bool _inOtherPayer;

    public void Take(SegmentFields fields, X12Limits limits)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.HD:
                _maintenance = Maintenances.Of(fields.RequiredCode(1, MaintenanceCodes));
                _line = fields.RequiredText(3, 3);
                _plan = fields.Text(4, 50);
                _level = fields.Text(5, 3);
                break;
            case SegmentId.DTP:
                TakeDate(fields);
                break;
            case SegmentId.AMT:
                fields.RequiredCents(2);
                break;
            case SegmentId.REF:
                fields.Keep(_references, new(fields.RequiredText(1, 3), fields.RequiredText(2, 50)), limits.RepetitionsMax);
                break;
        }
    }

    public void TakeOtherCoverage(SegmentFields fields, X12Limits limits)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.COB:
                CloseOther();
                _inOtherPayer = false;
                fields.Keep(_others, new(fields.RequiredCode(1, "P S T U"), fields.Text(2, 50), fields.Text(3, 1)), limits.RepetitionsMax);
                break;
            case SegmentId.NM1:
                _inOtherPayer = true;
                break;
            case SegmentId.DTP when !_inOtherPayer && fields.Is(1, "344"u8):
                fields.Once(ref _otherFrom, fields.FormattedDate(2), "344");
                break;
            case SegmentId.DTP when !_inOtherPayer && fields.Is(1, "345"u8):
                fields.Once(ref _otherThrough, fields.FormattedDate(2), "345");
                break;
        }
    }

    public CoverageEnrollment Complete(ErrorScope scope)
    {
        CloseOther();
        scope.NoteMissing(!_isDated, position, "2300", "DTP", "348");
        return new()
        {
            Position = position,
            Maintenance = _maintenance,
            InsuranceLine = _line,
            Plan = _plan,
            Level = _level,
            From = _from,
            Through = _through,
            MaintenanceEffective = _effective,
            References = _references,
            OtherCoverages = _others,
        };
    }

    private void TakeDate(SegmentFields fields)
    {
        _isDated = true;
        switch (fields.RequiredText(1, 3))
        {
            case "348":
                fields.Once(ref _from, fields.FormattedDate(2), "348");
                break;
            case "349":
                fields.Once(ref _through, fields.FormattedDate(2), "349");
                break;
            case "303":
                fields.Once(ref _effective, fields.FormattedDate(2), "303");
                break;
            default:
                // Premium and card dates may be periods.
                fields.Period(2);
                break;
        }
    }

    private void CloseOther()
    {
        if (_others.Count > 0)
        {
            _others[^1] = _others[^1] with { From = _otherFrom, Through = _otherThrough };
            (_otherFrom, _otherThrough) = (null, null);
        }
    }
}
