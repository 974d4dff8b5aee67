using System.Buffers;

namespace Aso.X12.Acknowledgment999;

/// <summary>Writes implementation acknowledgments, 999 (005010X231A1): what became of each group and set that was received.</summary>
public static class Acknowledgment999Writer
{
    private const string Version = "005010X231A1";
    private const int CodesMax = 5;

    /// <summary>Errors that one answer locates, and sets of a void group that it names: the sender mends these first.</summary>
    private const int LocatedMax = 100;

    /// <summary>Answers one interchange: from its receiver to its sender, a set for each group in it, and no data of it beyond control numbers.</summary>
    /// <param name="controlNumber">ISA13 of the answer, 1 to 999,999,999, the answering side's own count.</param>
    /// <param name="at">When it was received.</param>
    public static void WriteFile(IBufferWriter<byte> output, InterchangeReport received, int controlNumber, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(received);
        var answer = received.Header.Answer(controlNumber, at);
        var envelopes = new EnvelopeWriter(new X12Writer(output));
        envelopes.StartInterchange(answer);
        envelopes.StartGroup(answer.GroupFor("FA", Version));
        var left = LocatedMax;
        foreach (var group in received.Groups)
        {
            WriteSet(envelopes, group, received.Stands, ref left);
        }

        envelopes.EndGroup();
        envelopes.EndInterchange();
    }

    private static void WriteSet(EnvelopeWriter envelopes, GroupReport group, bool interchangeStands, ref int left)
    {
        var isVoid = !interchangeStands || !group.Stands;
        envelopes.StartSet("999");
        var writer = envelopes.Segments;
        writer.Start("AK1").Echo(group.Header.FunctionalId).Echo(group.Header.ControlNumber).Echo(group.Header.Version).End();
        var accepted = isVoid ? 0 : group.Sets.Count(set => set.Stands);

        // Where AK9 rejects them all, naming each says nothing more.
        foreach (var set in group.Sets.Where(set => set.Header.ControlNumber.Length > 0).Take(accepted == 0 ? LocatedMax : int.MaxValue))
        {
            WriteSetResponse(writer, set, isVoid, ref left);
        }

        writer.Start("AK9").Text(Verdict(group, isVoid, accepted)).Number(group.StatedSets).Number(group.Sets.Count).Number(accepted);
        WriteCodes(writer, group.Errors, X12ErrorLevel.Group);
        writer.End();
        envelopes.EndSet();
    }

    private static string Verdict(GroupReport group, bool isVoid, int accepted) =>
        isVoid || (accepted == 0 && group.Sets.Count > 0) ? "R"
        : accepted < group.Sets.Count ? "P"
        : group.Sets.Any(set => set.ItemErrors.Count > 0) ? "E"
        : "A";

    private static void WriteSetResponse(X12Writer writer, SetReport set, bool isVoid, ref int left)
    {
        writer.Start("AK2").Echo(set.Header.Type).Echo(set.Header.ControlNumber).Echo(set.Header.Version).End();
        var located = set.Errors.Concat(set.ItemErrors)
            .Where(error => error.Code.Level is X12ErrorLevel.Segment or X12ErrorLevel.Element && error.SegmentId.Length > 0)
            .OrderBy(error => error.Position.SegmentInSet)
            .ToList();
        var told = Math.Min(left, located.Count);
        left -= told;
        WriteSegments(writer, located[..told]);

        var isRejected = isVoid || !set.Stands;
        writer.Start("IK5").Text(isRejected ? "R" : set.ItemErrors.Count > 0 ? "E" : "A");
        var codes = WriteCodes(writer, set.Errors, X12ErrorLevel.Set);
        if (codes < CodesMax && (located.Count > 0 || (isRejected && codes == 0)))
        {
            // 5: segments in error, also those of the envelope that make a good set void.
            writer.Text("5");
        }

        writer.End();
    }

    private static void WriteSegments(X12Writer writer, List<X12Error> errors)
    {
        for (var first = 0; first < errors.Count;)
        {
            var error = errors[first];
            if (error.Position.Element == 0)
            {
                WriteSegment(writer, error, error.Code.Acknowledgment);
                first++;
                continue;
            }

            // All elements of one segment are reported below one IK3.
            WriteSegment(writer, error, "8");
            for (; first < errors.Count && IsSameSegment(errors[first], error); first++)
            {
                WriteElement(writer, errors[first]);
            }
        }
    }

    private static bool IsSameSegment(X12Error one, X12Error other) =>
        one.Position.Element > 0 && one.Position.Segment == other.Position.Segment && one.SegmentId == other.SegmentId;

    private static void WriteSegment(X12Writer writer, X12Error error, string code) =>
        writer.Start("IK3").Text(error.SegmentId).Number(error.Position.SegmentInSet).Text(error.Loop).Text(code).End();

    private static void WriteElement(X12Writer writer, X12Error error)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var component = error.Position.Component > 0 ? error.Position.Component.ToString(culture) : null;
        writer.Start("IK4").Composite(error.Position.Element.ToString(culture), component).Empty().Text(error.Code.Acknowledgment).End();
    }

    private static int WriteCodes(X12Writer writer, IReadOnlyList<X12Error> errors, X12ErrorLevel level)
    {
        var codes = errors.Where(error => error.Code.Level == level).Select(error => error.Code.Acknowledgment).Distinct().Take(CodesMax).ToList();
        foreach (var code in codes)
        {
            writer.Text(code);
        }

        return codes.Count;
    }
}
