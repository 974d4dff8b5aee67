namespace Aso.Enrollment.Domain.FileMaintenance;

/// <summary>What a file makes of one member: exactly one of the nested cases.</summary>
public abstract record MaintenanceOutcome
{
    private MaintenanceOutcome()
    {
    }

    /// <summary>The member as it is now.</summary>
    public sealed record Applied(Member Member) : MaintenanceOutcome;

    /// <summary>The file says what was known.</summary>
    public sealed record Unchanged : MaintenanceOutcome;

    /// <summary>Nothing of what the file says about this member is applied.</summary>
    public sealed record Refused(IReadOnlyList<LoopObjection> Objections) : MaintenanceOutcome;
}

/// <summary>Applies the loops that an 834 file has about one member, together or not at all.</summary>
/// <remarks>
/// Pure. All loops of the file about the member are taken at once, in file order: what counts is what the whole file says,
/// so that sending it again changes nothing. Only stated facts change; history before a stated date stays.
/// </remarks>
public static class MemberMaintenance
{
    /// <summary>What the loops make of the member.</summary>
    /// <param name="known">The member as known; null where the file is the first to name it.</param>
    /// <param name="loops">All loops of the file about one member, in file order; at least one.</param>
    /// <param name="subscriber">The relationship of the member that REF*0F names; null where there is none.</param>
    public static MaintenanceOutcome Apply(Member? known, IReadOnlyList<MemberLoop> loops, FileKind file, Offer offer, Relationship? subscriber)
    {
        ArgumentNullException.ThrowIfNull(loops);
        ArgumentNullException.ThrowIfNull(offer);
        var objections = new LoopObjections();
        var person = PersonReader.Read(known, loops, file, subscriber, objections);
        var coverages = CoverageMaintenance.Apply(known, loops, person.Relationship, offer, objections);
        if (objections.All.Count == 0)
        {
            CheckResult(loops[^1], person, coverages, offer, objections);
        }

        if (objections.All.Count > 0)
        {
            return new MaintenanceOutcome.Refused(objections.All);
        }

        var member = new Member(
            person.MemberId, person.Relationship, person.SubscriberId, person.BirthDate, person.WeeklyEarnings, person.OtherCoveragePrimary, coverages);
        return known is not null && member.IsSameAs(known) ? new MaintenanceOutcome.Unchanged() : new MaintenanceOutcome.Applied(member);
    }

    // The rules that hold however coverage is submitted, told in the file's own terms.
    private static void CheckResult(MemberLoop loop, Person person, IReadOnlyList<Coverage> coverages, Offer offer, LoopObjections objections)
    {
        var form = new Form();
        var spans = coverages.Select((coverage, index) => CoverageRules.Span.Of(Form.Indexed("coverages", index), coverage)).ToList();
        CoverageRules.Check(form, spans, new(person.Relationship, person.WeeklyEarnings is not null), offer);
        foreach (var objection in form.Objections)
        {
            var element = objection.Field switch
            {
                "weeklyEarnings" => "ICM02",
                var field when field.EndsWith(".tier", StringComparison.Ordinal) => "HD05",
                _ => "HD03",
            };
            objections.Add(loop.Segment, objection.Code, element, objection.Detail);
        }
    }
}

/// <summary>Collects what a file is refused for.</summary>
internal sealed class LoopObjections
{
    private const int EarliestYear = 1900;

    private const int LatestYear = 2999;

    private readonly List<LoopObjection> _all = [];

    public IReadOnlyList<LoopObjection> All => _all;

    public void Add(long segment, string code, string field, string detail) => _all.Add(new(segment, code, field, detail));

    /// <summary>The date; null where it is missing or was objected to.</summary>
    public DateOnly? Date(long segment, string field, DateOnly? given, string? remedyIfMissing = null)
    {
        if (given is null && remedyIfMissing is not null)
        {
            Add(segment, "required", field, remedyIfMissing);
        }

        if (given is { Year: < EarliestYear or > LatestYear })
        {
            Add(segment, "date-out-of-range", field, $"Give a date of the years {EarliestYear} to {LatestYear}.");
            return null;
        }

        return given;
    }
}
