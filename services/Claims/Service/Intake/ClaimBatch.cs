using System.Diagnostics;
using Aso.Claims.Domain;
using Aso.Claims.Domain.Review;
using Aso.Claims.Review;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Primitives;

namespace Aso.Claims.Intake;

/// <summary>Decides claims and stores what was decided, many in one transaction: facts are loaded together, claims decided one after the other.</summary>
internal sealed class ClaimBatch(ClaimsDb db, TermsCache cache, TimeProvider clock)
{
    private LoadedBatch _loaded = null!;
    private DateTime _now;

    /// <summary>In the order given, which is the order of receipt. Commits, unless a caller's transaction is under way.</summary>
    public async Task<Outcome[]> DecideAsync(IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        var outcomes = await TakeAsync(submissions, cancel);

        // Store and tell.
        await db.CommitAsync(cancel);
        return outcomes;
    }

    /// <summary>Decides one claim as a reviewer resolved it. The caller commits; where the claim is refused, it must not.</summary>
    public async Task<Outcome> ResolveAsync(Submission submission, CancellationToken cancel) => (await TakeAsync([submission], cancel))[0];

    private async Task<Outcome[]> TakeAsync(IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        // Load.
        _loaded = await LoadedBatch.LoadAsync(db, cache, submissions, cancel);

        // Decide.
        _now = clock.GetUtcNow().UtcDateTime;
        var outcomes = new Outcome[submissions.Count];
        var current = Activity.Current;
        for (var index = 0; index < outcomes.Length; index++)
        {
            Activity.Current = submissions[index].Activity ?? current;
            outcomes[index] = Decide(submissions[index]);
        }

        Activity.Current = current;
        return outcomes;
    }

    private Outcome Decide(Submission submission)
    {
        if (submission.Resolution is not { IsOfPended: true } && Known(submission) is { } known)
        {
            Remember(submission, known);
            return known;
        }

        if (!_loaded.Terms.TryGetValue(submission.EmployerId, out var terms))
        {
            return new Outcome.Refused(Refusals.UnknownEmployer);
        }

        if (_loaded.Dates[submission.EmployerId] is not { } today)
        {
            return new Outcome.Refused(Refusals.NotOpen);
        }

        // What a reviewer decides was looked at when it came.
        if (submission.Resolution is null && Refusals.OfLaterServices(submission.Claim, today) is { Count: > 0 } later)
        {
            return new Outcome.Refused(later);
        }

        ClaimRow? original = null;
        if (TakesBack(submission))
        {
            original = _loaded.Claims.GetValueOrDefault(submission.OriginalId!.Value);
            if (CheckOriginal(submission, original) is { } refusal)
            {
                return new Outcome.Refused(refusal);
            }
        }

        var decided = Decide(submission, original, terms, today);
        Remember(submission, decided);
        return decided;
    }

    /// <summary>Whether the claim takes another back now: one that replaced a claim in review did so when it was received.</summary>
    private static bool TakesBack(Submission submission) =>
        submission.OriginalId is not null && submission.Claim.Frequency != Frequency.Original
        && submission.Resolution is not { IsOfPended: true, Item.OriginalIsTaken: true };

    private Outcome.Decided Decide(Submission submission, ClaimRow? original, EmployerTerms terms, DateOnly today)
    {
        var family = _loaded.FamilyOf(submission);
        var reversed = original is null ? [] : _loaded.Books.Reverse(family, original, _loaded.DecisionOf(original));
        if (submission.Claim.Frequency == Frequency.Void)
        {
            TakeBack(submission, original!, reversed, today);
            return StoreVoid(submission, today);
        }

        var facts = _loaded.Books.AddPast(_loaded.FactsOf(submission, terms, today), family, submission.MemberKey);
        var decision = Adjudicator.Decide(facts);
        if (submission.Resolution is null && _loaded.Rules[submission.EmployerId]?.Hits(submission.Claim, decision) is { } hits and not ReviewRule.None)
        {
            return Pend(submission, original, reversed, decision.Billed, hits, today);
        }

        if (original is not null)
        {
            TakeBack(submission, original, reversed, today);
        }

        return Store(submission, facts, decision, Storing.ToStored(facts, decision, plan => terms.Revisions[plan.Code]), today);
    }

