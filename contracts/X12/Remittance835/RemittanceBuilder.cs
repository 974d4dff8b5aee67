namespace Aso.X12.Remittance835;

/// <summary>Gathers one payment, from BPR to its last PLB segment.</summary>
internal sealed class RemittanceBuilder(Position position, X12Limits limits)
{
    private const string AdjustmentReasons =
        "50 51 72 90 AH AM AP B2 B3 BD BN C5 CR CS CT CV CW DM E3 FB FC GO HM IP IR IS J1 L3 L6 LE LS OA OB PI PL RA RE SL TL WO WU";

    private readonly List<ClaimPaymentBuilder> _claims = [];
    private readonly List<ProviderAdjustment> _providerAdjustments = [];
    private Remittance? _payment;
    private Position _paymentPosition;
    private string? _traceNumber;
    private string _payerIdentifier = "";
    private string? _payerDivision;
    private string? _receiver;
    private DateOnly? _producedOn;
    private PartyBuilder? _payer;
    private PartyBuilder? _payee;
    private PartyBuilder? _party;
    private Contact? _contact;
    private int _group;

    public void Take(RemittanceStage stage, SegmentFields fields)
    {
        switch (stage)
        {
            case RemittanceStage.Header:
                TakeHeader(fields);
                break;
            case RemittanceStage.Party:
                TakeParty(fields);
                break;
            case RemittanceStage.Group when fields.Segment.Id == SegmentId.LX:
                _group = fields.RequiredCount(1);
                break;
            case RemittanceStage.Claim:
                if (fields.Segment.Id == SegmentId.CLP)
                {
                    _claims.Add(new(fields.Position, _group, limits));
                }

                _claims[^1].Take(fields);
                break;
            case RemittanceStage.Service:
                _claims[^1].TakeService(fields);
                break;
            case RemittanceStage.ProviderAdjustment:
                TakeProviderAdjustments(fields);
                break;
        }
    }

    public Remittance Complete(ErrorScope set)
    {
        set.NoteMissing(_payment is null, position, "", "BPR");
        set.NoteMissing(_traceNumber is null, position, "", "TRN");
        set.NoteMissing(_payer is null, position, "1000A", "N1", "PR");
        set.NoteMissing(_payee is null, position, "1000B", "N1", "PE");
        var payment = _payment ?? new() { PaidCents = 0, Method = "", EffectiveOn = null, TraceNumber = "", PayerIdentifier = "", Payer = new(), Payee = new() };
        return payment with
        {
            Position = _payment is null ? position : _paymentPosition,
            TraceNumber = _traceNumber ?? "",
            PayerIdentifier = _payerIdentifier,
            PayerDivision = _payerDivision,
            ReceiverIdentifier = _receiver,
            ProducedOn = _producedOn,
            Payer = _payer?.Complete() ?? new(),
            Payee = _payee?.Complete() ?? new(),
            TechnicalContact = _contact,
            Claims = _claims.ConvertAll(claim => claim.Complete(set)),
            ProviderAdjustments = _providerAdjustments,
        };
    }

