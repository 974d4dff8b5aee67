namespace Aso.X12;

/// <summary>CAS segments: a group, then up to six times a reason, an amount and a quantity.</summary>
internal static class AdjustmentSegments
{
    private const int PerSegmentMax = 6;

    /// <summary>Five segments in a loop, one for each group.</summary>
    private const int PerLoopMax = 30;

    public static void Read(SegmentFields cas, List<Adjustment> adjustments, int max = PerLoopMax)
    {
        var group = cas.RequiredCode(1, "CO CR OA PI PR");
        for (var element = 2; element <= 17; element += 3)
        {
            if (element == 2 || cas.Has(element) || cas.Has(element + 1))
            {
                var reason = cas.RequiredText(element, 5);
                cas.Keep(adjustments, new(group, reason, cas.RequiredCents(element + 1), cas.Quantity(element + 2)), max);
            }
        }
    }

    /// <summary>Writes the reasons of each group together, the groups in the order in which they first come.</summary>
    public static void Adjustments(this X12Writer writer, IReadOnlyList<Adjustment> adjustments)
    {
        foreach (var group in adjustments.GroupBy(adjustment => adjustment.Group))
        {
            foreach (var part in group.Chunk(PerSegmentMax))
            {
                writer.Start("CAS").Text(group.Key);
                foreach (var adjustment in part)
                {
                    writer.Text(adjustment.Reason).Cents(adjustment.Cents).Quantity(adjustment.Quantity);
                }

                writer.End();
            }
        }
    }
}
