using System.Collections.Concurrent;

namespace Aso.Load.Floor;

/// <summary>What a stage has committed for one employer since it started.</summary>
internal readonly record struct StageSum(long Claims, long PaidCents);

/// <summary>What a stage has committed since it started, by employer: what a run waits for, and what the stages must agree on.</summary>
internal sealed class StageSums
{
    private readonly ConcurrentDictionary<Guid, StageSum> _sums = [];

    public StageSum Of(Guid employerId) => _sums.GetValueOrDefault(employerId);

    /// <summary>Counts claims whose transaction has committed.</summary>
    public void Add(IEnumerable<FloorClaim> committed)
    {
        foreach (var employer in committed.GroupBy(claim => claim.EmployerId))
        {
            var added = new StageSum(employer.LongCount(), employer.Sum(claim => claim.PaidCents));
            _sums.AddOrUpdate(employer.Key, added, (_, before) => new(before.Claims + added.Claims, before.PaidCents + added.PaidCents));
        }
    }
}
