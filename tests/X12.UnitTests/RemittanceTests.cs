using System.Buffers;
using Aso.X12.Corpus;
using Aso.X12.Remittance835;
using static Aso.X12.UnitTests.Documents;

namespace Aso.X12.UnitTests;

public sealed class RemittanceTests
{
    private static readonly string[] Head =
    [
        "BPR*I*150.00*C*ACH*CCP*01*041000124*DA*77001*1349998887**01*044000037*SG*55123*20260312",
        "TRN*1*EFT1*1349998887",
        "DTM*405*20260312",
        "N1*PR*ASO PLAN",
        "N3*1 PLAN SQUARE",
        "N4*COLUMBUS*OH*43215",
        "PER*BL*DESK*TE*6145550111",
        "N1*PE*MILL LANE CLINIC*XX*1234567893",
        "REF*TJ*555666777",
        "LX*1",
    ];

    private static readonly string[] Paid =
    [
        "CLP*C1*1*180.00*100.00*30.00*12*ICN1*11*1",
        "CAS*CO*A2*10.00",
        "NM1*QC*1*HOLM*ADA****MI*E1",
        "MOA***MA01*MA02",
        "REF*1L*GROUP-9",
        "DTM*050*20260210",
        "AMT*AU*150.00",
        "SVC*HC:99213:25*180.00*110.00**1",
        "DTM*472*20260203",
        "CAS*CO*45*40.00",
        "CAS*PR*2*20.00**3*10.00*1",
        "REF*6R*L-1",
        "AMT*B6*140.00",
        "LQ*HE*N14",
    ];

    private static readonly string[] Secondary = ["CLP*C2*2*80*60*0*12*ICN2", "NM1*QC*1*HOLM*BO", "CAS*OA*23*20"];

    private static readonly string[] Recovery = ["PLB*1234567893*20261231*WO:ICN9*20.00*L6*-10.00"];

    private static readonly InterchangeHeader Interchange = new()
    {
        SenderId = "ASO", ReceiverId = "ACME", At = new(2026, 3, 12, 9, 30, 0), ControlNumber = "000000017",
    };

    [Fact]
    public async Task A_payment_comes_with_its_money_its_claims_and_why_they_were_not_paid_in_full()
    {
        var payment = Assert.Single((await ReadAsync([.. Head, .. Paid, .. Secondary, .. Recovery])).Items);

        Assert.Equal((15_000, "ACH", "EFT1", new DateOnly(2026, 3, 12)), (payment.PaidCents, payment.Method, payment.TraceNumber, payment.EffectiveOn));
        Assert.Equal(new BankAccount("01", "044000037", "SG", "55123"), payment.PayeeAccount);
        Assert.Equal(("ASO PLAN", "1234567893", "555666777"), (payment.Payer.Name, payment.Payee.Id, payment.Payee.References[0].Value));
        Assert.Equal(new Contact("DESK", "TE", "6145550111"), payment.TechnicalContact);
        var (claim, second) = (payment.Claims[0], payment.Claims[1]);
        Assert.Equal(("C1", "1", 18_000, 10_000, 3_000, "ICN1"), (claim.ClaimNumber, claim.Status, claim.ChargeCents, claim.PaidCents, claim.PatientResponsibilityCents!.Value, claim.PayerClaimNumber));
        Assert.Equal(("HOLM", "E1"), (claim.Patient.Name.Last, claim.Patient.Id));
        Assert.Equal(["MA01", "MA02"], claim.RemarkCodes);
        Assert.Equal(("2", 6_000, "OA"), (second.Status, second.PaidCents, second.Adjustments[0].Group));
        var service = Assert.Single(claim.Services);
        Assert.Equal(("99213", 11_000, 14_000, "L-1"), (service.Procedure, service.PaidCents, service.AllowedCents!.Value, service.ControlNumber));
        Assert.Equal([new("CO", "45", 4_000), new("PR", "2", 2_000), new("PR", "3", 1_000, Quantity.Of(1))], service.Adjustments);
        Assert.Equal(["N14"], service.RemarkCodes);
        Assert.Equal([("WO", "ICN9", 2_000L), ("L6", null, -1_000L)], payment.ProviderAdjustments.Select(adjustment => (adjustment.Reason, adjustment.Reference, adjustment.Cents)));
    }

