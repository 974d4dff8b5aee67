namespace Aso.X12.Claims837;

/// <summary>Gathers what a claim says of another payer, from its SBR segment to the next.</summary>
internal sealed class OtherPayerBuilder
{
    private readonly List<Adjustment> _adjustments = [];
    private OtherPayer _payer = new() { Responsibility = "" };
    private long? _paid;
    private long? _remaining;
    private long? _nonCovered;
    private string? _party;

    public void Take(SegmentFields fields)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.SBR:
                _payer = new()
                {
                    Responsibility = fields.RequiredCode(1, "P S T A B C D E F G H U"),
                    Relationship = fields.Text(2, 2),
                    GroupNumber = fields.Text(3, 50),
                    ClaimFiling = fields.Text(9, 2),
                };
                break;
            case SegmentId.CAS:
                AdjustmentSegments.Read(fields, _adjustments);
                break;
            case SegmentId.AMT when fields.Is(1, "D"u8):
                fields.Once(ref _paid, fields.RequiredCharge(2), "D");
                break;
            case SegmentId.AMT when fields.Is(1, "EAF"u8):
                fields.Once(ref _remaining, fields.RequiredCharge(2), "EAF");
                break;
            case SegmentId.AMT when fields.Is(1, "A8"u8):
                fields.Once(ref _nonCovered, fields.RequiredCharge(2), "A8");
                break;
            case SegmentId.AMT:
                fields.RequiredCents(2);
                break;
            case SegmentId.NM1:
                TakeParty(fields);
                break;
            case SegmentId.REF when _party == "PR" && fields.Is(1, "F8"u8):
                _payer = _payer with { PayerClaimNumber = fields.RequiredText(2, 50) };
                break;
            case SegmentId.DTP when fields.Is(1, "573"u8):
                _payer = _payer with { DecidedOn = fields.FormattedDate(2) };
                break;
        }
    }

    public OtherPayer Complete() => _payer with
    {
        PaidCents = _paid,
        NonCoveredCents = _nonCovered,
        RemainingLiabilityCents = _remaining,
        Adjustments = _adjustments,
    };

    private void TakeParty(SegmentFields fields)
    {
        _party = fields.RequiredText(1, 3);
        _payer = _party switch
        {
            "PR" => _payer with { PayerName = fields.Text(3, 60), PayerId = fields.Text(9, 80) },
            "IL" => _payer with { SubscriberName = fields.Has(3) ? fields.PersonName() : null, SubscriberId = fields.Text(9, 80) },
            _ => _payer,
        };
    }
}
