using Aso.Enrollment.Domain;
using Aso.Enrollment.Store;
using Aso.Foundation.Fhir;
using Aso.Primitives;
using R4 = Hl7.Fhir.Model;

namespace Aso.Enrollment.Fhir;

/// <summary>Spans of a member's coverage as FHIR R4 Coverages.</summary>
internal static class CoverageResource
{
    private const string ClassSystem = "http://terminology.hl7.org/CodeSystem/coverage-class";
    private const string RelationshipSystem = "http://terminology.hl7.org/CodeSystem/subscriber-relationship";
    private const string TypeSystem = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    /// <summary>A resource for each span, in the order of their ids.</summary>
    /// <param name="employer">Its name.</param>
    public static List<R4.Coverage> Of(MemberRow member, string? employer) =>
        [.. member.Coverages.Select(span => Of(member, span, employer)).OrderBy(coverage => coverage.Id, StringComparer.Ordinal)];

    private static R4.Coverage Of(MemberRow member, CoverageRow span, string? employer) => new()
    {
        Id = FhirIds.OfCoverage(member.MemberId, span.Line, span.From),
        Status = R4.FinancialResourceStatusCodes.Active,
        Type = new() { Coding = [TypeOf(span.Line), FhirWords.Line(span.Line)] },
        Subscriber = FhirWords.Patient(member.SubscriberId),
        SubscriberId = member.SubscriberId,
        Beneficiary = FhirWords.Patient(member.MemberId),
        Relationship = new(RelationshipSystem, member.Relationship switch
        {
            Relationship.Employee => "self",
            Relationship.Spouse => "spouse",
            _ => "child",
        }),
        Period = new() { Start = FhirWords.Date(span.From), End = span.To is { } to ? FhirWords.Date(to) : null },
        Payor = [FhirWords.Employer(member.EmployerId, employer)],
        Class = [.. Classes(member, span)],

        // Whether another payer pays before this plan is known of the member, not of the span.
        Order = member.OtherCoveragePrimary ? 2 : 1,
    };

    private static IEnumerable<R4.Coverage.ClassComponent> Classes(MemberRow member, CoverageRow span)
    {
        yield return new() { Type = new(ClassSystem, "group"), Value = member.EmployerId.ToString() };
        yield return new() { Type = new(ClassSystem, "plan"), Value = span.Plan };
        if (span.Tier is { } tier)
        {
            yield return new() { Type = new(ClassSystem, "class"), Value = Words.For(Words.Tiers, tier), Name = "tier" };
        }
    }

    private static R4.Coding TypeOf(BenefitLine line) => line switch
    {
        BenefitLine.Medical => new(TypeSystem, "HIP", "health insurance plan policy"),
        BenefitLine.Dental => new(TypeSystem, "DENTAL", "dental care policy"),
        _ => new(TypeSystem, "DIS", "disability insurance policy"),
    };
}
