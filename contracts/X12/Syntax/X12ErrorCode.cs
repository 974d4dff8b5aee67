using System.Reflection;

namespace Aso.X12;

/// <summary>The level of a document on which an error lies: it decides how much is refused and where a 999 reports it.</summary>
public enum X12ErrorLevel
{
    /// <summary>One element (IK4). Refuses the claim or member that it belongs to; outside of one, the transaction set.</summary>
    Element,

    /// <summary>One segment (IK3). As for an element; a segment that stands where none may be refuses the set.</summary>
    Segment,

    /// <summary>The transaction set, ST to SE (IK5): refused whole.</summary>
    Set,

    /// <summary>The functional group, GS to GE (AK9): refused whole.</summary>
    Group,

    /// <summary>The interchange, ISA to IEA: refused whole; a 999 cannot speak of it.</summary>
    Interchange,
}

/// <summary>A kind of error: its stable name, its level, the code a 999 has for it, and the remedy.</summary>
public sealed class X12ErrorCode
{
    public static readonly X12ErrorCode FileEmpty = Interchange("file-empty", "is missing: send a file that starts with an ISA segment");
    public static readonly X12ErrorCode InterchangeHeaderInvalid = Interchange("interchange-header-invalid", "must be a complete interchange header of exactly 106 characters with its elements at their fixed places");
    public static readonly X12ErrorCode DelimitersInvalid = Interchange("delimiters-invalid", "must declare four different delimiters that are neither letters, digits, blanks, points nor hyphens");
    public static readonly X12ErrorCode InterchangeVersionUnsupported = Interchange("interchange-version-unsupported", "must be 00501");
    public static readonly X12ErrorCode SegmentTooLong = Interchange("segment-too-long", "does not end within the permitted length: check the segment terminator");
    public static readonly X12ErrorCode UnexpectedEnd = Interchange("unexpected-end", "is missing at the end of the file: the file is cut short, send it again whole");
    public static readonly X12ErrorCode InterchangeTrailerMissing = Interchange("interchange-trailer-missing", "must end the interchange before the next one starts");
    public static readonly X12ErrorCode InterchangeControlNumberMismatch = Interchange("interchange-control-number-mismatch", "must repeat the control number of ISA13");
    public static readonly X12ErrorCode GroupCountMismatch = Interchange("group-count-mismatch", "must be the number of functional groups in the interchange");
    public static readonly X12ErrorCode SegmentOutsideGroup = Interchange("segment-outside-group", "stands outside of any functional group");
    public static readonly X12ErrorCode TooManyGroups = Interchange("too-many-groups", "exceeds the permitted number of functional groups in an interchange: split the file");

    public static readonly X12ErrorCode GroupHeaderInvalid = Group("group-header-invalid", "6", "is missing or malformed in the group header");
    public static readonly X12ErrorCode GroupTrailerMissing = Group("group-trailer-missing", "3", "must end the functional group");
    public static readonly X12ErrorCode GroupControlNumberMismatch = Group("group-control-number-mismatch", "4", "must repeat the control number of GS06");
    public static readonly X12ErrorCode SetCountMismatch = Group("set-count-mismatch", "5", "must be the number of transaction sets in the group");
    public static readonly X12ErrorCode SegmentOutsideSet = Group("segment-outside-set", "3", "stands outside of any transaction set");
    public static readonly X12ErrorCode TooManySets = Group("too-many-sets", "5", "exceeds the permitted number of transaction sets in a group: split the file");

    public static readonly X12ErrorCode SetUnsupported = Set("set-unsupported", "1", "names a kind of transaction set that is not read here");
    public static readonly X12ErrorCode SetTrailerMissing = Set("set-trailer-missing", "2", "must end the transaction set");
    public static readonly X12ErrorCode SetControlNumberMismatch = Set("set-control-number-mismatch", "3", "must repeat the control number of ST02");
    public static readonly X12ErrorCode SegmentCountMismatch = Set("segment-count-mismatch", "4", "must be the number of segments in the set, ST and SE included");
    public static readonly X12ErrorCode SetTypeMismatch = Set("set-type-mismatch", "6", "does not belong into a group of this kind (GS01)");
    public static readonly X12ErrorCode SetControlNumberInvalid = Set("set-control-number-invalid", "7", "must be a control number of 4 to 9 letters and digits");
    public static readonly X12ErrorCode SetControlNumberRepeated = Set("set-control-number-repeated", "23", "must be unique within its functional group");
    public static readonly X12ErrorCode ImplementationUnsupported = Set("implementation-unsupported", "I6", "names an implementation guide that is not read here, or not the one of GS08");

