using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Aso.Foundation.Http;

/// <summary>Holds an answer back until it is whole. One that is too long, or is a stream of events, goes through as it comes.</summary>
internal sealed class HeldBody(HttpResponse response, IHttpResponseBodyFeature outer) : Stream, IHttpResponseBodyFeature
{
    private const int HeldMax = 4 << 20;
    private const int HeldAtFirst = 16 << 10;

    private byte[] _held = [];
    private int _length;
    private PipeWriter? _writer;

    /// <summary>False once anything went through.</summary>
    public bool IsHeld { get; private set; } = true;

    public ReadOnlyMemory<byte> Text => _held.AsMemory(0, _length);

    public Stream Stream => this;

    public PipeWriter Writer => _writer ??= PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true));

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Takes over what the writer still has.</summary>
    public async Task DrainAsync()
    {
        if (_writer is not null)
        {
            await _writer.FlushAsync();
        }
    }

    public void DisableBuffering() => outer.DisableBuffering();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (IsOfEvents)
        {
            await LetGoAsync(cancellationToken);
        }

        if (!IsHeld)
        {
            await outer.StartAsync(cancellationToken);
        }
    }

    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await DrainAsync();
        await LetGoAsync(cancellationToken);
        await outer.SendFileAsync(path, offset, count, cancellationToken);
    }

    public async Task CompleteAsync()
    {
        await DrainAsync();
        await LetGoAsync(CancellationToken.None);
        await outer.CompleteAsync();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsHeld && (IsOfEvents || _length + buffer.Length > HeldMax))
        {
            await LetGoAsync(cancellationToken);
        }

        if (!IsHeld)
        {
            await outer.Stream.WriteAsync(buffer, cancellationToken);
            return;
        }

        MakeRoom(buffer.Length);
        buffer.CopyTo(_held.AsMemory(_length));
        _length += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (IsOfEvents)
        {
            await LetGoAsync(cancellationToken);
        }

        if (!IsHeld)
        {
            await outer.Stream.FlushAsync(cancellationToken);
        }
    }

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Answers are written asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (_held.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_held, clearArray: true);   // it tells of people
            (_held, _length) = ([], 0);
        }

        base.Dispose(disposing);
    }

    private bool IsOfEvents => response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true;

    private async Task LetGoAsync(CancellationToken cancel)
    {
        if (IsHeld)
        {
            IsHeld = false;
            if (_length > 0)
            {
                await outer.Stream.WriteAsync(Text, cancel);
                _length = 0;
            }
        }
    }

    private void MakeRoom(int more)
    {
        if (_length + more > _held.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(HeldAtFirst, Math.Max(_length + more, _held.Length * 2)));
            Text.CopyTo(larger);
            if (_held.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(_held, clearArray: true);
            }

            _held = larger;
        }
    }
}
