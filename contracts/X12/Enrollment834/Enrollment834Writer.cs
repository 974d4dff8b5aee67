using System.Buffers;

namespace Aso.X12.Enrollment834;

/// <summary>Writes benefit enrollment files, 834 (005010X220A1).</summary>
public static class Enrollment834Writer
{
    private const string Version = "005010X220A1";

    /// <summary>Writes an interchange with one transaction set.</summary>
    /// <param name="members">In order; a subscriber before its dependants. Their own headers are not looked at.</param>
    /// <exception cref="X12Exception">A text holds a delimiter or a control character.</exception>
    public static void WriteFile(IBufferWriter<byte> output, InterchangeHeader interchange, EnrollmentHeader header, IEnumerable<MemberEnrollment> members)
    {
        ArgumentNullException.ThrowIfNull(interchange);
        var envelopes = new EnvelopeWriter(new X12Writer(output));
        envelopes.StartInterchange(interchange);
        envelopes.StartGroup(interchange.GroupFor("BE", Version));
        WriteSet(envelopes, header, members);
        envelopes.EndGroup();
        envelopes.EndInterchange();
    }

    /// <summary>Writes one transaction set into an open group.</summary>
    /// <inheritdoc cref="WriteFile"/>
    public static void WriteSet(EnvelopeWriter envelopes, EnrollmentHeader header, IEnumerable<MemberEnrollment> members)
    {
        ArgumentNullException.ThrowIfNull(envelopes);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(members);
        envelopes.StartSet("834");
        WriteHeader(envelopes.Segments, header);
        foreach (var member in members)
        {
            WriteMember(envelopes.Segments, member);
        }

        envelopes.EndSet();
    }

    private static void WriteHeader(X12Writer writer, EnrollmentHeader header)
    {
        // The time of day is required and means nothing to anybody: midnight.
        writer.Start("BGN").Text(header.Purpose).Text(header.Reference).Date(header.CreatedOn).Text("0000").Empty(3).Text(header.Action).End();
        writer.Reference("38", header.MasterPolicy);
        writer.Date("007", header.EffectiveOn);
        WriteOrganization(writer, "P5", header.Sponsor);
        WriteOrganization(writer, "IN", header.Payer);
    }

    private static void WriteOrganization(X12Writer writer, string role, Party party) =>
        writer.Start("N1").Text(role).Text(party.Name).Text(party.IdQualifier).Text(party.Id).End();

    private static void WriteMember(X12Writer writer, MemberEnrollment member)
    {
        writer.Start("INS").Text(member.IsSubscriber ? "Y" : "N").Text(member.Relationship).Text(member.Maintenance.Code())
            .Text(member.MaintenanceReason).Text(member.BenefitStatus).Empty(2).Text(member.EmploymentStatus)
            .Empty(2).Text(member.DiedOn is null ? null : "D8").Date(member.DiedOn).End();
        writer.Reference("0F", member.SubscriberId);
        writer.Reference("1L", member.GroupNumber);
        foreach (var reference in member.References)
        {
            writer.Reference(reference.Qualifier, reference.Value);
        }

        writer.Date("303", member.MaintenanceEffective);
        writer.Date("336", member.EmploymentBegan);
        writer.Date("337", member.EmploymentEnded);
        writer.Date("356", member.EligibleFrom);
        writer.Date("357", member.EligibleThrough);
        writer.Person("IL", member.Name, member.IdQualifier, member.Id);
        writer.Address(member.Address);
        writer.Demographics(member.BirthDate, member.Gender);
        if (member.Income is { } income)
        {
            writer.Start("ICM").Text(income.Frequency).Cents(income.Cents).Quantity(income.Hours).End();
        }

        foreach (var coverage in member.Coverages)
        {
            WriteCoverage(writer, coverage);
        }
    }

    private static void WriteCoverage(X12Writer writer, CoverageEnrollment coverage)
    {
        writer.Start("HD").Text(coverage.Maintenance.Code()).Empty().Text(coverage.InsuranceLine).Text(coverage.Plan).Text(coverage.Level).End();
        writer.Date("348", coverage.From);
        writer.Date("349", coverage.Through);
        writer.Date("303", coverage.MaintenanceEffective);
        foreach (var reference in coverage.References)
        {
            writer.Reference(reference.Qualifier, reference.Value);
        }

        foreach (var other in coverage.OtherCoverages)
        {
            writer.Start("COB").Text(other.Responsibility).Text(other.Policy).Text(other.Coordination).End();
            writer.Date("344", other.From);
            writer.Date("345", other.Through);
        }
    }
}
