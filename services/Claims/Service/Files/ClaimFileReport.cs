using System.ComponentModel;
using System.Text.Json.Serialization;
using Aso.Claims.Domain;
using Aso.Foundation;
using Aso.Primitives;
using Aso.X12;

namespace Aso.Claims.Files;

/// <summary>What became of a claim file, claim by claim. Stored as it is answered.</summary>
internal sealed record ClaimFileReport
{
    [Description("The file's id, made from its content: the same file, of a provider only its own, has the same.")]
    public required Guid FileId { get; init; }

    public required int Accepted { get; init; }

    public required int Rejected { get; init; }

    [Description("The X12 999 for the sender; empty where not even an interchange could be read.")]
    public required string Acknowledgment { get; init; }

    [Description("What is wrong with the file, its groups or sets; what these name is void as a whole.")]
    public required IReadOnlyList<FileError> Errors { get; init; }

    [Description("In the order of the file.")]
    public required IReadOnlyList<ClaimOutcome> Claims { get; init; }

    /// <summary>The file is broken, and nothing of it was taken.</summary>
    [JsonIgnore]
    public bool IsRefusedWhole => Errors.Count > 0 && Accepted == 0;

    /// <summary><see cref="Errors"/> as a refusal says them.</summary>
    [JsonIgnore]
    public IReadOnlyList<Refusal> Refusals => [.. Errors.Select(error => new Refusal(
        error.Code, error.Field, error.Field.Length == 0 ? error.Detail : $"{error.Field} {error.Detail} (segment {error.Position.Segment})."))];
}

/// <summary>Where in a file, every number from 1.</summary>
internal sealed record Place(int Interchange, int Group, int Set, long Segment)
{
    public static Place Of(Position position) => new(position.Interchange, position.Group, position.Set, position.Segment);
}

internal sealed record FileError(Place Position, string Code, string Field, string Detail);

[JsonConverter(typeof(JsonStringEnumConverter<FileOutcome>))]
internal enum FileOutcome
{
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    [JsonStringEnumMemberName("rejected")]
    Rejected,
}

/// <summary>What became of one claim of a file.</summary>
internal sealed record ClaimOutcome
{
    [Description("CLM01, as far as it could be read.")]
    public string? ClaimNumber { get; init; }

    public required Place Position { get; init; }

    [Description("accepted: decided, approved or denied, or held back for review. rejected: nothing was stored.")]
    public required FileOutcome Outcome { get; init; }

    public ClaimStatus? Status { get; init; }

    public Money? Paid { get; init; }

    [Description("Of a rejected claim: the first thing to mend.")]
    public string? Code { get; init; }

    public string? Field { get; init; }

    public string? Detail { get; init; }
}
