using System.Buffers;

namespace Aso.X12.Remittance835;

/// <summary>Writes remittance files, 835 (005010X221A1). A payment that is out of balance is not written.</summary>
public static class Remittance835Writer
{
    private const string Version = "005010X221A1";
    private const int AdjustmentsPerSegmentMax = 6;

    /// <summary>Writes an interchange with one transaction set for each payment.</summary>
    /// <exception cref="X12Exception">
    /// A payment is out of balance (<see cref="RemittanceBalance.Check"/> says where, before), or a text holds a delimiter or a control
    /// character. What was written by then is incomplete and to be discarded.
    /// </exception>
    public static void WriteFile(IBufferWriter<byte> output, InterchangeHeader interchange, IEnumerable<Remittance> remittances)
    {
        ArgumentNullException.ThrowIfNull(interchange);
        ArgumentNullException.ThrowIfNull(remittances);
        var envelopes = new EnvelopeWriter(new X12Writer(output));
        envelopes.StartInterchange(interchange);
        envelopes.StartGroup(interchange.GroupFor("HP", Version));
        foreach (var remittance in remittances)
        {
            WriteSet(envelopes, remittance);
        }

        envelopes.EndGroup();
        envelopes.EndInterchange();
    }

    /// <summary>Writes one payment as a transaction set into an open group; of one that is out of balance, nothing.</summary>
    /// <inheritdoc cref="WriteFile"/>
    public static void WriteSet(EnvelopeWriter envelopes, Remittance remittance)
    {
        ArgumentNullException.ThrowIfNull(envelopes);
        if (RemittanceBalance.Check(remittance) is [var imbalance, ..])
        {
            throw new X12Exception(imbalance.Error);
        }

        if (remittance.EffectiveOn is null)
        {
            throw new X12Exception(new() { Code = X12ErrorCode.ElementMissing, SegmentId = "BPR", Position = remittance.Position.At(16) });
        }

        envelopes.StartSet("835");
        var writer = envelopes.Segments;
        WriteHeader(writer, remittance);
        WriteParty(writer, "PR", remittance.Payer);
        if (remittance.TechnicalContact is { } contact)
        {
            writer.Start("PER").Text("BL").Text(contact.Name).Text(contact.Channel).Text(contact.Number).End();
        }

        WriteParty(writer, "PE", remittance.Payee);
        int? group = null;
        foreach (var claim in remittance.Claims)
        {
            if (claim.Group != group)
            {
                group = claim.Group;
                writer.Start("LX").Number(claim.Group).End();
            }

            ClaimPaymentWriter.Write(writer, claim);
        }

        WriteProviderAdjustments(writer, remittance.ProviderAdjustments);
        envelopes.EndSet();
    }

    private static void WriteHeader(X12Writer writer, Remittance remittance)
    {
        writer.Start("BPR").Text(remittance.Handling).Cents(remittance.PaidCents).Text(remittance.CreditOrDebit).Text(remittance.Method).Text(remittance.Format);
        WriteAccount(writer, remittance.PayerAccount);
        writer.Text(remittance.OriginatingCompany).Text(remittance.OriginatingDivision);
        WriteAccount(writer, remittance.PayeeAccount);
        writer.Date(remittance.EffectiveOn).End();
        writer.Start("TRN").Text("1").Text(remittance.TraceNumber).Text(remittance.PayerIdentifier).Text(remittance.PayerDivision).End();
        writer.Reference("EV", remittance.ReceiverIdentifier);
        writer.Day("405", remittance.ProducedOn);
    }

    private static void WriteAccount(X12Writer writer, BankAccount? account) =>
        writer.Text(account?.RoutingQualifier).Text(account?.RoutingNumber).Text(account?.AccountQualifier).Text(account?.AccountNumber);

    private static void WriteParty(X12Writer writer, string role, RemittanceParty party)
    {
        writer.Start("N1").Text(role).Text(party.Name).Text(party.IdQualifier).Text(party.Id).End();
        writer.Address(party.Address);
        foreach (var reference in party.References)
        {
            writer.Reference(reference.Qualifier, reference.Value);
        }
    }

    /// <summary>Adjustments of one provider that follow each other share segments.</summary>
    private static void WriteProviderAdjustments(X12Writer writer, IReadOnlyList<ProviderAdjustment> adjustments)
    {
        for (var next = 0; next < adjustments.Count;)
        {
            var first = adjustments[next];
            writer.Start("PLB").Text(first.ProviderId).Date(first.FiscalPeriodEnd);
            var end = Math.Min(next + AdjustmentsPerSegmentMax, adjustments.Count);
            for (; next < end && (adjustments[next].ProviderId, adjustments[next].FiscalPeriodEnd) == (first.ProviderId, first.FiscalPeriodEnd); next++)
            {
                writer.Composite(adjustments[next].Reason, adjustments[next].Reference).Cents(adjustments[next].Cents);
            }

            writer.End();
        }
    }
}
