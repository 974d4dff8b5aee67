using Aso.X12.Claims837;
using static Aso.X12.UnitTests.Documents;

namespace Aso.X12.UnitTests;

public sealed class ClaimTests
{
    [Fact]
    public async Task An_office_visit_comes_with_provider_patient_diagnoses_and_line()
    {
        var claim = Assert.Single((await ReadAsync(OfficeVisit)).Items);

        Assert.Equal((ClaimKind.Professional, "C1", 18_000, "11", "1"), (claim.Kind, claim.ClaimNumber, claim.ChargeCents, claim.Facility, claim.Frequency));
        Assert.Equal(("B-1", new Party("CLEARING HOUSE", "46", "CH1")), (claim.Submission.Reference, claim.Submission.Submitter));
        Assert.Equal(new Contact("DESK", "EM", "DESK@EXAMPLE.COM"), claim.Submission.Contact);
        Assert.Equal(("1234567893", "555666777", "207Q00000X"), (claim.BillingProvider.Npi, claim.BillingProvider.TaxId, claim.BillingProvider.Taxonomy));
        Assert.Equal(new PostalAddress("2 MILL LANE", null, "SPRINGFIELD", "IL", "62701"), claim.BillingProvider.Address);
        Assert.Equal(("E1", "P", "GROUP-9", true), (claim.Subscriber.MemberId, claim.Subscriber.Responsibility, claim.Subscriber.GroupNumber, claim.Subscriber.IsPatient));
        Assert.Equal(("18", new DateOnly(1980, 2, 3)), (claim.PatientRelationship, claim.PatientBirthDate));
        Assert.Equal(new Party("ASO PLAN", "PI", "ASO"), claim.Payer);
        Assert.Equal("A-77", claim.PriorAuthorization);
        Assert.Equal([("ABK", "C50.911"), ("ABF", "E11.9")], claim.Diagnoses.Select(diagnosis => (diagnosis.Qualifier, diagnosis.Dotted)));

        var line = Assert.Single(claim.Lines);
        Assert.Equal((1, "HC", "99213", 18_000), (line.Number, line.ProcedureQualifier, line.Procedure, line.ChargeCents));
        Assert.Equal(["25"], line.Modifiers);
        Assert.Equal([1, 2], line.DiagnosisPointers);
        Assert.Equal(("UN", Quantity.Of(1), "L-1"), (line.Unit, line.Units, line.ControlNumber));
        Assert.Equal((new DateOnly(2026, 2, 3), new DateOnly(2026, 2, 3)), (line.From, line.Through));
        Assert.Null(line.OtherPayersPaidCents);
    }

    [Fact]
    public async Task A_replacement_names_its_original_and_what_another_payer_paid_per_line()
    {
        var claim = Assert.Single((await ReadAsync(Replacement)).Items);

        Assert.Equal(("7", "C1", "1093817465"), (claim.Frequency, claim.OriginalReference, claim.RenderingProvider?.Npi));
        var other = Assert.Single(claim.OtherPayers);
        Assert.Equal(("P", "OP1", "X9", 12_000), (other.Responsibility, other.PayerId, other.SubscriberId, other.PaidCents));
        Assert.Equal([new("PR", "1", 2_000), new("PR", "2", 1_050)], other.Adjustments);
        Assert.Equal([11_000, 1_000], claim.Lines.Select(line => line.OtherPayersPaidCents!.Value));
        Assert.Equal([new("PR", "2", 4_000), new("PR", "3", 5_000)], claim.Lines[0].OtherPayerDecisions[0].Adjustments);
        Assert.Empty(claim.Lines[1].OtherPayerDecisions[0].Adjustments);
        Assert.Equal(new DateOnly(2026, 2, 8), claim.Lines[1].OtherPayerDecisions[0].DecidedOn);
        Assert.Equal((new DateOnly(2026, 2, 3), new DateOnly(2026, 2, 4)), (claim.Lines[0].From, claim.Lines[0].Through));
        Assert.Equal(1_500, claim.Lines[1].Units!.Value.Thousandths);
    }

