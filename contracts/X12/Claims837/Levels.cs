namespace Aso.X12.Claims837;

/// <summary>Gathers what an 837 says before its first level.</summary>
internal sealed class SubmissionBuilder
{
    private string? _purpose;
    private string _reference = "";
    private DateOnly? _createdOn;
    private string _use = "";
    private Party? _submitter;
    private Contact? _contact;
    private Party? _receiver;

    public void Take(SegmentFields fields)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.BHT:
                fields.RequiredCode(1, "0019");
                fields.Once(ref _purpose, fields.RequiredCode(2, "00 18"));
                _reference = fields.RequiredText(3, 50);
                _createdOn = fields.RequiredDate(4);
                _use = fields.RequiredCode(6, "CH RP 31");
                break;
            case SegmentId.NM1 when fields.Is(1, "41"u8):
                fields.Once(ref _submitter, fields.Party(), "41");
                break;
            case SegmentId.PER when _receiver is null:
                // A second one is permitted; the first is the one to ask.
                _contact ??= new(fields.Text(2, 60), fields.RequiredCode(3, "TE EM FX"), fields.RequiredText(4, 256));
                break;
            case SegmentId.NM1 when fields.Is(1, "40"u8):
                fields.Once(ref _receiver, fields.Party(), "40");
                break;
        }
    }

    public ClaimSubmission Complete(ErrorScope set, Position position)
    {
        set.NoteMissing(_purpose is null, position, "", "BHT");
        set.NoteMissing(_submitter is null, position, "1000A", "NM1", "41");
        set.NoteMissing(_receiver is null, position, "1000B", "NM1", "40");
        return new()
        {
            Purpose = _purpose ?? "",
            Reference = _reference,
            CreatedOn = _createdOn ?? default,
            Use = _use,
            Submitter = _submitter ?? new(null, null, null),
            Contact = _contact,
            Receiver = _receiver ?? new(null, null, null),
        };
    }
}

/// <summary>A provider being gathered: NM1 and the segments that follow it.</summary>
internal sealed class ProviderBuilder
{
    public Provider Provider { get; private set; } = new();

    public void Take(SegmentFields fields)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.NM1:
                Provider = Provider with { IsOrganization = fields.RequiredCode(2, "1 2") == "2", Name = fields.PersonName(), Npi = fields.Npi() };
                break;
            case SegmentId.REF when fields.Is(1, "EI"u8) || fields.Is(1, "SY"u8):
                Provider = Provider with { TaxId = fields.RequiredText(2, 50) };
                break;
            case SegmentId.PRV:
                Provider = Provider with { Taxonomy = fields.Text(3, 50) };
                break;
            case SegmentId.N3 or SegmentId.N4:
                Provider = Provider with { Address = fields.Address(Provider.Address) };
                break;
        }
    }
}

/// <summary>Loop 2000A: the billing provider.</summary>
internal sealed class ProviderLevel(Position position, ErrorScope scope)
{
    private readonly ProviderBuilder _billing = new();
    private bool _isNamed;
    private bool _inBilling = true;
    private bool _isChecked;

    public ErrorScope Scope => scope;

    public Provider Billing => _billing.Provider;

    public void Take(SegmentFields fields)
    {
        if (fields.Segment.Id == SegmentId.NM1)
        {
            // 87 is only where to send the money, PE a plan that pays.
            _inBilling = fields.Is(1, "85"u8);
            if (_inBilling && _isNamed)
            {
                fields.NoteSegment(X12ErrorCode.SegmentRepeated, "85");
                return;
            }

            _isNamed |= _inBilling;
        }

        if (_inBilling)
        {
            _billing.Take(fields);
        }
    }

    public void CheckComplete()
    {
        if (!_isChecked)
        {
            scope.NoteMissing(!_isNamed, position, "2010AA", "NM1", "85");
            _isChecked = true;
        }
    }
}

/// <summary>Loop 2000B: the subscriber and the payer.</summary>
internal sealed class SubscriberLevel(Position position, ErrorScope scope)
{
    private readonly PersonBuilder _person = new("IL");
    private string? _responsibility;
    private string? _relationship;
    private string? _groupNumber;
    private string? _claimFiling;
    private Party? _payer;
    private bool _isChecked;

