namespace Aso.X12.Claims837;

/// <summary>Gathers one service line, from its LX segment to the next.</summary>
internal sealed class LineBuilder(ClaimKind kind, Position position, X12Limits limits)
{
    private const int DecisionsMax = 15;
    private const int DiagnosesMax = 12;

    private readonly List<Tooth> _teeth = [];
    private readonly List<OtherPayerDecision> _decisions = [];
    private readonly List<Adjustment> _adjustments = [];
    private readonly List<string> _oralCavity = [];
    private readonly ProviderRoles _providers = new(limits);
    private int _number;
    private bool _hasService;
    private ProcedureElements _procedure = ProcedureElements.None;
    private string? _revenueCode;
    private long _charge;
    private string? _unit;
    private Quantity? _units;
    private string? _place;
    private string? _prosthesis;
    private List<int> _pointers = [];
    private (DateOnly From, DateOnly Through)? _period;
    private bool _isDated;
    private string? _controlNumber;
    private string? _priorAuthorization;
    private bool _inDrug;

    public void Take(ClaimStage stage, SegmentFields fields)
    {
        if (stage == ClaimStage.LineDecision)
        {
            TakeDecision(fields);
            return;
        }

        if (_providers.Take(fields))
        {
            return;
        }

        switch (fields.Segment.Id)
        {
            case SegmentId.LX:
                _number = fields.RequiredCount(1);
                break;
            case SegmentId.SV1 when IsTheService(fields, ClaimKind.Professional):
                TakeProfessional(fields);
                break;
            case SegmentId.SV2 when IsTheService(fields, ClaimKind.Institutional):
                TakeInstitutional(fields);
                break;
            case SegmentId.SV3 when IsTheService(fields, ClaimKind.Dental):
                TakeDental(fields);
                break;
            case SegmentId.TOO:
                fields.Keep(_teeth, Tooth(fields), limits.RepetitionsMax);
                break;
            case SegmentId.DTP when fields.Is(1, "472"u8):
                _isDated = true;
                fields.Once(ref _period, fields.Period(2), "472");
                break;
            case SegmentId.AMT:
                fields.RequiredCents(2);
                break;
            case SegmentId.LIN:
                _inDrug = true;
                break;
            case SegmentId.REF when !_inDrug && fields.Is(1, "6R"u8):
                fields.Once(ref _controlNumber, fields.RequiredText(2, 50), "6R");
                break;
            case SegmentId.REF when !_inDrug && fields.Is(1, "G1"u8):
                fields.Once(ref _priorAuthorization, fields.RequiredText(2, 50), "G1");
                break;
        }
    }

    public ServiceLine Complete(ErrorScope scope, bool dateIsRequired)
    {
        scope.NoteMissing(!_hasService, position, "2400", kind switch { ClaimKind.Professional => "SV1", ClaimKind.Institutional => "SV2", _ => "SV3" });
        scope.NoteMissing(dateIsRequired && !_isDated, position, "2400", "DTP", "472");
        CloseDecision();
        return new()
        {
            Position = position,
            Number = _number,
            ProcedureQualifier = _procedure.Qualifier,
            Procedure = _procedure.Code,
            Modifiers = _procedure.Modifiers,
            Description = _procedure.Description,
            RevenueCode = _revenueCode,
            ChargeCents = _charge,
            Unit = _unit,
            Units = _units,
            PlaceOfService = _place,
            DiagnosisPointers = _pointers,
            From = _period?.From,
            Through = _period?.Through,
            ControlNumber = _controlNumber,
            PriorAuthorization = _priorAuthorization,
            OralCavity = _oralCavity,
            Prosthesis = _prosthesis,
            Teeth = _teeth,
            Providers = _providers.All,
            OtherPayerDecisions = _decisions,
        };
    }

    private bool IsTheService(SegmentFields fields, ClaimKind kindOfSegment)
    {
        if (kind != kindOfSegment || _hasService)
        {
            fields.NoteSegment(_hasService ? X12ErrorCode.SegmentRepeated : X12ErrorCode.SegmentUnexpected);
            return false;
        }

        _hasService = true;
        return true;
    }

