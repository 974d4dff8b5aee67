using System.Buffers;
using System.Text;
using Aso.Claims.Features;
using Aso.Claims.Intake;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.X12;
using Aso.X12.Acknowledgment999;
using Aso.X12.Claims837;

namespace Aso.Claims.Files;

/// <summary>Takes in the claims of one 837 file, in the order of the file.</summary>
internal sealed partial class ClaimFile(ClaimsDb db, ClaimIntake intake, TimeProvider clock, ILogger<ClaimFile> log)
{
    /// <summary>Claims that wait for their decision at once: what one lane takes in a few batches.</summary>
    private const int UnderWayMax = 500;

    private const int ControlNumberMax = 999_999_999;

    private static readonly Refusal PlatformFailed = new(
        "not-decided", "", "The platform failed on this claim and stored nothing of it: send the file again.");

    private static readonly Refusal UnsharedPayment = new(
        "other-payer-payment-not-by-line", "SVD02", "Say for each line what the other payer has paid on it (SVD): its payment of the whole claim cannot be shared out.");

    /// <summary>The report, and whether it is final: a claim that the platform failed on is to be sent again.</summary>
    public sealed record Result(ClaimFileReport Report, bool IsFinal);

    public async Task<Result> TakeInAsync(Guid employerId, Guid fileId, byte[] content, Caller caller, CancellationToken cancel)
    {
        using var stream = new MemoryStream(content, writable: false);
        var file = await Claim837Reader.ReadFileAsync(stream, cancel: cancel);
        var outcomes = new List<(Position Position, ClaimOutcome Outcome)>(file.Items.Count + file.Refused.Count);
        outcomes.AddRange(file.Refused.Select(refused => (refused.Position, Rejected(refused.Reference, refused.Position, ToRefusal(refused)))));
        foreach (var claims in file.Items.Chunk(UnderWayMax))
        {
            outcomes.AddRange(await DecideAsync(employerId, claims, caller, cancel));
        }

        var ordered = outcomes.OrderBy(outcome => outcome.Position.Segment).Select(outcome => outcome.Outcome).ToList();
        var report = new ClaimFileReport
        {
            FileId = fileId,
            Accepted = ordered.Count(outcome => outcome.Outcome == FileOutcome.Accepted),
            Rejected = ordered.Count(outcome => outcome.Outcome == FileOutcome.Rejected),
            Acknowledgment = Acknowledge(file, fileId),
            Errors = [.. file.Errors.Select(error => new FileError(Place.Of(error.Position), error.Code.ToString(), error.Field, error.Detail))],
            Claims = ordered,
        };
        return new(report, ordered.TrueForAll(outcome => outcome.Code != PlatformFailed.Code));
    }

    private async Task<IEnumerable<(Position, ClaimOutcome)>> DecideAsync(Guid employerId, Claim837[] claims, Caller caller, CancellationToken cancel)
    {
        var patients = await PatientMatch.LoadAsync(db, employerId, claims, cancel);

        // Put in line one after the other, decided in that order, awaited together.
        var deciding = claims.Select(claim => (claim, Task: DecideAsync(employerId, claim, patients, caller, cancel))).ToList();
        await Task.WhenAll(deciding.Select(one => one.Task));
        return deciding.Select(one => (one.claim.Position, one.Task.Result));
    }

    private async Task<ClaimOutcome> DecideAsync(Guid employerId, Claim837 claim, PatientMatch patients, Caller caller, CancellationToken cancel)
    {
        var request = ClaimOf837.ToRequest(claim, patients.MemberIdOf(claim), patients.NumberOf(claim.OriginalReference));
        var reading = ClaimReading.Read(request);
        var refusal = patients.Refusal(claim)
            ?? (ClaimOf837.HasUnsharedPayment(claim) ? UnsharedPayment : null)
            ?? (reading.Refusals.Count > 0 ? reading.Refusals[0] : null)
            ?? ProviderScope.Check(caller, reading.Claim!);
        if (refusal is not null)
        {
            return Rejected(claim.ClaimNumber, claim.Position, refusal);
        }

        try
        {
            var outcome = await intake.DecideAsync(
                new() { EmployerId = employerId, Claim = reading.Claim!, Npis = ProviderScope.NpisOf(caller), ClientId = caller.ClientId }, cancel);
            return outcome switch
            {
                Outcome.Decided decided => Accepted(claim, decided),
                Outcome.Refused refused => Rejected(claim.ClaimNumber, claim.Position, refused.Refusal),
                _ => throw new InvalidOperationException("An outcome is decided or refused."),
            };
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !Outages.Is(failure))
        {
            // One claim that cannot be decided must not hide what became of the others.
            LogFailure(log, failure.GetType().Name, failure.StackTrace);
            return Rejected(claim.ClaimNumber, claim.Position, PlatformFailed);
        }
    }

    private static ClaimOutcome Accepted(Claim837 claim, Outcome.Decided decided)
    {
        var answer = ClaimAnswer.AsFirstAnswered(decided.Row, decided.Decision);
        return new()
        {
            ClaimNumber = claim.ClaimNumber,
            Position = Place.Of(claim.Position),
            Outcome = FileOutcome.Accepted,
            Status = answer.Status,
            Paid = answer.Paid,
        };
    }

    private static ClaimOutcome Rejected(string? number, Position position, Refusal refusal) => new()
    {
        ClaimNumber = number,
        Position = Place.Of(position),
        Outcome = FileOutcome.Rejected,
        Code = refusal.Code,
        Field = refusal.Field,
        Detail = refusal.Detail,
    };

    private static Refusal ToRefusal(RefusedItem refused) => refused.Errors.Count == 0
        ? new("malformed-x12", "", "The claim cannot be read.")
        : new(refused.Errors[0].Code.ToString(), refused.Errors[0].Field, refused.Errors[0].Detail);

    private string Acknowledge(X12File<Claim837> file, Guid fileId)
    {
        var output = new ArrayBufferWriter<byte>();

        // Made from the file, so that the same file is acknowledged under the same number.
        var number = (int)(BitConverter.ToUInt32(fileId.ToByteArray()) % ControlNumberMax);
        foreach (var interchange in file.Interchanges)
        {
            number = number % ControlNumberMax + 1;
            Acknowledgment999Writer.WriteFile(output, interchange, number, clock.GetUtcNow().UtcDateTime);
        }

        return Encoding.Latin1.GetString(output.WrittenSpan);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A claim of a file could not be decided: {Failure} {Where}")]
    private static partial void LogFailure(ILogger log, string failure, string? where);
}