    public static readonly X12ErrorCode SegmentUnrecognized = Segment("segment-unrecognized", "1", "is not a segment of this implementation guide");
    public static readonly X12ErrorCode SegmentUnexpected = Segment("segment-unexpected", "2", "may not stand here");
    public static readonly X12ErrorCode SegmentMissing = Segment("segment-missing", "3", "is required here and missing");
    public static readonly X12ErrorCode LoopTooLong = Segment("loop-too-long", "4", "occurs more often than permitted");
    public static readonly X12ErrorCode SegmentRepeated = Segment("segment-repeated", "5", "may be given only once here");
    public static readonly X12ErrorCode HierarchyBroken = Segment("hierarchy-broken", "7", "must number its levels 1, 2, 3 … and name an open level of the right kind as its parent");

    public static readonly X12ErrorCode ElementMissing = Element("element-missing", "1", "is required");
    public static readonly X12ErrorCode TooManyElements = Element("too-many-elements", "3", "exceeds the number of elements that a segment may have");
    public static readonly X12ErrorCode ElementTooLong = Element("element-too-long", "5", "is longer than permitted");
    public static readonly X12ErrorCode CharacterInvalid = Element("character-invalid", "6", "holds a control character");
    public static readonly X12ErrorCode AmountInvalid = Element("amount-invalid", "6", "must be an amount in dollars with at most two decimals, such as 125.00");
    public static readonly X12ErrorCode NumberInvalid = Element("number-invalid", "6", "must be a number of the permitted range and precision");
    public static readonly X12ErrorCode CodeInvalid = Element("code-invalid", "7", "must be one of the codes that the implementation guide permits here");
    public static readonly X12ErrorCode DateInvalid = Element("date-invalid", "8", "must be a date CCYYMMDD, or for a period (RD8) two of them joined by a hyphen, in order");
    public static readonly X12ErrorCode IdentifierInvalid = Element("identifier-invalid", "I12", "does not have the form of an identifier of this kind: an NPI has ten digits");
    public static readonly X12ErrorCode CompositeNotSplit = Element("composite-not-split", "I12", "must separate its components by the character that ISA16 declares");
    public static readonly X12ErrorCode ChargesOutOfBalance = Element("charges-out-of-balance", "I12", "must equal the sum of the charges of the service lines");
    public static readonly X12ErrorCode ServiceOutOfBalance = Element("service-out-of-balance", "I12", "must equal the charge of the service less its adjustments");
    public static readonly X12ErrorCode ClaimOutOfBalance = Element("claim-out-of-balance", "I12", "must equal the charge of the claim less the adjustments of the claim and of its services");
    public static readonly X12ErrorCode PaymentOutOfBalance = Element("payment-out-of-balance", "I12", "must equal the payments of the claims less the provider adjustments");

    private X12ErrorCode(X12ErrorLevel level, string name, string acknowledgment, string detail)
    {
        Level = level;
        Name = name;
        Acknowledgment = acknowledgment;
        Detail = detail;
    }

    /// <summary>Every code, by level from the interchange down.</summary>
    public static IReadOnlyList<X12ErrorCode> All { get; } =
        [.. typeof(X12ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (X12ErrorCode)field.GetValue(null)!)];

    public X12ErrorLevel Level { get; }

    /// <summary>Stable, for programs: <c>amount-invalid</c>.</summary>
    public string Name { get; }

    /// <summary>The code in the 999: of AK905, IK502, IK304 or IK403, by level. Empty for an interchange.</summary>
    public string Acknowledgment { get; }

    /// <summary>For people: what is wrong and the remedy, to follow the name of the field.</summary>
    public string Detail { get; }

    public override string ToString() => Name;

    private static X12ErrorCode Interchange(string name, string detail) => new(X12ErrorLevel.Interchange, name, "", detail);

    private static X12ErrorCode Group(string name, string acknowledgment, string detail) => new(X12ErrorLevel.Group, name, acknowledgment, detail);

    private static X12ErrorCode Set(string name, string acknowledgment, string detail) => new(X12ErrorLevel.Set, name, acknowledgment, detail);

    private static X12ErrorCode Segment(string name, string acknowledgment, string detail) => new(X12ErrorLevel.Segment, name, acknowledgment, detail);

    private static X12ErrorCode Element(string name, string acknowledgment, string detail) => new(X12ErrorLevel.Element, name, acknowledgment, detail);
}