    [Theory]
    [InlineData("SVC", "SVC*HC:99213:25*180.00*109.99**1", "service-out-of-balance", "SVC03")]
    [InlineData("CAS*CO*45", "CAS*CO*45*40.01", "service-out-of-balance", "SVC03")]
    [InlineData("CLP*C1", "CLP*C1*1*180.00*99.99*30.00*12*ICN1", "claim-out-of-balance", "CLP04")]
    [InlineData("CAS*CO*A2", "CAS*CO*A2*9.99", "claim-out-of-balance", "CLP04")]
    [InlineData("BPR", "BPR*I*150.01*C*CHK************20260312", "payment-out-of-balance", "BPR02")]
    [InlineData("PLB", "PLB*1234567893*20261231*WO:ICN9*20.00*L6*10.00", "payment-out-of-balance", "BPR02")]
    public async Task A_payment_that_is_a_cent_out_of_balance_is_void_and_the_wrong_sum_is_named(string start, string instead, string code, string field)
    {
        var file = await ReadAsync(((string[])[.. Head, .. Paid, .. Secondary, .. Recovery]).With((start, instead)));

        Assert.Empty(file.Items);
        Assert.Contains((code, field), file.Errors.Select(error => (error.Code.Name, error.Field)));
    }

    [Theory]
    [InlineData("BPR", null, "segment-missing", "BPR")]
    [InlineData("TRN", null, "segment-missing", "TRN")]
    [InlineData("N1*PE", "N1*PE*MILL LANE CLINIC", "element-missing", "N103")]
    [InlineData("NM1*QC*1*HOLM*ADA", null, "segment-missing", "NM1*QC")]
    [InlineData("CLP*C1", "CLP*C1*99*180.00*100.00*30.00*12*ICN1", "code-invalid", "CLP02")]
    [InlineData("SVC", "SVC*HC*180.00*110.00", "element-missing", "SVC01-2")]
    [InlineData("PLB", "PLB*1234567893*20261231*ZZ*10.00", "code-invalid", "PLB03-1")]
    [InlineData("LX", null, "segment-unexpected", "CLP")]
    [InlineData("MOA", "HI*ABK:I10", "segment-unrecognized", "HI")]
    public async Task An_error_anywhere_makes_the_payment_void(string start, string? instead, string code, string field)
    {
        var file = await ReadAsync(((string[])[.. Head, .. Paid, .. Secondary, .. Recovery]).With((start, instead)));

        Assert.Empty(file.Items);
        Assert.Equal((code, field), (file.Errors[0].Code.Name, file.Errors[0].Field));
        Assert.False(file.Interchanges[0].Groups[0].Sets[0].Stands);
    }

    [Fact]
    public async Task A_void_payment_leaves_the_others_of_its_file()
    {
        string[] good = Set("835", "", "0001", [.. Head, .. Paid, .. Secondary, .. Recovery]).With(("ST", "ST*835*0001"));
        string[] bad = good.With(("ST", "ST*835*0002"), ("SE", good[^1].Replace("0001", "0002", StringComparison.Ordinal)), ("BPR", "BPR*I*1.00*C*CHK************20260312"));

        var file = await Remittance835Reader.ReadFileAsync(Bytes(Interchange(Group("HP", "005010X221A1", [.. good, .. bad]))).AsStream());

        Assert.Equal(15_000, Assert.Single(file.Items).PaidCents);
        Assert.Equal("payment-out-of-balance", Assert.Single(file.Errors).Code.Name);
    }