    /// <summary>Keeps what the client's Idempotency-Key was used for; a refusal leaves it free for the mended request.</summary>
    private void Remember(Submission submission, Outcome outcome)
    {
        if (submission.IdempotencyKey is { } key && outcome is Outcome.Decided && _loaded.Keys.TryAdd(key, submission.ClaimId))
        {
            db.Insert(new SubmissionKeyRow { Key = key, SubjectId = submission.ClaimId });
        }
    }

    /// <summary>The answer where the request, or the claim, came before; null where it is new.</summary>
    private Outcome? Known(Submission submission)
    {
        var keyUsed = submission.IdempotencyKey is { } key && _loaded.Keys.TryGetValue(key, out var subject) ? subject : (Guid?)null;
        if (keyUsed is not null && keyUsed != submission.ClaimId)
        {
            return new Outcome.Refused(Refusals.KeyReused);
        }

        if (!_loaded.Claims.TryGetValue(submission.ClaimId, out var row))
        {
            return null;
        }

        if (IsSame(submission, row))
        {
            return new Outcome.Decided(row, _loaded.DecisionOf(row), IsNew: false, SameRequest: keyUsed is not null);
        }

        return new Outcome.Refused(keyUsed is null ? Refusals.NumberTaken : Refusals.KeyReused);
    }

    private bool IsSame(Submission submission, ClaimRow row)
    {
        var claim = submission.Claim;
        return row.MemberId == claim.MemberId && row.Line == claim.Line && row.Frequency == claim.Frequency
            && row.Original == claim.Original && row.ProviderNpi == claim.ProviderNpi
            && Storing.ToStored(Storing.ToClaim(row, _loaded.DecisionOf(row))).ToJson() == Storing.ToStored(claim).ToJson();
    }

    private static Refusal? CheckOriginal(Submission submission, ClaimRow? original)
    {
        var visible = original is not null && (submission.Npis is null || submission.Npis.Contains(original.ProviderNpi ?? ""));
        var known = visible ? new OriginalClaim(original!.Frequency, original.Status, original.MemberId, original.Line) : null;
        return Reversal.Check(submission.Claim, known) is var refusal && refusal != ReversalRefusal.None ? Refusals.Of(refusal) : null;
    }

    /// <summary>Takes the original back for good. Of one in review nobody was told, so nobody is told of this either.</summary>
    private void TakeBack(Submission submission, ClaimRow original, IReadOnlyList<ClaimLineRow> reversed, DateOnly today)
    {
        var wasDecided = original.Status != ClaimStatus.Pended;
        original.Status = Reversal.StatusAfter(submission.Claim.Frequency);
        _loaded.Books.Forget(reversed);
        if (_loaded.OpenItems.Remove(original.ClaimId, out var item) && item != submission.Resolution?.Item)
        {
            db.Add(item.Close(WorkAct.Withdrawn, new(today, _now), submission.By, detail: submission.Claim.Number));
        }

        if (wasDecided)
        {
            db.Enqueue(submission.EmployerId, Telling.Reversed(original, today));
        }
    }

    /// <summary>Holds the claim back. What it names as its original stands, unless that is in review itself.</summary>
    private Outcome.Decided Pend(
        Submission submission, ClaimRow? original, IReadOnlyList<ClaimLineRow> reversed, Money billed, ReviewRule hits, DateOnly today)
    {
        var originalIsPended = original?.Status == ClaimStatus.Pended;
        if (originalIsPended)
        {
            TakeBack(submission, original!, reversed, today);
        }
        else if (original is not null)
        {
            _loaded.Books.Restore(_loaded.FamilyOf(submission), original, _loaded.DecisionOf(original), reversed);
        }

        var stored = Storing.ToStored(submission.Claim);
        var row = Add(submission, stored, billed, today);
        var item = WorkItemRow.Open(row, WorkKind.Review, today, hits, originalIsPended);
        _loaded.OpenItems[row.ClaimId] = item;
        db.Add(item);
        db.Add(item.Record(WorkAct.Pended, new(today, _now), submission.By, detail: hits.ToNames()));
        return new(row, stored, IsNew: true);
    }

