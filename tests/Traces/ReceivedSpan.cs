namespace Aso.Traces;

/// <summary>A span as a program reported it.</summary>
/// <param name="Service">The program, such as aso-claims.</param>
/// <param name="TraceId">32 hexadecimal digits, the same for all that one request caused.</param>
/// <param name="ParentId">Null of the first span of a trace.</param>
/// <param name="Attributes">Its tags, values as text.</param>
public sealed record ReceivedSpan(
    string Service, string TraceId, string SpanId, string? ParentId, string Name, DateTime StartedAt, TimeSpan Duration,
    IReadOnlyDictionary<string, string> Attributes);
