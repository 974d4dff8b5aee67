using Aso.Enrollment.Domain.FileMaintenance;
using Aso.X12;
using Aso.X12.Enrollment834;
using Maintenance = Aso.Enrollment.Domain.FileMaintenance.Maintenance;
using OtherCoverage = Aso.Enrollment.Domain.FileMaintenance.OtherCoverage;

namespace Aso.Enrollment.EnrollmentFiles;

/// <summary>A loop, with its place in the file.</summary>
internal sealed record PlacedLoop(MemberLoop Loop, LoopPosition Position, FileKind Kind);

/// <summary>All that a file says about one member.</summary>
/// <param name="MemberId">Null where the loop names none.</param>
/// <param name="Loops">In file order; at least one.</param>
internal sealed record MemberContent(string? MemberId, IReadOnlyList<PlacedLoop> Loops)
{
    public bool IsSubscriber => Loops[0].Loop.IsSubscriber;

    public string SubscriberId => Loops[0].Loop.SubscriberId;

    public FileKind Kind => Loops[^1].Kind;
}

/// <summary>A file's content by member, in the order in which it is applied: subscribers before their dependants, else as in the file.</summary>
internal sealed record FileContent(IReadOnlyList<MemberContent> Members, IReadOnlyList<LoopOutcome> Unreadable, FileKind Kind, DateOnly? AsOf)
{
    private const string ChangesOnly = "2";

    public static FileContent Of(X12File<MemberEnrollment> file)
    {
        var members = file.Items.Select(ToPlaced)
            .GroupBy(placed => (placed.Loop.MemberId, placed.Loop.IsSubscriber, Alone: placed.Loop.MemberId is null ? placed.Loop.Segment : 0))
            .Select(group => new MemberContent(group.Key.MemberId, [.. group]))
            .OrderByDescending(member => member.IsSubscriber);
        var kind = file.Items.Any(item => KindOf(item) == FileKind.Full) ? FileKind.Full : FileKind.Change;
        var header = file.Items.Count > 0 ? file.Items[^1].Header : null;
        return new([.. members], [.. file.Refused.Select(ToOutcome)], kind, header?.EffectiveOn ?? header?.CreatedOn);
    }

    private static FileKind KindOf(MemberEnrollment member) => member.Header.Action == ChangesOnly ? FileKind.Change : FileKind.Full;

    private static PlacedLoop ToPlaced(MemberEnrollment member) => new(
        new()
        {
            Segment = member.Position.Segment,
            IsSubscriber = member.IsSubscriber,
            RelationshipCode = member.Relationship,
            Maintenance = (Maintenance)member.Maintenance,
            SubscriberId = member.SubscriberId,
            ClientNumber = member.References.FirstOrDefault(reference => reference.Qualifier == "23")?.Value,
            NameId = member.Id,
            BirthDate = member.BirthDate,
            Income = member.Income is { } income ? new(income.Frequency, new(income.Cents), income.Hours?.Thousandths) : null,
            MaintenanceEffective = member.MaintenanceEffective,
            EligibleFrom = member.EligibleFrom,
            EligibleThrough = member.EligibleThrough,
            Coverages = [.. member.Coverages.Select(ToLoop)],
        },
        ToPlace(member.Position),
        KindOf(member));

    private static CoverageLoop ToLoop(CoverageEnrollment coverage) => new()
    {
        Segment = coverage.Position.Segment,
        Maintenance = (Maintenance)coverage.Maintenance,
        InsuranceLine = coverage.InsuranceLine,
        PlanCode = coverage.Plan,
        CoverageLevel = coverage.Level,
        From = coverage.From,
        Through = coverage.Through,
        OtherCoverages = [.. coverage.OtherCoverages.Select(other => new OtherCoverage(other.Responsibility, other.Coordination))],
    };

    private static LoopOutcome ToOutcome(RefusedItem refused) => LoopOutcome.RefusedFor(
        ToPlace(refused.Position),
        memberId: null,
        action: null,
        [.. refused.Errors.Select(error => new LoopError(error.Position.Segment, error.Code.Name, error.Field, $"{error.Field} {error.Detail}."))]);

    private static LoopPosition ToPlace(Position position) => new(position.Interchange, position.Group, position.Set, position.Segment);
}
