using Aso.Primitives;

namespace Aso.Enrollment.Domain.FileMaintenance;

/// <summary>All of a member but its coverage, as it is after a file.</summary>
internal sealed record Person(
    string MemberId, Relationship Relationship, string SubscriberId, DateOnly BirthDate, Money? WeeklyEarnings, bool OtherCoveragePrimary);

/// <summary>Reads who a member is from its loops: the last loop that states a fact decides it; what none states stays as known.</summary>
internal static class PersonReader
{
    private const long HoursOfWeek = 168;

    public static Person Read(Member? known, IReadOnlyList<MemberLoop> loops, FileKind file, Relationship? subscriber, LoopObjections objections)
    {
        var first = loops[0];
        var relationship = RelationshipOf(loops, objections);
        var memberId = first.MemberId;
        var field = first.IsSubscriber ? "REF*0F" : "REF*23";
        if (!Identifiers.IsValid(memberId))
        {
            objections.Add(first.Segment, "member-id-missing", field, "Give the member's id, 1 to 50 printable ASCII characters: a subscriber's in REF*0F, a dependant's in REF*23 or NM109.");
        }
        else if (known is null && !AddressPart.IsSafe(memberId))
        {
            objections.Add(first.Segment, "identifier-malformed", field, AddressPart.Remedy);
        }

        CheckFamily(known, relationship, first, subscriber, objections);
        return new(
            memberId ?? "",
            relationship,
            first.SubscriberId,
            BirthDateOf(known, loops, objections),
            EarningsOf(known, loops, objections),
            OtherCoverageOf(known, loops, file));
    }

    private static Relationship RelationshipOf(IReadOnlyList<MemberLoop> loops, LoopObjections objections)
    {
        var relationship = Relationship.Employee;
        foreach (var loop in loops)
        {
            if (!Codes.Relationships.TryGetValue(loop.RelationshipCode, out relationship))
            {
                // Read on as what the indicator says, to find what else is wrong.
                relationship = loop.IsSubscriber ? Relationship.Employee : Relationship.Child;
                objections.Add(loop.Segment, "relationship-unknown", "INS02", "Give 18 self, 01 spouse, 53 life partner, 19 child, 09 adopted child, 10 foster child, 15 ward or 17 stepchild.");
            }
            else if (loop.IsSubscriber != (relationship == Relationship.Employee))
            {
                objections.Add(loop.Segment, "relationship-contradicts", "INS01", "Give Y with the relationship 18 (self), and N with every other.");
            }
        }

        if (loops.Any(loop => loop.RelationshipCode != loops[0].RelationshipCode || loop.SubscriberId != loops[0].SubscriberId))
        {
            objections.Add(loops[^1].Segment, "relationship-contradicts", "INS02", "All loops about one member name one relationship and one subscriber.");
        }

        return relationship;
    }

    private static void CheckFamily(Member? known, Relationship relationship, MemberLoop loop, Relationship? subscriber, LoopObjections objections)
    {
        if (known is not null && (known.Relationship != relationship || (!known.IsEmployee && known.SubscriberId != loop.SubscriberId)))
        {
            objections.Add(loop.Segment, "relationship-changed", "INS02", "A member keeps its relationship and its subscriber: enroll the person under another id.");
        }

        if (relationship == Relationship.Employee)
        {
            return;
        }

        if (subscriber is null)
        {
            objections.Add(loop.Segment, "subscriber-unknown", "REF*0F", "Send the subscriber in this file or an earlier one; see whether it was refused.");
        }
        else if (subscriber != Relationship.Employee)
        {
            objections.Add(loop.Segment, "subscriber-not-employee", "REF*0F", "Name the employee, not another dependant.");
        }
    }

    private static DateOnly BirthDateOf(Member? known, IReadOnlyList<MemberLoop> loops, LoopObjections objections)
    {
        var birthDate = known?.BirthDate;
        foreach (var loop in loops)
        {
            birthDate = objections.Date(loop.Segment, "DMG02", loop.BirthDate) ?? birthDate;
        }

        if (birthDate is null && loops.All(loop => loop.BirthDate is null))
        {
            objections.Add(loops[0].Segment, "required", "DMG02", "Give the birth date of a member that is not known yet.");
        }

        return birthDate ?? DateOnly.MinValue;
    }

    private static Money? EarningsOf(Member? known, IReadOnlyList<MemberLoop> loops, LoopObjections objections)
    {
        var earnings = known?.WeeklyEarnings;
        foreach (var loop in loops)
        {
            if (loop.Income is { } income)
            {
                earnings = WeeklyEarnings(loop.Segment, income, objections);
            }
        }

        return earnings;
    }

    private static Money? WeeklyEarnings(long segment, Income income, LoopObjections objections)
    {
        if (income.Wages < Money.Zero || income.Wages > Money.Largest)
        {
            objections.Add(segment, "amount-out-of-range", "ICM02", $"Give wages from 0 to {Money.Largest}.");
            return null;
        }

        if (income.Frequency == Codes.Hourly)
        {
            if (income.WeeklyHoursThousandths is > 0 and <= HoursOfWeek * 1000 and { } hours)
            {
                return income.Wages.TimesRounded(hours, 1000);
            }

            objections.Add(segment, "hours-out-of-range", "ICM03", $"Give the hours of a week with hourly wages: more than 0, at most {HoursOfWeek}.");
            return null;
        }

        if (Codes.WeekOfPeriod.TryGetValue(income.Frequency, out var week))
        {
            return income.Wages.TimesRounded(week.Numerator, week.Denominator);
        }

        objections.Add(segment, "income-frequency-unknown", "ICM01", "Give 1 weekly, 2 biweekly, 3 semimonthly, 4 monthly, 7 annual, Q quarterly, S semiannual or H hourly.");
        return null;
    }

    private static bool OtherCoverageOf(Member? known, IReadOnlyList<MemberLoop> loops, FileKind file)
    {
        // A full file states all there is, so silence means none; in a change file silence means as before.
        var isPrimary = file == FileKind.Change && known is { OtherCoveragePrimary: true };
        foreach (var loop in loops)
        {
            var named = loop.Coverages.SelectMany(coverage => coverage.OtherCoverages).ToList();
            if (named.Count > 0)
            {
                isPrimary = named.Any(other => other is { Responsibility: "P", Coordination: not "6" });
            }
        }

        return isPrimary;
    }
}
