using System.Data.Common;

namespace Aso.Verifier.Reading;

/// <summary>The current row of a reading, by column. Both databases store alike: cents and numbers as integers, dates as dates, ids as UUIDs.</summary>
internal readonly struct Row(DbDataReader reader)
{
    public bool IsNull(int column) => reader.IsDBNull(column);

    public Guid Id(int column) => As(column, static (row, ordinal) => row.GetGuid(ordinal));

    /// <summary>A whole number: cents, a sequence, a kind.</summary>
    public long Number(int column) => As(column, static (row, ordinal) => row.GetInt64(ordinal));

    public int Small(int column) => As(column, static (row, ordinal) => checked((int)row.GetInt64(ordinal)));

    public bool Flag(int column) => As(column, static (row, ordinal) => row.GetBoolean(ordinal));

    public string Text(int column) => As(column, static (row, ordinal) => row.GetString(ordinal));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public DateOnly Date(int column) => As(column, static (row, ordinal) => row.GetFieldValue<DateOnly>(ordinal));

    public DateOnly? DateOrNull(int column) => IsNull(column) ? null : Date(column);

    /// <summary>Binary data, or text in UTF-8.</summary>
    public byte[] Bytes(int column) => As(column, static (row, ordinal) => row.GetFieldValue<byte[]>(ordinal));

    private T As<T>(int column, Func<DbDataReader, int, T> read)
    {
        try
        {
            return read(reader, column);
        }
        catch (Exception failure) when (failure is FormatException or InvalidCastException or OverflowException or ArgumentException or InvalidOperationException)
        {
            throw new UnreadableValueException(reader.GetName(column), failure);
        }
    }
}

/// <summary>A stored value is not of its column's kind: nothing that the platform writes.</summary>
internal sealed class UnreadableValueException(string column, Exception inner) : Exception($"{column} is not readable.", inner)
{
    public string Column => column;
}
