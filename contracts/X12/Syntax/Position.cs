using System.Globalization;

namespace Aso.X12;

/// <summary>Where something stands in a file. Every ordinal counts from 1; zero means that it does not apply.</summary>
/// <param name="Interchange">Of the file.</param>
/// <param name="Group">Of the interchange.</param>
/// <param name="Set">Transaction set (ST to SE) of the group.</param>
/// <param name="Segment">Of the whole file: the line number, when the file has one segment per line.</param>
/// <param name="SegmentInSet">Of the transaction set, its ST being 1: what a 999 calls IK302.</param>
/// <param name="Element">Of the segment, as standards count them: 2 in CLM02.</param>
/// <param name="Component">Of a composite element: 3 in CLM05-3.</param>
public readonly record struct Position(
    int Interchange, int Group, int Set, long Segment, int SegmentInSet = 0, int Element = 0, int Component = 0)
{
    public Position At(int element, int component = 0) => this with { Element = element, Component = component };

    /// <summary><c>interchange 1, group 1, set 2, segment 231</c>, with what does not apply left out.</summary>
    public override string ToString()
    {
        var parts = new List<string>(6);
        Add("interchange", Interchange);
        Add("group", Group);
        Add("set", Set);
        Add("segment", Segment);
        Add("element", Element);
        Add("component", Component);
        return string.Join(", ", parts);

        void Add(string name, long ordinal)
        {
            if (ordinal > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {ordinal}"));
            }
        }
    }
}
