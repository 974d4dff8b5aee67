using Aso.Claims.Domain;
using Aso.Claims.Domain.Review;
using Aso.Claims.Review;
using Aso.Claims.Store;
using Aso.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Intake;

/// <summary>What a batch of claims is decided on: locked, and loaded with it.</summary>
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

    /// <summary>The accumulators and lines of the families of the batch.</summary>
    public FamilyBooks Books { get; private set; } = null!;

    /// <summary>With two round trips; a third where claims are taken back, since what those had moved stands in them.</summary>
    public static async Task<LoadedBatch> LoadAsync(ClaimsDb db, TermsCache cache, IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        var loaded = new LoadedBatch(db, cache);
        await loaded.LoadTermsAsync(submissions, cancel);
        await loaded.LoadFamiliesAsync(submissions, cancel);
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

    /// <summary>The employers, shared, with their terms; and the members, who name the families to be locked.</summary>
    private async Task LoadTermsAsync(IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        Guid[] ids = [.. submissions.Select(one => one.EmployerId).Distinct()];
        Guid[] keys = [.. submissions.Select(one => one.MemberKey).Distinct()];
        var fetch = _db.Fetch();
        fetch.Lock(Locks.Employer, ids, shared: true);
        var employers = fetch.Rows<EmployerRow>($"employer_id IN {ids}");
        var dates = fetch.Rows<BusinessDateRow>($"employer_id IN {ids}");
        var members = fetch.Rows<MemberRow>($"member_key IN {keys}");
        await fetch.RunAsync(cancel);
        foreach (var employer in employers)
        {
            Terms[employer.EmployerId] = await _cache.GetAsync(_db, employer, cancel);
            Rules[employer.EmployerId] = employer.ReviewRules;
            Dates[employer.EmployerId] = dates.Find(date => date.EmployerId == employer.EmployerId)?.Date;
        }

        members.ForEach(member => _members[member.MemberKey] = member);
    }

    private async Task LoadFamiliesAsync(IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        Guid[] originals = [.. submissions.Select(one => one.OriginalId).OfType<Guid>().Distinct()];
        Guid[] ids = [.. submissions.Select(one => one.ClaimId).Concat(originals).Distinct()];
        Guid[] used = [.. submissions.Select(one => one.IdempotencyKey).OfType<Guid>().Distinct()];
        var fetch = _db.Fetch();
        fetch.Lock(Locks.Family, submissions.Select(FamilyOf));
        var claims = fetch.Tracked<ClaimRow>($"claim_id IN {ids}");
        var keys = used.Length == 0 ? [] : fetch.Rows<SubmissionKeyRow>($"key IN {used}");
        var books = originals.Length == 0 ? FamilyBooks.AskFor(_db, fetch, NeedsOf(submissions)) : null;
        await fetch.RunAsync(cancel);
        claims.ForEach(claim => Claims[claim.ClaimId] = claim);
        keys.ForEach(key => Keys[key.Key] = key.SubjectId);
        if (originals.Length > 0)
        {
            await LoadOpenItemsAsync(originals, cancel);
            books = FamilyBooks.AskFor(_db, fetch, NeedsOf(submissions));
            await fetch.RunAsync(cancel);
        }

        Books = books!();
    }

    private async Task LoadOpenItemsAsync(Guid[] originals, CancellationToken cancel)
    {
        foreach (var item in await _db.WorkItems.Where(row => originals.Contains(row.ClaimId) && row.ClosedOn == null).ToListAsync(cancel))
        {
            OpenItems[item.ClaimId] = item;
        }
    }

    private BatchNeeds NeedsOf(IReadOnlyList<Submission> submissions)
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
}
