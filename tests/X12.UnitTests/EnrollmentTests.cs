using System.Text;
using Aso.X12.Enrollment834;
using static Aso.X12.UnitTests.Documents;

namespace Aso.X12.UnitTests;

public sealed class EnrollmentTests
{
    [Fact]
    public async Task A_new_employee_comes_with_dates_income_and_coverages()
    {
        var file = await ReadAsync([.. Employee, .. Spouse]);

        Assert.Empty(file.Errors);
        Assert.Empty(file.Refused);
        var employee = file.Items[0];
        Assert.Equal(("E-1", "2", "GROUP-9"), (employee.Header.Reference, employee.Header.Action, employee.Header.MasterPolicy));
        Assert.Equal(new Party("ACME TOOLING", "FI", "123456789"), employee.Header.Sponsor);
        Assert.Equal((true, "18", Maintenance.Add, "28"), (employee.IsSubscriber, employee.Relationship, employee.Maintenance, employee.MaintenanceReason));
        Assert.Equal(("E1", "GROUP-9", "E1"), (employee.SubscriberId, employee.GroupNumber, employee.Id));
        Assert.Equal(new PersonName("HOLM", "ADA", "Q"), employee.Name);
        Assert.Equal((new DateOnly(2026, 1, 1), new DateOnly(1980, 2, 3), "F"), (employee.EligibleFrom, employee.BirthDate, employee.Gender));
        Assert.Equal(new Income("1", 120_000), employee.Income);
        Assert.Equal(
            [("HLT", "MED", "FAM"), ("STD", "STD", null)],
            employee.Coverages.Select(coverage => (coverage.InsuranceLine, coverage.Plan!, coverage.Level)));
    }

    [Fact]
    public async Task A_dependant_names_its_subscriber_and_other_coverage()
    {
        var file = await ReadAsync([.. Employee, .. Spouse]);

        var spouse = file.Items[1];
        Assert.Equal((false, "01", "E1"), (spouse.IsSubscriber, spouse.Relationship, spouse.SubscriberId));
        Assert.Equal(new Reference("23", "S1"), Assert.Single(spouse.References));
        var coverage = Assert.Single(spouse.Coverages);
        Assert.Equal((new DateOnly(2026, 1, 1), new DateOnly(2026, 6, 30)), (coverage.From, coverage.Through));
        Assert.Equal(new OtherCoverage("P", "POLICY-7", "1"), Assert.Single(coverage.OtherCoverages));
    }

    [Fact]
    public async Task The_name_that_was_wrong_is_not_taken_for_the_member()
    {
        var file = await ReadAsync(
            ["INS*Y*18*001*25*A***FT", "REF*0F*E1", "NM1*74*1*HOLM*ADA", "DMG*D8*19800203*F", "NM1*70*1*HOLME*ADDA", "DMG*D8*19800204*M"]);

        var member = Assert.Single(file.Items);
        Assert.Equal(("HOLM", new DateOnly(1980, 2, 3), "F"), (member.Name.Last, member.BirthDate, member.Gender));
    }

    [Fact]
    public async Task Dates_of_a_disability_a_provider_or_another_payer_are_not_those_of_the_member()
    {
        var file = await ReadAsync(
        [
            .. Employee[..9], "DSB*3", "DTP*360*D8*20251201", "HD*021**HLT*MED*FAM", "DTP*348*D8*20260101",
            "LX*1", "NM1*P3*1*DOC*TOR****XX*1234567893", "COB*S*P7*1", "DTP*344*D8*20250101", "NM1*IN*2*OTHER",
            "LS*2700", "LX*1", "N1*75*SITE", "REF*ZZ*A", "DTP*007*D8*20260101", "LE*2700",
        ]);

        var coverage = Assert.Single(Assert.Single(file.Items).Coverages);
        Assert.Equal(new DateOnly(2026, 1, 1), coverage.From);
        Assert.Equal(new OtherCoverage("S", "P7", "1") { From = new DateOnly(2025, 1, 1) }, Assert.Single(coverage.OtherCoverages));
    }

