namespace Aso.X12.Claims837;

/// <summary>Gathers one claim, from its CLM segment to the next claim or level.</summary>
internal sealed class ClaimBuilder(ClaimKind kind, Position position, ErrorScope scope, X12Limits limits)
{
    /// <summary>What the guides permit: LX01 has its bound there too.</summary>
    private const int ProfessionalLinesMax = 50;
    private const int InstitutionalLinesMax = 999;
    private const int OtherPayersMax = 10;

    private readonly List<Reference> _references = [];
    private readonly List<Diagnosis> _diagnoses = [];
    private readonly List<ClaimCode> _codes = [];
    private readonly List<OtherPayerBuilder> _otherPayers = [];
    private readonly List<LineBuilder> _lines = [];
    private readonly ProviderRoles _providers = new(limits);
    private string? _claimNumber;
    private long _charge;
    private string _facility = "";
    private string _frequency = "";
    private string _assignment = "";
    private bool _hasCodes;
    private string? _originalReference;
    private string? _priorAuthorization;
    private DateOnly? _accidentOn;
    private (DateOnly From, DateOnly Through)? _period;
    private bool _isDated;
    private long? _patientPaid;
    private DateTime? _admittedAt;
    private TimeOnly? _dischargedAt;
    private string? _admissionType;
    private string? _admissionSource;
    private string? _patientStatus;

    public ErrorScope Scope => scope;

    public Position Position => position;

    public string? ClaimNumber => _claimNumber;

    public void Take(ClaimStage stage, SegmentFields fields)
    {
        switch (stage)
        {
            case ClaimStage.Claim:
                TakeClaim(fields);
                break;
            case ClaimStage.OtherPayer:
                if (fields.Segment.Id == SegmentId.SBR)
                {
                    fields.Keep(_otherPayers, new(), OtherPayersMax);
                }

                _otherPayers[^1].Take(fields);
                break;
            case ClaimStage.Line or ClaimStage.LineDecision:
                if (fields.Segment.Id == SegmentId.LX)
                {
                    fields.Keep(_lines, new(kind, fields.Position, limits), kind == ClaimKind.Institutional ? InstitutionalLinesMax : ProfessionalLinesMax);
                }

                _lines[^1].Take(stage, fields);
                break;
        }
    }

    public Claim837 Complete(ClaimSubmission submission, ProviderLevel provider, SubscriberLevel subscriber, DependentLevel? dependent)
    {
        scope.NoteMissing(_lines.Count == 0, position, "2400", "LX");
        scope.NoteMissing(!_hasCodes && kind != ClaimKind.Dental, position, "2300", "HI");
        scope.NoteMissing(!_isDated && kind == ClaimKind.Institutional, position, "2300", "DTP", "434");
        var lines = _lines.ConvertAll(line => line.Complete(scope, dateIsRequired: kind != ClaimKind.Institutional && !_isDated));
        if (scope.Errors.Count == 0 && lines.Sum(line => line.ChargeCents) != _charge)
        {
            // Only amounts that were all read can be said not to add up.
            scope.Note(new() { Code = X12ErrorCode.ChargesOutOfBalance, Position = position.At(2), SegmentId = "CLM", Loop = "2300" });
        }

        return new()
        {
            Kind = kind,
            Submission = submission,
            Position = position,
            BillingProvider = provider.Billing,
            Subscriber = subscriber.Subscriber,
            Payer = subscriber.Payer,
            Dependent = dependent?.Dependent,
            ClaimNumber = _claimNumber ?? "",
            ChargeCents = _charge,
            Facility = _facility,
            Frequency = _frequency,
            Assignment = _assignment,
            OriginalReference = _originalReference,
            PriorAuthorization = _priorAuthorization,
            References = _references,
            Diagnoses = _diagnoses,
            Codes = _codes,
            AccidentOn = _accidentOn,
            From = _period?.From,
            Through = _period?.Through,
            PatientPaidCents = _patientPaid,
            AdmittedAt = _admittedAt,
            DischargedAt = _dischargedAt,
            AdmissionType = _admissionType,
            AdmissionSource = _admissionSource,
            PatientStatus = _patientStatus,
            Providers = _providers.All,
            OtherPayers = [.. _otherPayers.Select(payer => payer.Complete())],
            Lines = lines,
        };
    }

    private void TakeClaim(SegmentFields fields)
    {
        if (_providers.Take(fields))
        {
            return;
        }

        switch (fields.Segment.Id)
        {
            case SegmentId.CLM:
                _claimNumber = fields.RequiredText(1, 38) is { Length: > 0 } number ? number : null;
                _charge = fields.RequiredCharge(2);
                if (fields.IsSplit(5))
                {
                    _facility = fields.RequiredText(5, 2, component: 1);
                    _frequency = fields.RequiredText(5, 1, component: 3);
                }

                _assignment = fields.RequiredCode(7, "A B C P");
                break;
            case SegmentId.REF:
                TakeReference(fields);
                break;
            case SegmentId.DTP:
                TakeDate(fields);
                break;
            case SegmentId.AMT when fields.Is(1, "F5"u8):
                fields.Once(ref _patientPaid, fields.RequiredCharge(2), "F5");
                break;
            case SegmentId.AMT:
                fields.RequiredCents(2);
                break;
            case SegmentId.CL1:
                fields.Once(ref _admissionType, fields.RequiredText(1, 1));
                _admissionSource = fields.Text(2, 1);
                _patientStatus = fields.RequiredText(3, 2);
                break;
            case SegmentId.HI:
                TakeCodes(fields);
                break;
        }
    }

    private void TakeReference(SegmentFields fields)
    {
        if (fields.Is(1, "F8"u8))
        {
            fields.Once(ref _originalReference, fields.RequiredText(2, 50), "F8");
        }
        else if (fields.Is(1, "G1"u8))
        {
            fields.Once(ref _priorAuthorization, fields.RequiredText(2, 50), "G1");
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
            case "439":
                fields.Once(ref _accidentOn, fields.FormattedDate(2), "439");
                break;
            case "435":
                fields.Once(ref _admittedAt, fields.FormattedTime(2), "435");
                break;
            case "096" when kind == ClaimKind.Institutional:
                fields.Once(ref _dischargedAt, fields.FormattedClock(2), "096");
                break;
            case "434" when kind == ClaimKind.Institutional:
                _isDated = true;
                fields.Once(ref _period, fields.Period(2), "434");
                break;
            case "472" when kind == ClaimKind.Dental:
                _isDated = true;
                fields.Once(ref _period, fields.Period(2), "472");
                break;
        }
    }

    /// <summary>HI holds up to twelve codes of many kinds.</summary>
    private void TakeCodes(SegmentFields fields)
    {
        for (var element = 1; element <= fields.Segment.ElementCount; element++)
        {
            _hasCodes = true;
            if (!fields.IsSplit(element) || fields.Text(element, 3, component: 1) is not { } qualifier)
            {
                continue;
            }

            if (qualifier is "ABK" or "BK" or "ABF" or "BF" or "ABJ" or "BJ" or "APR" or "PR" or "ABN" or "BN")
            {
                var code = fields.RequiredText(element, 30, component: 2);
                fields.Keep(_diagnoses, new(qualifier, code, fields.Code(element, "N U W Y 1", component: 9)), limits.RepetitionsMax);
            }
            else if (kind == ClaimKind.Institutional)
            {
                var (from, through) = fields.ComponentPeriod(element, formatComponent: 3);
                fields.Keep(_codes, new(qualifier, fields.RequiredText(element, 30, component: 2), from, through, fields.Cents(element, component: 5)), limits.RepetitionsMax);
            }
        }
    }
}
