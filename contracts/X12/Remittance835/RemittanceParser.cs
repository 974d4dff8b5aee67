namespace Aso.X12.Remittance835;

/// <summary>Understands an 835: knows in which loop it is, hands each segment to the payment being built, and completes it at the end.</summary>
internal sealed class RemittanceParser(X12Limits limits) : ISetParser<Remittance>
{
    private ItemQueue<Remittance> _items = new();
    private ErrorScope _set = new(0, new());
    private RemittanceBuilder _remittance = new(default, X12Limits.Default);
    private RemittanceStage _stage;
    private int _segments;

    public X12ErrorCode? Refusal(SetHeader set) =>
        set.Type != "835" ? X12ErrorCode.SetUnsupported
        : Remittance835Reader.Versions.Contains(set.Version) ? null
        : X12ErrorCode.ImplementationUnsupported;

    public void Start(SetHeader set, Position position, ErrorScope scope, ItemQueue<Remittance> items)
    {
        _items = items;
        _set = scope;
        _remittance = new(position, limits);
        _stage = RemittanceStage.Header;
        _segments = 0;
    }

    public void Take(Segment segment, Position position, X12Error? fault)
    {
        if (Loops835.Next(_stage, segment.Id) is not { } next)
        {
            new SegmentFields(segment, position, Loops835.Name(_stage), _set).NoteSegment(
                Loops835.Knows(segment.Id) ? X12ErrorCode.SegmentUnexpected : X12ErrorCode.SegmentUnrecognized);
            return;
        }

        _stage = next;
        if (fault is not null)
        {
            _set.Note(fault);
        }

        var fields = new SegmentFields(segment, position, Loops835.Name(_stage), _set);
        if (_segments == limits.PaymentSegmentsMax)
        {
            fields.NoteSegment(X12ErrorCode.LoopTooLong);
            return;
        }

        _segments++;
        _remittance.Take(_stage, fields);
    }

    public void End()
    {
        var remittance = _remittance.Complete(_set);
        if (_set.Errors.Count == 0)
        {
            foreach (var imbalance in RemittanceBalance.Check(remittance))
            {
                // Only amounts that were all read can be said not to add up.
                _set.Note(imbalance.Error);
            }
        }

        if (_set.Errors.Count == 0)
        {
            _items.Accept(remittance);
        }

        // What it gathered may be large: it is not kept until the next set.
        _remittance = new(default, limits);
    }
}
