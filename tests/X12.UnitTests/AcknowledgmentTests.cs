using System.Buffers;
using Aso.X12.Acknowledgment999;
using Aso.X12.Claims837;
using static Aso.X12.UnitTests.Documents;

namespace Aso.X12.UnitTests;

public sealed class AcknowledgmentTests
{
    private static readonly DateTime At = new(2026, 2, 11, 8, 15, 0);

    [Fact]
    public async Task A_good_file_is_accepted_and_answered_to_its_sender()
    {
        Assert.Equal(
            """
            ISA*00*          *00*          *ZZ*ASO            *ZZ*ACME           *260211*0815*^*00501*000000042*0*T*:~
            GS*FA*ASO*ACME*20260211*0815*42*X*005010X231A1~
            ST*999*0001*005010X231A1~
            AK1*HC*17*005010X222A1~
            AK2*837*0001*005010X222A1~
            IK5*A~
            AK9*A*1*1*1~
            SE*6*0001~
            GE*1*42~
            IEA*1*000000042~

            """,
            await AnswerAsync(Claims([.. OfficeVisit, .. Replacement])));
    }

    [Fact]
    public async Task Refused_claims_are_noted_segment_by_segment_and_element_by_element()
    {
        var answer = await AnswerAsync(Claims(
        [
            .. OfficeVisit.With(("CLM", "CLM*C1*180.001***11:B*Y*A*Y*Y"), ("DTP*472", null)), .. Replacement,
        ]));

        Assert.Equal(
            ["AK1*HC*17*005010X222A1", "AK2*837*0001*005010X222A1", "IK3*CLM*17*2300*8", "IK4*2**6", "IK4*5:3**1", "IK3*DTP*20*2400*3", "IK5*E*5", "AK9*E*1*1*1"],
            Body(answer));
    }

    [Fact]
    public async Task A_set_with_a_wrong_count_is_rejected_and_the_group_in_part()
    {
        string[] good = Set("837", ProfessionalVersion, "0001", [.. ClaimHead, .. OfficeVisit]);
        string[] bad = Set("837", ProfessionalVersion, "0002", [.. ClaimHead, .. OfficeVisit]).With(("SE", "SE*19*0003"));

        var answer = await AnswerAsync(Bytes(Interchange(Group("HC", ProfessionalVersion, [.. good, .. bad]))));

        Assert.Equal(
            ["AK1*HC*17*005010X222A1", "AK2*837*0001*005010X222A1", "IK5*A", "AK2*837*0002*005010X222A1", "IK5*R*4*3", "AK9*P*2*2*1"],
            Body(answer));
    }

    [Fact]
    public async Task A_broken_structure_rejects_the_set_and_names_the_segment()
    {
        var answer = await AnswerAsync(Claims([.. OfficeVisit, "INS*Y*18"]));

        Assert.Equal(
            ["AK1*HC*17*005010X222A1", "AK2*837*0001*005010X222A1", "IK3*INS*24*2400*1", "IK5*R*5", "AK9*R*1*1*0"],
            Body(answer));
    }

    [Fact]
    public async Task A_group_with_a_wrong_count_is_rejected_with_all_its_sets()
    {
        var file = Interchange(Group("HC", ProfessionalVersion, Set("837", ProfessionalVersion, "0001", [.. ClaimHead, .. OfficeVisit])).With(("GE", "GE*3*17")));

        Assert.Equal(
            ["AK1*HC*17*005010X222A1", "AK2*837*0001*005010X222A1", "IK5*R*5", "AK9*R*3*1*0*5"],
            Body(await AnswerAsync(Bytes(file))));
    }

    [Fact]
    public async Task A_set_of_another_kind_is_rejected_as_not_supported()
    {
        var answer = await AnswerAsync(Enrollment(Employee));

        Assert.Equal(["AK1*BE*17*005010X220A1", "AK2*834*0001*005010X220A1", "IK5*R*1", "AK9*R*1*1*0"], Body(answer));
    }

    [Fact]
    public async Task Nothing_of_a_patient_stands_in_the_answer()
    {
        var answer = await AnswerAsync(Claims(OfficeVisit.With(("CLM", "CLM*C1*HOLM***C50911:B*Y*HOLM*Y*Y"), ("HI", "HOLM*C50911"))));

        Assert.DoesNotContain("HOLM", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("C50911", answer, StringComparison.Ordinal);
    }

    private static async Task<string> AnswerAsync(byte[] received)
    {
        var file = await Claim837Reader.ReadFileAsync(received.AsStream());
        var output = new ArrayBufferWriter<byte>();
        Acknowledgment999Writer.WriteFile(output, Assert.Single(file.Interchanges), controlNumber: 42, At);
        return output.Text();
    }

    /// <summary>What stands between the envelopes.</summary>
    private static string[] Body(string answer) =>
        [.. answer.Split("~\n").Where(segment => segment.StartsWith("AK", StringComparison.Ordinal) || segment.StartsWith("IK", StringComparison.Ordinal))];
}
