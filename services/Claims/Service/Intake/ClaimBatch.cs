using System.Diagnostics;
using Aso.Claims.Domain;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Intake;

/// <summary>Decides claims and stores what was decided, many in one transaction: facts are loaded together, claims decided one after the other.</summary>
internal sealed class ClaimBatch(ClaimsDb db, TermsCache cache, TimeProvider clock)
{
    private readonly Dictionary<Guid, EmployerTerms> _terms = [];
    private readonly Dictionary<Guid, DateOnly?> _dates = [];
    private readonly Dictionary<Guid, MemberRow> _members = [];
    private readonly Dictionary<Guid, ClaimRow> _claims = [];
    private readonly Dictionary<Guid, StoredDecision> _decisions = [];
    private readonly Dictionary<Guid, Guid> _keys = [];
    private FamilyBooks _books = null!;
    private DateTime _now;

    /// <summary>In the order given, which is the order of receipt. Commits, unless a caller's transaction is under way.</summary>
    public async Task<Outcome[]> DecideAsync(IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        // Load.
        await db.LockAllAsync(Locks.Employer, submissions.Select(one => one.EmployerId), shared: true, cancel);
        await LoadEmployersAsync(submissions, cancel);
        await LoadMembersAsync(submissions, cancel);
        await db.LockAllAsync(Locks.Family, submissions.Select(FamilyOf), shared: false, cancel);
        await LoadClaimsAsync(submissions, cancel);
        _books = await FamilyBooks.LoadAsync(db, NeedsOf(submissions), cancel);

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

        // Store and tell.
        await db.CommitAsync(cancel);
        return outcomes;
    }

    private Outcome Decide(Submission submission)
    {
        if (Known(submission) is { } known)
        {
            Remember(submission, known);
            return known;
        }

        if (!_terms.TryGetValue(submission.EmployerId, out var terms))
        {
            return new Outcome.Refused(Refusals.UnknownEmployer);
        }

        if (_dates[submission.EmployerId] is not { } today)
        {
            return new Outcome.Refused(Refusals.NotOpen);
        }

        if (submission.OriginalId is { } originalId && submission.Claim.Frequency != Frequency.Original)
        {
            var original = _claims.GetValueOrDefault(originalId);
            if (CheckOriginal(submission, original) is { } refusal)
            {
                return new Outcome.Refused(refusal);
            }

            Reverse(submission, original!, today);
        }

        var decided = Store(submission, terms, today);
        Remember(submission, decided);
        return decided;
    }

    /// <summary>Keeps what the client's Idempotency-Key was used for; a refusal leaves it free for the mended request.</summary>
    private void Remember(Submission submission, Outcome outcome)
    {
        if (submission.IdempotencyKey is { } key && outcome is Outcome.Decided && _keys.TryAdd(key, submission.ClaimId))
        {
            db.Add(new SubmissionKeyRow { Key = key, SubjectId = submission.ClaimId });
        }
    }

    /// <summary>The answer where the request, or the claim, came before; null where it is new.</summary>
    private Outcome? Known(Submission submission)
    {
        var keyUsed = submission.IdempotencyKey is { } key && _keys.TryGetValue(key, out var subject) ? subject : (Guid?)null;
        if (keyUsed is not null && keyUsed != submission.ClaimId)
        {
            return new Outcome.Refused(Refusals.KeyReused);
        }

        if (!_claims.TryGetValue(submission.ClaimId, out var row))
        {
            return null;
        }

        if (IsSame(submission, row))
        {
            return new Outcome.Decided(row, DecisionOf(row), IsNew: false, SameRequest: keyUsed is not null);
        }

        return new Outcome.Refused(keyUsed is null ? Refusals.NumberTaken : Refusals.KeyReused);
    }

    private bool IsSame(Submission submission, ClaimRow row)
    {
        var claim = submission.Claim;
        return row.MemberId == claim.MemberId && row.Line == claim.Line && row.Frequency == claim.Frequency
            && row.Original == claim.Original && row.ProviderNpi == claim.ProviderNpi
            && Storing.ToStored(Storing.ToClaim(row, DecisionOf(row))).ToJson() == Storing.ToStored(claim).ToJson();
    }

    private static Refusal? CheckOriginal(Submission submission, ClaimRow? original)
    {
        var visible = original is not null && (submission.Npis is null || submission.Npis.Contains(original.ProviderNpi ?? ""));
        var known = visible ? new OriginalClaim(original!.Frequency, original.Status, original.MemberId, original.Line) : null;
        return Reversal.Check(submission.Claim, known) is var refusal && refusal != ReversalRefusal.None ? Refusals.Of(refusal) : null;
    }

    private void Reverse(Submission submission, ClaimRow original, DateOnly today)
    {
        original.Status = Reversal.StatusAfter(submission.Claim.Frequency);
        _books.Reverse(FamilyOf(submission), original, DecisionOf(original));
        db.Enqueue(submission.EmployerId, Telling.Reversed(original, today));
    }