    private void TakeHeader(SegmentFields fields)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.BPR:
                _paymentPosition = fields.Position;
                fields.Once(ref _payment, Payment(fields));
                break;
            case SegmentId.TRN:
                fields.RequiredCode(1, "1");
                fields.Once(ref _traceNumber, fields.RequiredText(2, 50));
                _payerIdentifier = fields.RequiredText(3, 10);
                _payerDivision = fields.Text(4, 50);
                break;
            case SegmentId.REF when fields.Is(1, "EV"u8):
                fields.Once(ref _receiver, fields.RequiredText(2, 50), "EV");
                break;
            case SegmentId.DTM when fields.Is(1, "405"u8):
                fields.Once(ref _producedOn, fields.RequiredDate(2), "405");
                break;
        }
    }

    private static Remittance Payment(SegmentFields bpr) => new()
    {
        Handling = bpr.RequiredCode(1, "C D H I P U X"),
        PaidCents = bpr.RequiredCharge(2),
        CreditOrDebit = bpr.RequiredCode(3, "C D"),
        Method = bpr.RequiredCode(4, "ACH BOP CHK FWT NON"),
        Format = bpr.Code(5, "CCP CTX"),
        PayerAccount = Account(bpr, 6),
        OriginatingCompany = bpr.Text(10, 10),
        OriginatingDivision = bpr.Text(11, 9),
        PayeeAccount = DateIsEarly(bpr) ? null : Account(bpr, 12),
        EffectiveOn = EffectiveOn(bpr),
        TraceNumber = "",
        PayerIdentifier = "",
        Payer = new(),
        Payee = new(),
    };

    /// <summary>No sum and no account depends on this date: one that cannot be is left out with a warning.</summary>
    private static DateOnly? EffectiveOn(SegmentFields bpr)
    {
        var element = DateIsEarly(bpr) ? 15 : 16;
        if (element == 16 && (!bpr.Has(16) || bpr.Segment[16].TryGetDate(out _)))
        {
            return bpr.RequiredDate(16);
        }

        bpr.Warn(X12ErrorCode.DateInvalid, 16);
        return bpr.Segment[element].TryGetDate(out var date) ? date : null;
    }

    /// <summary>Of a check, whose payee has no account, the date stands where the account would.</summary>
    private static bool DateIsEarly(SegmentFields bpr) =>
        !bpr.Has(12) && !bpr.Has(13) && !bpr.Has(14) && !bpr.Has(16) && bpr.Segment[15].TryGetDate(out _);

    private static BankAccount? Account(SegmentFields bpr, int element) =>
        bpr.Has(element) || bpr.Has(element + 1) || bpr.Has(element + 3)
            ? new(bpr.RequiredCode(element, "01 04"), bpr.RequiredText(element + 1, 12), bpr.Code(element + 2, "DA SG"), bpr.RequiredText(element + 3, 35))
            : null;

    private void TakeParty(SegmentFields fields)
    {
        switch (fields.Segment.Id)
        {
            case SegmentId.N1 when fields.RequiredCode(1, "PR PE") == "PE":
                _party = new(limits);
                fields.Once(ref _payee, _party, "PE");
                fields.RequiredCode(3, "FI XV XX");
                fields.RequiredText(4, 80);
                break;
            case SegmentId.N1:
                _party = new(limits);
                fields.Once(ref _payer, _party, "PR");
                break;
            case SegmentId.PER when _party == _payer && fields.Is(1, "BL"u8):
                // A second one is permitted; the first is the one to ask.
                _contact ??= fields.Has(4) ? new(fields.Text(2, 60), fields.RequiredCode(3, "TE EM FX UR"), fields.RequiredText(4, 256)) : null;
                break;
        }

        _party!.Take(fields);
    }

    private void TakeProviderAdjustments(SegmentFields plb)
    {
        var provider = plb.RequiredText(1, 50);
        var periodEnd = plb.RequiredDate(2) ?? default;
        for (var element = 3; element <= 13; element += 2)
        {
            if ((element == 3 || plb.Has(element) || plb.Has(element + 1)) && plb.IsSplit(element))
            {
                _providerAdjustments.Add(new()
                {
                    ProviderId = provider,
                    FiscalPeriodEnd = periodEnd,
                    Reason = plb.RequiredCode(element, AdjustmentReasons, component: 1),
                    Reference = plb.Text(element, 50, component: 2),
                    Cents = plb.RequiredCents(element + 1),
                });
            }
        }
    }

    /// <summary>A payer or payee being gathered.</summary>
    private sealed class PartyBuilder(X12Limits limits)
    {
        private readonly List<Reference> _references = [];
        private RemittanceParty _party = new();

        public RemittanceParty Complete() => _party with { References = _references };

        public void Take(SegmentFields fields)
        {
            switch (fields.Segment.Id)
            {
                case SegmentId.N1:
                    _party = _party with { Name = fields.RequiredText(2, 60), IdQualifier = fields.Text(3, 2), Id = fields.Text(4, 80) };
                    break;
                case SegmentId.N3 or SegmentId.N4:
                    _party = _party with { Address = fields.Address(_party.Address) };
                    break;
                case SegmentId.REF:
                    fields.Keep(_references, new(fields.RequiredText(1, 3), fields.RequiredText(2, 50)), limits.RepetitionsMax);
                    break;
            }
        }
    }
}
