namespace Aso.X12.Enrollment834;

/// <summary>The parts of an 834 that the reader tells apart.</summary>
internal enum EnrollmentStage
{
    Header,
    Member,
    Coverage,
    Provider,
    OtherCoverage,
    Reporting,
}

/// <summary>Which segments may stand in which part of an 834. Order within a part is not checked.</summary>
internal static class Loops834
{
    private static readonly HashSet<SegmentId>[] Permitted =
    [
        [SegmentId.BGN, SegmentId.REF, SegmentId.DTP, SegmentId.QTY, SegmentId.N1, SegmentId.ACT],
        [
            SegmentId.INS, SegmentId.REF, SegmentId.DTP, SegmentId.NM1, SegmentId.PER, SegmentId.N3, SegmentId.N4, SegmentId.DMG,
            SegmentId.EC, SegmentId.ICM, SegmentId.AMT, SegmentId.HLH, SegmentId.LUI, SegmentId.DSB,
        ],
        [SegmentId.HD, SegmentId.DTP, SegmentId.AMT, SegmentId.REF, SegmentId.IDC],
        [SegmentId.LX, SegmentId.NM1, SegmentId.N3, SegmentId.N4, SegmentId.PER, SegmentId.PRV, SegmentId.PLA],
        [SegmentId.COB, SegmentId.REF, SegmentId.DTP, SegmentId.NM1, SegmentId.N3, SegmentId.N4, SegmentId.PER],
        [SegmentId.LS, SegmentId.LX, SegmentId.N1, SegmentId.REF, SegmentId.DTP, SegmentId.LE],
    ];

    private static readonly string[] Names = ["", "2000", "2300", "2310", "2320", "2700"];

    private static readonly HashSet<SegmentId> All = [.. Permitted.SelectMany(segments => segments)];

    public static string Name(EnrollmentStage stage) => Names[(int)stage];

    public static bool Knows(SegmentId id) => All.Contains(id);

    /// <summary>The part that a segment belongs to when it follows one of <paramref name="stage"/>; null where it may not stand.</summary>
    public static EnrollmentStage? Next(EnrollmentStage stage, SegmentId id)
    {
        var inCoverage = stage is EnrollmentStage.Coverage or EnrollmentStage.Provider or EnrollmentStage.OtherCoverage;
        var next = id switch
        {
            SegmentId.INS => EnrollmentStage.Member,
            SegmentId.HD when stage == EnrollmentStage.Member || inCoverage => EnrollmentStage.Coverage,
            SegmentId.LX when stage == EnrollmentStage.Coverage => EnrollmentStage.Provider,
            SegmentId.COB when inCoverage => EnrollmentStage.OtherCoverage,
            SegmentId.LS when stage != EnrollmentStage.Header => EnrollmentStage.Reporting,
            _ => stage,
        };
        return Permitted[(int)next].Contains(id) ? next : null;
    }
}
