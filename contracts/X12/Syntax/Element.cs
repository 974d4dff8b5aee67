using System.Text;

namespace Aso.X12;

/// <summary>One element or component, as a view of the reader's buffer: valid until the next read. Copies nothing.</summary>
public readonly ref struct Element
{
    private readonly Delimiters _delimiters;

    internal Element(ReadOnlySpan<byte> bytes, Delimiters delimiters)
    {
        Bytes = bytes;
        _delimiters = delimiters;
    }

    public ReadOnlySpan<byte> Bytes { get; }

    public bool IsEmpty => Bytes.IsEmpty;

    /// <summary>Component <paramref name="number"/> from 1, of the first repetition. A simple element is its own first component.</summary>
    public Element Component(int number) => Component(number, _delimiters.Component);

    /// <summary>Repetition <paramref name="number"/> from 1; empty beyond the last.</summary>
    public Element Repetition(int number) => number < 1 ? default : new(Part(Bytes, _delimiters.Repetition, number), _delimiters);

    public bool Is(ReadOnlySpan<byte> code) => Bytes.SequenceEqual(code);

    /// <summary>The text without trailing blanks: UTF-8, or Latin-1 where it is not valid UTF-8.</summary>
    public override string ToString()
    {
        var text = Bytes.TrimEnd((byte)' ');
        return System.Text.Unicode.Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : Encoding.Latin1.GetString(text);
    }

    internal Element Component(int number, byte separator)
    {
        var rest = Part(Bytes, _delimiters.Repetition, 1);
        return number < 1 ? default : new(Part(rest, separator, number), _delimiters);
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> bytes, byte separator, int number)
    {
        while (--number > 0)
        {
            var next = bytes.IndexOf(separator);
            if (next < 0)
            {
                return default;
            }

            bytes = bytes[(next + 1)..];
        }

        var end = bytes.IndexOf(separator);
        return end < 0 ? bytes : bytes[..end];
    }
}
