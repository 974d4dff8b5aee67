namespace Aso.X12;

/// <summary>Follows one file token by token: hands segments to the parser of their set and closes each envelope with a report.</summary>
internal sealed class FileReading<T>(X12Reader reader, ISetParser<T> parser)
    where T : class
{
    private readonly Queue<Reading<T>> _ends = new();
    private ItemQueue<T> _items = new();
    private ComponentSeparator _separator = new();
    private ErrorScope _scope = new(0, new());
    private Position _setPosition;
    private Position _groupPosition;
    private bool _setIsRead;
    private List<SetReport> _sets = [];
    private List<GroupReport> _groups = [];

    public bool TryTake(out Reading<T> reading) => _items.TryTake(out reading) || _ends.TryDequeue(out reading!);

    public void TakeSegment()
    {
        if (_setIsRead)
        {
            parser.Take(reader.Segment, reader.Position, reader.SegmentError);
        }
    }

    public void TakeEnvelope(X12Token token)
    {
        switch (token)
        {
            case X12Token.InterchangeStart:
                _groups = [];
                _separator = new();
                break;
            case X12Token.GroupStart:
                _sets = [];
                _groupPosition = reader.Position;
                break;
            case X12Token.SetStart:
                StartSet(reader.Set!);
                break;
            case X12Token.SetEnd:
                EndSet(reader.Set!);
                break;
            case X12Token.GroupEnd:
                EndGroup(reader.Group!);
                break;
            case X12Token.InterchangeEnd:
                _ends.Enqueue(new Reading<T>.InterchangeEnd(new() { Header = reader.Interchange!, Errors = reader.Errors, Groups = _groups }));
                break;
            case X12Token.End:
                _ends.Enqueue(new Reading<T>.FileEnd(reader.Errors));
                break;
        }
    }

    private void StartSet(SetHeader set)
    {
        _setPosition = reader.Position;
        _scope = new(reader.Limits.ErrorsMax, _separator);
        _items = new();
        var refusal = parser.Refusal(set);
        _setIsRead = refusal is null;
        if (refusal is not null)
        {
            _scope.Note(new()
            {
                Code = refusal,
                Position = reader.Position.At(refusal == X12ErrorCode.SetUnsupported ? 1 : 3),
                SegmentId = "ST",
            });
        }
        else
        {
            parser.Start(set, _setPosition, _scope, _items);
        }
    }

    private void EndSet(SetHeader set)
    {
        if (_setIsRead)
        {
            parser.End();
        }

        var report = new SetReport
        {
            Header = set,
            Position = _setPosition,
            Errors = [.. reader.Errors, .. _scope.Errors],
            ItemErrors = _scope.ItemErrors,
            Warnings = _scope.Warnings,
            Accepted = _items.Accepted,
            Refused = _items.Refused,
        };
        if (_sets.Count < reader.Limits.SetsPerGroupMax)
        {
            _sets.Add(report);
        }

        _ends.Enqueue(new Reading<T>.SetEnd(report));
    }

    private void EndGroup(GroupHeader header)
    {
        var trailer = reader.Segment;
        var report = new GroupReport
        {
            Header = header,
            Position = _groupPosition,
            Errors = reader.Errors,
            Sets = _sets,
            StatedSets = trailer.Id == SegmentId.GE && trailer[1].TryGetCount(out var stated) ? stated : 0,
        };
        if (_groups.Count < reader.Limits.GroupsPerInterchangeMax)
        {
            _groups.Add(report);
        }

        _ends.Enqueue(new Reading<T>.GroupEnd(report));
    }
}
