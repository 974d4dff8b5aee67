using System.Globalization;
using Aso.Claims.Domain;
using Aso.Claims.Store;

namespace Aso.Claims.ReExecution;

/// <summary>One amount or step that comes out otherwise when a claim is decided again.</summary>
/// <param name="Field">As <c>lines[0].paid</c> or <c>trace[4]</c>.</param>
/// <param name="Stored">Amounts in cents.</param>
internal sealed record Difference(string Field, string Stored, string Recomputed);

/// <summary>Decides a claim again from what was stored with it, and compares every amount and every step of the trace. Pure.</summary>
internal static class DecisionComparison
{
    private static readonly (string Name, Func<LineDecision, long> Of)[] LineFields =
    [
        ("denial", line => (long)line.Denial), ("side", line => (long)line.Side), ("coverage", line => line.CoverageIndex), ("service", line => line.ServiceIndex),
        ("billed", line => line.Billed.Cents), ("allowed", line => line.Allowed.Cents), ("paid", line => line.Paid.Cents), ("notAllowed", line => line.NotAllowed.Cents),
        ("copay", line => line.Copay.Cents), ("deductible", line => line.Deductible.Cents), ("coinsurance", line => line.Coinsurance.Cents),
        ("aboveAnnualMaximum", line => line.AboveAnnualMaximum.Cents), ("aboveLifetimeMaximum", line => line.AboveLifetimeMaximum.Cents), ("otherPayer", line => line.OtherPayer.Cents),
    ];

    /// <param name="facts">Those of the decision: <see cref="Queries.LoadFactsAsync"/>.</param>
    /// <returns>Empty where the claim is decided the same again, to the cent.</returns>
    public static IReadOnlyList<Difference> Compare(ClaimRow row, StoredDecision stored, ClaimFacts facts)
    {
        var again = Adjudicator.Decide(facts);
        var differences = new List<Difference>();
        Compare(differences, "billed", row.Billed.Cents, again.Billed.Cents);
        Compare(differences, "allowed", row.Allowed.Cents, again.Allowed.Cents);
        Compare(differences, "paid", row.Paid.Cents, again.Paid.Cents);
        Compare(differences, "memberOwes", row.MemberOwes.Cents, again.MemberOwes.Cents);
        if (row.Status is ClaimStatus.Approved or ClaimStatus.Denied)
        {
            Compare(differences, "status", row.Status, again.Approved ? ClaimStatus.Approved : ClaimStatus.Denied);
        }

        CompareLines(differences, [.. (stored.Lines ?? []).Select(Storing.ToDecision)], again.Lines);
        CompareAll(differences, "serviceNames", [.. (stored.Lines ?? []).Select(line => line.Service)], [.. again.Lines.Select(line => Storing.ServiceName(facts, line))]);
        Compare(differences, "disability", Storing.ToDecision(stored.Disability), again.Disability);
        CompareAll(differences, "trace", [.. Storing.ToTrace(stored)], again.Trace);
        CompareAll(differences, "movements", [.. (stored.Movements ?? []).Select(moved => new PlanYearMovement(moved.Plan, moved.PlanYearStart, Storing.ToUsage(moved.Added)))], again.Movements);
        CompareAll(differences, "lifetimeMovements", [.. (stored.LifetimeMovements ?? []).Select(moved => new LifetimeMovement(moved.Plan, moved.Service, new(moved.Amount)))], again.LifetimeMovements);
        return differences;
    }

    private static void CompareLines(List<Difference> differences, LineDecision[] stored, LineDecision[] again)
    {
        Compare(differences, "lines", stored.Length, again.Length);
        for (var index = 0; index < Math.Min(stored.Length, again.Length); index++)
        {
            foreach (var (name, of) in LineFields)
            {
                Compare(differences, $"lines[{index}].{name}", of(stored[index]), of(again[index]));
            }
        }
    }

    private static void CompareAll<T>(List<Difference> differences, string field, IReadOnlyList<T> stored, IReadOnlyList<T> again)
    {
        Compare(differences, field, stored.Count, again.Count);
        for (var index = 0; index < Math.Min(stored.Count, again.Count); index++)
        {
            Compare(differences, $"{field}[{index}]", stored[index], again[index]);
        }
    }

    private static void Compare<T>(List<Difference> differences, string field, T stored, T again)
    {
        if (!EqualityComparer<T>.Default.Equals(stored, again))
        {
            differences.Add(new(field, Text(stored), Text(again)));
        }
    }

    private static string Text<T>(T value) => string.Create(CultureInfo.InvariantCulture, $"{value}");
}
