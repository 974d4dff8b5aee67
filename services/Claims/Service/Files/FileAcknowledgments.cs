using System.Buffers;
using System.Text;
using Aso.Claims.Store;
using Aso.X12;
using Aso.X12.Acknowledgment999;
using Aso.X12.ClaimAcknowledgment277;
using Aso.X12.Claims837;
using ClaimAnswered = Aso.X12.ClaimAcknowledgment277.ClaimOutcome;

namespace Aso.Claims.Files;

/// <summary>The two X12 answers to a claim file: the 999 to its sets, the 277CA to the claims of those that stand. Pure.</summary>
/// <remarks>Their numbers are made from the file's id, so that the same file is answered under the same numbers.</remarks>
internal static class FileAcknowledgments
{
    private const int ControlNumberMax = 999_999_999;

    // Which bytes of the file's id the numbers begin with: no two interchanges of ours may share one.
    private const int SetsPart = 0;
    private const int ClaimsPart = 12;

    // TRN02 of a claim whose number could not be read.
    private const string NoNumber = "0";

    /// <summary>A 999 for each interchange: what breaks an envelope or a count rejects its interchange, group or set here.</summary>
    public static string OfSets(X12File<Claim837> file, Guid fileId, DateTime at)
    {
        var output = new ArrayBufferWriter<byte>();
        var number = FirstNumber(fileId, SetsPart);
        foreach (var interchange in file.Interchanges)
        {
            Acknowledgment999Writer.WriteFile(output, interchange, number = Next(number), at);
        }

        return Encoding.Latin1.GetString(output.WrittenSpan);
    }

    /// <summary>A 277CA for each set that stands: a bad claim in it is rejected alone, the others are accepted under the platform's number of each.</summary>
    /// <param name="outcomes">By the claim's segment. Of one that the platform failed on nothing is said until it is sent again.</param>
    /// <param name="today">The employer's business date.</param>
    /// <returns>Empty where no set stands.</returns>
    public static string OfClaims(
        X12File<Claim837> file, IReadOnlyDictionary<long, ClaimOutcome> outcomes, Guid employerId, Guid fileId, DateTime at, DateOnly today)
    {
        var output = new ArrayBufferWriter<byte>();
        var number = FirstNumber(fileId, ClaimsPart);
        var answers = file.Items.Select(claim => new Answered(claim.Position, claim, AnswerOf(claim, outcomes, employerId)))
            .Concat(file.Refused.Select(refused => new Answered(refused.Position, refused.AsRead, AnswerOf(refused))))
            .Where(claim => claim.Answer is not null).OrderBy(claim => claim.Position.Segment)
            .ToLookup(claim => SetOf(claim.Position));
        foreach (var (interchange, set) in StandingSets(file).Where(standing => answers.Contains(SetOf(standing.Set.Position))))
        {
            number = Next(number);
            List<Answered> claims = [.. answers[SetOf(set.Position)]];
            var header = HeaderOf(claims[0].Claim, $"{fileId:N}-{number}", at, today);
            ClaimAcknowledgment277Writer.WriteFile(output, interchange.Answer(number, at), header, claims.ConvertAll(claim => claim.Answer!));
        }

        return Encoding.Latin1.GetString(output.WrittenSpan);
    }

    private static IEnumerable<(InterchangeHeader Interchange, SetReport Set)> StandingSets(X12File<Claim837> file) =>
        from interchange in file.Interchanges
        where interchange.Stands
        from claimGroup in interchange.Groups
        where claimGroup.Stands
        from set in claimGroup.Sets
        where set.Stands
        select (interchange.Header, set);

    private static (int, int, int) SetOf(Position position) => (position.Interchange, position.Group, position.Set);

    private static ClaimAnswered? AnswerOf(Claim837 claim, IReadOnlyDictionary<long, ClaimOutcome> outcomes, Guid employerId) =>
        outcomes[claim.Position.Segment] switch
        {
            { Outcome: FileOutcome.Accepted } => ClaimAnswered.Accepted(claim, Keys.OfClaim(employerId, claim.ClaimNumber).ToString()),
            var rejected => RejectionStatus.Of(rejected) is { } status ? ClaimAnswered.Rejected(claim, [status]) : null,
        };

    private static ClaimAnswered AnswerOf(RefusedItem<Claim837> refused)
    {
        var answer = refused.Errors.Count > 0 ? ClaimAnswered.Rejected(refused) : ClaimAnswered.Rejected(refused.AsRead, [RejectionStatus.Unreadable]);
        return answer.ClaimNumber.Length > 0 ? answer : answer with { ClaimNumber = NoNumber };
    }

    private static AcknowledgmentHeader HeaderOf(Claim837 claim, string reference, DateTime at, DateOnly today) => new()
    {
        Reference = reference,
        CreatedAt = at,
        Source = claim.Payer,
        SourceTrace = reference,
        ReceivedOn = today,
        ProcessedOn = today,
        Receiver = claim.Submission.Submitter,
        BatchReference = claim.Submission.Reference,
    };

    private static int FirstNumber(Guid fileId, int part) => (int)(BitConverter.ToUInt32(fileId.ToByteArray(), part) % ControlNumberMax);

    private static int Next(int number) => number % ControlNumberMax + 1;

    /// <param name="Answer">Null where there is nothing to say of the claim yet.</param>
    private sealed record Answered(Position Position, Claim837 Claim, ClaimAnswered? Answer);
}