    [Fact]
    public async Task A_reversal_takes_back_what_was_paid_and_its_recovery_crosses_payments()
    {
        var payments = (await Remittance835Reader.ReadFileAsync(CorpusFile.Named("payment-reversal-and-recovery.835").Bytes.AsStream())).Items;

        Assert.Equal([10_500, 0, 6_425], payments.Select(payment => payment.PaidCents));
        var (paid, reversal) = (payments[0].Claims[0], payments[1].Claims[0]);
        Assert.True(reversal.IsReversal);
        Assert.Equal((-paid.ChargeCents, -paid.PaidCents), (reversal.ChargeCents, reversal.PaidCents));
        Assert.Equal(paid.Services.SelectMany(service => service.Adjustments).Select(one => -one.Cents), reversal.Services.SelectMany(service => service.Adjustments).Select(one => one.Cents));

        // The second payment would be below zero: the rest is carried forward into the third.
        var carried = Assert.Single(payments[1].ProviderAdjustments);
        var taken = payments[2].ProviderAdjustments.Single(adjustment => adjustment.Reason == "FB");
        Assert.Equal(("FB", 0L), (carried.Reason, carried.Cents + taken.Cents));
        Assert.Equal("EFT0002", taken.Reference);
    }

    [Fact]
    public async Task The_writer_refuses_a_payment_out_of_balance_and_writes_nothing_of_it()
    {
        var payment = Assert.Single((await ReadAsync([.. Head, .. Paid, .. Secondary, .. Recovery])).Items);
        var broken = payment with { Claims = [payment.Claims[1], payment.Claims[0] with { Services = [payment.Claims[0].Services[0] with { PaidCents = 10_999 }] }] };
        var output = new ArrayBufferWriter<byte>();
        var envelopes = new EnvelopeWriter(new X12Writer(output));
        envelopes.StartInterchange(Interchange);
        envelopes.StartGroup(Interchange.GroupFor("HP", "005010X221A1"));
        var before = output.WrittenCount;

        var refused = Assert.Throws<X12Exception>(() => Remittance835Writer.WriteSet(envelopes, broken));

        Assert.Equal(("service-out-of-balance", "SVC03", before), (refused.Error.Code.Name, refused.Error.Field, output.WrittenCount));
        Assert.Equal([(2, 1)], RemittanceBalance.Check(broken).Select(imbalance => (imbalance.Claim!.Value, imbalance.Service!.Value)));
    }

    [Fact]
    public async Task Sums_of_amounts_beyond_all_bounds_are_out_of_balance_and_nothing_worse()
    {
        var huge = Enumerable.Repeat("PLB*1234567893*20261231*WO*9999999999999.99*WO*9999999999999.99*WO*9999999999999.99*WO*9999999999999.99*WO*9999999999999.99*WO*9999999999999.99", 2_000);

        Assert.Equal("payment-out-of-balance", Assert.Single((await ReadAsync([.. Head, .. Paid, .. Secondary, .. huge])).Errors).Code.Name);
    }

    [Fact]
    public async Task A_payment_longer_than_can_be_kept_is_void()
    {
        var file = await Remittance835Reader.ReadFileAsync(
            File("HP", "835", "005010X221A1", [.. Head, .. Paid, .. Secondary, .. Recovery]).AsStream(), new() { PaymentSegmentsMax = 20 });

        Assert.Empty(file.Items);
        Assert.Contains(X12ErrorCode.LoopTooLong, file.Errors.Select(error => error.Code));
    }

    [Theory]
    [InlineData("BPR", "BPR*I*150.00*C*CHK***********20260312", "date-invalid", "BPR16")]
    [InlineData("BPR", "BPR*I*150.00*C*CHK************20261312", "date-invalid", "BPR16")]
    [InlineData("SVC", "SVC*HC*99213*180.00*110.00**1", "composite-not-split", "SVC01")]
    public async Task What_common_examples_get_wrong_is_read_with_a_warning_where_the_sums_prove_it(string start, string instead, string code, string field)
    {
        var file = await ReadAsync(((string[])[.. Head, .. Paid, .. Secondary, .. Recovery]).With((start, instead)));

        Assert.Equal("99213", Assert.Single(file.Items).Claims[0].Services[0].Procedure);
        Assert.Equal((code, field), file.Warnings.Select(warning => (warning.Code.Name, warning.Field)).Single());
    }

    private static Task<X12File<Remittance>> ReadAsync(string[] segments) =>
        Remittance835Reader.ReadFileAsync(File("HP", "835", "005010X221A1", segments).AsStream());
}
