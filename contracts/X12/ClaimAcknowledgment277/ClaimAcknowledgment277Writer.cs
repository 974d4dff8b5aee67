using System.Buffers;

namespace Aso.X12.ClaimAcknowledgment277;

/// <summary>Writes claim acknowledgments, 277CA (005010X214): which claims of a batch are taken in and which are rejected, and why.</summary>
/// <remarks>
/// A 999 speaks of whole sets and of syntax; this speaks of every claim, so that a bad one in a good set is rejected alone. What was
/// received and is said again is left without the characters that delimit here: an answer is never held up by a name.
/// </remarks>
public static class ClaimAcknowledgment277Writer
{
    private const string Version = "005010X214";
    private const int StatusesPerSegmentMax = 3;

    // STC has its first status in element 1, the others in elements 10 and 11.
    private const int ElementsBetweenStatuses = 5;

    /// <summary>Writes an interchange with one transaction set.</summary>
    /// <param name="interchange">Of the answer: <see cref="InterchangeHeader.Answer"/> makes it from the one that is answered.</param>
    /// <param name="outcomes">At least one, each with a status. Those of one billing provider are written together.</param>
    public static void WriteFile(IBufferWriter<byte> output, InterchangeHeader interchange, AcknowledgmentHeader header, IReadOnlyList<ClaimOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(interchange);
        var envelopes = new EnvelopeWriter(new X12Writer(output));
        envelopes.StartInterchange(interchange);
        envelopes.StartGroup(interchange.GroupFor("HN", Version));
        WriteSet(envelopes, header, outcomes);
        envelopes.EndGroup();
        envelopes.EndInterchange();
    }

    /// <summary>Writes one transaction set into an open group.</summary>
    /// <inheritdoc cref="WriteFile"/>
    public static void WriteSet(EnvelopeWriter envelopes, AcknowledgmentHeader header, IReadOnlyList<ClaimOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(envelopes);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentOutOfRangeException.ThrowIfZero(outcomes.Count);
        envelopes.StartSet("277");
        var writer = envelopes.Segments;
        writer.Start("BHT").Text("0085").Text("08").Text(header.Reference).Date(DateOnly.FromDateTime(header.CreatedAt)).Time(header.CreatedAt).Text("TH").End();
        WriteSource(writer, header);
        WriteReceiver(writer, header, outcomes);
        var levels = 2;
        foreach (var provider in outcomes.GroupBy(outcome => outcome.BillingProvider))
        {
            var providerLevel = ++levels;
            WriteProvider(writer, providerLevel, header, provider.Key, [.. provider]);
            foreach (var outcome in provider)
            {
                WriteOutcome(writer, ++levels, providerLevel, header, outcome);
            }
        }

        envelopes.EndSet();
    }

    private static void WriteSource(X12Writer writer, AcknowledgmentHeader header)
    {
        writer.Start("HL").Text("1").Empty().Text("20").Text("1").End();
        WriteParty(writer, Of("PR", header.Source));
        writer.Start("TRN").Text("1").Text(header.SourceTrace).End();
        writer.Date("050", header.ReceivedOn);
        writer.Date("009", header.ProcessedOn);
    }

    private static void WriteReceiver(X12Writer writer, AcknowledgmentHeader header, IReadOnlyList<ClaimOutcome> outcomes)
    {
        writer.Start("HL").Text("2").Text("1").Text("21").Text("1").End();
        WriteParty(writer, Of("41", header.Receiver));
        writer.Start("TRN").Text("2").Echo(header.BatchReference).End();
        WriteTotals(writer, header, outcomes, acceptedCount: "90", rejectedCount: "AA");
    }

    private static void WriteProvider(X12Writer writer, int level, AcknowledgmentHeader header, NamedParty provider, IReadOnlyList<ClaimOutcome> outcomes)
    {
        writer.Start("HL").Number(level).Text("2").Text("19").Text("1").End();
        WriteParty(writer, provider);

        // There is no provider's own trace: the guide wants a zero then.
        writer.Start("TRN").Text("1").Text("0").End();
        WriteTotals(writer, header, outcomes, acceptedCount: "QA", rejectedCount: "QC");
    }

    /// <summary>That the claims were received, and how many of them and of which amount were accepted and rejected.</summary>
    private static void WriteTotals(
        X12Writer writer, AcknowledgmentHeader header, IReadOnlyList<ClaimOutcome> outcomes, string acceptedCount, string rejectedCount)
    {
        WriteStatuses(writer, header, [ClaimStatus.Received], isAccepted: true, Total(outcomes));
        var accepted = outcomes.Where(outcome => outcome.IsAccepted).ToList();
        var rejected = outcomes.Where(outcome => !outcome.IsAccepted).ToList();
        WriteCount(writer, acceptedCount, accepted.Count);
        WriteCount(writer, rejectedCount, rejected.Count);
        writer.Amount("YU", accepted.Count == 0 ? null : Total(accepted));
        writer.Amount("YY", rejected.Count == 0 ? null : Total(rejected));
    }

    private static Int128 Total(IEnumerable<ClaimOutcome> outcomes) =>
        outcomes.Aggregate((Int128)0, (total, outcome) => total + outcome.ChargeCents);

    private static void WriteCount(X12Writer writer, string qualifier, int count)
    {
        if (count > 0)
        {
            writer.Start("QTY").Text(qualifier).Number(count).End();
        }
    }

    private static void WriteOutcome(X12Writer writer, int level, int parent, AcknowledgmentHeader header, ClaimOutcome outcome)
    {
        ArgumentOutOfRangeException.ThrowIfZero(outcome.Statuses.Count);
        writer.Start("HL").Number(level).Number(parent).Text("PT").End();
        WriteParty(writer, outcome.Patient);
        writer.Start("TRN").Text("2").Echo(outcome.ClaimNumber).End();
        foreach (var statuses in outcome.Statuses.Chunk(StatusesPerSegmentMax))
        {
            WriteStatuses(writer, header, statuses, outcome.IsAccepted, outcome.ChargeCents);
        }

        writer.Reference("1K", outcome.PayerClaimNumber);
        if (outcome.ClearinghouseNumber is { } number)
        {
            writer.Start("REF").Text("D9").Echo(number).End();
        }

        writer.Period("472", outcome.From, outcome.Through);
    }

    private static void WriteStatuses(X12Writer writer, AcknowledgmentHeader header, ClaimStatus[] statuses, bool isAccepted, Int128 cents)
    {
        writer.Start("STC");
        WriteStatus(writer, statuses[0]);
        writer.Date(header.ProcessedOn).Text(isAccepted ? "WQ" : "U").Cents(cents).Empty(ElementsBetweenStatuses);
        foreach (var status in statuses.Skip(1))
        {
            WriteStatus(writer, status);
        }

        writer.End();
    }

    private static void WriteStatus(X12Writer writer, ClaimStatus status) => writer.Composite(status.Category, status.Code, status.Entity);

    private static NamedParty Of(string role, Party party) => new(role, true, new(party.Name), party.IdQualifier, party.Id);

    private static void WriteParty(X12Writer writer, NamedParty party)
    {
        var name = party.Name;
        writer.Named(party with
        {
            Name = new(Echo(name.Last), Echo(name.First), Echo(name.Middle), Echo(name.Prefix), Echo(name.Suffix)),
            Id = Echo(party.Id),
        });

        string? Echo(string? text) => text is null ? null : writer.Printable(text);
    }
}
