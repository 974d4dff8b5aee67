using Aso.Claims.Domain;
using Aso.Claims.Domain.Review;
using Aso.Claims.Review;
using Aso.Claims.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Intake;

/// <summary>What a batch of claims is decided on, beside the books of its families: locked, then loaded in a handful of statements.</summary>
internal sealed class LoadedBatch
{
    private readonly ClaimsDb _db;
    private readonly TermsCache _cache;
    private readonly Dictionary<Guid, MemberRow> _members = [];
    private readonly Dictionary<Guid, StoredDecision> _decisions = [];

    private LoadedBatch(ClaimsDb db, TermsCache cache)
    {
        _db = db;
        _cache = cache;
    }

    public Dictionary<Guid, EmployerTerms> Terms { get; } = [];

    /// <summary>The employers' business dates; null before the plan is open.</summary>
    public Dictionary<Guid, DateOnly?> Dates { get; } = [];

    public Dictionary<Guid, ReviewRules?> Rules { get; } = [];

    /// <summary>The claims of the batch that came before, those that it adds, and what they name as their originals; by id.</summary>
    public Dictionary<Guid, ClaimRow> Claims { get; } = [];

    /// <summary>What the clients' keys were used for.</summary>
    public Dictionary<Guid, Guid> Keys { get; } = [];

    /// <summary>The open reviews and appeals of the originals, and of what the batch adds; by claim.</summary>
    public Dictionary<Guid, WorkItemRow> OpenItems { get; } = [];

    public static async Task<LoadedBatch> LoadAsync(ClaimsDb db, TermsCache cache, IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        var loaded = new LoadedBatch(db, cache);
        await db.LockAllAsync(Locks.Employer, submissions.Select(one => one.EmployerId), shared: true, cancel);
        await loaded.LoadEmployersAsync(submissions, cancel);
        await loaded.LoadMembersAsync(submissions, cancel);
        await db.LockAllAsync(Locks.Family, submissions.Select(loaded.FamilyOf), shared: false, cancel);
        await loaded.LoadClaimsAsync(submissions, cancel);
        return loaded;
    }

    public void Keep(ClaimRow row, StoredDecision stored)
    {
        Claims[row.ClaimId] = row;
        _decisions[row.ClaimId] = stored;
    }

    public ClaimFacts FactsOf(Submission submission, EmployerTerms terms, DateOnly today) => new()
    {
        Claim = submission.Claim,
        ReceivedOn = submission.Resolution?.ReceivedOn ?? today,
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
        Ruling = submission.Resolution?.Ruling,
    };

    public StoredDecision DecisionOf(ClaimRow row)
    {
        if (!_decisions.TryGetValue(row.ClaimId, out var decision))
        {
            _decisions[row.ClaimId] = decision = StoredDecision.FromJson(row.Detail);
        }

        return decision;
    }

    public Guid FamilyOf(Submission submission) =>
        _members.TryGetValue(submission.MemberKey, out var member) ? member.FamilyKey : submission.MemberKey;

    public BatchNeeds NeedsOf(IReadOnlyList<Submission> submissions)
    {
        var needs = new BatchNeeds();
        foreach (var submission in submissions)
        {
            if (Terms.TryGetValue(submission.EmployerId, out var terms))
            {
                needs.Add(FamilyOf(submission), submission, terms);
            }

            if (submission.OriginalId is { } id && Claims.TryGetValue(id, out var original))
            {
                needs.AddReversed(DecisionOf(original));
            }
        }

        return needs;
    }

    private async Task LoadEmployersAsync(IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        HashSet<Guid> ids = [.. submissions.Select(one => one.EmployerId)];
        var employers = await _db.Employers.AsNoTracking().Where(row => ids.Contains(row.EmployerId))
            .Select(row => new { Row = row, Date = _db.BusinessDates.Where(date => date.EmployerId == row.EmployerId).Select(date => (DateOnly?)date.Date).FirstOrDefault() })
            .ToListAsync(cancel);
        foreach (var employer in employers)
        {
            Terms[employer.Row.EmployerId] = await _cache.GetAsync(_db, employer.Row, cancel);
            Rules[employer.Row.EmployerId] = employer.Row.ReviewRules;
            Dates[employer.Row.EmployerId] = employer.Date;
        }
    }

    private async Task LoadMembersAsync(IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        HashSet<Guid> keys = [.. submissions.Select(one => one.MemberKey)];
        foreach (var member in await _db.Members.AsNoTracking().Where(row => keys.Contains(row.MemberKey)).ToListAsync(cancel))
        {
            _members[member.MemberKey] = member;
        }
    }

    private async Task LoadClaimsAsync(IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        HashSet<Guid> originals = [.. submissions.Select(one => one.OriginalId).OfType<Guid>()];
        HashSet<Guid> ids = [.. submissions.Select(one => one.ClaimId), .. originals];
        foreach (var claim in await _db.Claims.Where(row => ids.Contains(row.ClaimId)).ToListAsync(cancel))
        {
            Claims[claim.ClaimId] = claim;
        }

        if (originals.Count > 0)
        {
            foreach (var item in await _db.WorkItems.Where(row => originals.Contains(row.ClaimId) && row.ClosedOn == null).ToListAsync(cancel))
            {
                OpenItems[item.ClaimId] = item;
            }
        }

        HashSet<Guid> keys = [.. submissions.Select(one => one.IdempotencyKey).OfType<Guid>()];
        if (keys.Count > 0)
        {
            foreach (var key in await _db.SubmissionKeys.AsNoTracking().Where(row => keys.Contains(row.Key)).ToListAsync(cancel))
            {
                Keys[key.Key] = key.SubjectId;
            }
        }
    }
}
