namespace Aso.X12.Enrollment834;

/// <summary>Gathers what an 834 says before its first member.</summary>
internal sealed class HeaderBuilder
{
    private string? _purpose;
    private string? _reference;
    private DateOnly? _createdOn;
    private string? _action;
    private string? _masterPolicy;
    private DateOnly? _effectiveOn;
    private Party? _sponsor;
    private Party? _payer;

    public void Take(SegmentFields fields)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.BGN:
                fields.Once(ref _purpose, fields.RequiredCode(1, "00 15 22"));
                _reference = fields.RequiredText(2, 50);
                _createdOn = fields.RequiredDate(3);
                _action = fields.RequiredCode(8, "2 4 RX");
                break;
            case SegmentId.REF when fields.Is(1, "38"u8):
                fields.Once(ref _masterPolicy, fields.RequiredText(2, 50), "38");
                break;
            case SegmentId.DTP when fields.Is(1, "007"u8):
                fields.Once(ref _effectiveOn, fields.FormattedDate(2), "007");
                break;
            case SegmentId.N1 when fields.Is(1, "P5"u8):
                fields.Once(ref _sponsor, Organization(fields), "P5");
                break;
            case SegmentId.N1 when fields.Is(1, "IN"u8):
                fields.Once(ref _payer, Organization(fields), "IN");
                break;
        }
    }

    public EnrollmentHeader Complete(ErrorScope set, Position position)
    {
        set.NoteMissing(_purpose is null, position, "", "BGN");
        set.NoteMissing(_sponsor is null, position, "1000A", "N1", "P5");
        set.NoteMissing(_payer is null, position, "1000B", "N1", "IN");
        return new()
        {
            Purpose = _purpose ?? "",
            Reference = _reference ?? "",
            CreatedOn = _createdOn ?? default,
            Action = _action ?? "",
            MasterPolicy = _masterPolicy,
            EffectiveOn = _effectiveOn,
            Sponsor = _sponsor ?? new(null, null, null),
            Payer = _payer ?? new(null, null, null),
        };
    }

    private static Party Organization(SegmentFields fields) =>
        new(fields.Text(2, 60), fields.RequiredText(3, 2), fields.RequiredText(4, 80));
}
