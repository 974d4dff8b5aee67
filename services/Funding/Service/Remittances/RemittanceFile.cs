using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aso.Primitives;
using Aso.X12;
using Aso.X12.Remittance835;

namespace Aso.Funding.Remittances;

/// <summary>A remittance advice as an X12 835 (005010X221A1). The same advice gives the same bytes.</summary>
/// <remarks>
/// The money goes by the way that payer and provider agreed on with the bank (BPR04 <c>BOP</c>), so no account is named. A claim keeps the
/// platform's id as the payer's number (CLP07), by which a replacement or void names it (REF*F8).
/// </remarks>
internal static class RemittanceFile
{
    public const string MediaType = "application/edi-x12";

    private const int ClaimNumberMax = 38;
    private const int ControlNumbers = 999_999_999;

    public static byte[] Write(RemittanceAdvice advice, PayerOptions payer)
    {
        var output = new ArrayBufferWriter<byte>();
        Remittance835Writer.WriteFile(output, Interchange(advice, payer), [ToRemittance(advice, payer)]);
        return output.WrittenSpan.ToArray();
    }

    public static Remittance ToRemittance(RemittanceAdvice advice, PayerOptions payer) => new()
    {
        // Nothing is paid: a notification, for which no money moves.
        Handling = advice.Paid.IsZero ? "H" : "I",
        PaidCents = advice.Paid.Cents,
        Method = advice.Paid.IsZero ? "NON" : "BOP",
        EffectiveOn = advice.EffectiveOn,
        TraceNumber = advice.TraceNumber,
        PayerIdentifier = payer.Identifier,
        ProducedOn = advice.On,
        Payer = new()
        {
            Name = payer.Name,
            Address = payer.Street is null ? null : new(payer.Street, null, payer.City, payer.State, payer.PostalCode),
        },
        TechnicalContact = new(payer.Name, "EM", payer.ContactMail),
        Payee = new() { Name = $"NPI {advice.ProviderNpi}", IdQualifier = "XX", Id = advice.ProviderNpi },
        Claims = [.. advice.Claims.Select(ToClaim)],
        ProviderAdjustments = [.. advice.ProviderAdjustments.Select(adjustment => new ProviderAdjustment
        {
            ProviderId = advice.ProviderNpi,
            FiscalPeriodEnd = new(advice.On.Year, 12, 31),
            Reason = adjustment.Reason,
            Reference = adjustment.OriginalTraceNumber ?? PayerNumber(adjustment.ClaimId!.Value),
            Cents = adjustment.Amount.Cents,
        })],
    };

    private static ClaimPayment ToClaim(ClaimAdvice claim) => new()
    {
        // Numbers longer than the standard's cannot have come by an 837.
        ClaimNumber = claim.ClaimNumber.Length > ClaimNumberMax ? claim.ClaimNumber[..ClaimNumberMax] : claim.ClaimNumber,
        Status = claim.Status,
        ChargeCents = claim.Billed.Cents,
        PaidCents = claim.Paid.Cents,
        PatientResponsibilityCents = claim.MemberOwes.IsPositive ? claim.MemberOwes.Cents : null,
        ClaimFiling = "12",
        PayerClaimNumber = PayerNumber(claim.ClaimId),
        Frequency = claim.Frequency.ToString(CultureInfo.InvariantCulture),
        Patient = new("QC", false, new(null), "MI", claim.MemberId),
        References = claim is { IsReversal: false, OriginalClaimId: { } original } ? [new("F8", PayerNumber(original))] : [],
        From = claim.Lines.Min(line => line.ServiceDate),
        Through = claim.Lines.Max(line => line.ServiceDate),
        ReceivedOn = claim.ReceivedOn,
        Services = [.. claim.Lines.Select(line => ToService(claim, line))],
    };

    private static ServicePayment ToService(ClaimAdvice claim, ServiceAdvice line) => new()
    {
        ProcedureQualifier = claim.Line == "dental" ? "AD" : IsRevenueCode(line.Procedure) ? "NU" : "HC",
        Procedure = line.Procedure,
        Modifiers = line.Modifiers,
        ChargeCents = line.Billed.Cents,
        PaidCents = line.Paid.Cents,
        Units = new Quantity((long)(line.Units * 1000)),
        From = line.ServiceDate,
        Through = line.ServiceDate,
        Adjustments = [.. line.Adjustments.Select(ToAdjustment)],
        AllowedCents = line.Allowed.IsPositive ? line.Allowed.Cents : null,
    };

    private static Adjustment ToAdjustment(KeyValuePair<string, Money> adjustment)
    {
        var parts = adjustment.Key.Split('-', 2);
        return new(parts[0], parts[1], adjustment.Value.Cents);
    }

    /// <summary>An institutional line may name a revenue code alone: three or four digits, where procedures have five characters.</summary>
    private static bool IsRevenueCode(string procedure) => procedure.Length is 3 or 4 && procedure.All(char.IsAsciiDigit);

    private static string PayerNumber(Guid claimId) => claimId.ToString("N");

    private static InterchangeHeader Interchange(RemittanceAdvice advice, PayerOptions payer) => new()
    {
        SenderQualifier = "30",
        SenderId = payer.TaxId,
        ReceiverId = advice.ProviderNpi,
        At = advice.On.ToDateTime(TimeOnly.MinValue),
        ControlNumber = ControlNumber(advice.TraceNumber),
        IsTest = payer.IsSandbox,
        Delimiters = Delimiters.For(Texts(advice).Concat(payer.Texts())),
    };

    /// <summary>1 to 999,999,999, from the trace number.</summary>
    private static string ControlNumber(string traceNumber)
    {
        var number = BitConverter.ToUInt32(SHA256.HashData(Encoding.ASCII.GetBytes(traceNumber))) % ControlNumbers + 1;
        return number.ToString("000000000", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Texts(RemittanceAdvice advice) => advice.Claims.SelectMany(
        claim => claim.Lines.SelectMany(line => line.Modifiers.Prepend(line.Procedure)).Prepend(claim.MemberId).Prepend(claim.ClaimNumber));
}
