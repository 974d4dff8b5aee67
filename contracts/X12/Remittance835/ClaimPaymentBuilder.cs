namespace Aso.X12.Remittance835;

/// <summary>Gathers what is said of one claim, from its CLP segment to the next.</summary>
internal sealed class ClaimPaymentBuilder(Position position, int group, X12Limits limits)
{
    /// <summary>Segments of five groups may repeat in a loop of the guide.</summary>
    private const int AdjustmentsMax = 99;
    private const int ServicesMax = 999;

    private readonly List<Adjustment> _adjustments = [];
    private readonly List<NamedParty> _others = [];
    private readonly List<Reference> _references = [];
    private readonly List<QualifiedAmount> _amounts = [];
    private readonly List<string> _remarks = [];
    private readonly List<ServicePaymentBuilder> _services = [];
    private ClaimPayment _claim = new()
    {
        ClaimNumber = "", Status = "", ChargeCents = 0, PaidCents = 0, ClaimFiling = "", PayerClaimNumber = "", Patient = Nobody,
    };

    private NamedParty? _patient;
    private DateOnly? _from;
    private DateOnly? _through;
    private DateOnly? _receivedOn;

    private static NamedParty Nobody => new("QC", false, new(null), null, null);

    public void Take(SegmentFields fields)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.CLP:
                TakeClaim(fields);
                break;
            case SegmentId.CAS:
                AdjustmentSegments.Read(fields, _adjustments, AdjustmentsMax);
                break;
            case SegmentId.NM1 when fields.Is(1, "QC"u8):
                fields.Once(ref _patient, fields.NamedParty(), "QC");
                break;
            case SegmentId.NM1:
                fields.Keep(_others, fields.NamedParty(), limits.RepetitionsMax);
                break;
            case SegmentId.MOA:
                for (var element = 3; element <= 7; element++)
                {
                    if (fields.Text(element, 50) is { } remark)
                    {
                        fields.Keep(_remarks, remark, limits.RepetitionsMax);
                    }
                }

                break;
            case SegmentId.REF:
                fields.Keep(_references, new(fields.RequiredText(1, 3), fields.RequiredText(2, 50)), limits.RepetitionsMax);
                break;
            case SegmentId.DTM:
                TakeDate(fields);
                break;
            case SegmentId.AMT:
                fields.Keep(_amounts, new(fields.RequiredText(1, 3), fields.RequiredCents(2)), limits.RepetitionsMax);
                break;
        }
    }

    public void TakeService(SegmentFields fields)
    {
        if (fields.Segment.Id == SegmentId.SVC)
        {
            fields.Keep(_services, new(fields.Position, limits), ServicesMax);
        }

        _services[^1].Take(fields);
    }

    public ClaimPayment Complete(ErrorScope set)
    {
        set.NoteMissing(_patient is null, position, "2100", "NM1", "QC");
        return _claim with
        {
            Position = position,
            Group = group,
            Adjustments = _adjustments,
            Patient = _patient ?? Nobody,
            OtherParties = _others,
            References = _references,
            From = _from,
            Through = _through,
            ReceivedOn = _receivedOn,
            Amounts = _amounts,
            RemarkCodes = _remarks,
            Services = _services.ConvertAll(service => service.Complete()),
        };
    }

    private void TakeClaim(SegmentFields clp) => _claim = _claim with
    {
        ClaimNumber = clp.RequiredText(1, 38),
        Status = clp.RequiredCode(2, "1 2 3 4 19 20 21 22 23 25"),
        ChargeCents = clp.RequiredCents(3),
        PaidCents = clp.RequiredCents(4),
        PatientResponsibilityCents = clp.Cents(5),
        ClaimFiling = clp.RequiredText(6, 2),
        PayerClaimNumber = clp.RequiredText(7, 50),
        Facility = clp.Text(8, 2),
        Frequency = clp.Text(9, 1),
        DiagnosisGroup = clp.Text(11, 4),
    };

    private void TakeDate(SegmentFields dtm)
    {
        switch (dtm.RequiredText(1, 3))
        {
            case "232":
                dtm.Once(ref _from, dtm.RequiredDate(2), "232");
                break;
            case "233":
                dtm.Once(ref _through, dtm.RequiredDate(2), "233");
                break;
            case "050":
                dtm.Once(ref _receivedOn, dtm.RequiredDate(2), "050");
                break;
            default:
                dtm.RequiredDate(2);
                break;
        }
    }
}
