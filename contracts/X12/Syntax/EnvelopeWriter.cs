using System.Globalization;

namespace Aso.X12;

/// <summary>Opens and closes the envelopes of a document, and fills in counts and control numbers of the trailers.</summary>
/// <remarks>Use in order: interchange, group, set, segments by <see cref="Segments"/>, and the ends; out of order is a bug and throws.</remarks>
public sealed class EnvelopeWriter(X12Writer writer)
{
    private InterchangeHeader? _interchange;
    private GroupHeader? _group;
    private string? _set;
    private int _groups;
    private int _sets;
    private long _setStartedAt;

    /// <summary>Writes the segments of the set that is open.</summary>
    public X12Writer Segments => writer;

    public void StartInterchange(InterchangeHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        Require(_interchange is null);
        _interchange = header;
        _groups = 0;
        writer.WriteInterchangeHeader(header);
    }

    public void StartGroup(GroupHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        Require(_interchange is not null && _group is null);
        _group = header;
        _groups++;
        _sets = 0;
        writer.Start("GS").Text(header.FunctionalId).Text(header.Sender).Text(header.Receiver)
            .Date(DateOnly.FromDateTime(header.At)).Time(header.At).Text(header.ControlNumber).Text("X").Text(header.Version).End();
    }

    /// <summary>Starts a transaction set with the next control number of the group: 0001, 0002 …</summary>
    /// <param name="type">ST01, such as <c>837</c>.</param>
    public void StartSet(string type)
    {
        Require(_group is not null && _set is null);
        _sets++;
        _set = _sets.ToString("0000", CultureInfo.InvariantCulture);
        _setStartedAt = writer.SegmentCount;

        // The guide for payments, alone among its kind, does not use ST03.
        writer.Start("ST").Text(type).Text(_set).Text(type == "835" ? null : _group!.Version).End();
    }

    public void EndSet()
    {
        Require(_set is not null);
        writer.Start("SE").Number(writer.SegmentCount - _setStartedAt + 1).Text(_set).End();
        _set = null;
    }

    public void EndGroup()
    {
        Require(_group is not null && _set is null);
        writer.Start("GE").Number(_sets).Text(_group!.ControlNumber).End();
        _group = null;
    }

    public void EndInterchange()
    {
        Require(_interchange is not null && _group is null);
        writer.Start("IEA").Number(_groups).Text(_interchange!.ControlNumber).End();
        _interchange = null;
    }

    private static void Require(bool inOrder)
    {
        if (!inOrder)
        {
            throw new InvalidOperationException("The envelopes must be opened and closed from the outside in and from the inside out.");
        }
    }
}