    [Fact]
    public async Task Providers_and_patients_change_with_the_levels()
    {
        var file = await ReadAsync(
        [
            .. OfficeVisit,
            "HL*3*1*22*1", "SBR*P********CI", "NM1*IL*1*HOLM*ADA****MI*E2", "NM1*PR*2*ASO PLAN*****PI*ASO",
            "HL*4*3*23*0", "PAT*19", "NM1*QC*1*HOLM*KIM", "DMG*D8*20150607*U",
            .. OfficeVisit.With(("CLM", "CLM*C2*180***11:B:1*Y*A*Y*Y")),
            .. Provider(5, "1093817465"), .. SubscriberIsPatient(6, 5, "E3"),
            .. OfficeVisit.With(("CLM", "CLM*C3*180***11:B:1*Y*A*Y*Y")),
        ]);

        Assert.Equal(
            [("C1", "1234567893", "E1", "18"), ("C2", "1234567893", "E2", "19"), ("C3", "1093817465", "E3", "18")],
            file.Items.Select(claim => (claim.ClaimNumber, claim.BillingProvider.Npi!, claim.Subscriber.MemberId!, claim.PatientRelationship)));
        Assert.Equal((new DateOnly(2015, 6, 7), "KIM"), (file.Items[1].PatientBirthDate, file.Items[1].Dependent!.Name.First));
    }

    [Fact]
    public async Task A_hospital_claim_has_revenue_codes_and_a_statement_period()
    {
        var file = await Claim837Reader.ReadFileAsync(File("HC", "837", "005010X223A2",
        [
            .. ClaimHead, "CLM*H1*89.95***13:A:1**A*Y*Y", "DTP*434*RD8*20260315-20260316", "CL1*1**01", "HI*ABK:I10", "HI*BE:30:::120",
            "NM1*71*1*JONES*JOHN****XX*1122334455", "LX*1", "SV2*0305*HC:85025*13.39*UN*1", "LX*2", "SV2*0730**76.56*DA*3", "DTP*472*D8*20260315",
        ]).AsStream());

        var claim = Assert.Single(file.Items);
        Assert.Equal((ClaimKind.Institutional, "13", new DateOnly(2026, 3, 15), new DateOnly(2026, 3, 16)), (claim.Kind, claim.Facility, claim.From, claim.Through));
        Assert.Equal([("0305", "85025"), ("0730", null)], claim.Lines.Select(line => (line.RevenueCode!, line.Procedure)));
        Assert.Equal("I10", Assert.Single(claim.Diagnoses).Dotted);
        Assert.Equal(("1", "01", "1122334455"), (claim.AdmissionType, claim.PatientStatus, claim.Providers.Single(provider => provider.Role == "71").Provider.Npi));
    }

    [Fact]
    public async Task A_dental_claim_has_teeth_and_surfaces()
    {
        var file = await Claim837Reader.ReadFileAsync(File("HC", "837", "005010X224A2",
        [
            .. ClaimHead, "CLM*D1*150***11:B:1*Y*A*Y*Y", "DTP*472*D8*20260315", "LX*1", "SV3*AD:D2150*150***", "TOO*JP*12*L:O",
        ]).AsStream());

        var claim = Assert.Single(file.Items);
        Assert.Equal((ClaimKind.Dental, new DateOnly(2026, 3, 15)), (claim.Kind, claim.From));
        var line = Assert.Single(claim.Lines);
        Assert.Equal(("D2150", Quantity.Of(1), new Tooth("12", "LO")), (line.Procedure, line.Units, Assert.Single(line.Teeth)));
    }

