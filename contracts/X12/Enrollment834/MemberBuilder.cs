namespace Aso.X12.Enrollment834;

/// <summary>Gathers one member, from its INS segment to the next.</summary>
internal sealed class MemberBuilder(EnrollmentHeader header, Position position, ErrorScope scope, X12Limits limits)
{
    private const string MaintenanceCodes = "001 021 024 025 030";

    private readonly List<Reference> _references = [];
    private readonly List<CoverageBuilder> _coverages = [];
    private bool _isSubscriber;
    private string _relationship = "";
    private Maintenance _maintenance;
    private string? _reason;
    private string _benefitStatus = "";
    private string? _employmentStatus;
    private DateOnly? _diedOn;
    private string? _groupNumber;
    private DateOnly? _employmentBegan;
    private DateOnly? _employmentEnded;
    private DateOnly? _eligibleFrom;
    private DateOnly? _eligibleThrough;
    private DateOnly? _maintenanceEffective;
    private PersonName? _name;
    private string? _idQualifier;
    private string? _id;
    private PostalAddress? _address;
    private bool _hasDemographics;
    private DateOnly? _birthDate;
    private string? _gender;
    private Income? _income;
    private string? _subscriberId;

    // N3, N4 and DMG follow an NM1 and belong to the person that it names: the member, or somebody else.
    private bool _inOwnName;
    private bool _inDisability;

    public ErrorScope Scope => scope;

    public Position Position => position;

    public string? SubscriberId => _subscriberId;

    public void Take(SegmentFields fields)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.INS:
                TakeStatus(fields);
                break;
            case SegmentId.REF:
                TakeReference(fields);
                break;
            case SegmentId.DTP when !_inDisability:
                TakeDate(fields);
                break;
            case SegmentId.NM1:
                TakeName(fields);
                break;
            case SegmentId.N3 or SegmentId.N4 when _inOwnName:
                _address = fields.Address(_address);
                break;
            case SegmentId.DMG when _inOwnName:
                TakeDemographics(fields);
                break;
            case SegmentId.ICM:
                fields.Once(ref _income, new(fields.RequiredCode(1, "1 2 3 4 6 7 8 9 B C H Q S U"), fields.RequiredCharge(2), fields.Quantity(3)));
                break;
            case SegmentId.AMT:
                fields.RequiredCents(2);
                break;
            case SegmentId.DSB:
                _inDisability = true;
                break;
        }
    }

    public void TakeCoverage(SegmentFields fields)
    {
        if (fields.Segment.Id == SegmentId.HD)
        {
            fields.Keep(_coverages, new(fields.Position), limits.RepetitionsMax);
        }

        _coverages[^1].Take(fields, limits);
    }

    public void TakeOtherCoverage(SegmentFields fields) => _coverages[^1].TakeOtherCoverage(fields, limits);

    public MemberEnrollment Complete()
    {
        scope.NoteMissing(_subscriberId is null, position, "2000", "REF", "0F");
        scope.NoteMissing(_name is null, position, "2100A", "NM1", "IL");
        return new()
        {
            Header = header,
            Position = position,
            IsSubscriber = _isSubscriber,
            Relationship = _relationship,
            Maintenance = _maintenance,
            MaintenanceReason = _reason,
            BenefitStatus = _benefitStatus,
            EmploymentStatus = _employmentStatus,
            DiedOn = _diedOn,
            SubscriberId = _subscriberId ?? "",
            GroupNumber = _groupNumber,
            References = _references,
            EmploymentBegan = _employmentBegan,
            EmploymentEnded = _employmentEnded,
            EligibleFrom = _eligibleFrom,
            EligibleThrough = _eligibleThrough,
            MaintenanceEffective = _maintenanceEffective,
            Name = _name ?? new(null),
            IdQualifier = _idQualifier,
            Id = _id,
            Address = _address,
            BirthDate = _birthDate,
            Gender = _gender,
            Income = _income,
            Coverages = [.. _coverages.Select(coverage => coverage.Complete(scope))],
        };
    }

    private void TakeStatus(SegmentFields fields)
    {
        _isSubscriber = fields.RequiredCode(1, "Y N") == "Y";
        _relationship = fields.RequiredText(2, 2);
        _maintenance = Maintenances.Of(fields.RequiredCode(3, MaintenanceCodes));
        _reason = fields.Text(4, 3);
        _benefitStatus = fields.RequiredCode(5, "A C S T");
        _employmentStatus = fields.Text(8, 2);
        _diedOn = fields.Has(12) ? fields.FormattedDate(11) : null;
    }

    private void TakeReference(SegmentFields fields)
    {
        if (fields.Is(1, "0F"u8))
        {
            fields.Once(ref _subscriberId, fields.RequiredText(2, 50), "0F");
        }
        else if (fields.Is(1, "1L"u8))
        {
            fields.Once(ref _groupNumber, fields.RequiredText(2, 50), "1L");
        }
        else
        {
            fields.Keep(_references, new(fields.RequiredText(1, 3), fields.RequiredText(2, 50)), limits.RepetitionsMax);
        }
    }

    private void TakeDate(SegmentFields fields)
    {
        switch (fields.RequiredText(1, 3))
        {
            case "336":
                fields.Once(ref _employmentBegan, fields.FormattedDate(2), "336");
                break;
            case "337":
                fields.Once(ref _employmentEnded, fields.FormattedDate(2), "337");
                break;
            case "356":
                fields.Once(ref _eligibleFrom, fields.FormattedDate(2), "356");
                break;
            case "357":
                fields.Once(ref _eligibleThrough, fields.FormattedDate(2), "357");
                break;
            case "303":
                fields.Once(ref _maintenanceEffective, fields.FormattedDate(2), "303");
                break;
            default:
                fields.FormattedDate(2);
                break;
        }
    }

    private void TakeName(SegmentFields fields)
    {
        _inOwnName = fields.Is(1, "IL"u8) || fields.Is(1, "74"u8);
        if (!_inOwnName)
        {
            return;
        }

        fields.Once(ref _name, fields.PersonName(), "IL");
        _idQualifier = fields.Text(8, 2);
        _id = fields.Text(9, 80);
    }

    private void TakeDemographics(SegmentFields fields)
    {
        if (_hasDemographics)
        {
            fields.NoteSegment(X12ErrorCode.SegmentRepeated);
            return;
        }

        _hasDemographics = true;
        _birthDate = fields.FormattedDate(1);
        _gender = fields.Code(3, "F M U");
    }
}

/// <summary>The codes of <see cref="Maintenance"/>: its numbers, as three digits.</summary>
internal static class Maintenances
{
    public static Maintenance Of(string code) =>
        int.TryParse(code, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? (Maintenance)number : default;

    public static string Code(this Maintenance maintenance) =>
        ((int)maintenance).ToString("000", System.Globalization.CultureInfo.InvariantCulture);
}
