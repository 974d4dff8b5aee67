using System.Buffers;
using Aso.X12.ClaimAcknowledgment277;
using Aso.X12.Claims837;
using Aso.X12.Corpus;
using static Aso.X12.UnitTests.Documents;

namespace Aso.X12.UnitTests;

public sealed class ClaimAcknowledgmentTests
{
    private static readonly AcknowledgmentHeader Header = new()
    {
        Reference = "ACK-1", CreatedAt = new(2026, 3, 11, 8, 15, 0), Source = new("ASO PLAN", "PI", "ASO"), SourceTrace = "FILE-7",
        ReceivedOn = new(2026, 3, 10), ProcessedOn = new(2026, 3, 11), Receiver = new("CLEARWAY EDI", "46", "CLEARWAY"), BatchReference = "P100",
    };

    private static readonly InterchangeHeader Interchange = new()
    {
        SenderId = "ASO", ReceiverId = "CLEARWAY", At = new(2026, 3, 11, 8, 15, 0), ControlNumber = "000000017",
    };

    [Fact]
    public async Task A_bad_claim_inside_a_good_set_is_rejected_alone_and_told_why()
    {
        var broken = CorpusFile.Named("professional-three-claims.837").Segments.With(("CLM*V2", "CLM*V2*185.00***11:B*Y*A*Y*Y"));
        var file = await Claim837Reader.ReadFileAsync(CorpusFile.ToBytes(broken).AsStream());

        var text = Write([.. file.Refused.Select(ClaimOutcome.Rejected), .. file.Items.Select((claim, index) => ClaimOutcome.Accepted(claim, $"ICN{index}"))]);

        Assert.Equal(
            """
            BHT*0085*08*ACK-1*20260311*0815*TH
            HL*1**20*1
            NM1*PR*2*ASO PLAN*****PI*ASO
            TRN*1*FILE-7
            DTP*050*D8*20260310
            DTP*009*D8*20260311
            HL*2*1*21*1
            NM1*41*2*CLEARWAY EDI*****46*CLEARWAY
            TRN*2*P100
            STC*A1:19:PR*20260311*WQ*555.00
            QTY*90*2
            QTY*AA*1
            AMT*YU*370.00
            AMT*YY*185.00
            HL*3*2*19*1
            NM1*85*2*HARBOR FAMILY PRACTICE*****XX*1467560003
            TRN*1*0
            STC*A1:19:PR*20260311*WQ*555.00
            QTY*QA*2
            QTY*QC*1
            AMT*YU*370.00
            AMT*YY*185.00
            HL*4*3*PT
            NM1*QC*1*BAINES*OMAR****MI*M1002
            TRN*2*V2
            STC*A6:535*20260311*U*185.00
            DTP*472*D8*20260302
            HL*5*3*PT
            NM1*QC*1*ABBOT*JUNE****MI*M1001
            TRN*2*V1
            STC*A2:20:PR*20260311*WQ*185.00
            REF*1K*ICN0
            REF*D9*CW0001
            DTP*472*D8*20260302
            """,
            string.Join('\n', text.Split("~\n").SkipWhile(segment => !segment.StartsWith("BHT", StringComparison.Ordinal)).Take(34)));
    }

    [Fact]
    public async Task Outcomes_are_read_as_they_were_written()
    {
        var claims = (await Claim837Reader.ReadFileAsync(CorpusFile.Named("professional-three-claims.837").Bytes.AsStream())).Items;
        ClaimOutcome[] outcomes =
        [
            ClaimOutcome.Accepted(claims[0], "ICN1"),
            ClaimOutcome.Rejected(claims[1], [new("A7", "187"), new("A7", "562", "85"), new("A8", "400"), new("A3", "21")]),
            ClaimOutcome.Accepted(claims[2], null),
        ];

        var file = await ClaimAcknowledgment277Reader.ReadFileAsync(System.Text.Encoding.UTF8.GetBytes(Write(outcomes)).AsStream());

        Assert.Empty(file.Errors);
        Assert.Empty(file.Refused);
        Assert.All(file.Items, item => Assert.Equal(Header, item.Header));
        Assert.Equal(Json(outcomes), Json([.. file.Items.Select(item => item.Outcome with { Position = default })]));
        Assert.Equal([true, false, true], file.Items.Select(item => item.Outcome.IsAccepted));
    }

    [Theory]
    [InlineData("CLM*V2", "CLM*V2*184.99***11:B:1*Y*A*Y*Y", "A8", "400", null)]
    [InlineData("CLM*V2", "CLM*V2*x***11:B:1*Y*A*Y*Y", "A7", "178", null)]
    [InlineData("DMG*D8*19851230", "DMG*D8*19851330*M", "A7", "158", "IL")]
    [InlineData("NM1*85", "NM1*85*2*HARBOR FAMILY PRACTICE*****XX*146756", "A7", "562", "85")]
    public async Task An_error_becomes_the_status_that_providers_know(string start, string instead, string category, string code, string? entity)
    {
        var file = await Claim837Reader.ReadFileAsync(CorpusFile.ToBytes(CorpusFile.Named("professional-three-claims.837").Segments.With((start, instead))).AsStream());

        var refused = file.Refused.Single(refused => refused.Reference == "V2");
        Assert.Equal([new ClaimStatus(category, code, entity)], ClaimOutcome.Rejected(refused).Statuses);
    }

    [Theory]
    [InlineData("STC*A2:20:PR*20260311*WQ*185.00", "STC*B9:20:PR*20260311*WQ*185.00", "STC01-1")]
    [InlineData("STC*A2:20:PR*20260311*WQ*185.00", null, "STC")]
    [InlineData("NM1*QC", null, "NM1*QC")]
    public async Task An_outcome_in_error_is_refused_alone(string start, string? instead, string field)
    {
        var claims = (await Claim837Reader.ReadFileAsync(CorpusFile.Named("professional-three-claims.837").Bytes.AsStream())).Items;
        var segments = Write([ClaimOutcome.Rejected(claims[1], [new("A7", "187")]), ClaimOutcome.Accepted(claims[0], "ICN1")]).Split("~\n", StringSplitOptions.RemoveEmptyEntries);
        var last = Array.FindLastIndex(segments, segment => segment.StartsWith(start, StringComparison.Ordinal));
        segments = [.. segments[..last], .. instead is null ? Array.Empty<string>() : [instead], .. segments[(last + 1)..]];
        segments = segments.With(("SE", $"SE*{segments.Length - 4}*0001"));

        var file = await ClaimAcknowledgment277Reader.ReadFileAsync(CorpusFile.ToBytes(segments).AsStream());

        Assert.Empty(file.Errors);
        Assert.Equal("V2", Assert.Single(file.Items).Outcome.ClaimNumber);
        Assert.Equal(field, Assert.Single(Assert.Single(file.Refused).Errors).Field);
    }

    private static string Write(IReadOnlyList<ClaimOutcome> outcomes)
    {
        var output = new ArrayBufferWriter<byte>();
        ClaimAcknowledgment277Writer.WriteFile(output, Interchange, Header, outcomes);
        return output.Text();
    }

    private static string Json(IReadOnlyList<ClaimOutcome> outcomes) => System.Text.Json.JsonSerializer.Serialize(outcomes);
}