    private Outcome.Decided StoreVoid(Submission submission, DateOnly today)
    {
        var stored = Storing.ToStored(submission.Claim);
        var row = Add(submission, stored, Money.Zero, today);
        Apply(row, Adjudicator.OfVoid());
        return new(row, stored, IsNew: true);
    }

    private Outcome.Decided Store(Submission submission, ClaimFacts facts, Adjudication decision, StoredDecision stored, DateOnly today)
    {
        var row = submission.Resolution is { IsOfPended: true } ? Complete(submission, stored) : Add(submission, stored, decision.Billed, today);
        row.DecidedOn = submission.Resolution is null ? null : today;
        Apply(row, decision);
        row.PlanCode = PlanOf(facts, decision)?.Code;
        row.Denials = DenialReasons.Of(decision);
        _loaded.Books.Post(_loaded.FamilyOf(submission), row, facts, decision);
        db.Enqueue(submission.EmployerId, Telling.Adjudicated(row, submission.Claim, decision));
        return new(row, stored, IsNew: true);
    }

    private static DateOnly? FirstDateOf(Claim claim) =>
        claim.Disability?.From ?? (claim.Lines.Length == 0 ? null : claim.Lines.Min(line => line.ServiceDate));

    private static Plan? PlanOf(ClaimFacts facts, Adjudication decision)
    {
        foreach (var line in decision.Lines)
        {
            if (line.CoverageIndex >= 0)
            {
                return facts.Member!.Coverages[line.CoverageIndex].Plan;
            }
        }

        return facts.Claim.Disability is { } period
            ? Array.Find(facts.Member?.Coverages ?? [], span => span.Plan.Line == facts.Claim.Line && span.Dates.Contains(period.From))?.Plan
            : null;
    }

    private static void Apply(ClaimRow row, Adjudication decision)
    {
        row.Status = decision.Approved ? ClaimStatus.Approved : ClaimStatus.Denied;
        (row.Allowed, row.Paid, row.MemberOwes) = (decision.Allowed, decision.Paid, decision.MemberOwes);
    }

    /// <summary>The claim that waited in review, with its decision.</summary>
    private ClaimRow Complete(Submission submission, StoredDecision stored)
    {
        var row = _loaded.Claims[submission.ClaimId];
        row.Detail = stored.ToJson();
        _loaded.Keep(row, stored);
        return row;
    }

    /// <summary>A new claim, not decided yet.</summary>
    private ClaimRow Add(Submission submission, StoredDecision stored, Money billed, DateOnly today)
    {
        var row = new ClaimRow
        {
            ClaimId = submission.ClaimId,
            EmployerId = submission.EmployerId,
            ClaimNumber = submission.Claim.Number,
            NumberInCapitals = submission.Claim.Number.ToUpperInvariant(),
            MemberKey = submission.MemberKey,
            MemberId = submission.Claim.MemberId,
            Line = submission.Claim.Line,
            ServiceFrom = FirstDateOf(submission.Claim) ?? today,
            Frequency = submission.Claim.Frequency,
            Status = ClaimStatus.Pended,
            Original = submission.Claim.Original,
            ProviderNpi = submission.Claim.ProviderNpi,
            ReceivedOn = submission.Resolution?.ReceivedOn ?? today,

            // A microsecond each: the order of a batch is the order of receipt.
            ReceivedAt = _now = _now.AddMicroseconds(1),
            Billed = billed,
            Detail = stored.ToJson(),
        };
        _loaded.Keep(row, stored);
        db.Insert(row);
        return row;
    }
}
