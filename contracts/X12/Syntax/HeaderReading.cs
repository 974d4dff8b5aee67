namespace Aso.X12;

/// <summary>Reads the headers of the three envelopes, noting every element that is wrong.</summary>
internal static class HeaderReading
{
    public static InterchangeHeader Interchange(Segment isa, Action<X12ErrorCode, int> note)
    {
        Check(isa[6].ToString().Length > 0, X12ErrorCode.ElementMissing, 6);
        Check(isa[8].ToString().Length > 0, X12ErrorCode.ElementMissing, 8);
        Check(TryGetTime(isa[9], isa[10], centuryDigits: 0, out var at), X12ErrorCode.DateInvalid, 9);
        Check(isa[12].Is("00501"u8), X12ErrorCode.InterchangeVersionUnsupported, 12);
        Check(isa[13].Bytes.Length == 9 && isa[13].TryGetCount(out _), X12ErrorCode.NumberInvalid, 13);
        Check(isa[14].Is("0"u8) || isa[14].Is("1"u8), X12ErrorCode.CodeInvalid, 14);
        Check(isa[15].Is("P"u8) || isa[15].Is("T"u8), X12ErrorCode.CodeInvalid, 15);
        return new()
        {
            SenderQualifier = isa[5].ToString(),
            SenderId = isa[6].ToString(),
            ReceiverQualifier = isa[7].ToString(),
            ReceiverId = isa[8].ToString(),
            At = at,
            ControlNumber = isa[13].ToString(),
            WantsAcknowledgment = isa[14].Is("1"u8),
            IsTest = isa[15].Is("T"u8),
            Delimiters = isa.Delimiters,
        };

        void Check(bool right, X12ErrorCode code, int element)
        {
            if (!right)
            {
                note(code, element);
            }
        }
    }

    public static GroupHeader Group(Segment gs, Action<X12ErrorCode, int> note)
    {
        Check(gs[1].Bytes.Length == 2, 1);
        Check(!gs[2].IsEmpty && gs[2].Bytes.Length <= 15, 2);
        Check(!gs[3].IsEmpty && gs[3].Bytes.Length <= 15, 3);
        Check(TryGetTime(gs[4], gs[5], centuryDigits: 2, out var at), 4);
        Check(gs[6].TryGetCount(out _), 6);
        Check(gs[7].Is("X"u8), 7);
        Check(gs[8].Bytes.Length is > 0 and <= 12, 8);
        return new()
        {
            FunctionalId = Bounded(gs[1]),
            Sender = Bounded(gs[2]),
            Receiver = Bounded(gs[3]),
            At = at,
            ControlNumber = Bounded(gs[6]),
            Version = Bounded(gs[8]),
        };

        void Check(bool right, int element)
        {
            if (!right)
            {
                note(X12ErrorCode.GroupHeaderInvalid, element);
            }
        }
    }

    public static SetHeader Set(Segment st, GroupHeader group, Action<X12ErrorCode, int> note)
    {
        var set = new SetHeader(Bounded(st[1]), Bounded(st[2]), Bounded(st[3]));
        if (set is { Type: "835", Version: "" })
        {
            // The guide for payments, alone among its kind, does not use ST03.
            set = set with { Version = group.Version };
        }

        if (set.Type.Length != 3 || !Belongs(set.Type, group.FunctionalId))
        {
            note(X12ErrorCode.SetTypeMismatch, 1);
        }

        if (set.ControlNumber.Length is < 4 or > 9 || !set.ControlNumber.All(char.IsAsciiLetterOrDigit))
        {
            note(X12ErrorCode.SetControlNumberInvalid, 2);
        }

        if (set.Version != group.Version)
        {
            note(X12ErrorCode.ImplementationUnsupported, 3);
        }

        return set;
    }

    private static bool Belongs(string type, string functionalId) => type switch
    {
        "834" => functionalId == "BE",
        "835" => functionalId == "HP",
        "837" => functionalId == "HC",
        "999" or "997" => functionalId == "FA",
        "277" => functionalId == "HN",
        _ => true,
    };

    // The headers are kept as long as their envelope is open, and echoed: none may be long.
    private static string Bounded(Element element) =>
        (element.Bytes.Length > 35 ? default : element).ToString();

    /// <param name="centuryDigits">2 for a date CCYYMMDD, 0 for YYMMDD, which is taken to be of this century.</param>
    private static bool TryGetTime(Element date, Element time, int centuryDigits, out DateTime at)
    {
        at = default;
        Span<byte> day = stackalloc byte[8];
        "20"u8.CopyTo(day);
        if (date.Bytes.Length != 6 + centuryDigits || time.Bytes.Length < 4 || !time.Bytes[..4].TryGetClock(out var clock))
        {
            return false;
        }

        date.Bytes.CopyTo(day[(2 - centuryDigits)..]);
        if (!new Element(day, default).TryGetDate(out var on))
        {
            return false;
        }

        at = on.ToDateTime(clock);
        return true;
    }
}
