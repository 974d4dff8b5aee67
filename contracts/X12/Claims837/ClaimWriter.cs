using System.Globalization;

namespace Aso.X12.Claims837;

/// <summary>Writes one claim, from CLM to its last line, in the order of the guides.</summary>
/// <remarks>Signatures, releases and the assignment of benefits are written as given (Y).</remarks>
internal sealed class ClaimWriter(X12Writer writer, Claim837 claim)
{
    private const int DiagnosesPerSegmentMax = 12;

    public void Write()
    {
        writer.Start("CLM").Text(claim.ClaimNumber).Cents(claim.ChargeCents).Empty(2)
            .Composite(claim.Facility, claim.Kind == ClaimKind.Institutional ? "A" : "B", claim.Frequency)
            .Text(claim.Kind == ClaimKind.Institutional ? null : "Y").Text(claim.Assignment).Text("Y").Text("Y").End();
        WriteDates();
        writer.Amount("F5", claim.PatientPaidCents);
        writer.Reference("F8", claim.OriginalReference);
        writer.Reference("G1", claim.PriorAuthorization);
        foreach (var reference in claim.References)
        {
            writer.Reference(reference.Qualifier, reference.Value);
        }

        WriteDiagnoses();
        WriteCodes();
        WriteProviders(claim.Providers);
        foreach (var payer in claim.OtherPayers)
        {
            WriteOtherPayer(payer);
        }

        foreach (var line in claim.Lines)
        {
            WriteLine(line);
        }
    }

    private void WriteDates()
    {
        writer.Date("439", claim.AccidentOn);
        WriteAdmission();
        switch (claim.Kind)
        {
            case ClaimKind.Institutional:
                writer.Period("434", claim.From, claim.Through, always: true);
                if (claim.AdmissionType is not null)
                {
                    writer.Start("CL1").Text(claim.AdmissionType).Text(claim.AdmissionSource).Text(claim.PatientStatus).End();
                }

                break;
            case ClaimKind.Dental:
                writer.Period("472", claim.From, claim.Through);
                break;
        }
    }

    private void WriteAdmission()
    {
        var culture = CultureInfo.InvariantCulture;
        var isInstitutional = claim.Kind == ClaimKind.Institutional;
        if (claim.AdmittedAt is { } admitted)
        {
            writer.Start("DTP").Text("435").Text(isInstitutional ? "DT" : "D8").Text(admitted.ToString(isInstitutional ? "yyyyMMddHHmm" : "yyyyMMdd", culture)).End();
        }

        if (isInstitutional && claim.DischargedAt is { } discharged)
        {
            writer.Start("DTP").Text("096").Text("TM").Text(discharged.ToString("HHmm", culture)).End();
        }
    }

    /// <summary>The principal diagnosis has an HI segment of its own in institutional claims; elsewhere all share segments.</summary>
    private void WriteDiagnoses()
    {
        var groups = claim.Kind == ClaimKind.Institutional
            ? claim.Diagnoses.GroupBy(diagnosis => diagnosis.Qualifier).Select(group => group.ToArray())
            : claim.Diagnoses.Chunk(DiagnosesPerSegmentMax);
        foreach (var group in groups.SelectMany(diagnoses => diagnoses.Chunk(DiagnosesPerSegmentMax)))
        {
            writer.Start("HI");
            foreach (var diagnosis in group)
            {
                writer.Composite(diagnosis.Qualifier, diagnosis.Code, null, null, null, null, null, null, diagnosis.PresentOnAdmission);
            }

            writer.End();
        }
    }

    private void WriteCodes()
    {
        foreach (var codes in claim.Codes.GroupBy(code => code.Qualifier).SelectMany(group => group.Chunk(DiagnosesPerSegmentMax)))
        {
            writer.Start("HI");
            foreach (var code in codes)
            {
                var (format, period) = PartyWriting.FormatPeriod(code.From, code.Through);
                writer.Composite(code.Qualifier, code.Code, format, period, X12Writer.Dollars(code.Cents));
            }

            writer.End();
        }
    }

