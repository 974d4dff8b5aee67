using System.Buffers;
using System.Text.Json;
using Aso.X12.Remittance835;
using CsCheck;

namespace Aso.X12.UnitTests;

/// <summary>Payments of any shape, balanced by construction: each service and claim is paid what its adjustments leave.</summary>
public sealed class RemittanceRoundTripTests
{
    private static readonly InterchangeHeader Interchange = new()
    {
        SenderId = "ASO", ReceiverId = "ACME", At = new(2026, 1, 5, 9, 30, 0), ControlNumber = "000000017",
    };

    private static readonly Gen<string> Word =
        Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./ "].Array[1, 10].Select(letters => "X" + new string(letters).TrimEnd());

    private static readonly Gen<string?> MaybeWord = Gen.Select(Gen.Bool, Word).Select((given, word) => given ? word : null);
    private static readonly Gen<DateOnly> Day = Gen.Int[0, 36_500].Select(days => new DateOnly(1930, 1, 1).AddDays(days));
    private static readonly Gen<long> Cents = Gen.Long[-9_999_999_99, 9_999_999_99];
    private static readonly Gen<Quantity?> Units = Gen.Select(Gen.Bool, Gen.Long[0, 9_999_999]).Select((given, thousandths) => given ? new Quantity(thousandths) : (Quantity?)null);

    private static readonly Gen<Adjustment[]> Adjustments =
        Gen.Select(Gen.OneOf("CO", "OA", "PI", "PR"), Gen.OneOf("1", "2", "45", "B7"), Cents, Units)
            .Select((group, reason, cents, units) => new Adjustment(group, reason, cents, units)).Array[0, 9]
            .Select(adjustments => adjustments.OrderBy(adjustment => adjustment.Group, StringComparer.Ordinal).ToArray());

    private static readonly Gen<QualifiedAmount[]> Amounts = Gen.Select(Gen.OneOf("AU", "D8", "I"), Cents).Select((qualifier, cents) => new QualifiedAmount(qualifier, cents)).Array[0, 3];
    private static readonly Gen<Reference[]> References = Gen.Select(Gen.OneOf("1L", "EA", "F8"), Word).Select((qualifier, value) => new Reference(qualifier, value)).Array[0, 3];

    private static readonly Gen<ServicePayment> Service =
        Gen.Select(Cents, Adjustments, Gen.Select(MaybeWord, Word.Array[0, 4]), Gen.Select(Day, Gen.Int[0, 9]), Units, MaybeWord, Amounts, Word.Array[0, 3]).Select(
            (charge, adjustments, optional, days, units, billed, amounts, remarks) => new ServicePayment
            {
                ProcedureQualifier = "HC", Procedure = "99213", Modifiers = [.. optional.Item2.Select(word => word[..1] + "7")], Description = optional.Item1, ChargeCents = charge,
                PaidCents = charge - adjustments.Sum(adjustment => adjustment.Cents), RevenueCode = optional.Item1, Units = units,
                Billed = billed is null ? null : new("HC", billed), BilledUnits = units, From = days.Item1, Through = days.Item1.AddDays(days.Item2),
                Adjustments = adjustments, ControlNumber = billed, References = billed is null ? [] : [new("HPI", billed)],
                AllowedCents = units is null ? null : charge, Amounts = amounts, RemarkCodes = remarks,
            });

    private static readonly Gen<ClaimPayment> Claim =
        Gen.Select(Gen.Select(Word, Word), Gen.OneOf("1", "2", "3", "4", "22"), Service.Array[0, 4], Adjustments, Gen.Select(MaybeWord, Day), Amounts, References, Word.Array[0, 7]).Select(
            (names, status, services, adjustments, optional, amounts, references, remarks) => new ClaimPayment
            {
                ClaimNumber = names.Item1, Status = status, ChargeCents = services.Sum(service => service.ChargeCents),
                PaidCents = services.Sum(service => service.PaidCents) - adjustments.Sum(adjustment => adjustment.Cents),
                PatientResponsibilityCents = optional.Item1 is null ? null : 5, ClaimFiling = "12", PayerClaimNumber = names.Item2, Facility = "11",
                Frequency = "1", DiagnosisGroup = optional.Item1?[..1], Adjustments = adjustments,
                Patient = new("QC", false, new(names.Item2, optional.Item1), optional.Item1 is null ? null : "MI", optional.Item1),
                OtherParties = optional.Item1 is null ? [] : [new("82", true, new(optional.Item1), "XX", "1234567893")], References = references,
                From = optional.Item2, Through = optional.Item1 is null ? null : optional.Item2, ReceivedOn = optional.Item2, Amounts = amounts,
                RemarkCodes = remarks, Services = services,
            });

