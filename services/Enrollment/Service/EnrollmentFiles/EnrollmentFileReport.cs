using Aso.Enrollment.Domain.FileMaintenance;
using Aso.Foundation.Files;

namespace Aso.Enrollment.EnrollmentFiles;

/// <summary>What became of an 834 file, loop by loop in the order of the file.</summary>
public sealed record EnrollmentFileReport
{
    public required Guid FileId { get; init; }

    /// <summary>full where a transaction set of it states every member, else change.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>Loops by which a member was added or changed.</summary>
    public required int Applied { get; init; }

    /// <summary>Loops that say what was known.</summary>
    public required int Unchanged { get; init; }

    public required int Refused { get; init; }

    public required IReadOnlyList<LoopOutcome> Outcomes { get; init; }

    /// <summary>Of a full file: how many members with coverage it does not name. None is ended for that.</summary>
    public int? NotNamed { get; init; }

    /// <summary>Their ids, up to the first 1,000.</summary>
    public IReadOnlyList<string>? NotNamedMemberIds { get; init; }
}

/// <summary>What became of one member-level loop.</summary>
public enum LoopResult
{
    Applied = 1,
    Unchanged = 2,
    Refused = 3,
}

/// <summary>What became of one member-level loop. A member's loops are applied together or not at all.</summary>
/// <param name="MemberId">Left out where the loop names none that can be read.</param>
/// <param name="Action">INS03 in words; left out where it cannot be read.</param>
/// <param name="Code">Of the first error.</param>
/// <param name="Field">The element of the first error, as <c>HD05</c>.</param>
/// <param name="Detail">How to mend the first error.</param>
/// <param name="Errors">All errors of a refused loop's member; left out once the file has told a hundred.</param>
public sealed record LoopOutcome(
    LoopPosition Position,
    LoopResult Outcome,
    string? MemberId = null,
    Maintenance? Action = null,
    string? Code = null,
    string? Field = null,
    string? Detail = null,
    IReadOnlyList<LoopError>? Errors = null)
{
    public static LoopOutcome RefusedFor(LoopPosition position, string? memberId, Maintenance? action, IReadOnlyList<LoopError> errors) =>
        new(position, LoopResult.Refused, memberId, action, errors[0].Code, errors[0].Field, errors[0].Detail, errors);

    internal RecordKept ToKept() => new(
        Position.Segment,
        Outcome switch
        {
            LoopResult.Applied => RecordResult.Applied,
            LoopResult.Unchanged => RecordResult.Unchanged,
            _ => RecordResult.Refused,
        },
        this);
}

/// <summary>One thing to mend.</summary>
/// <param name="Segment">The number of the segment in the file.</param>
public sealed record LoopError(long Segment, string Code, string Field, string Detail);

/// <summary>Where a loop begins; each ordinal counts from 1.</summary>
/// <param name="Segment">Its number in the file: the line, where the file has one segment on each.</param>
public sealed record LoopPosition(int Interchange, int Group, int Set, long Segment);
