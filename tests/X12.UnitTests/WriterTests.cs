using System.Buffers;
using System.Text;
using Aso.X12.Claims837;
using Aso.X12.Enrollment834;
using static Aso.X12.UnitTests.Documents;

namespace Aso.X12.UnitTests;

public sealed class WriterTests
{
    private static readonly InterchangeHeader Header = new()
    {
        SenderId = "ACME", ReceiverId = "ASO", At = new(2026, 1, 5, 9, 30, 0), ControlNumber = "000000017", IsTest = true,
    };

    [Fact]
    public void Elements_are_written_with_nothing_after_the_last()
    {
        var writer = Writer(out var output);

        writer.Start("SV1").Composite("HC", "99213", null, "25", null).Cents(18_050).Text("UN").Quantity(Quantity.Of(1)).Empty(2).Composite(null, null).Text("").Cents(null).End();
        writer.Start("DTP").Text("472").Text("D8").Date(new DateOnly(2026, 2, 3)).Date(null).End();
        writer.Start("AMT").Text("D").Cents(-5).End();

        Assert.Equal("SV1*HC:99213::25*180.50*UN*1~\nDTP*472*D8*20260203~\nAMT*D*-0.05~\n", output.Text());
    }

    [Theory]
    [InlineData("A*B")]
    [InlineData("A~")]
    [InlineData("A:B")]
    [InlineData("A^B")]
    [InlineData("A\nB")]
    public void A_text_that_would_be_read_back_as_something_else_is_refused(string text)
    {
        var writer = Writer(out _);

        var refused = Assert.Throws<X12Exception>(() => writer.Start("REF").Text("G1").Text(text));

        Assert.Equal(("character-invalid", "REF02"), (refused.Error.Code.Name, refused.Error.Field));
        Assert.DoesNotContain(text, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_copied_segment_for_segment()
    {
        var file = Claims([.. OfficeVisit, .. Replacement]);

        Assert.Equal(Encoding.UTF8.GetString(file), Copy(file));
    }

    [Fact]
    public void Segments_can_move_into_a_document_with_other_delimiters()
    {
        var writer = Writer(out var output);
        new EnvelopeWriter(writer).StartInterchange(Header with { Delimiters = new((byte)'|', (byte)'>', (byte)'!', (byte)'\'') });
        output.ResetWrittenCount();
        using var reader = new X12Reader(Claims(OfficeVisit));

        while (reader.Read() != X12Token.End)
        {
            if (reader.Token == X12Token.Segment && reader.Segment.Id == SegmentId.SV1)
            {
                writer.Copy(reader.Segment);
            }
        }

        Assert.Equal("SV1|HC>99213>25|180.00|UN|1|||1>2'\n", output.Text());
    }

    [Fact]
    public async Task Members_are_written_as_they_were_read()
    {
        var first = await Enrollment834Reader.ReadFileAsync(Enrollment([.. Employee, .. Spouse]).AsStream());

        var output = new ArrayBufferWriter<byte>();
        Enrollment834Writer.WriteFile(output, Header, first.Items[0].Header, first.Items);

        var written = await Enrollment834Reader.ReadFileAsync(output.WrittenSpan.ToArray().AsStream());
        Assert.Empty(written.Errors);
        Assert.Empty(written.Refused);
        Assert.Equal(Json(first.Items), Json(written.Items));
    }

    [Fact]
    public async Task Claims_are_written_as_they_were_read()
    {
        var first = await Claim837Reader.ReadFileAsync(Claims(
        [
            .. OfficeVisit, .. Replacement,
            "HL*3*1*22*1", "SBR*P********CI", "NM1*IL*1*HOLM*ADA****MI*E2", "NM1*PR*2*ASO PLAN*****PI*ASO",
            "HL*4*3*23*0", "PAT*19", "NM1*QC*1*HOLM*KIM", "DMG*D8*20150607*U", .. OfficeVisit,
            .. Provider(5, "1093817465"), .. SubscriberIsPatient(6, 5, "E3"), .. OfficeVisit,
        ]).AsStream());
        Assert.Equal(4, first.Items.Count);

        var output = new ArrayBufferWriter<byte>();
        Claim837Writer.WriteFile(output, Header, first.Items);

        var written = await Claim837Reader.ReadFileAsync(output.WrittenSpan.ToArray().AsStream());
        Assert.Empty(written.Errors);
        Assert.Empty(written.Refused);
        Assert.Equal(Json(first.Items), Json(written.Items));
    }

    [Theory]
    [InlineData("005010X223A2", "CLM*H1*89.95***13:A:1**A*Y*Y|DTP*434*RD8*20260315-20260316|CL1*1**01|HI*ABK:I10|HI*ABF:E119:::::::N|LX*1|SV2*0305*HC:85025*89.95*UN*1")]
    [InlineData("005010X224A2", "CLM*D1*150***11:B:1*Y*A*Y*Y|DTP*472*D8*20260315|LX*1|SV3*AD:D2150*150****2*****1|TOO*JP*12*L:O|TOO*JP*13")]
    public async Task Hospital_and_dental_claims_are_written_as_they_were_read(string version, string claim)
    {
        var first = await Claim837Reader.ReadFileAsync(File("HC", "837", version, [.. ClaimHead, .. claim.Split('|')]).AsStream());

        var output = new ArrayBufferWriter<byte>();
        Claim837Writer.WriteFile(output, Header, [Assert.Single(first.Items)]);

        var written = await Claim837Reader.ReadFileAsync(output.WrittenSpan.ToArray().AsStream());
        Assert.Empty(written.Errors);
        Assert.Equal(Json(first.Items), Json(written.Items));
    }

    [Fact]
    public async Task Many_claims_are_split_into_sets_of_the_recommended_size()
    {
        var claim = Assert.Single((await Claim837Reader.ReadFileAsync(Claims(OfficeVisit).AsStream())).Items);

        var output = new ArrayBufferWriter<byte>();
        Claim837Writer.WriteFile(output, Header, Enumerable.Repeat(claim, Claim837Writer.ClaimsPerSetMax + 1));

        var written = await Claim837Reader.ReadFileAsync(output.WrittenSpan.ToArray().AsStream());
        Assert.Empty(written.Errors);
        Assert.Equal([5_000, 1], written.Interchanges[0].Groups[0].Sets.Select(set => set.Accepted));
    }

    [Fact]
    public void Envelopes_out_of_order_are_a_bug_and_told_as_one()
    {
        var envelopes = new EnvelopeWriter(Writer(out _));

        Assert.Throws<InvalidOperationException>(() => envelopes.StartSet("837"));
        envelopes.StartInterchange(Header);
        Assert.Throws<InvalidOperationException>(() => envelopes.EndGroup());
        Assert.Throws<InvalidOperationException>(() => envelopes.StartInterchange(Header));
    }

    [Theory]
    [InlineData("A PARTY WITH A LONG NAME", "element-too-long")]
    [InlineData("JOSÉ", "character-invalid")]
    public void A_party_that_does_not_fit_its_place_in_the_header_is_refused(string sender, string code)
    {
        var envelopes = new EnvelopeWriter(Writer(out _));

        var refused = Assert.Throws<X12Exception>(() => envelopes.StartInterchange(Header with { SenderId = sender }));

        Assert.Equal((code, "ISA06"), (refused.Error.Code.Name, refused.Error.Field));
    }

    private static X12Writer Writer(out ArrayBufferWriter<byte> output)
    {
        output = new();
        return new(output);
    }

    private static string Copy(byte[] file)
    {
        var writer = Writer(out var output);
        using var reader = new X12Reader(file);
        while (reader.Read() != X12Token.End)
        {
            writer.Copy(reader.Segment);
        }

        return output.Text();
    }

    /// <summary>All that a model says, without where it stood in its file.</summary>
    private static string Json<T>(IReadOnlyList<T> items) =>
        System.Text.RegularExpressions.Regex.Replace(System.Text.Json.JsonSerializer.Serialize(items), "\"Position\":\\{[^}]*\\},?", "");
}
