using System.Globalization;

namespace Aso.X12;

/// <summary>What an interchange header (ISA) says of the parties and the file.</summary>
public sealed record InterchangeHeader
{
    /// <summary>ISA05, such as <c>ZZ</c> (mutually agreed) or <c>30</c> (tax id).</summary>
    public string SenderQualifier { get; init; } = "ZZ";

    public required string SenderId { get; init; }

    public string ReceiverQualifier { get; init; } = "ZZ";

    public required string ReceiverId { get; init; }

    /// <summary>ISA09 and ISA10, in no particular time zone.</summary>
    public required DateTime At { get; init; }

    /// <summary>ISA13: nine digits.</summary>
    public required string ControlNumber { get; init; }

    /// <summary>ISA15 is T: nothing in it is meant to take effect.</summary>
    public bool IsTest { get; init; }

    /// <summary>ISA14 is 1: the sender wants an interchange acknowledgment (TA1).</summary>
    public bool WantsAcknowledgment { get; init; }

    public Delimiters Delimiters { get; init; } = Delimiters.Usual;

    /// <summary>A group header for the one group of this interchange, between the same parties.</summary>
    public GroupHeader GroupFor(string functionalId, string version) => new()
    {
        FunctionalId = functionalId,
        Sender = SenderId,
        Receiver = ReceiverId,
        At = At,
        ControlNumber = ControlNumber.TrimStart('0') is { Length: > 0 } number ? number : "0",
        Version = version,
    };

    /// <summary>The header of an answer: from the receiver back to the sender, in the same delimiters.</summary>
    /// <param name="controlNumber">1 to 999,999,999.</param>
    public InterchangeHeader Answer(int controlNumber, DateTime at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(controlNumber, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(controlNumber, 999_999_999);
        return new()
        {
            SenderQualifier = Delimiters.Printable(ReceiverQualifier),
            SenderId = Delimiters.Printable(ReceiverId),
            ReceiverQualifier = Delimiters.Printable(SenderQualifier),
            ReceiverId = Delimiters.Printable(SenderId),
            At = at,
            ControlNumber = controlNumber.ToString("000000000", CultureInfo.InvariantCulture),
            IsTest = IsTest,
            Delimiters = Delimiters,
        };
    }
}

/// <summary>What a functional group header (GS) says.</summary>
public sealed record GroupHeader
{
    /// <summary>GS01: <c>BE</c> enrollment, <c>HC</c> claims, <c>HP</c> payments, <c>FA</c> acknowledgments, <c>HN</c> claim status.</summary>
    public required string FunctionalId { get; init; }

    public required string Sender { get; init; }

    public required string Receiver { get; init; }

    /// <summary>GS04 and GS05.</summary>
    public required DateTime At { get; init; }

    /// <summary>GS06: one to nine digits.</summary>
    public required string ControlNumber { get; init; }

    /// <summary>GS08: the implementation guide, such as <c>005010X222A1</c>.</summary>
    public required string Version { get; init; }
}

/// <summary>What a transaction set header (ST) says.</summary>
/// <param name="Type">ST01: <c>834</c>, <c>837</c> …</param>
/// <param name="ControlNumber">ST02: four to nine letters and digits, unique in its group.</param>
/// <param name="Version">ST03: the implementation guide, as in GS08.</param>
public sealed record SetHeader(string Type, string ControlNumber, string Version);