    [Theory]
    [InlineData("INS", "INS*X*01*021*28*A", "code-invalid", "INS01")]
    [InlineData("INS", "INS*N**021*28*A", "element-missing", "INS02")]
    [InlineData("INS", "INS*N*01*999*28*A", "code-invalid", "INS03")]
    [InlineData("REF*0F", null, "segment-missing", "REF*0F")]
    [InlineData("REF*0F", "REF*0F*E1~\nREF*0F*E2", "segment-repeated", "REF*0F")]
    [InlineData("REF*0F", "REF*0F*E\u00011", "character-invalid", "REF02")]
    [InlineData("NM1", null, "segment-missing", "NM1*IL")]
    [InlineData("DMG", "DMG*D8*19810531X*M", "date-invalid", "DMG02")]
    [InlineData("DMG", "DMG*D6*810531*M", "code-invalid", "DMG01")]
    [InlineData("HD", "HD*021***MED", "element-missing", "HD03")]
    [InlineData("DTP*349", "DTP*349*D8*20260631", "date-invalid", "DTP03")]
    [InlineData("DTP*349", "DTP*348*D8*20260201", "segment-repeated", "DTP*348")]
    [InlineData("COB", "COB*X*POLICY-7*1", "code-invalid", "COB01")]
    public async Task A_member_in_error_is_refused_with_its_place_and_the_others_go_on(string start, string? instead, string code, string field)
    {
        var file = await ReadAsync([.. Employee, .. Spouse.With((start, instead)), .. Employee.With(("REF*0F", "REF*0F*E2"))]);

        Assert.Empty(file.Errors);
        Assert.Equal(["E1", "E2"], file.Items.Select(member => member.SubscriberId));
        var refused = Assert.Single(file.Refused);
        Assert.Equal(21, refused.Position.Segment);
        Assert.Equal(19, refused.Position.SegmentInSet);
        var error = Assert.Single(refused.Errors);
        Assert.Equal((code, field), (error.Code.Name, error.Field));
    }

    [Fact]
    public async Task All_errors_of_a_member_are_told_at_once()
    {
        var file = await ReadAsync(Employee.With(("INS", "INS*Y*18*7*28*A"), ("DMG", "DMG*D8*19801303*F"), ("ICM", "ICM*1*12.345"), ("HD*021**HLT", "HD*021")));

        Assert.Equal(
            [("INS03", "2000"), ("DMG02", "2000"), ("ICM02", "2000"), ("HD03", "2300")],
            Assert.Single(file.Refused).Errors.Select(error => (error.Field, error.Loop)));
    }

    [Theory]
    [InlineData("BGN", null, "segment-missing", "BGN")]
    [InlineData("BGN", "BGN*00*E-1*20260105*0930****7", "code-invalid", "BGN08")]
    [InlineData("N1*P5", null, "segment-missing", "N1*P5")]
    [InlineData("N1*IN", "N1*IN*ASO PLAN", "element-missing", "N103")]
    [InlineData("N1*IN", "N1*IN*ASO PLAN*FI*1~\nHD*021**HLT", "segment-unexpected", "HD")]
    public async Task An_error_before_the_first_member_makes_the_set_void(string start, string? instead, string code, string field)
    {
        var file = await ReadAsync(File("BE", "834", EnrollmentVersion, [.. EnrollmentHead.With((start, instead)), .. Employee]));

        Assert.Empty(file.Items);
        Assert.Contains((code, field), file.Errors.Select(error => (error.Code.Name, error.Field)));
    }

    [Theory]
    [InlineData("BGN*00*E-1*20260105*0930****2", "segment-unexpected")]
    [InlineData("CLM*C1*1", "segment-unrecognized")]
    [InlineData("XYZ*1", "segment-unrecognized")]
    public async Task A_segment_that_cannot_be_placed_makes_the_set_void(string stray, string code)
    {
        var file = await ReadAsync([.. Employee, stray]);

        Assert.Empty(file.Items);
        Assert.Equal(code, Assert.Single(file.Errors).Code.Name);
    }

    [Fact]
    public async Task A_wrong_count_makes_all_its_members_void()
    {
        var file = await ReadAsync(Bytes(Interchange(Group("BE", EnrollmentVersion,
        [
            .. Set("834", EnrollmentVersion, "0001", [.. EnrollmentHead, .. Employee]).With(("SE", "SE*99*0001")),
            .. Set("834", EnrollmentVersion, "0002", [.. EnrollmentHead, .. Employee.With(("REF*0F", "REF*0F*E2"))]),
        ]))));

        Assert.Equal("E2", Assert.Single(file.Items).SubscriberId);
        Assert.Equal(X12ErrorCode.SegmentCountMismatch, Assert.Single(file.Errors).Code);
    }

    [Fact]
    public async Task A_claim_file_is_not_an_enrollment()
    {
        var file = await ReadAsync(Claims(OfficeVisit));

        Assert.Empty(file.Items);
        Assert.Equal((X12ErrorCode.SetUnsupported, "ST01"), (file.Errors[0].Code, file.Errors[0].Field));
    }

    [Fact]
    public async Task No_error_text_holds_data_of_the_file()
    {
        var file = await ReadAsync(Employee.With(("INS", "INS*SECRET*SECRET*SECRET"), ("DMG", "DMG*SECRET*SECRET*SECRET"), ("REF*1L", "SECRET*1")));

        Assert.DoesNotContain("SECRET", string.Join('\n', [.. file.Errors, .. file.Refused.Select(refused => refused.ToString())]), StringComparison.Ordinal);
        Assert.DoesNotContain("HOLM", (await ReadAsync(Employee)).Items[0].ToString(), StringComparison.Ordinal);
    }

    private static Task<X12File<MemberEnrollment>> ReadAsync(string[] members) => ReadAsync(Enrollment(members));

    private static Task<X12File<MemberEnrollment>> ReadAsync(byte[] file) => Enrollment834Reader.ReadFileAsync(file.AsStream());
}
