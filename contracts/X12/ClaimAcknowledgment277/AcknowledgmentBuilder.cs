namespace Aso.X12.ClaimAcknowledgment277;

/// <summary>Gathers what a 277CA says before its first provider.</summary>
internal sealed class AcknowledgmentBuilder
{
    private string? _reference;
    private DateOnly? _createdOn;
    private string? _createdAt;
    private Party? _source;
    private string? _sourceTrace;
    private DateOnly? _receivedOn;
    private DateOnly? _processedOn;
    private Party? _receiver;
    private string? _batchReference;

    public AcknowledgmentHeader SoFar => new()
    {
        Reference = _reference ?? "",
        CreatedAt = (_createdOn ?? default).ToDateTime(TimeOnly.TryParseExact(_createdAt, "HHmm", out var time) ? time : default),
        Source = _source ?? new(null, null, null),
        SourceTrace = _sourceTrace ?? "",
        ReceivedOn = _receivedOn ?? default,
        ProcessedOn = _processedOn ?? default,
        Receiver = _receiver ?? new(null, null, null),
        BatchReference = _batchReference ?? "",
    };

    public void Take(AcknowledgmentStage stage, SegmentFields fields)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.BHT:
                fields.RequiredCode(1, "0085");
                fields.RequiredCode(2, "08");
                fields.Once(ref _reference, fields.RequiredText(3, 50));
                _createdOn = fields.RequiredDate(4);
                _createdAt = fields.RequiredText(5, 8);
                break;
            case SegmentId.NM1 when stage == AcknowledgmentStage.Source:
                fields.Once(ref _source, fields.Party(), "PR");
                break;
            case SegmentId.NM1:
                fields.Once(ref _receiver, fields.Party(), "41");
                break;
            case SegmentId.TRN when stage == AcknowledgmentStage.Source:
                fields.Once(ref _sourceTrace, fields.RequiredText(2, 50));
                break;
            case SegmentId.TRN:
                fields.Once(ref _batchReference, fields.RequiredText(2, 50));
                break;
            case SegmentId.DTP when fields.Is(1, "050"u8):
                fields.Once(ref _receivedOn, fields.FormattedDate(2), "050");
                break;
            case SegmentId.DTP when fields.Is(1, "009"u8):
                fields.Once(ref _processedOn, fields.FormattedDate(2), "009");
                break;
        }
    }

    public void Complete(ErrorScope set, Position position)
    {
        set.NoteMissing(_reference is null, position, "", "BHT");
        set.NoteMissing(_source is null, position, "2100A", "NM1", "PR");
        set.NoteMissing(_sourceTrace is null, position, "2200A", "TRN");
        set.NoteMissing(_receivedOn is null, position, "2200A", "DTP", "050");
        set.NoteMissing(_processedOn is null, position, "2200A", "DTP", "009");
        set.NoteMissing(_receiver is null, position, "2100B", "NM1", "41");
        set.NoteMissing(_batchReference is null, position, "2200B", "TRN");
    }
}

/// <summary>Gathers the outcome of one claim, from its TRN segment to the next or to the next level.</summary>
internal sealed class OutcomeBuilder(Position position, ErrorScope scope, X12Limits limits)
{
    private readonly List<ClaimStatus> _statuses = [];
    private string? _claimNumber;
    private long _charge;
    private string? _payerClaimNumber;
    private string? _clearinghouseNumber;
    private (DateOnly From, DateOnly Through)? _period;

    public ErrorScope Scope => scope;

    public Position Position => position;

    public void Take(SegmentFields fields)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.TRN:
                fields.RequiredCode(1, "2");
                fields.Once(ref _claimNumber, fields.RequiredText(2, 50));
                break;
            case SegmentId.STC:
                TakeStatuses(fields);
                break;
            case SegmentId.REF when fields.Is(1, "1K"u8):
                fields.Once(ref _payerClaimNumber, fields.RequiredText(2, 50), "1K");
                break;
            case SegmentId.REF when fields.Is(1, "D9"u8):
                fields.Once(ref _clearinghouseNumber, fields.RequiredText(2, 50), "D9");
                break;
            case SegmentId.DTP when fields.Is(1, "472"u8):
                fields.Once(ref _period, fields.Period(2), "472");
                break;
        }
    }

    public ClaimOutcome Complete(NamedParty? provider, NamedParty? patient)
    {
        scope.NoteMissing(provider is null, position, "2100C", "NM1", "85");
        scope.NoteMissing(patient is null, position, "2100D", "NM1", "QC");
        scope.NoteMissing(_statuses.Count == 0, position, "2200D", "STC");
        return new()
        {
            Position = position,
            BillingProvider = provider ?? new("85", false, new(null), null, null),
            Patient = patient ?? new("QC", false, new(null), null, null),
            ClaimNumber = _claimNumber ?? "",
            Statuses = _statuses,
            ChargeCents = _charge,
            PayerClaimNumber = _payerClaimNumber,
            ClearinghouseNumber = _clearinghouseNumber,
            From = _period?.From,
            Through = _period?.Through,
        };
    }

    private void TakeStatuses(SegmentFields stc)
    {
        stc.RequiredDate(2);
        stc.RequiredCode(3, "U WQ");
        _charge = stc.RequiredCharge(4);
        ReadOnlySpan<int> elements = [1, 10, 11];
        foreach (var element in elements)
        {
            if ((element == 1 || stc.Has(element)) && stc.IsSplit(element))
            {
                stc.Keep(
                    _statuses,
                    new(stc.RequiredCode(element, ClaimStatus.Categories, 1), stc.RequiredText(element, 30, 2), stc.Text(element, 3, 3)),
                    limits.RepetitionsMax);
            }
        }
    }
}
