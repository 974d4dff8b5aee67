namespace Aso.X12;

/// <summary>What the reader has come to.</summary>
public enum X12Token
{
    /// <summary>Nothing was read yet.</summary>
    None,
    InterchangeStart,
    GroupStart,
    SetStart,

    /// <summary>A segment within a transaction set: <see cref="X12Reader.Segment"/>.</summary>
    Segment,

    /// <summary>A set has ended, by its SE or without one; <see cref="X12Reader.Errors"/> holds what makes it void.</summary>
    SetEnd,

    /// <inheritdoc cref="SetEnd"/>
    GroupEnd,

    /// <inheritdoc cref="SetEnd"/>
    InterchangeEnd,

    /// <summary>The end of the file. <see cref="X12Reader.Errors"/> is not empty when nothing of it could be read.</summary>
    End,
}

/// <summary>
/// Reads any X12 document of version 005010 forwards, segment by segment, and checks the envelopes on the way: control numbers,
/// counts, versions. Memory stays the same however long the file is; nothing in a file makes it throw.
/// </summary>
/// <remarks>
/// Every start token is followed by its end token, also where the file has errors or stops: an error never hides what came before it.
/// Not safe for use by several threads at a time.
/// </remarks>
public sealed class X12Reader : IDisposable
{
    private readonly X12Limits _limits;
    private readonly SegmentTokenizer _tokenizer;
    private readonly Envelopes _envelopes;
    private bool _segmentIsHeld;
    private bool _isFinished;

    /// <param name="stream">Read from its present place to its end; not disposed.</param>
    public X12Reader(Stream stream, X12Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _limits = limits ?? X12Limits.Default;
        _tokenizer = new(stream, _limits);
        _envelopes = new(_limits);
    }

    public X12Reader(ReadOnlyMemory<byte> file, X12Limits? limits = null)
    {
        _limits = limits ?? X12Limits.Default;
        _tokenizer = new(file, _limits);
        _envelopes = new(_limits);
    }

    public X12Token Token { get; private set; }

    /// <summary>The segment just read, envelope segments included; valid until the next read. Stale after an end token without a trailer.</summary>
    public Segment Segment => _tokenizer.Current;

    /// <summary>Where <see cref="Segment"/> stands.</summary>
    public Position Position => _envelopes.Position;

    /// <summary>What is malformed in a <see cref="X12Token.Segment"/> itself: a control character, too many elements, no proper id.</summary>
    public X12Error? SegmentError { get; private set; }

    /// <summary>With an end token, the errors of the envelope that ends. Its contents are void when there is any.</summary>
    public IReadOnlyList<X12Error> Errors { get; private set; } = [];

    public InterchangeHeader? Interchange => _envelopes.Interchange;

    public GroupHeader? Group => _envelopes.Group;

    public SetHeader? Set => _envelopes.Set;

    public Delimiters Delimiters => _tokenizer.Delimiters;

    internal X12Limits Limits => _limits;

    /// <summary>Reads the next token, waiting for the stream where needed.</summary>
    public X12Token Read()
    {
        while (true)
        {
            if (TryAdvance())
            {
                return Token;
            }

            _tokenizer.Fill();
        }
    }

    /// <inheritdoc cref="Read"/>
    public ValueTask<X12Token> ReadAsync(CancellationToken cancel = default) =>
        TryAdvance() ? new(Token) : ReadOnAsync(cancel);

    public void Dispose() => _tokenizer.Dispose();

    private async ValueTask<X12Token> ReadOnAsync(CancellationToken cancel)
    {
        do
        {
            await _tokenizer.FillAsync(cancel).ConfigureAwait(false);
        }
        while (!TryAdvance());
        return Token;
    }

    /// <returns>False when more bytes are needed first.</returns>
    private bool TryAdvance()
    {
        SegmentError = null;
        while (!_isFinished)
        {
            if (!_segmentIsHeld)
            {
                switch (_tokenizer.TryRead())
                {
                    case SegmentTokenizer.Outcome.NeedsMore:
                        return false;
                    case SegmentTokenizer.Outcome.End:
                        Finish(_envelopes.Depth == EnvelopeDepth.File ? null : X12ErrorCode.UnexpectedEnd, "IEA", 0);
                        continue;
                    case SegmentTokenizer.Outcome.Failed:
                        _envelopes.CountSegment();
                        Finish(_tokenizer.Fault, FaultySegment, _tokenizer.FaultyElement);
                        continue;
                    default:
                        _envelopes.CountSegment();
                        break;
                }
            }

            _segmentIsHeld = false;
            if (Classify() is var token and not X12Token.None)
            {
                Token = token;
                return true;
            }
        }

        Token = CloseInnermost();
        return true;
    }

