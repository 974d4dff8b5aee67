using System.Buffers;
using System.Globalization;
using Aso.Enrollment.Domain;
using Aso.Primitives;
using Aso.X12;
using Aso.X12.Enrollment834;

namespace Aso.Enrollment.EnrollmentFiles;

/// <summary>All that is known of who is covered, as a full 834 (005010X220A1) for whoever insures or administers a part of it. The same members give the same bytes.</summary>
/// <remarks>
/// Every span is told, past ones too (maintenance 030, for comparison), so that a receiver who applies it to nobody knows as much as this
/// platform. Names are not kept here: where the standard demands one stands the member's id.
/// </remarks>
internal static class RosterFile
{
    public const string MediaType = "application/edi-x12";

    private const string Sender = "ASO";

    /// <param name="on">The employer's business date.</param>
    /// <param name="members">Those without coverage are left out.</param>
    /// <param name="line">That line's coverage alone; null: all.</param>
    /// <param name="receiver">ISA08.</param>
    public static byte[] Write(EmployerDraft employer, DateOnly on, IEnumerable<Member> members, BenefitLine? line, string receiver)
    {
        var header = new EnrollmentHeader
        {
            Reference = on.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            CreatedOn = on,
            Action = "4",
            EffectiveOn = on,
            Sponsor = new(Printable(employer.Name!), "FI", employer.TaxId!.Replace("-", "", StringComparison.Ordinal)),
            Payer = new(receiver, "94", receiver),
        };

        // A subscriber stands before its dependants.
        var loops = members
            .OrderBy(member => member.SubscriberId, StringComparer.Ordinal)
            .ThenBy(member => member.Relationship != Relationship.Employee)
            .ThenBy(member => member.MemberId, StringComparer.Ordinal)
            .Select(member => ToLoop(header, member, line))
            .Where(loop => loop.Coverages.Count > 0)
            .ToList();
        var output = new ArrayBufferWriter<byte>();
        Enrollment834Writer.WriteFile(output, Interchange(on, receiver, loops.SelectMany(Ids)), header, loops);
        return output.WrittenSpan.ToArray();
    }

    private static MemberEnrollment ToLoop(EnrollmentHeader header, Member member, BenefitLine? line) => new()
    {
        Header = header,
        IsSubscriber = member.Relationship == Relationship.Employee,
        Relationship = member.Relationship switch { Relationship.Employee => "18", Relationship.Spouse => "01", _ => "19" },
        Maintenance = Maintenance.Audit,
        EmploymentStatus = member.Relationship == Relationship.Employee ? "AC" : null,
        SubscriberId = member.SubscriberId,
        Name = new(member.MemberId),
        IdQualifier = "ZZ",
        Id = member.MemberId,
        BirthDate = member.BirthDate,
        Gender = "U",
        Income = member.WeeklyEarnings is { } weekly && line is not (BenefitLine.Medical or BenefitLine.Dental) ? new("1", weekly.Cents) : null,
        Coverages = [.. member.Coverages.Where(span => line is null || span.Line == line).Select(span => ToLoop(member, span))],
    };

    private static CoverageEnrollment ToLoop(Member member, Coverage span) => new()
    {
        Maintenance = Maintenance.Audit,
        InsuranceLine = span.Line switch { BenefitLine.Medical => "HLT", BenefitLine.Dental => "DEN", BenefitLine.Std => "STD", _ => "LTD" },
        Plan = span.PlanCode,
        Level = span.Tier switch { null => null, Tier.Employee => "EMP", Tier.EmployeeSpouse => "ESP", Tier.EmployeeChildren => "ECH", _ => "FAM" },
        From = span.Dates.From,
        Through = span.Dates.To,
        OtherCoverages = member.OtherCoveragePrimary ? [new("P", null, "1")] : [],
    };

    private static InterchangeHeader Interchange(DateOnly on, string receiver, IEnumerable<string> ids) => new()
    {
        SenderId = Sender,
        ReceiverId = receiver,
        At = on.ToDateTime(TimeOnly.MinValue),
        ControlNumber = on.ToString("000yyMMdd", CultureInfo.InvariantCulture),
        IsTest = false,
        Delimiters = Delimiters.For(ids),
    };

    private static IEnumerable<string> Ids(MemberEnrollment loop) => loop.Coverages.Select(coverage => coverage.Plan!).Append(loop.Id!).Append(loop.SubscriberId);

    /// <summary>An employer's name as the standard's character set can hold it: 60 printable characters, none a usual delimiter.</summary>
    private static string Printable(string name) =>
        string.Concat(name.Select(letter => letter is >= ' ' and < '\u007F' && !"*:^~".Contains(letter, StringComparison.Ordinal) ? letter : ' ')).Trim() is { Length: > 0 } kept
            ? kept[..Math.Min(kept.Length, 60)].TrimEnd()
            : "EMPLOYER";
}
