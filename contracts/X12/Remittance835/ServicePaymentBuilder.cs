namespace Aso.X12.Remittance835;

/// <summary>Gathers what is said of one service, from its SVC segment to the next.</summary>
internal sealed class ServicePaymentBuilder(Position position, X12Limits limits)
{
    private const int AdjustmentsMax = 99;

    private readonly List<Adjustment> _adjustments = [];
    private readonly List<Reference> _references = [];
    private readonly List<QualifiedAmount> _amounts = [];
    private readonly List<string> _remarks = [];
    private ServicePayment _service = new() { ProcedureQualifier = "", Procedure = "", ChargeCents = 0, PaidCents = 0 };
    private DateOnly? _on;
    private DateOnly? _from;
    private DateOnly? _through;
    private string? _controlNumber;
    private long? _allowed;

    public void Take(SegmentFields fields)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.SVC:
                TakeService(fields);
                break;
            case SegmentId.DTM:
                TakeDate(fields);
                break;
            case SegmentId.CAS:
                AdjustmentSegments.Read(fields, _adjustments, AdjustmentsMax);
                break;
            case SegmentId.REF when fields.Is(1, "6R"u8):
                fields.Once(ref _controlNumber, fields.RequiredText(2, 50), "6R");
                break;
            case SegmentId.REF:
                fields.Keep(_references, new(fields.RequiredText(1, 3), fields.RequiredText(2, 50)), limits.RepetitionsMax);
                break;
            case SegmentId.AMT when fields.Is(1, "B6"u8):
                fields.Once(ref _allowed, fields.RequiredCents(2), "B6");
                break;
            case SegmentId.AMT:
                fields.Keep(_amounts, new(fields.RequiredText(1, 3), fields.RequiredCents(2)), limits.RepetitionsMax);
                break;
            case SegmentId.LQ when fields.Is(1, "HE"u8):
                fields.Keep(_remarks, fields.RequiredText(2, 30), limits.RepetitionsMax);
                break;
        }
    }

    public ServicePayment Complete() => _service with
    {
        Position = position,
        From = _on ?? _from,
        Through = _on ?? _through ?? _from,
        Adjustments = _adjustments,
        ControlNumber = _controlNumber,
        References = _references,
        AllowedCents = _allowed,
        Amounts = _amounts,
        RemarkCodes = _remarks,
    };

    private void TakeService(SegmentFields svc)
    {
        // Some send the qualifier and the code as two elements, by which all others move on by one: the balance proves that reading.
        var moved = svc.Segment[1].Bytes.Length == 2 && svc.Has(2) && svc.Segment[3].TryGetCents(out _) && svc.Segment[4].TryGetCents(out _) ? 1 : 0;
        if (moved == 1)
        {
            svc.Warn(X12ErrorCode.CompositeNotSplit, 1);
        }

        var procedure = moved == 1 ? new(svc.RequiredText(1, 2), svc.RequiredText(2, 48), [], null) : svc.Procedure(1);
        var billed = svc.Procedure(6 + moved, isRequired: false);
        _service = _service with
        {
            ProcedureQualifier = procedure.Qualifier ?? "",
            Procedure = procedure.Code ?? "",
            Modifiers = procedure.Modifiers,
            Description = procedure.Description,
            ChargeCents = svc.RequiredCents(2 + moved),
            PaidCents = svc.RequiredCents(3 + moved),
            RevenueCode = svc.Text(4 + moved, 48),
            Units = svc.Quantity(5 + moved),
            Billed = billed.Code is null ? null : new(billed.Qualifier ?? "", billed.Code),
            BilledUnits = svc.Quantity(7 + moved),
        };
    }

    private void TakeDate(SegmentFields dtm)
    {
        switch (dtm.RequiredText(1, 3))
        {
            case "472":
                dtm.Once(ref _on, dtm.RequiredDate(2), "472");
                break;
            case "150":
                dtm.Once(ref _from, dtm.RequiredDate(2), "150");
                break;
            case "151":
                dtm.Once(ref _through, dtm.RequiredDate(2), "151");
                break;
            default:
                dtm.RequiredDate(2);
                break;
        }
    }
}
