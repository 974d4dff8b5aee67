using System.Buffers;
using System.Text;
using Aso.X12;
using Aso.X12.Claims837;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Serving;

/// <summary>837 files for tests.</summary>
internal static class ClaimFiles
{
    /// <summary>A professional claim of one visit on 2026-03-02.</summary>
    public static Claim837 ClaimOf(string number, string member, long charge) => new()
    {
        Kind = ClaimKind.Professional,
        Submission = new()
        {
            Reference = "B1",
            CreatedOn = new(2026, 3, 20),
            Submitter = new("CLEARWAY", "46", "CLEARWAY"),
            Receiver = new("ASO", "46", "ASO"),
        },
        BillingProvider = new() { Npi = InNetwork, Name = new("CLINIC"), IsOrganization = true, TaxId = "910000000" },
        Subscriber = new() { Responsibility = "P", IsPatient = true, Name = new("DOE"), MemberId = member, ClaimFiling = "CI" },
        Payer = new("ASO", "PI", "ASO"),
        ClaimNumber = number,
        ChargeCents = charge,
        Facility = "11",
        Frequency = "1",
        Diagnoses = [new("ABK", "C50911")],
        Lines = [new() { Number = 1, ProcedureQualifier = "HC", Procedure = "99213", ChargeCents = charge, Unit = "UN", Units = Quantity.Of(1), From = new(2026, 3, 2), Through = new(2026, 3, 2), DiagnosisPointers = [1] }],
    };

    /// <summary>A file of one set with these claims, all of one kind.</summary>
    public static byte[] Of(params Claim837[] claims) => Of([claims]);

    /// <summary>A file of one group with a set for each of these.</summary>
    public static byte[] Of(IEnumerable<Claim837[]> sets)
    {
        var file = new ArrayBufferWriter<byte>();
        var interchange = new InterchangeHeader { SenderId = "CLEARWAY", ReceiverId = "ASO", At = new(2026, 3, 20), ControlNumber = "000000001" };
        var envelopes = new EnvelopeWriter(new X12Writer(file));
        envelopes.StartInterchange(interchange);
        var all = sets.ToList();
        envelopes.StartGroup(interchange.GroupFor("HC", Claim837Writer.VersionOf(all[0][0].Kind)));
        foreach (var claims in all)
        {
            Claim837Writer.WriteSet(envelopes, claims);
        }

        envelopes.EndGroup();
        envelopes.EndInterchange();
        return file.WrittenSpan.ToArray();
    }

    /// <summary>The file with one text in it replaced by another.</summary>
    public static byte[] With(this byte[] file, string text, string other)
    {
        var before = Encoding.Latin1.GetString(file);
        Assert.Contains(text, before, StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(before.Replace(text, other, StringComparison.Ordinal));
    }
}
