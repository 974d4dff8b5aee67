namespace Aso.X12.Claims837;

/// <summary>The parts of an 837 that the reader tells apart, from the outside in.</summary>
internal enum ClaimStage
{
    Header,
    Provider,
    Subscriber,
    Dependent,
    Claim,
    OtherPayer,
    Line,
    LineDecision,
    Form,
}

/// <summary>Which segments may stand in which part of an 837, the three guides together. Order within a part is not checked.</summary>
internal static class Loops837
{
    private static readonly HashSet<SegmentId>[] Permitted =
    [
        [SegmentId.BHT, SegmentId.NM1, SegmentId.PER],
        [SegmentId.HL, SegmentId.PRV, SegmentId.CUR, SegmentId.NM1, SegmentId.N3, SegmentId.N4, SegmentId.REF, SegmentId.PER],
        [SegmentId.HL, SegmentId.SBR, SegmentId.PAT, SegmentId.NM1, SegmentId.N3, SegmentId.N4, SegmentId.DMG, SegmentId.REF, SegmentId.PER],
        [SegmentId.HL, SegmentId.PAT, SegmentId.NM1, SegmentId.N3, SegmentId.N4, SegmentId.DMG, SegmentId.REF, SegmentId.PER],
        [
            SegmentId.CLM, SegmentId.DTP, SegmentId.CL1, SegmentId.PWK, SegmentId.CN1, SegmentId.AMT, SegmentId.REF, SegmentId.K3,
            SegmentId.NTE, SegmentId.CR1, SegmentId.CR2, SegmentId.CR3, SegmentId.CRC, SegmentId.HI, SegmentId.HCP, SegmentId.DN1,
            SegmentId.DN2, SegmentId.QTY, SegmentId.NM1, SegmentId.PRV, SegmentId.N3, SegmentId.N4, SegmentId.PER,
        ],
        [
            SegmentId.SBR, SegmentId.CAS, SegmentId.AMT, SegmentId.OI, SegmentId.MIA, SegmentId.MOA, SegmentId.NM1, SegmentId.N3,
            SegmentId.N4, SegmentId.PER, SegmentId.DTP, SegmentId.REF,
        ],
        [
            SegmentId.LX, SegmentId.SV1, SegmentId.SV2, SegmentId.SV3, SegmentId.SV5, SegmentId.TOO, SegmentId.PWK, SegmentId.CR1,
            SegmentId.CR3, SegmentId.CRC, SegmentId.DTP, SegmentId.QTY, SegmentId.MEA, SegmentId.CN1, SegmentId.REF, SegmentId.AMT,
            SegmentId.K3, SegmentId.NTE, SegmentId.PS1, SegmentId.HCP, SegmentId.LIN, SegmentId.CTP, SegmentId.NM1, SegmentId.PRV,
            SegmentId.N3, SegmentId.N4, SegmentId.PER,
        ],
        [SegmentId.SVD, SegmentId.CAS, SegmentId.DTP, SegmentId.AMT],
        [SegmentId.LQ, SegmentId.FRM],
    ];

    private static readonly string[] Names = ["", "2000A", "2000B", "2000C", "2300", "2320", "2400", "2430", "2440"];

    private static readonly HashSet<SegmentId> All = [.. Permitted.SelectMany(segments => segments)];

    public static string Name(ClaimStage stage) => Names[(int)stage];

    public static bool Knows(SegmentId id) => All.Contains(id);

    /// <summary>The part that a segment belongs to when it follows one of <paramref name="stage"/>; null where it may not stand.</summary>
    /// <remarks>HL is not asked for: the kind of its level decides.</remarks>
    public static ClaimStage? Next(ClaimStage stage, SegmentId id)
    {
        var next = id switch
        {
            SegmentId.CLM when stage >= ClaimStage.Subscriber => ClaimStage.Claim,
            SegmentId.SBR when stage is ClaimStage.Claim or ClaimStage.OtherPayer => ClaimStage.OtherPayer,
            SegmentId.LX when stage >= ClaimStage.Claim => ClaimStage.Line,
            SegmentId.SVD when stage is ClaimStage.Line or ClaimStage.LineDecision => ClaimStage.LineDecision,
            SegmentId.LQ when stage is ClaimStage.Line or ClaimStage.LineDecision or ClaimStage.Form => ClaimStage.Form,
            SegmentId.CLM or SegmentId.LX or SegmentId.SVD => (ClaimStage?)null,
            _ => stage,
        };
        return next is { } part && Permitted[(int)part].Contains(id) ? part : null;
    }
}
