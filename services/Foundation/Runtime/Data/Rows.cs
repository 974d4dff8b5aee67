using System.Diagnostics.CodeAnalysis;

namespace Aso.Foundation.Data;

/// <summary>A message that waits to leave, written in the transaction that made it true.</summary>
internal sealed class OutboxRow
{
    public long Id { get; init; }

    public required Guid EmployerId { get; init; }

    /// <summary>Gapless per employer, from 1.</summary>
    public required long Sequence { get; init; }

    public required Guid MessageId { get; init; }

    public required string Kind { get; init; }

    /// <summary>What its sender had applied when it wrote the message, as <see cref="Messaging.StreamVector"/> writes it.</summary>
    public required string After { get; init; }

    public string? Traceparent { get; init; }

    public required byte[] Body { get; init; }

    public required DateTime EnqueuedAt { get; init; }
}

/// <summary>The last sequence number given to a message about one employer.</summary>
internal sealed class OutboxStreamRow
{
    public required Guid EmployerId { get; init; }

    public required long LastSequence { get; set; }
}

/// <summary>How far a source's messages about one employer have been applied here: receipt of all of them at once.</summary>
internal sealed class InboxCursorRow
{
    public required Guid EmployerId { get; init; }

    public required string Source { get; init; }

    public required long LastSequence { get; set; }
}

internal enum ParkedState
{
    /// <summary>Came before one that it must follow; applied by itself when that one has been.</summary>
    Waiting = 1,

    /// <summary>Cannot be applied; what follows it waits until operations retry or discard it.</summary>
    Poison = 2,
}

internal sealed class ParkedMessageRow
{
    public required Guid EmployerId { get; init; }

    public required string Source { get; init; }

    public required long Sequence { get; init; }

    public required ParkedState State { get; set; }

    public required Guid MessageId { get; init; }

    public required string Kind { get; init; }

    public required string After { get; init; }

    public string? Traceparent { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The kind of failure; never text that could name a person.</summary>
    public string? Reason { get; set; }

    public required DateTime ParkedAt { get; init; }
}

/// <summary>What operations did with a parked message.</summary>
internal sealed class ParkedAuditRow
{
    public long Id { get; init; }

    public required Guid MessageId { get; init; }

    public required string Action { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Who acted through the client; null where it acted for itself.</summary>
    public string? PersonId { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>A message that is to leave later: a reminder, a legal clock.</summary>
internal sealed class ScheduledMessageRow
{
    public required Guid MessageId { get; init; }

    public required Guid EmployerId { get; init; }

    public required string Kind { get; init; }

    public string? Traceparent { get; init; }

    public required byte[] Body { get; init; }

    public required DateTime DueAt { get; init; }
}

/// <summary>The answer given to a write under an Idempotency-Key.</summary>
internal sealed class IdempotencyRow
{
    public required string ClientId { get; init; }

    /// <summary>Empty where the client acted for itself.</summary>
    public required string PersonId { get; init; }

    /// <summary>The employer that the request was about; all zero where it was about none.</summary>
    public required Guid EmployerId { get; init; }

    public required string Key { get; init; }

    public required byte[] RequestHash { get; init; }

    public required int Status { get; init; }

    [SuppressMessage("Performance", "CA1819", Justification = "The stored answer, byte for byte.")]
    public required byte[] Answer { get; init; }

    /// <summary>The answer's header of that name; null where it had none.</summary>
    public string? Location { get; init; }

    public required DateTime AnsweredAt { get; init; }
}

/// <summary>The business date that an employer has reached in this service.</summary>
public sealed class BusinessDateRow
{
    public required Guid EmployerId { get; init; }

    public required DateOnly Date { get; set; }
}
