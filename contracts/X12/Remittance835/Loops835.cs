namespace Aso.X12.Remittance835;

/// <summary>The parts of an 835 that the reader tells apart, in their order.</summary>
internal enum RemittanceStage
{
    Header,
    Party,
    Group,
    Claim,
    Service,
    ProviderAdjustment,
}

/// <summary>Which segments may stand in which part of an 835. Order within a part is not checked.</summary>
internal static class Loops835
{
    private static readonly HashSet<SegmentId>[] Permitted =
    [
        [SegmentId.BPR, SegmentId.NTE, SegmentId.TRN, SegmentId.CUR, SegmentId.REF, SegmentId.DTM],
        [SegmentId.N1, SegmentId.N3, SegmentId.N4, SegmentId.REF, SegmentId.PER, SegmentId.RDM],
        [SegmentId.LX, SegmentId.TS3, SegmentId.TS2],
        [
            SegmentId.CLP, SegmentId.CAS, SegmentId.NM1, SegmentId.MIA, SegmentId.MOA, SegmentId.REF, SegmentId.DTM, SegmentId.PER,
            SegmentId.AMT, SegmentId.QTY,
        ],
        [SegmentId.SVC, SegmentId.DTM, SegmentId.CAS, SegmentId.REF, SegmentId.AMT, SegmentId.QTY, SegmentId.LQ],
        [SegmentId.PLB],
    ];

    private static readonly string[] Names = ["", "1000", "2000", "2100", "2110", ""];

    private static readonly HashSet<SegmentId> All = [.. Permitted.SelectMany(segments => segments)];

    public static string Name(RemittanceStage stage) => Names[(int)stage];

    public static bool Knows(SegmentId id) => All.Contains(id);

    /// <summary>The part that a segment belongs to when it follows one of <paramref name="stage"/>; null where it may not stand.</summary>
    public static RemittanceStage? Next(RemittanceStage stage, SegmentId id)
    {
        var next = id switch
        {
            SegmentId.N1 when stage <= RemittanceStage.Party => RemittanceStage.Party,
            SegmentId.LX when stage is >= RemittanceStage.Party and <= RemittanceStage.Service => RemittanceStage.Group,
            SegmentId.CLP when stage is >= RemittanceStage.Group and <= RemittanceStage.Service => RemittanceStage.Claim,
            SegmentId.SVC when stage is RemittanceStage.Claim or RemittanceStage.Service => RemittanceStage.Service,
            SegmentId.PLB when stage >= RemittanceStage.Party => RemittanceStage.ProviderAdjustment,
            _ => stage,
        };
        return Permitted[(int)next].Contains(id) ? next : null;
    }
}