    [Theory]
    [InlineData("CLM", "CLM**180.00***11:B:1*Y*A*Y*Y", "element-missing", "CLM01")]
    [InlineData("CLM", "CLM*  *180.00***11:B:1*Y*A*Y*Y", "element-missing", "CLM01")]
    [InlineData("CLM", "CLM*0123456789012345678901234567890123456789*180.00***11:B:1*Y*A*Y*Y", "element-too-long", "CLM01")]
    [InlineData("CLM", "CLM*C1*180.001***11:B:1*Y*A*Y*Y", "amount-invalid", "CLM02")]
    [InlineData("CLM", "CLM*C1*-180***11:B:1*Y*A*Y*Y", "amount-invalid", "CLM02")]
    [InlineData("CLM", "CLM*C1*179.99***11:B:1*Y*A*Y*Y", "charges-out-of-balance", "CLM02")]
    [InlineData("CLM", "CLM*C1*180***11:B*Y*A*Y*Y", "element-missing", "CLM05-3")]
    [InlineData("CLM", "CLM*C1*180***11>B>1*Y*A*Y*Y", "composite-not-split", "CLM05")]
    [InlineData("HI", null, "segment-missing", "HI")]
    [InlineData("SV1", null, "segment-missing", "SV1")]
    [InlineData("SV1", "SV1*HC*180.00*UN*1***1:2", "element-missing", "SV101-2")]
    [InlineData("SV1", "SV1*HC:99213:25*180.00*UN****1:2", "element-missing", "SV104")]
    [InlineData("SV1", "SV1*HC:99213:25*180.00*UN*1.0001***1", "number-invalid", "SV104")]
    [InlineData("SV1", "SV1*HC:99213:25*180.00*UN*1***1:13", "number-invalid", "SV107-2")]
    [InlineData("SV1", "SV2*0300*HC:99213*180.00*UN*1~\nSV1*HC:99213:25*180.00*UN*1***1", "segment-unexpected", "SV2")]
    [InlineData("DTP*472", null, "segment-missing", "DTP*472")]
    [InlineData("DTP*472", "DTP*472*RD8*20260204-20260203", "date-invalid", "DTP03")]
    [InlineData("DTP*472", "DTP*472*D8*20260203~\nDTP*472*D8*20260204", "segment-repeated", "DTP*472")]
    [InlineData("REF*G1", "REF*G1*A-77~\nREF*G1*A-78", "segment-repeated", "REF*G1")]
    [InlineData("REF*G1", "NM1*82*1*RIVER*RAY****XX*12345", "identifier-invalid", "NM109")]
    public async Task A_claim_in_error_is_refused_with_its_place_and_the_others_go_on(string start, string? instead, string code, string field)
    {
        var file = await ReadAsync([.. OfficeVisit.With(("CLM", "CLM*C0*180***11:B:1*Y*A*Y*Y")), .. OfficeVisit.With((start, instead)), .. Replacement]);

        Assert.Empty(file.Errors);
        Assert.Equal(["C0", "C2"], file.Items.Select(claim => claim.ClaimNumber));
        var refused = Assert.Single(file.Refused);
        Assert.Equal(26, refused.Position.Segment);
        var error = Assert.Single(refused.Errors);
        Assert.Equal((code, field), (error.Code.Name, error.Field));
    }

    [Theory]
    [InlineData("AMT*D*120.001", "AMT02")]
    [InlineData("AMT*EAF*-1", "AMT02")]
    [InlineData("AMT*A8*x", "AMT02")]
    [InlineData("CAS*XX*1*20.00", "CAS01")]
    [InlineData("CAS*PR*1", "CAS03")]
    [InlineData("CAS*PR*1*1*1**2*2", "CAS05")]
    public async Task What_another_payer_decided_is_read_as_strictly(string segment, string field)
    {
        var file = await ReadAsync([.. OfficeVisit, .. Replacement.With(("AMT*D", segment))]);

        Assert.Equal("C1", Assert.Single(file.Items).ClaimNumber);
        Assert.Contains(field, Assert.Single(file.Refused).Errors.Select(error => error.Field));
    }

    [Theory]
    [InlineData("BK", "E8888", "E888.8")]
    [InlineData("BF", "V7389", "V73.89")]
    [InlineData("ABK", "E119", "E11.9")]
    [InlineData("ABK", "I10", "I10")]
    [InlineData("ABK", "C50.911", "C50.911")]
    public void A_diagnosis_is_shown_with_its_point(string qualifier, string code, string dotted) =>
        Assert.Equal(dotted, new Diagnosis(qualifier, code).Dotted);

    [Fact]
    public async Task A_claim_without_lines_is_refused()
    {
        var file = await ReadAsync(OfficeVisit[..3]);

        Assert.Equal((X12ErrorCode.SegmentMissing, "LX", "2400"), Assert.Single(file.Refused).Errors.Select(error => (error.Code, error.Field, error.Loop)).Single());
    }