    private Outcome.Decided Store(Submission submission, EmployerTerms terms, DateOnly today)
    {
        var claim = submission.Claim;
        var isVoid = claim.Frequency == Frequency.Void;
        var facts = isVoid ? null : _books.AddPast(FactsOf(submission, terms, today), FamilyOf(submission), submission.MemberKey);
        var decision = facts is null ? Adjudicator.OfVoid() : Adjudicator.Decide(facts);
        var stored = facts is null
            ? Storing.ToStored(claim)
            : Storing.ToStored(facts, decision, plan => terms.Revisions[plan.Code]);
        var row = ToRow(submission, decision, stored, today);
        _claims[row.ClaimId] = row;
        _decisions[row.ClaimId] = stored;
        db.Add(row);
        if (facts is not null)
        {
            _books.Post(FamilyOf(submission), row, facts, decision);
            db.Enqueue(submission.EmployerId, Telling.Adjudicated(row, claim, decision));
        }

        return new(row, stored, IsNew: true);
    }

    private ClaimFacts FactsOf(Submission submission, EmployerTerms terms, DateOnly today) => new()
    {
        Claim = submission.Claim,
        ReceivedOn = today,
        PlanYear = terms.PlanYear,
        ProviderInNetwork = submission.Claim.ProviderNpi is { } npi && terms.Network.Contains(npi),
        Member = _members.TryGetValue(submission.MemberKey, out var member)
            ? new()
            {
                BirthDate = member.BirthDate,
                WeeklyEarnings = member.WeeklyEarnings,
                OtherCoveragePrimary = member.OtherCoveragePrimary,
                Coverages = [.. member.Coverages.Select(span => new Coverage(terms.PlanOf(span.Plan), new(span.From, span.To)))],
            }
            : null,
    };

    private ClaimRow ToRow(Submission submission, Adjudication decision, StoredDecision stored, DateOnly today) => new()
    {
        ClaimId = submission.ClaimId,
        EmployerId = submission.EmployerId,
        ClaimNumber = submission.Claim.Number,
        MemberKey = submission.MemberKey,
        MemberId = submission.Claim.MemberId,
        Line = submission.Claim.Line,
        Frequency = submission.Claim.Frequency,
        Status = decision.Approved ? ClaimStatus.Approved : ClaimStatus.Denied,
        Original = submission.Claim.Original,
        ProviderNpi = submission.Claim.ProviderNpi,
        ReceivedOn = today,

        // A microsecond each: the order of a batch is the order of receipt.
        ReceivedAt = _now = _now.AddMicroseconds(1),
        Billed = decision.Billed,
        Allowed = decision.Allowed,
        Paid = decision.Paid,
        MemberOwes = decision.MemberOwes,
        Detail = stored.ToJson(),
    };

    private StoredDecision DecisionOf(ClaimRow row)
    {
        if (!_decisions.TryGetValue(row.ClaimId, out var decision))
        {
            _decisions[row.ClaimId] = decision = StoredDecision.FromJson(row.Detail);
        }

        return decision;
    }

    private Guid FamilyOf(Submission submission) =>
        _members.TryGetValue(submission.MemberKey, out var member) ? member.FamilyKey : submission.MemberKey;

    private BatchNeeds NeedsOf(IReadOnlyList<Submission> submissions)
    {
        var needs = new BatchNeeds();
        foreach (var submission in submissions)
        {
            if (_terms.TryGetValue(submission.EmployerId, out var terms))
            {
                needs.Add(FamilyOf(submission), submission, terms);
            }

            if (submission.OriginalId is { } id && _claims.TryGetValue(id, out var original))
            {
                needs.AddReversed(DecisionOf(original));
            }
        }

        return needs;
    }

    private async Task LoadEmployersAsync(IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        HashSet<Guid> ids = [.. submissions.Select(one => one.EmployerId)];
        var employers = await db.Employers.AsNoTracking().Where(row => ids.Contains(row.EmployerId)).ToListAsync(cancel);
        foreach (var employer in employers)
        {
            _terms[employer.EmployerId] = await cache.GetAsync(db, employer, cancel);
            _dates[employer.EmployerId] = await db.BusinessDateAsync(employer.EmployerId, cancel);
        }
    }

    private async Task LoadMembersAsync(IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        HashSet<Guid> keys = [.. submissions.Select(one => one.MemberKey)];
        foreach (var member in await db.Members.AsNoTracking().Where(row => keys.Contains(row.MemberKey)).ToListAsync(cancel))
        {
            _members[member.MemberKey] = member;
        }
    }

    private async Task LoadClaimsAsync(IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        HashSet<Guid> ids = [.. submissions.Select(one => one.ClaimId), .. submissions.Select(one => one.OriginalId).OfType<Guid>()];
        foreach (var claim in await db.Claims.Where(row => ids.Contains(row.ClaimId)).ToListAsync(cancel))
        {
            _claims[claim.ClaimId] = claim;
        }

        HashSet<Guid> keys = [.. submissions.Select(one => one.IdempotencyKey).OfType<Guid>()];
        if (keys.Count > 0)
        {
            foreach (var key in await db.SubmissionKeys.AsNoTracking().Where(row => keys.Contains(row.Key)).ToListAsync(cancel))
            {
                _keys[key.Key] = key.SubjectId;
            }
        }
    }
}
