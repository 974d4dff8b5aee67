using Aso.Foundation.Fhir;
using Aso.Primitives;
using CsCheck;
using Hl7.Fhir.Model;

namespace Aso.Foundation.Tests;

/// <summary>Whatever a member is called, its FHIR ids are ids of FHIR and lead back to it alone.</summary>
public sealed class FhirIdTests
{
    private static readonly Gen<string> MemberId = Gen.Char[' ', '~'].Array[1, 50].Select(letters => new string(letters));

    private static readonly Gen<DateOnly> Day = Gen.Int[0, 109_000].Select(days => new DateOnly(1900, 1, 1).AddDays(days));

    [Fact]
    public void Every_member_id_has_a_fhir_id_that_leads_back_to_it() =>
        MemberId.Sample(memberId =>
        {
            var id = FhirIds.OfPatient(memberId);
            Assert.True(Id.IsValidValue(id), id);
            Assert.Equal(memberId, FhirIds.MemberOf(id));
        });

    [Fact]
    public void Every_span_has_a_fhir_id_that_leads_back_to_it() =>
        Gen.Select(MemberId, Gen.Enum<BenefitLine>(), Day).Sample((memberId, line, from) =>
        {
            var id = FhirIds.OfCoverage(memberId, line, from);
            Assert.True(Id.IsValidValue(id), id);
            Assert.Equal((memberId, line, from), FhirIds.CoverageOf(id));
        });

    [Fact]
    public void No_two_ids_lead_to_one_member() =>
        Gen.Char["0123456789ABCabcXYZxyz-. _"].Array[0, 66].Select(letters => new string(letters)).Sample(id =>
            Assert.True(FhirIds.MemberOf(id) is not { } memberId || FhirIds.OfPatient(memberId) == id, id));

    [Theory]
    [InlineData("E1", "E1")]
    [InlineData("A.B-7", "A.B-7")]
    public void A_member_id_that_is_an_id_of_fhir_stays_as_it_is(string memberId, string id) => Assert.Equal(id, FhirIds.OfPatient(memberId));
}