    public ErrorScope Scope => scope;

    public Party Payer => _payer ?? new(null, null, null);

    public Subscriber Subscriber => new()
    {
        Responsibility = _responsibility ?? "",
        IsPatient = _relationship == "18",
        GroupNumber = _groupNumber,
        ClaimFiling = _claimFiling,
        Name = _person.Name ?? new(null),
        MemberId = _person.Id,
        Address = _person.Address,
        BirthDate = _person.BirthDate,
        Gender = _person.Gender,
    };

    public void Take(SegmentFields fields)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.SBR:
                fields.Once(ref _responsibility, fields.RequiredCode(1, "P S T A B C D E F G H U"));
                _relationship = fields.Code(2, "18");
                _groupNumber = fields.Text(3, 50);
                _claimFiling = fields.Text(9, 2);
                break;
            case SegmentId.NM1 when fields.Is(1, "PR"u8):
                fields.Once(ref _payer, fields.Party(), "PR");
                _person.Leave();
                break;
            default:
                _person.Take(fields);
                break;
        }
    }

    /// <param name="isPatient">A claim follows without a level for a dependent.</param>
    public void CheckComplete(bool isPatient)
    {
        if (_isChecked)
        {
            return;
        }

        _isChecked = true;
        scope.NoteMissing(_responsibility is null, position, "2000B", "SBR");
        scope.NoteMissing(_person.Name is null, position, "2010BA", "NM1", "IL");
        scope.NoteMissing(_payer is null, position, "2010BB", "NM1", "PR");
        scope.NoteMissing(isPatient && _responsibility is not null && _relationship is null, position, "2000C", "HL");
    }
}

/// <summary>Loop 2000C: a patient who is not the subscriber.</summary>
internal sealed class DependentLevel(Position position, ErrorScope scope)
{
    private readonly PersonBuilder _person = new("QC");
    private string? _relationship;
    private bool _isChecked;

    public ErrorScope Scope => scope;

    public Dependent Dependent => new()
    {
        Relationship = _relationship ?? "",
        Name = _person.Name ?? new(null),
        Address = _person.Address,
        BirthDate = _person.BirthDate,
        Gender = _person.Gender,
    };

    public void Take(SegmentFields fields)
    {
        if (fields.Segment.Id == SegmentId.PAT)
        {
            fields.Once(ref _relationship, fields.RequiredText(1, 2));
        }
        else
        {
            _person.Take(fields);
        }
    }

    public void CheckComplete()
    {
        if (!_isChecked)
        {
            scope.NoteMissing(_relationship is null, position, "2000C", "PAT");
            scope.NoteMissing(_person.Name is null, position, "2010CA", "NM1", "QC");
            _isChecked = true;
        }
    }
}

/// <summary>A person being gathered: NM1 with the given code, and the address and birth date that follow it.</summary>
internal sealed class PersonBuilder(string code)
{
    private PersonName? _name;
    private bool _isOpen;
    private bool _hasDemographics;

    public PersonName? Name => _name;

    public string? Id { get; private set; }

    public PostalAddress? Address { get; private set; }

    public DateOnly? BirthDate { get; private set; }

    public string? Gender { get; private set; }

    /// <summary>What follows belongs to somebody else.</summary>
    public void Leave() => _isOpen = false;

    public void Take(SegmentFields fields)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.NM1:
                _isOpen = fields.Text(1, 3) == code;
                if (_isOpen)
                {
                    fields.Once(ref _name, fields.PersonName(), code);
                    Id = fields.Text(9, 80);
                }

                break;
            case SegmentId.N3 or SegmentId.N4 when _isOpen:
                Address = fields.Address(Address);
                break;
            case SegmentId.DMG when _isOpen && _hasDemographics:
                fields.NoteSegment(X12ErrorCode.SegmentRepeated);
                break;
            case SegmentId.DMG when _isOpen:
                _hasDemographics = true;
                BirthDate = fields.FormattedDate(1);
                Gender = fields.Code(3, "F M U");
                break;
        }
    }
}
