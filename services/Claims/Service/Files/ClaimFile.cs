using Aso.Claims.Features;
using Aso.Claims.Intake;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Foundation.Files;
using Aso.X12;
using Aso.X12.Claims837;

namespace Aso.Claims.Files;

/// <summary>Takes in the claims of one 837 file, in the order of the file.</summary>
internal sealed partial class ClaimFile(ClaimsDb db, ClaimIntake intake, TimeProvider clock, ILogger<ClaimFile> log)
{
    /// <summary>Claims that wait for their decision at once: what one lane takes in a few batches.</summary>
    private const int UnderWayMax = 500;

    private static readonly Refusal PlatformFailed = new(
        "not-decided", "", "The platform failed on this claim and stored nothing of it: send the file again.");

    private static readonly Refusal UnsharedPayment = new(
        "other-payer-payment-not-by-line", "SVD02", "Say for each line what the other payer has paid on it (SVD): its payment of the whole claim cannot be shared out.");

    /// <summary>The answer, and whether it is final: a claim that the platform failed on is to be sent again.</summary>
    /// <param name="ClaimAcknowledgment">The 277CA; empty where there is no claim to speak of.</param>
    public sealed record Result(ClaimFileReport Report, string ClaimAcknowledgment, bool IsFinal);

    /// <param name="run">Where the file is a job: what it recorded before is not decided again.</param>
    public async Task<Result> TakeInAsync(Guid employerId, Guid fileId, Stream content, Caller caller, FileRun? run, CancellationToken cancel)
    {
        var file = await Claim837Reader.ReadFileAsync(content, cancel: cancel);
        var outcomes = await StartAsync(file, run, cancel);
        foreach (var claims in file.Items.Where(claim => !outcomes.ContainsKey(claim.Position.Segment)).Chunk(UnderWayMax))
        {
            await KeepAsync(await DecideAsync(employerId, claims, caller, cancel), outcomes, run, cancel);
        }

        var at = clock.GetUtcNow().UtcDateTime;
        var today = await db.BusinessDateAsync(employerId, cancel) ?? DateOnly.FromDateTime(at);
        var ordered = outcomes.OrderBy(outcome => outcome.Key).Select(outcome => outcome.Value).ToList();
        var report = new ClaimFileReport
        {
            FileId = fileId,
            Accepted = ordered.Count(outcome => outcome.Outcome == FileOutcome.Accepted),
            Rejected = ordered.Count(outcome => outcome.Outcome == FileOutcome.Rejected),
            Acknowledgment = FileAcknowledgments.OfSets(file, fileId, at),
            Errors = [.. ErrorsOf(file)],
            Claims = ordered,
        };
        return new(report, FileAcknowledgments.OfClaims(file, outcomes, employerId, fileId, at, today), !ordered.Exists(IsUndecided));
    }

    private static IEnumerable<FileError> ErrorsOf(X12File<Claim837> file)
    {
        foreach (var error in file.Errors)
        {
            yield return new(Place.Of(error.Position), error.Code.ToString(), error.Field, error.Detail);
        }

        if (file.FurtherErrors > 0)
        {
            var more = Problems.More(file.FurtherErrors);
            yield return new(Place.Of(file.Errors[^1].Position), more.Code, more.Field, more.Detail);
        }
    }

    /// <summary>What came of the claims that need no decision: those that the reader refused, and those of earlier runs.</summary>
    private async Task<Dictionary<long, ClaimOutcome>> StartAsync(X12File<Claim837> file, FileRun? run, CancellationToken cancel)
    {
        Dictionary<long, ClaimOutcome> outcomes = [];
        if (run is not null)
        {
            outcomes = await run.RecordedAsync<ClaimOutcome>(cancel);
            await run.TellReadAsync(file.Items.Count + file.Refused.Count, cancel);
        }

        var refused = file.Refused.Where(refused => !outcomes.ContainsKey(refused.Position.Segment))
            .Select(refused => Rejected(refused.Reference, refused.Position, ToRefusal(refused))).ToList();
        await KeepAsync(refused, outcomes, run, cancel);
        return outcomes;
    }

    private async Task KeepAsync(List<ClaimOutcome> more, Dictionary<long, ClaimOutcome> outcomes, FileRun? run, CancellationToken cancel)
    {
        if (run is not null && more.Count > 0)
        {
            await run.RecordAsync(more.ConvertAll(ToKept), cancel);
            await db.CommitAsync(cancel);
            db.ChangeTracker.Clear();
            await FileRun.BetweenTransactionsAsync(cancel);
        }

        foreach (var outcome in more)
        {
            outcomes.Add(outcome.Position.Segment, outcome);
        }
    }

    private async Task<List<ClaimOutcome>> DecideAsync(Guid employerId, Claim837[] claims, Caller caller, CancellationToken cancel)
    {
        var patients = await PatientMatch.LoadAsync(db, employerId, claims, cancel);

        // Put in line one after the other, decided in that order, awaited together.
        var deciding = claims.Select(claim => DecideAsync(employerId, claim, patients, caller, cancel)).ToList();
        return [.. await Task.WhenAll(deciding)];
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
                new() { EmployerId = employerId, Claim = reading.Claim!, Npis = ProviderScope.NpisOf(caller), By = caller.Actor }, cancel);
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

    private static RecordKept ToKept(ClaimOutcome outcome) => new(
        outcome.Position.Segment,
        outcome.Outcome == FileOutcome.Accepted ? RecordResult.Applied : IsUndecided(outcome) ? RecordResult.Failed : RecordResult.Refused,
        outcome);

    private static bool IsUndecided(ClaimOutcome outcome) => outcome.Code == PlatformFailed.Code;

    private static Refusal ToRefusal(RefusedItem refused) => refused.Errors.Count == 0
        ? new("malformed-x12", "", "The claim cannot be read.")
        : new(refused.Errors[0].Code.ToString(), refused.Errors[0].Field, refused.Errors[0].Detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "A claim of a file could not be decided: {Failure} {Where}")]
    private static partial void LogFailure(ILogger log, string failure, string? where);
}