    private static readonly Gen<Remittance> Payment =
        Gen.Select(Claim.Array[0, 5], Gen.Select(Gen.OneOf("WO", "FB", "L6", "72", "CS"), MaybeWord, Cents).Array[0, 9], Gen.Select(Word, MaybeWord), Day).Select(
            (claims, adjustments, names, day) =>
            {
                // A payment is never below zero: what is missing is carried forward.
                var balance = claims.Sum(claim => claim.PaidCents) - adjustments.Sum(adjustment => adjustment.Item3);
                ProviderAdjustment[] all = [.. adjustments.Select(one => Adjusted(one.Item1, one.Item2, one.Item3, day)), .. balance < 0 ? [Adjusted("FB", null, balance, day)] : Array.Empty<ProviderAdjustment>()];
                return new Remittance
                {
                    PaidCents = Math.Max(balance, 0), Method = "ACH", Format = "CCP", PayerAccount = new("01", "041000124", "DA", "1"), OriginatingCompany = "1349998887",
                    PayeeAccount = names.Item2 is null ? null : new("01", "044000037", "SG", names.Item2), EffectiveOn = day, TraceNumber = names.Item1,
                    PayerIdentifier = "1349998887", PayerDivision = names.Item2, ReceiverIdentifier = names.Item2, ProducedOn = day,
                    Payer = new() { Name = names.Item1, Address = new(names.Item1, null, "COLUMBUS", "OH", "43215"), References = [new("2U", names.Item1)] },
                    Payee = new() { Name = names.Item1, IdQualifier = "XX", Id = "1234567893" },
                    TechnicalContact = names.Item2 is null ? null : new(names.Item2, "TE", "6145550111"), Claims = claims, ProviderAdjustments = all,
                };
            });

    [Fact]
    public void Payments_of_any_shape_come_back_as_they_were() =>
        Payment.Array[1, 3].Sample(
            payments =>
            {
                var output = new ArrayBufferWriter<byte>();
                Remittance835Writer.WriteFile(output, Interchange, payments);
                var file = Remittance835Reader.ReadFileAsync(new MemoryStream(output.WrittenSpan.ToArray())).GetAwaiter().GetResult();
                Assert.Empty(file.Errors);
                Assert.Empty(file.Warnings);
                Assert.Equal(Json(payments), Json(file.Items));
            },
            iter: 300);

    [Fact]
    public void A_payment_that_any_one_cent_was_moved_in_is_neither_written_nor_read() =>
        Gen.Select(Payment, Gen.Int[0, 1000], Gen.OneOf(-1L, 1L)).Sample(
            (payment, which, cent) =>
            {
                var broken = Moved(payment, which, cent);

                Assert.NotEmpty(RemittanceBalance.Check(broken));
                Assert.Throws<X12Exception>(() => Remittance835Writer.WriteFile(new ArrayBufferWriter<byte>(), Interchange, [broken]));
            },
            iter: 300);

    private static Remittance Moved(Remittance payment, int which, long cent)
    {
        if (payment.Claims.Count == 0 || which % 3 == 0)
        {
            return payment with { PaidCents = payment.PaidCents + cent };
        }

        var at = which % payment.Claims.Count;
        var claim = payment.Claims[at];
        var moved = claim.Services.Count > 0 && which % 3 == 1
            ? claim with { Services = [claim.Services[0] with { ChargeCents = claim.Services[0].ChargeCents + cent }, .. claim.Services.Skip(1)] }
            : claim with { ChargeCents = claim.ChargeCents + cent };
        return payment with { Claims = [.. payment.Claims.Take(at), moved, .. payment.Claims.Skip(at + 1)] };
    }

    private static ProviderAdjustment Adjusted(string reason, string? reference, long cents, DateOnly day) =>
        new() { ProviderId = "1234567893", FiscalPeriodEnd = day, Reason = reason, Reference = reference, Cents = cents };

    private static string Json(IReadOnlyList<Remittance> payments) =>
        System.Text.RegularExpressions.Regex.Replace(JsonSerializer.Serialize(payments), "\"Position\":\\{[^}]*\\},?", "");
}