    private void TakeProfessional(SegmentFields fields)
    {
        _procedure = fields.Procedure(1);
        _charge = fields.RequiredCharge(2);
        _unit = fields.RequiredCode(3, "UN MJ");
        _units = fields.RequiredQuantity(4);
        _place = fields.Text(5, 2);
        _pointers = Pointers(fields, 7);
    }

    private void TakeInstitutional(SegmentFields fields)
    {
        _revenueCode = fields.RequiredText(1, 48);
        _procedure = fields.Procedure(2, isRequired: false);
        _charge = fields.RequiredCharge(3);
        _unit = fields.RequiredCode(4, "UN DA");
        _units = fields.RequiredQuantity(5);
    }

    private void TakeDental(SegmentFields fields)
    {
        _procedure = fields.Procedure(1);
        _charge = fields.RequiredCharge(2);
        _place = fields.Text(3, 2);
        for (var component = 1; component <= 5 && fields.IsSplit(4); component++)
        {
            if (fields.Text(4, 3, component) is { } area)
            {
                _oralCavity.Add(area);
            }
        }

        _prosthesis = fields.Code(5, "I R");
        _unit = "UN";
        _units = fields.Has(6) ? fields.RequiredQuantity(6) : Quantity.Of(1);
        _pointers = Pointers(fields, 11);
    }

    private static List<int> Pointers(SegmentFields fields, int element)
    {
        var pointers = new List<int>(4);
        if (!fields.IsSplit(element))
        {
            return pointers;
        }

        for (var component = 1; component <= 4; component++)
        {
            var pointer = fields.Component(element, component);
            if (pointer.IsEmpty)
            {
                continue;
            }

            if (pointer.TryGetQuantity(out var number) && number.IsWhole && number.Whole is >= 1 and <= DiagnosesMax)
            {
                pointers.Add(number.Whole);
                if (!pointer.TryGetCount(out _))
                {
                    fields.Warn(X12ErrorCode.NumberInvalid, element, component);
                }
            }
            else
            {
                fields.Note(X12ErrorCode.NumberInvalid, element, component);
            }
        }

        return pointers;
    }

    private static Tooth Tooth(SegmentFields fields)
    {
        var surfaces = "";
        for (var component = 1; component <= 5 && fields.IsSplit(3); component++)
        {
            surfaces += fields.Code(3, "B D F I L M O", component);
        }

        return new(fields.RequiredText(2, 30), surfaces);
    }

    private void TakeDecision(SegmentFields fields)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.SVD when _decisions.Count == DecisionsMax:
                fields.NoteSegment(X12ErrorCode.LoopTooLong);
                break;
            case SegmentId.SVD:
                CloseDecision();
                _decisions.Add(Decision(fields));
                break;
            case SegmentId.CAS:
                AdjustmentSegments.Read(fields, _adjustments);
                break;
            case SegmentId.DTP when fields.Is(1, "573"u8):
                _decisions[^1] = _decisions[^1] with { DecidedOn = fields.FormattedDate(2) };
                break;
            case SegmentId.AMT when fields.Is(1, "EAF"u8):
                _decisions[^1] = _decisions[^1] with { RemainingLiabilityCents = fields.RequiredCharge(2) };
                break;
        }
    }

    private OtherPayerDecision Decision(SegmentFields svd)
    {
        var paid = svd.Procedure(3, isRequired: false).Code;
        var units = svd.Quantity(5);
        return new()
        {
            PayerId = svd.RequiredText(1, 80),
            PaidCents = svd.RequiredCharge(2),
            PaidProcedure = paid == _procedure.Code ? null : paid,
            PaidUnits = units == _units ? null : units,
        };
    }

    private void CloseDecision()
    {
        if (_decisions.Count > 0 && _adjustments.Count > 0)
        {
            _decisions[^1] = _decisions[^1] with { Adjustments = [.. _adjustments] };
            _adjustments.Clear();
        }
    }
}
