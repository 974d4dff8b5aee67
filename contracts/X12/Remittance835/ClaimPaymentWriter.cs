namespace Aso.X12.Remittance835;

/// <summary>Writes what was decided about one claim, from CLP to its last service, in the order of the guide.</summary>
internal static class ClaimPaymentWriter
{
    private const int RemarksPerSegmentMax = 5;

    public static void Write(X12Writer writer, ClaimPayment claim)
    {
        writer.Start("CLP").Text(claim.ClaimNumber).Text(claim.Status).Cents(claim.ChargeCents).Cents(claim.PaidCents)
            .Cents(claim.PatientResponsibilityCents).Text(claim.ClaimFiling).Text(claim.PayerClaimNumber).Text(claim.Facility)
            .Text(claim.Frequency).Empty().Text(claim.DiagnosisGroup).End();
        writer.Adjustments(claim.Adjustments);
        writer.Named(claim.Patient);
        foreach (var party in claim.OtherParties)
        {
            writer.Named(party);
        }

        foreach (var remarks in claim.RemarkCodes.Chunk(RemarksPerSegmentMax))
        {
            writer.Start("MOA").Empty(2);
            foreach (var remark in remarks)
            {
                writer.Text(remark);
            }

            writer.End();
        }

        WriteReferences(writer, claim.References);
        writer.Day("232", claim.From);
        writer.Day("233", claim.Through);
        writer.Day("050", claim.ReceivedOn);
        WriteAmounts(writer, claim.Amounts);
        foreach (var service in claim.Services)
        {
            Write(writer, service);
        }
    }

    private static void Write(X12Writer writer, ServicePayment service)
    {
        writer.Start("SVC").Procedure(service.ProcedureQualifier, service.Procedure, service.Modifiers, service.Description)
            .Cents(service.ChargeCents).Cents(service.PaidCents).Text(service.RevenueCode).Quantity(service.Units)
            .Procedure(service.Billed?.Qualifier, service.Billed?.Code, [], null).Quantity(service.BilledUnits).End();
        if (service.From == service.Through)
        {
            writer.Day("472", service.From);
        }
        else
        {
            writer.Day("150", service.From);
            writer.Day("151", service.Through);
        }

        writer.Adjustments(service.Adjustments);
        writer.Reference("6R", service.ControlNumber);
        WriteReferences(writer, service.References);
        writer.Amount("B6", service.AllowedCents);
        WriteAmounts(writer, service.Amounts);
        foreach (var remark in service.RemarkCodes)
        {
            writer.Start("LQ").Text("HE").Text(remark).End();
        }
    }

    private static void WriteReferences(X12Writer writer, IEnumerable<Reference> references)
    {
        foreach (var reference in references)
        {
            writer.Reference(reference.Qualifier, reference.Value);
        }
    }

    private static void WriteAmounts(X12Writer writer, IEnumerable<QualifiedAmount> amounts)
    {
        foreach (var amount in amounts)
        {
            writer.Amount(amount.Qualifier, amount.Cents);
        }
    }
}
