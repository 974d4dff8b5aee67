using Aso.Foundation;
using Aso.StopLoss.Domain;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Store;

/// <summary>An employer's policies with the members that matter now: loaded together, changed by events, stored together.</summary>
/// <remarks>The caller holds <see cref="StopLossDb.PolicyLock"/> of the employer.</remarks>
internal sealed class PolicyBooks
{
    private readonly StopLossDb _db;
    private readonly List<OpenPolicy> _policies;

    private PolicyBooks(StopLossDb db, List<OpenPolicy> policies)
    {
        _db = db;
        _policies = policies;
    }

    public IReadOnlyList<OpenPolicy> Policies => _policies;

    /// <summary>Carries out <paramref name="fetch"/> along with its own questions.</summary>
    /// <param name="memberIds">The members whose standing is needed.</param>
    /// <param name="reached">A business date that is about to be reached: where it ends a paid window, every member is needed.</param>
    public static async Task<PolicyBooks> LoadAsync(
        StopLossDb db, Fetch fetch, Guid employerId, IReadOnlyCollection<string> memberIds, DateOnly? reached, CancellationToken cancel)
    {
        string[] members = [.. memberIds];
        var isConcerned = members.Length > 0 || reached is not null;
        var rows = isConcerned ? fetch.Tracked<PolicyRow>($"employer_id = {employerId} ORDER BY period_start") : [];
        var standings = members.Length == 0 ? [] : fetch.Rows<AccumulationRow>(
            $"policy_id IN (SELECT policy_id FROM policy WHERE employer_id = {employerId}) AND member_id IN {members}");
        await fetch.RunAsync(cancel);
        Guid[] settling = [.. rows.Where(row => row.IsDue(reached)).Select(row => row.PolicyId)];
        if (settling.Length > 0)
        {
            standings.RemoveAll(row => settling.Contains(row.PolicyId));
            standings.AddRange(await db.Accumulations.AsNoTracking().Where(row => settling.Contains(row.PolicyId)).ToListAsync(cancel));
        }

        var byPolicy = standings.ToLookup(row => row.PolicyId);
        return new(db, rows.ConvertAll(row => new OpenPolicy(row, byPolicy[row.PolicyId])));
    }

    /// <summary>The book of a policy that was just written, to be stored with it.</summary>
    public static PolicyBooks OfNew(StopLossDb db, PolicyRow policy) => new(db, [new(policy, [])]);

    /// <summary>Applies one event to every policy: each decides for itself what counts.</summary>
    public void Apply(Action<PolicyBook> happened) => _policies.ForEach(policy => happened(policy.Book));

    /// <summary>Writes what has changed. Notices and requests get their numbers, each carrier's in commit order.</summary>
    public async Task StoreAsync(FeedSignals signals, CancellationToken cancel)
    {
        foreach (var policy in _policies)
        {
            policy.Row.AggregatingLeft = policy.Book.AggregatingLeft;
            foreach (var standing in policy.Changed)
            {
                _db.Put(standing);
            }
        }

        // In the order of the keys. A batch over several employers may still meet another's in the opposite order:
        // the database then ends one of them, and the inbox tries it again.
        foreach (var carrier in _policies.Where(policy => policy.HasNews).GroupBy(policy => policy.Row.CarrierId).OrderBy(group => group.Key))
        {
            await _db.LockAsync("carrier", carrier.Key, cancel);
            var notice = await _db.Notices.Where(row => row.CarrierId == carrier.Key).MaxAsync(row => (long?)row.Number, cancel) ?? 0;
            var request = await _db.Requests.Where(row => row.CarrierId == carrier.Key).MaxAsync(row => (long?)row.Number, cancel) ?? 0;
            foreach (var policy in carrier)
            {
                _db.Notices.AddRange(policy.Book.Notices.Select(news => policy.ToRow(news, ++notice)));
                _db.Requests.AddRange(policy.Book.Requests.Select(news => policy.ToRow(news, ++request)));
            }

            _db.AfterCommit(() => signals.Raise(carrier.Key));
        }
    }
}

/// <summary>One policy in <see cref="PolicyBooks"/>.</summary>
internal sealed class OpenPolicy
{
    public OpenPolicy(PolicyRow row, IEnumerable<AccumulationRow> standings)
    {
        Row = row;
        Book = new(row.Terms(), row.AggregatingLeft, standings.Select(ToStanding));
    }

    public PolicyRow Row { get; }

    public PolicyBook Book { get; }

    public bool HasNews => Book.Notices.Count > 0 || Book.Requests.Count > 0;

    /// <summary>The standings that differ from those loaded.</summary>
    public IEnumerable<AccumulationRow> Changed => Book.Changed.Select(member => new AccumulationRow
    {
        PolicyId = Row.PolicyId,
        MemberId = member.MemberId,
        Eligible = member.Eligible,
        Recoverable = member.Recoverable,
        Asked = member.Asked,
        Undecided = member.Undecided,
        Given = member.Given,
    });

    public static MemberStanding ToStanding(AccumulationRow row) =>
        new(row.MemberId, row.Eligible, row.Recoverable, row.Asked, row.Undecided, row.Given);

    public NoticeRow ToRow(Notice notice, long number) => new()
    {
        CarrierId = Row.CarrierId,
        Number = number,
        EmployerId = Row.EmployerId,
        PolicyId = Row.PolicyId,
        MemberId = notice.MemberId,
        Kind = notice.Kind,
        On = notice.On,
        Eligible = notice.Eligible,
        Deductible = Book.Terms.DeductibleOf(notice.MemberId),
        Trigger = notice.Trigger,
    };

    public RequestRow ToRow(Request request, long number) => new()
    {
        RequestId = Guid.CreateVersion7(),
        CarrierId = Row.CarrierId,
        Number = number,
        EmployerId = Row.EmployerId,
        PolicyId = Row.PolicyId,
        MemberId = request.MemberId,
        On = request.On,
        Amount = request.Amount,
        Specific = request.Specific,
        Aggregate = request.Aggregate,
    };
}
