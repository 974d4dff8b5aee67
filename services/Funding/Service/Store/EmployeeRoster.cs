using Aso.Contracts.Enrollment.V1;
using Aso.Funding.Domain;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;
using BenefitLine = Aso.Primitives.BenefitLine;
using CoverageSpan = Aso.Primitives.CoverageSpan;

namespace Aso.Funding.Store;

/// <summary>Funding's copy of who is covered, with the counts that it is for kept up to date.</summary>
internal sealed class EmployeeRoster
{
    private readonly FundingDb _db;
    private readonly Guid _employerId;
    private readonly Dictionary<(DateOnly First, Tier Tier), EnrollmentChangeRow> _changes;
    private readonly Dictionary<string, EmployeeRow?> _employees = [];

    private EmployeeRoster(FundingDb db, Guid employerId, List<EnrollmentChangeRow> changes)
    {
        _db = db;
        _employerId = employerId;
        _changes = changes.ToDictionary(row => (row.First, row.Tier));
    }

    public static async Task<EmployeeRoster> TakeAsync(FundingDb db, Guid employerId, CancellationToken cancel) =>
        new(db, employerId, await db.EnrollmentChanges.Where(row => row.EmployerId == employerId).ToListAsync(cancel));

    /// <summary>Loads at once the employees that are about to change.</summary>
    public async Task LookUpAsync(IReadOnlyCollection<string> memberIds, CancellationToken cancel)
    {
        var rows = await _db.Employees.Where(row => row.EmployerId == _employerId && memberIds.Contains(row.MemberId)).ToDictionaryAsync(row => row.MemberId, cancel);
        foreach (var memberId in memberIds)
        {
            _employees[memberId] = rows.GetValueOrDefault(memberId);
        }
    }

    /// <summary>How many are enrolled on a 1st, as known now.</summary>
    public EnrolledCounts EnrolledOn(DateOnly first) => EnrollmentTimeline.CountOn(first, _changes.Values.Select(ToChange));

    /// <summary>An employee's spans are now these; a dependant's do not enroll an employee.</summary>
    public async Task ChangeAsync(MemberCoverageChanged member, bool hasMedicalPlan, CancellationToken cancel)
    {
        if (member.Relationship != Relationship.Employee)
        {
            return;
        }

        CoverageSpan[] spans =
        [
            .. member.Coverages.Select(span => new CoverageSpan((BenefitLine)span.Line, (Tier?)span.Tier, new DateSpan(span.From, span.To))),
        ];
        if (!_employees.ContainsKey(member.MemberId))
        {
            await LookUpAsync([member.MemberId], cancel);
        }

        if (_employees[member.MemberId] is { } known)
        {
            Count(known.Spans, hasMedicalPlan, -1);
            known.Spans = spans;
        }
        else
        {
            _employees[member.MemberId] = new EmployeeRow { EmployerId = _employerId, MemberId = member.MemberId, Spans = spans };
            _db.Employees.Add(_employees[member.MemberId]!);
        }

        Count(spans, hasMedicalPlan, 1);
    }

    /// <summary>From its first medical plan on, only medical spans make an employee enrolled: everybody is counted anew.</summary>
    public async Task CountMedicalOnlyAsync(CancellationToken cancel)
    {
        await _db.Employees.Where(row => row.EmployerId == _employerId).LoadAsync(cancel);
        foreach (var employee in _db.Employees.Local.Where(row => row.EmployerId == _employerId).ToList())
        {
            Count(employee.Spans, employerHasMedicalPlan: false, -1);
            Count(employee.Spans, employerHasMedicalPlan: true, 1);
        }
    }

    public static EnrollmentChange ToChange(EnrollmentChangeRow row) => new(row.First, row.Tier, row.Change);

    private void Count(IReadOnlyList<CoverageSpan> spans, bool employerHasMedicalPlan, int times)
    {
        foreach (var change in EnrollmentTimeline.Changes(spans, employerHasMedicalPlan))
        {
            if (!_changes.TryGetValue((change.First, change.Tier), out var row))
            {
                row = new EnrollmentChangeRow { EmployerId = _employerId, First = change.First, Tier = change.Tier, Change = 0 };
                _changes.Add((change.First, change.Tier), row);
                _db.EnrollmentChanges.Add(row);
            }

            row.Change += change.Count * times;
        }
    }
}