    /// <returns>None for a segment that belongs nowhere; it is noted as an error and passed over.</returns>
    private X12Token Classify()
    {
        var segment = _tokenizer.Current;
        return segment.Id switch
        {
            SegmentId.ISA => OpenInterchange(),
            SegmentId.GS => Open(EnvelopeDepth.Interchange, X12Token.GroupStart),
            SegmentId.ST => Open(EnvelopeDepth.Group, X12Token.SetStart),
            SegmentId.SE => Close(EnvelopeDepth.Set),
            SegmentId.GE => Close(EnvelopeDepth.Group),
            SegmentId.IEA => Close(EnvelopeDepth.Interchange),
            _ => TakeSegment(segment.Id),
        };
    }

    private X12Token TakeSegment(SegmentId id)
    {
        if (_envelopes.Depth != EnvelopeDepth.Set)
        {
            // An acknowledgment of another interchange may ride between ISA and GS.
            if (id != SegmentId.TA1 || _envelopes.Depth != EnvelopeDepth.Interchange)
            {
                _envelopes.NoteStray(id);
            }

            return X12Token.None;
        }

        SegmentError = id == SegmentId.None ? Error(X12ErrorCode.SegmentUnrecognized) : FaultOf(id);
        return X12Token.Segment;
    }

    private X12Token OpenInterchange()
    {
        if (_envelopes.Depth != EnvelopeDepth.File)
        {
            // Its delimiters may differ from those in force, so nothing after this point can be trusted.
            Finish(X12ErrorCode.InterchangeTrailerMissing, "IEA", 0);
            return X12Token.None;
        }

        _envelopes.OpenInterchange(_tokenizer.Current, FaultOf(SegmentId.ISA));
        return X12Token.InterchangeStart;
    }

    private X12Token Open(EnvelopeDepth within, X12Token start)
    {
        if (_envelopes.Depth > within)
        {
            _segmentIsHeld = true;
            return CloseInnermost();
        }

        if (_envelopes.Depth < within)
        {
            _envelopes.NoteStray(_tokenizer.Current.Id);
            return X12Token.None;
        }

        if (start == X12Token.GroupStart)
        {
            _envelopes.OpenGroup(_tokenizer.Current, FaultOf(SegmentId.GS));
        }
        else
        {
            _envelopes.OpenSet(_tokenizer.Current, FaultOf(SegmentId.ST));
        }

        return start;
    }

    private X12Token Close(EnvelopeDepth depth)
    {
        if (_envelopes.Depth > depth)
        {
            _segmentIsHeld = true;
            return CloseInnermost();
        }

        if (_envelopes.Depth < depth)
        {
            _envelopes.NoteStray(_tokenizer.Current.Id);
            return X12Token.None;
        }

        Errors = _envelopes.Close(_tokenizer.Current, FaultOf(_tokenizer.Current.Id));
        if (depth == EnvelopeDepth.Interchange)
        {
            _tokenizer.ExpectHeader();
        }

        return EndToken(depth);
    }

    /// <summary>Ends an envelope that has no trailer, or the file.</summary>
    private X12Token CloseInnermost()
    {
        var depth = _envelopes.Depth;
        Errors = _envelopes.CloseWithoutTrailer();
        return EndToken(depth);
    }

    private static X12Token EndToken(EnvelopeDepth depth) => depth switch
    {
        EnvelopeDepth.Set => X12Token.SetEnd,
        EnvelopeDepth.Group => X12Token.GroupEnd,
        EnvelopeDepth.Interchange => X12Token.InterchangeEnd,
        _ => X12Token.End,
    };

    /// <summary>What is at fault where no segment could be read: a file that is cut short misses its trailer.</summary>
    private string FaultySegment =>
        _envelopes.Depth == EnvelopeDepth.File ? "ISA"
        : _tokenizer.Fault == X12ErrorCode.UnexpectedEnd ? "IEA"
        : "";

    private void Finish(X12ErrorCode? code, string segmentId, int element)
    {
        _isFinished = true;
        _envelopes.EndFile(code, segmentId, element);
    }

    private X12Error? FaultOf(SegmentId id) => _tokenizer.Fault is null ? null : new X12Error
    {
        Code = _tokenizer.Fault,
        Position = Position.At(_tokenizer.FaultyElement),
        SegmentId = id.Text(),
    };

    private X12Error Error(X12ErrorCode code) => new() { Code = code, Position = Position };
}
