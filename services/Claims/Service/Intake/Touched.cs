using Aso.Claims.Domain;

namespace Aso.Claims.Intake;

/// <summary>What of the past a claim's lines can meet: only that becomes part of its facts.</summary>
internal sealed class Touched
{
    public HashSet<DateOnly> Dates { get; } = [];

    public HashSet<(string Plan, DateOnly Start)> PlanYears { get; } = [];

    /// <summary>Services whose visits are limited.</summary>
    public HashSet<(string Plan, string Service)> LimitedServices { get; } = [];

    /// <summary>Services with a lifetime maximum.</summary>
    public HashSet<(string Plan, string Service)> LifetimeServices { get; } = [];

    public static Touched By(ClaimFacts facts, Member member)
    {
        var touched = new Touched();
        foreach (var line in facts.Claim.Lines)
        {
            touched.Dates.Add(line.ServiceDate);
            var coverage = Array.Find(member.Coverages, span => span.Plan.Line == facts.Claim.Line && span.Dates.Contains(line.ServiceDate));
            if (coverage?.Plan is HealthPlan plan)
            {
                touched.PlanYears.Add((plan.Code, facts.PlanYear.StartOf(line.ServiceDate)));
                touched.Add(plan, plan.FindService(line.Procedure));
            }
        }

        return touched;
    }

    private void Add(HealthPlan plan, int serviceIndex)
    {
        if (serviceIndex < 0)
        {
            return;
        }

        var service = plan.Services[serviceIndex];
        if (service.VisitLimit is not null)
        {
            LimitedServices.Add((plan.Code, service.Name));
        }

        if (service.LifetimeMaximum is not null)
        {
            LifetimeServices.Add((plan.Code, service.Name));
        }
    }
}