    [Fact]
    public async Task More_lines_than_the_guide_permits_refuse_the_claim()
    {
        var lines = Enumerable.Range(1, 51).SelectMany(number => new[] { $"LX*{number}", "SV1*HC:99213*1*UN*1***1", "DTP*472*D8*20260203" });

        var file = await ReadAsync([.. OfficeVisit.With(("CLM", "CLM*C1*50***11:B:1*Y*A*Y*Y"))[..3], .. lines]);

        Assert.Contains(X12ErrorCode.LoopTooLong, Assert.Single(file.Refused).Errors.Select(error => error.Code));
    }

    [Fact]
    public async Task An_error_of_a_subscriber_refuses_its_claims_and_no_others()
    {
        var file = await ReadAsync(
        [
            .. OfficeVisit,
            .. SubscriberIsPatient(3, 1, "E2").With(("DMG", "DMG*D8*19800230*F")),
            .. OfficeVisit.With(("CLM", "CLM*C2*180***11:B:1*Y*A*Y*Y")), .. OfficeVisit.With(("CLM", "CLM*C3*180***11:B:1*Y*A*Y*Y")),
            .. SubscriberIsPatient(4, 1, "E3"), .. OfficeVisit.With(("CLM", "CLM*C4*180***11:B:1*Y*A*Y*Y")),
        ]);

        Assert.Equal(["C1", "C4"], file.Items.Select(claim => claim.ClaimNumber));
        Assert.Equal(["C2", "C3"], file.Refused.Select(refused => refused.Reference));
        Assert.All(file.Refused, refused => Assert.Equal("DMG02", Assert.Single(refused.Errors).Field));
        Assert.Single(file.Interchanges[0].Groups[0].Sets[0].ItemErrors);
    }

    [Fact]
    public async Task A_patient_who_is_not_the_subscriber_must_be_told()
    {
        var file = await ReadAsync(File("HC", "837", ProfessionalVersion, [.. ClaimHead.With(("SBR", "SBR*P********CI")), .. OfficeVisit]));

        Assert.Equal((X12ErrorCode.SegmentMissing, "2000C"), Assert.Single(file.Refused).Errors.Select(error => (error.Code, error.Loop)).Single());
    }

    [Theory]
    [InlineData("HL*2", "HL*3*1*22*0", "hierarchy-broken")]
    [InlineData("HL*2", "HL*2*7*22*0", "hierarchy-broken")]
    [InlineData("HL*2", "HL*2*1*23*0", "hierarchy-broken")]
    [InlineData("HL*2", "HM*2*1*22*0", "segment-unrecognized")]
    [InlineData("BHT", null, "segment-missing")]
    [InlineData("NM1*41", null, "segment-missing")]
    [InlineData("NM1*40", null, "segment-missing")]
    public async Task A_broken_structure_makes_the_set_void(string start, string? instead, string code)
    {
        var file = await ReadAsync(File("HC", "837", ProfessionalVersion, [.. ClaimHead.With((start, instead)), .. OfficeVisit]));

        Assert.Empty(file.Items);
        Assert.Contains(code, file.Errors.Select(error => error.Code.Name));
    }

    [Fact]
    public async Task No_claim_counts_when_any_one_segment_of_its_set_is_lost()
    {
        string[] segments = Interchange(Group("HC", ProfessionalVersion, Set("837", ProfessionalVersion, "0001", [.. ClaimHead, .. OfficeVisit, .. Replacement])));

        for (var lost = 0; lost < segments.Length; lost++)
        {
            var file = await ReadAsync(Bytes([.. segments[..lost], .. segments[(lost + 1)..]]));

            Assert.Empty(file.Items);
            Assert.NotEmpty(file.Errors);
        }
    }

    private static Task<X12File<Claim837>> ReadAsync(string[] claims) => ReadAsync(Claims(claims));

    private static Task<X12File<Claim837>> ReadAsync(byte[] file) => Claim837Reader.ReadFileAsync(file.AsStream());
}
