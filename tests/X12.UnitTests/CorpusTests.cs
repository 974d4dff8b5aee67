using System.Buffers;
using System.Text.Json;
using Aso.X12.Acknowledgment999;
using Aso.X12.Claims837;
using Aso.X12.Corpus;
using Aso.X12.Enrollment834;
using Aso.X12.Remittance835;
using static Aso.X12.UnitTests.Documents;

namespace Aso.X12.UnitTests;

/// <summary>What holds of every document of the corpus, whole and broken.</summary>
public sealed class CorpusTests
{
    private const string ThreeClaims = "professional-three-claims.837";
    private static readonly InterchangeHeader Interchange = new()
    {
        SenderId = "ASO", ReceiverId = "ACME", At = new(2026, 3, 12, 9, 30, 0), ControlNumber = "000000001",
    };

    public static TheoryData<string> Names => [.. CorpusFile.All.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_document_is_read_without_error_and_copied_segment_for_segment(string name)
    {
        var file = CorpusFile.Named(name);
        var (errors, _) = await ReadAsync(name, file.Bytes);
        Assert.Empty(errors);

        var output = new ArrayBufferWriter<byte>();
        var writer = new X12Writer(output);
        using var reader = new X12Reader(file.Bytes);
        while (reader.Read() != X12Token.End)
        {
            Assert.Empty(reader.Errors);
            writer.Copy(reader.Segment);
        }

        Assert.Equal(System.Text.Encoding.ASCII.GetString(file.Bytes), output.Text());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_read_of_a_document_is_written_and_read_back_the_same(string name)
    {
        var bytes = CorpusFile.Named(name).Bytes;
        var output = new ArrayBufferWriter<byte>();
        switch (name[^3..])
        {
            case "834":
                var members = (await Enrollment834Reader.ReadFileAsync(bytes.AsStream())).Items;
                Enrollment834Writer.WriteFile(output, Interchange, members[0].Header, members);
                Assert.Equal(Json(members), Json((await Enrollment834Reader.ReadFileAsync(output.WrittenSpan.ToArray().AsStream())).Items));
                break;
            case "835":
                var payments = (await Remittance835Reader.ReadFileAsync(bytes.AsStream())).Items;
                Remittance835Writer.WriteFile(output, Interchange, payments);
                Assert.Equal(Json(payments), Json((await Remittance835Reader.ReadFileAsync(output.WrittenSpan.ToArray().AsStream())).Items));
                break;
            default:
                var claims = (await Claim837Reader.ReadFileAsync(bytes.AsStream())).Items;
                Claim837Writer.WriteFile(output, Interchange, claims);
                Assert.Equal(Json(claims), Json((await Claim837Reader.ReadFileAsync(output.WrittenSpan.ToArray().AsStream())).Items));
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_document_broken_in_a_hundred_ways_is_answered_every_time(string name)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            Inspection.Inspect(new Mutator(seed).Break(CorpusFile.Named(name).Bytes));
        }
    }

    [Theory]
    [InlineData("SE*", "SE*{0}*0001", "IK5*R*4", "AK9*R*1*1*0")]
    [InlineData("SE*", "SE*{1}*0002", "IK5*R*3", "AK9*R*1*1*0")]
    [InlineData("SE*", null, "IK5*R*2", "AK9*R*1*1*0")]
    [InlineData("ST*", "ST*999*0001*{2}", "IK5*R*6*1", "AK9*R*1*1*0")]
    [InlineData("ST*", "ST*{3}*0001*005010X299", "IK5*R*I6", "AK9*R*1*1*0")]
    [InlineData("ST*", "ST*{3}*1*{2}", "IK5*R*7*3", "AK9*R*1*1*0")]
    [InlineData("GE*", "GE*2*{4}", "IK5*R*5", "AK9*R*2*1*0*5")]
    [InlineData("GE*", "GE*1*999", "IK5*R*5", "AK9*R*1*1*0*4")]
    [InlineData("GE*", null, "IK5*R*5", "AK9*R*0*1*0*3")]
    [InlineData("IEA*", "IEA*2*{5}", "IK5*R*5", "AK9*R*1*1*0")]
    [InlineData("IEA*", "IEA*1*999999999", "IK5*R*5", "AK9*R*1*1*0")]
    public async Task A_wrong_envelope_makes_void_what_it_encloses_and_the_999_says_which(string start, string? instead, string set, string group)
    {
        foreach (var file in CorpusFile.All.Where(file => file.Segments.Count(segment => segment.StartsWith("ST*", StringComparison.Ordinal)) == 1))
        {
            var segments = file.Segments;
            var count = int.Parse(segments.Single(segment => segment.StartsWith("SE*", StringComparison.Ordinal)).Split('*')[1]);
            var (version, number) = (segments[1].Split('*')[8], segments[1].Split('*')[6]);
            var broken = segments.With((start, instead is null ? null : string.Format(System.Globalization.CultureInfo.InvariantCulture, instead, count + 1, count, version, file.Kind, number, segments[0].Split('*')[13])));

            var (errors, answer) = await ReadAsync(file.Name, CorpusFile.ToBytes(broken), mustBeVoid: true);

            Assert.NotEmpty(errors);
            Assert.Contains(set, answer);
            Assert.Contains(group, answer);
        }
    }

    [Fact]
    public async Task One_void_set_leaves_the_other_sets_of_its_group()
    {
        var segments = CorpusFile.Named("payment-reversal-and-recovery.835").Segments;
        var file = await Remittance835Reader.ReadFileAsync(CorpusFile.ToBytes(segments.With(("BPR*H*0.00", "BPR*H*0.01*C*NON************20260319"))).AsStream());

        Assert.Equal(["EFT0001", "EFT0003"], file.Items.Select(payment => payment.TraceNumber));
        Assert.Contains("AK9*P*3*3*2", Answer(file));
        Assert.Contains("IK4*2**I12", Answer(file));
    }

    [Fact]
    public async Task A_claim_with_one_bad_element_anywhere_is_rejected_alone_and_the_999_names_the_element()
    {
        var segments = CorpusFile.Named(ThreeClaims).Segments;
        var first = Array.FindIndex(segments, segment => segment.StartsWith("CLM*V2", StringComparison.Ordinal));
        var end = Array.FindIndex(segments, first, segment => segment.StartsWith("HL*", StringComparison.Ordinal));
        for (var at = first; at < end; at++)
        {
            var elements = segments[at].Split('*');
            for (var element = 1; element < elements.Length; element++)
            {
                var broken = string.Join('*', [.. elements[..element], elements[element] + "\u0001", .. elements[(element + 1)..]]);
                var file = await Claim837Reader.ReadFileAsync(CorpusFile.ToBytes([.. segments[..at], broken, .. segments[(at + 1)..]]).AsStream());

                Assert.Equal(["V1", "V3"], file.Items.Select(claim => claim.ClaimNumber));
                Assert.Single(file.Refused);
                var answer = Answer(file);

                // ISA, GS and ST of the 837 come before; the ST is the first segment that a 999 counts.
                Assert.Contains(answer, segment => segment.StartsWith($"IK3*{elements[0]}*{at - 1}*", StringComparison.Ordinal));
                Assert.Contains($"IK4*{element}**6", answer);
                Assert.Contains("IK5*E*5", answer);
                Assert.Contains("AK9*E*1*1*1", answer);
            }
        }
    }

    [Fact]
    public async Task Thousands_of_members_are_read_and_a_bad_one_among_them_is_refused_alone()
    {
        const int Members = 5_000;
        var file = await Enrollment834Reader.ReadFileAsync(
            LargeEnrollment.Document(Members, (member, segment) => member == 2_500 && segment.StartsWith("ICM", StringComparison.Ordinal) ? "ICM*7*1.005*40" : segment).AsStream());

        Assert.Empty(file.Errors);
        Assert.Equal(Members - 1, file.Items.Count);
        var refused = Assert.Single(file.Refused);
        Assert.Equal(("M002500", "ICM02"), (refused.Reference, Assert.Single(refused.Errors).Field));
        Assert.All(file.Items, member => Assert.Equal("7", member.Income!.Frequency));
        Assert.Contains("AK9*E*1*1*1", Answer(file));
    }

    [Fact]
    public void Ten_seconds_of_broken_documents_raise_nothing_and_keep_no_memory()
    {
        var result = Fuzzing.Run(TimeSpan.FromSeconds(10), seed: 20_260_310);

        Assert.True(result.Cases > 0);
        Assert.InRange(result.ManagedBytesMax, 0, 512 * 1024 * 1024);
    }

    /// <returns>What is wrong or warned of, and the segments of the 999.</returns>
    private static async Task<(IReadOnlyList<X12Error> Errors, string[] Answer)> ReadAsync(string name, byte[] bytes, bool mustBeVoid = false)
    {
        return name[^3..] switch
        {
            "834" => Told(await Enrollment834Reader.ReadFileAsync(bytes.AsStream())),
            "835" => Told(await Remittance835Reader.ReadFileAsync(bytes.AsStream())),
            _ => Told(await Claim837Reader.ReadFileAsync(bytes.AsStream())),
        };

        (IReadOnlyList<X12Error>, string[]) Told<T>(X12File<T> file)
            where T : class
        {
            Assert.Equal(mustBeVoid, file.Items.Count == 0);
            return ([.. file.Errors, .. file.Refused.SelectMany(refused => refused.Errors), .. file.Warnings], Answer(file));
        }
    }

    private static string[] Answer<T>(X12File<T> file)
        where T : class
    {
        var output = new ArrayBufferWriter<byte>();
        Acknowledgment999Writer.WriteFile(output, Assert.Single(file.Interchanges), 1, new(2026, 3, 12, 9, 30, 0));
        return output.Text().Split("~\n");
    }

    private static string Json<T>(IReadOnlyList<T> items) =>
        System.Text.RegularExpressions.Regex.Replace(JsonSerializer.Serialize(items), "\"Position\":\\{[^}]*\\},?", "");
}
