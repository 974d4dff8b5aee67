namespace Aso.X12;

/// <summary>The segments that HIPAA's guides use. The value is the id itself, so that an unlisted id has a value too.</summary>
public enum SegmentId
{
    /// <summary>Not the form of an id: two or three capital letters and digits, a letter first.</summary>
    None = 0,
    ACT = ('A' << 16) | ('C' << 8) | 'T',
    AK1 = ('A' << 16) | ('K' << 8) | '1',
    AK2 = ('A' << 16) | ('K' << 8) | '2',
    AK9 = ('A' << 16) | ('K' << 8) | '9',
    AMT = ('A' << 16) | ('M' << 8) | 'T',
    BGN = ('B' << 16) | ('G' << 8) | 'N',
    BHT = ('B' << 16) | ('H' << 8) | 'T',
    BPR = ('B' << 16) | ('P' << 8) | 'R',
    CAS = ('C' << 16) | ('A' << 8) | 'S',
    CL1 = ('C' << 16) | ('L' << 8) | '1',
    CLM = ('C' << 16) | ('L' << 8) | 'M',
    CLP = ('C' << 16) | ('L' << 8) | 'P',
    CN1 = ('C' << 16) | ('N' << 8) | '1',
    COB = ('C' << 16) | ('O' << 8) | 'B',
    CR1 = ('C' << 16) | ('R' << 8) | '1',
    CR2 = ('C' << 16) | ('R' << 8) | '2',
    CR3 = ('C' << 16) | ('R' << 8) | '3',
    CRC = ('C' << 16) | ('R' << 8) | 'C',
    CTP = ('C' << 16) | ('T' << 8) | 'P',
    CTX = ('C' << 16) | ('T' << 8) | 'X',
    CUR = ('C' << 16) | ('U' << 8) | 'R',
    DMG = ('D' << 16) | ('M' << 8) | 'G',
    DN1 = ('D' << 16) | ('N' << 8) | '1',
    DN2 = ('D' << 16) | ('N' << 8) | '2',
    DSB = ('D' << 16) | ('S' << 8) | 'B',
    DTM = ('D' << 16) | ('T' << 8) | 'M',
    DTP = ('D' << 16) | ('T' << 8) | 'P',
    EC = ('E' << 16) | ('C' << 8),
    FRM = ('F' << 16) | ('R' << 8) | 'M',
    GE = ('G' << 16) | ('E' << 8),
    GS = ('G' << 16) | ('S' << 8),
    HCP = ('H' << 16) | ('C' << 8) | 'P',
    HD = ('H' << 16) | ('D' << 8),
    HI = ('H' << 16) | ('I' << 8),
    HL = ('H' << 16) | ('L' << 8),
    HLH = ('H' << 16) | ('L' << 8) | 'H',
    ICM = ('I' << 16) | ('C' << 8) | 'M',
    IDC = ('I' << 16) | ('D' << 8) | 'C',
    IEA = ('I' << 16) | ('E' << 8) | 'A',
    IK3 = ('I' << 16) | ('K' << 8) | '3',
    IK4 = ('I' << 16) | ('K' << 8) | '4',
    IK5 = ('I' << 16) | ('K' << 8) | '5',
    INS = ('I' << 16) | ('N' << 8) | 'S',
    ISA = ('I' << 16) | ('S' << 8) | 'A',
    K3 = ('K' << 16) | ('3' << 8),
    LE = ('L' << 16) | ('E' << 8),
    LIN = ('L' << 16) | ('I' << 8) | 'N',
    LQ = ('L' << 16) | ('Q' << 8),
    LS = ('L' << 16) | ('S' << 8),
    LUI = ('L' << 16) | ('U' << 8) | 'I',
    LX = ('L' << 16) | ('X' << 8),
    MEA = ('M' << 16) | ('E' << 8) | 'A',
    MIA = ('M' << 16) | ('I' << 8) | 'A',
    MOA = ('M' << 16) | ('O' << 8) | 'A',
    N1 = ('N' << 16) | ('1' << 8),
    N3 = ('N' << 16) | ('3' << 8),
    N4 = ('N' << 16) | ('4' << 8),
    NM1 = ('N' << 16) | ('M' << 8) | '1',
    NTE = ('N' << 16) | ('T' << 8) | 'E',
    OI = ('O' << 16) | ('I' << 8),
    PAT = ('P' << 16) | ('A' << 8) | 'T',
    PER = ('P' << 16) | ('E' << 8) | 'R',
    PLA = ('P' << 16) | ('L' << 8) | 'A',
    PLB = ('P' << 16) | ('L' << 8) | 'B',
    PRV = ('P' << 16) | ('R' << 8) | 'V',
    PS1 = ('P' << 16) | ('S' << 8) | '1',
    PWK = ('P' << 16) | ('W' << 8) | 'K',
    QTY = ('Q' << 16) | ('T' << 8) | 'Y',
    RDM = ('R' << 16) | ('D' << 8) | 'M',
    REF = ('R' << 16) | ('E' << 8) | 'F',
    SBR = ('S' << 16) | ('B' << 8) | 'R',
    SE = ('S' << 16) | ('E' << 8),
    ST = ('S' << 16) | ('T' << 8),
    STC = ('S' << 16) | ('T' << 8) | 'C',
    SV1 = ('S' << 16) | ('V' << 8) | '1',
    SV2 = ('S' << 16) | ('V' << 8) | '2',
    SV3 = ('S' << 16) | ('V' << 8) | '3',
    SV5 = ('S' << 16) | ('V' << 8) | '5',
    SVC = ('S' << 16) | ('V' << 8) | 'C',
    SVD = ('S' << 16) | ('V' << 8) | 'D',
    TA1 = ('T' << 16) | ('A' << 8) | '1',
    TOO = ('T' << 16) | ('O' << 8) | 'O',
    TRN = ('T' << 16) | ('R' << 8) | 'N',
    TS2 = ('T' << 16) | ('S' << 8) | '2',
    TS3 = ('T' << 16) | ('S' << 8) | '3',
}

internal static class SegmentIds
{
    public static SegmentId Of(ReadOnlySpan<byte> id)
    {
        if (id.Length is not (2 or 3) || !IsCapital(id[0]) || !IsCapitalOrDigit(id[1]) || (id.Length == 3 && !IsCapitalOrDigit(id[2])))
        {
            return SegmentId.None;
        }

        return (SegmentId)((id[0] << 16) | (id[1] << 8) | (id.Length == 3 ? id[2] : 0));
    }

    /// <summary>The id as it is written: <c>CLM</c>.</summary>
    public static string Text(this SegmentId id)
    {
        var value = (int)id;
        Span<char> text = [(char)(value >> 16), (char)((value >> 8) & 0xFF), (char)(value & 0xFF)];
        return id == SegmentId.None ? "" : new string(text.TrimEnd('\0'));
    }

    private static bool IsCapital(byte character) => character is >= (byte)'A' and <= (byte)'Z';

    private static bool IsCapitalOrDigit(byte character) => IsCapital(character) || character is >= (byte)'0' and <= (byte)'9';
}
