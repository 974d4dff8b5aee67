using System.Buffers;
using Aso.X12.Acknowledgment999;
using Aso.X12.ClaimAcknowledgment277;
using Aso.X12.Claims837;
using Aso.X12.Enrollment834;
using Aso.X12.Remittance835;

namespace Aso.X12.UnitTests;

/// <summary>The examples of the README, word for word, so that they compile.</summary>
internal static class ReadmeExamples
{
    public static async Task<X12File<Claim837>> ReadClaimsAsync(Stream stream, CancellationToken cancel)
    {
        var file = await Claim837Reader.ReadFileAsync(stream, cancel: cancel);
        foreach (var claim in file.Items)
        {
            Console.WriteLine($"{claim.ClaimNumber}: {claim.ChargeCents} cents in {claim.Lines.Count} lines");
        }

        foreach (var refused in file.Refused)
        {
            foreach (var error in refused.Errors)
            {
                Console.WriteLine($"{refused.Reference}: {error.Code}: {error.Field} {error.Detail} ({error.Position})");
            }
        }

        foreach (var error in file.Errors)
        {
            Console.WriteLine(error);
        }

        return file;
    }

    public static async Task<List<MemberEnrollment>> ReadMembersAsync(Stream stream, CancellationToken cancel)
    {
        var waiting = new List<MemberEnrollment>();
        await foreach (var reading in Enrollment834Reader.ReadAsync(stream, cancel: cancel))
        {
            switch (reading)
            {
                case Reading<MemberEnrollment>.Item(var member):
                    waiting.Add(member);
                    break;
                case Reading<MemberEnrollment>.SetEnd(var set) when !set.Stands:
                    waiting.RemoveRange(waiting.Count - set.Accepted, set.Accepted);
                    break;
            }
        }

        return waiting;
    }

    public static async Task<X12File<Remittance>> ReadPaymentsAsync(Stream stream, CancellationToken cancel)
    {
        var payments = await Remittance835Reader.ReadFileAsync(stream, cancel: cancel);
        foreach (var payment in payments.Items)
        {
            Console.WriteLine($"{payment.TraceNumber}: {payment.PaidCents} cents for {payment.Claims.Count} claims");
        }

        return payments;
    }

    public static byte[] AnswerClaims(X12File<Claim837> file, AcknowledgmentHeader header, DateTime now)
    {
        var answer = new ArrayBufferWriter<byte>();
        var outcomes = file.Items.Select(claim => ClaimOutcome.Accepted(claim, payerClaimNumber: $"ICN-{claim.ClaimNumber}"))
            .Concat(file.Refused.Select(ClaimOutcome.Rejected))
            .ToList();
        ClaimAcknowledgment277Writer.WriteFile(answer, file.Interchanges[0].Header.Answer(controlNumber: 2, at: now), header, outcomes);
        return answer.WrittenSpan.ToArray();
    }

    public static async Task<long> SumChargesAsync(Stream stream, CancellationToken cancel)
    {
        using var reader = new X12Reader(stream);
        var charged = 0L;
        while (await reader.ReadAsync(cancel) != X12Token.End)
        {
            if (reader.Token == X12Token.Segment && reader.Segment.Id == SegmentId.CLM && reader.Segment[2].TryGetCents(out var charge))
            {
                charged += charge;
            }
        }

        return charged;
    }

    public static (byte[] Claims, byte[] Answer) WriteClaims(X12File<Claim837> file, DateTime now)
    {
        var output = new ArrayBufferWriter<byte>();
        var interchange = new InterchangeHeader { SenderId = "ACME", ReceiverId = "ASO", At = now, ControlNumber = "000000001" };
        Claim837Writer.WriteFile(output, interchange, file.Items);

        var answer = new ArrayBufferWriter<byte>();
        Acknowledgment999Writer.WriteFile(answer, file.Interchanges[0], controlNumber: 1, at: now);
        return (output.WrittenSpan.ToArray(), answer.WrittenSpan.ToArray());
    }

    public static byte[] WriteSegments(ArrayBufferWriter<byte> output, InterchangeHeader interchange)
    {
        var envelopes = new EnvelopeWriter(new X12Writer(output));
        envelopes.StartInterchange(interchange);
        envelopes.StartGroup(interchange.GroupFor("BE", "005010X220A1"));
        envelopes.StartSet("834");
        envelopes.Segments.Start("DTP").Text("348").Text("D8").Date(new DateOnly(2026, 1, 1)).End();
        envelopes.EndSet();
        envelopes.EndGroup();
        envelopes.EndInterchange();
        return output.WrittenSpan.ToArray();
    }
}