    private void WriteProviders(IEnumerable<ProviderRole> providers)
    {
        foreach (var (role, provider) in providers)
        {
            LevelWriter.WriteProvider(writer, role, provider);
            LevelWriter.WriteTaxonomy(writer, role == "71" ? "AT" : "PE", provider);
            writer.Address(provider.Address);
            writer.Reference("EI", provider.TaxId);
        }
    }

    private void WriteOtherPayer(OtherPayer payer)
    {
        writer.Start("SBR").Text(payer.Responsibility).Text(payer.Relationship).Text(payer.GroupNumber).Empty(5).Text(payer.ClaimFiling).End();
        writer.Adjustments(payer.Adjustments);
        writer.Amount("D", payer.PaidCents);
        writer.Amount("A8", payer.NonCoveredCents);
        writer.Amount("EAF", payer.RemainingLiabilityCents);
        writer.Start("OI").Empty(2).Text("Y").Empty(2).Text("Y").End();
        if (payer.SubscriberId is not null || payer.SubscriberName is not null)
        {
            writer.Person("IL", payer.SubscriberName ?? new(null), "MI", payer.SubscriberId);
        }

        writer.Organization("PR", new(payer.PayerName, payer.PayerId is null ? null : "PI", payer.PayerId));
        writer.Date("573", payer.DecidedOn);
        writer.Reference("F8", payer.PayerClaimNumber);
    }

    private void WriteLine(ServiceLine line)
    {
        writer.Start("LX").Number(line.Number).End();
        WriteService(line);
        foreach (var tooth in line.Teeth)
        {
            writer.Start("TOO").Text("JP").Text(tooth.Code).Composite([.. tooth.Surfaces.Select(surface => surface.ToString())]).End();
        }

        writer.Period("472", line.From, line.Through);
        writer.Reference("6R", line.ControlNumber);
        writer.Reference("G1", line.PriorAuthorization);
        WriteProviders(line.Providers);
        foreach (var decision in line.OtherPayerDecisions)
        {
            writer.Start("SVD").Text(decision.PayerId).Cents(decision.PaidCents);
            WriteProcedure(decision.PaidProcedure is { } paid ? line with { Procedure = paid, Modifiers = [], Description = null } : line);
            writer.Text(line.RevenueCode).Quantity(decision.PaidUnits ?? line.Units).End();
            writer.Adjustments(decision.Adjustments);
            writer.Date("573", decision.DecidedOn);
            writer.Amount("EAF", decision.RemainingLiabilityCents);
        }
    }

    private void WriteService(ServiceLine line)
    {
        switch (claim.Kind)
        {
            case ClaimKind.Professional:
                writer.Start("SV1");
                WriteProcedure(line);
                writer.Cents(line.ChargeCents).Text(line.Unit).Quantity(line.Units).Text(line.PlaceOfService).Empty().Composite(Pointers(line)).End();
                break;
            case ClaimKind.Institutional:
                writer.Start("SV2").Text(line.RevenueCode);
                WriteProcedure(line);
                writer.Cents(line.ChargeCents).Text(line.Unit).Quantity(line.Units).End();
                break;
            default:
                writer.Start("SV3");
                WriteProcedure(line);
                writer.Cents(line.ChargeCents).Text(line.PlaceOfService).Composite([.. line.OralCavity]).Text(line.Prosthesis).Quantity(line.Units).Empty(4).Composite(Pointers(line)).End();
                break;
        }
    }

    private void WriteProcedure(ServiceLine line) => writer.Procedure(
        line.ProcedureQualifier ?? (claim.Kind == ClaimKind.Dental ? "AD" : "HC"), line.Procedure, line.Modifiers, line.Description);

    private static string[] Pointers(ServiceLine line) =>
        [.. line.DiagnosisPointers.Select(pointer => pointer.ToString(CultureInfo.InvariantCulture))];
}
