using Aso.Contracts.Enrollment.V1;
using Aso.Primitives;
using Aso.StopLoss.Store;
using Microsoft.EntityFrameworkCore;
using BenefitLine = Aso.Primitives.BenefitLine;

namespace Aso.StopLoss.Features;

/// <summary>Keeps the coverage of each employee as known now: what the aggregate's attachment counts.</summary>
internal sealed class TrackRoster(StopLossDb db, Guid employerId)
{
    private readonly Dictionary<string, MemberCoverageChanged> _changed = new(StringComparer.Ordinal);

    /// <summary>The last word on a member stands; dependants are not on the roster.</summary>
    public void Change(MemberCoverageChanged changed) => _changed[changed.MemberId] = changed;

    /// <summary>Replaces the spans of all members changed since the last call.</summary>
    public async Task StoreAsync(CancellationToken cancel)
    {
        if (_changed.Count == 0)
        {
            return;
        }

        string[] memberIds = [.. _changed.Keys];
        await db.EmployeeSpans.Where(row => row.EmployerId == employerId && memberIds.Contains(row.MemberId)).ExecuteDeleteAsync(cancel);
        foreach (var employee in _changed.Values.Where(member => member.Relationship == Relationship.Employee))
        {
            db.EmployeeSpans.AddRange(employee.Coverages.Select((span, ordinal) => new EmployeeSpanRow
            {
                EmployerId = employerId,
                MemberId = employee.MemberId,
                Ordinal = ordinal,
                Line = (BenefitLine)span.Line,
                Tier = (Tier?)span.Tier,
                From = span.From,
                To = span.To,
            }));
        }

        _changed.Clear();
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Entries<EmployeeSpanRow>().ToList().ForEach(entry => entry.State = EntityState.Detached);
    }
}
