namespace Aso.X12;

/// <summary>The HL segments of a set: numbered without gaps, each below an open level of the right kind.</summary>
/// <param name="codes">HL03 of the levels, from the outside in.</param>
internal sealed class Hierarchy(string[] codes)
{
    // The number of the open level of each kind, zero where none is open.
    private readonly int[] _open = new int[codes.Length];
    private int _last;

    /// <returns>Which of the codes starts, from 0; -1 when the segment is wrong, which is noted.</returns>
    public int Take(SegmentFields hl)
    {
        var isInSequence = hl.Segment[1].TryGetCount(out var number) && number == _last + 1;
        _last++;
        var level = Array.IndexOf(codes, hl.Text(3, 2));
        if (level >= 0 && !IsBelow(hl.Segment[2], level))
        {
            level = -1;
        }

        if (level >= 0)
        {
            _open[level] = _last;
            _open.AsSpan(level + 1).Clear();
        }

        if (!isInSequence || level < 0)
        {
            hl.NoteSegment(X12ErrorCode.HierarchyBroken);
        }

        return level;
    }

    private bool IsBelow(Element parent, int level) =>
        level == 0 ? parent.IsEmpty : parent.TryGetCount(out var number) && number == _open[level - 1] && number > 0;
}
