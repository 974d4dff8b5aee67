using Aso.Foundation.Data;

namespace Aso.Foundation.Tests;

/// <summary>A row with values of every kind that the model maps, to be stored and read.</summary>
internal static class ParkedRow
{
    public static ParkedMessageRow Of(Guid employer, long sequence, string? reason) => new()
    {
        EmployerId = employer,
        Source = "enrollment",
        Sequence = sequence,
        State = reason is null ? ParkedState.Waiting : ParkedState.Poison,
        MessageId = Guid.NewGuid(),
        Kind = "NetworkChanged",
        After = "claims=1",
        Traceparent = null,
        Body = [1, 2, (byte)sequence],
        Reason = reason,
        ParkedAt = new DateTime(2026, 2, 28, 12, 0, 0, DateTimeKind.Utc),
    };
}
