using Aso.Claims.Domain;
using Aso.Claims.Store;

namespace Aso.Claims.Intake;

/// <summary>What has to be loaded to decide a batch of claims. A little too much is harmless: each claim picks its own.</summary>
internal sealed class BatchNeeds
{
    public HashSet<Guid> Families { get; } = [];

    public HashSet<Guid> Members { get; } = [];

    public HashSet<DateOnly> PlanYears { get; } = [];

    public HashSet<DateOnly> ServiceDates { get; } = [];

    /// <summary>The plan years in which visits are counted; an empty range without limited services.</summary>
    public DateOnly VisitsFrom { get; private set; } = DateOnly.MaxValue;

    public DateOnly VisitsTo { get; private set; } = DateOnly.MinValue;

    /// <summary>Whether any plan limits what it pays in a lifetime.</summary>
    public bool Lifetimes { get; private set; }

    public void Add(Guid familyKey, Submission submission, EmployerTerms terms)
    {
        Families.Add(familyKey);
        Members.Add(submission.MemberKey);
        var services = terms.Plans.Values.OfType<HealthPlan>().SelectMany(plan => plan.Services).ToList();
        var visits = services.Exists(service => service.VisitLimit is not null);
        Lifetimes |= services.Exists(service => service.LifetimeMaximum is not null);
        foreach (var line in submission.Claim.Lines)
        {
            var year = terms.PlanYear.SpanOf(line.ServiceDate);
            PlanYears.Add(year.From);
            ServiceDates.Add(line.ServiceDate);
            if (visits)
            {
                VisitsFrom = year.From < VisitsFrom ? year.From : VisitsFrom;
                VisitsTo = year.To > VisitsTo ? year.To.Value : VisitsTo;
            }
        }
    }

    /// <summary>What a claim that is taken back had moved.</summary>
    public void AddReversed(StoredDecision decision)
    {
        PlanYears.UnionWith((decision.Movements ?? []).Select(moved => moved.PlanYearStart));
        ServiceDates.UnionWith((decision.Lines ?? []).Select(line => line.ServiceDate));
        Lifetimes |= decision.LifetimeMovements is not null;
    }
}
